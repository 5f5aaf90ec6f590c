"""The cut links and the days that the page finds are those of Python: tests/vectors/schedule.json.

After a wanted change of the rules: ``VECTORS=1 pytest tests/domain/test_schedule_vectors.py``.
"""

from __future__ import annotations

import json
import os
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from schedules import made

from capacities.domain.snapshot import Card, Edge

FILE = Path(__file__).parents[1] / "vectors" / "schedule.json"
DURATIONS = (None, None, 0, 0.1, 1, 2.5, 4, 29 / 7, 12, 52, "1,5", "abc", -2, 1e15, True)
DAYS = (*[None] * 6, "2027-06-30", "2026-11-30", "2028-03-01", "31/02/2027", "2027-02-30", "")
NATURES = ("action", "action", "action", "reussite", "jalon", "autre", "")
STATES = (None, None, "a-faire", "en-cours", "fait", "bloque", "autre")
CORNERS: tuple[tuple[str, list[list[str]]], ...] = (
    ("a loop of two, made by two people at once", [["l2", "a", "b"], ["l1", "b", "a"]]),
    ("capitals come before small letters", [["a", "a", "b"], ["B", "b", "a"]]),
    ("ids are compared by UTF-16 code units", [["\uff5e", "a", "b"], ["\U0001f600", "b", "a"]]),
    ("ids are not numbers", [["10", "a", "b"], ["9", "b", "a"]]),
    ("a link that is there twice", [["l1", "a", "b"], ["l2", "a", "b"], ["l3", "b", "a"]]),
    ("to itself, and to what is not there", [["l1", "a", "a"], ["l2", "a", "z"], ["l3", "z", "a"]]),
    (
        "what is cut closes no second loop",
        [["l1", "a", "b"], ["l2", "b", "c"], ["l3", "c", "a"], ["l4", "a", "c"], ["l5", "c", "b"]],
    ),
    (
        "two loops that share a link",
        [["l5", "a", "b"], ["l1", "b", "c"], ["l2", "c", "a"], ["l3", "b", "d"], ["l4", "d", "a"]],
    ),
)


def written() -> list[dict[str, Any]]:
    """Make graphs of every sort, the same each time."""
    cases = [
        {"why": why, "cards": [_card(key, duree=2) for key in "abcd"], "edges": _edges(ends)}
        for why, ends in CORNERS
    ]
    chance = random.Random(12)
    for size in (1, 2, 3, 5, 8, 8, 12, 12, 20, 40):
        keys = [f"c{number}" for number in range(size)]
        cards = [
            _card(
                key,
                nature=chance.choice(NATURES),
                duree=chance.choice(DURATIONS),
                date=chance.choice(DAYS),
                etat=chance.choice(STATES),
            )
            for key in keys
        ]
        names = chance.sample(range(10_000), 2 * size)
        ends = [[f"l{name}", chance.choice(keys), chance.choice(keys)] for name in names]
        cases.append({"why": f"{size} at random", "cards": cards, "edges": _edges(ends)})
    return cases


def _card(key: str, **fields: Any) -> dict[str, Any]:
    held = {"nature": "action", **fields}
    return {"id": key, "fields": {name: one for name, one in held.items() if one is not None}}


def _edges(ends: list[list[str]]) -> list[dict[str, str]]:
    return [{"id": name, "from": a, "to": b, "kind": "avant"} for name, a, b in ends]


def answer(case: dict[str, Any], today: str, horizon: str) -> dict[str, Any]:
    """Return what the schedule says of a case."""
    found = made(
        [Card(one["id"], "", "convergence", fields=one["fields"]) for one in case["cards"]],
        [Edge(one["id"], one["from"], one["to"], one["kind"]) for one in case["edges"]],
        today=date.fromisoformat(today),
        horizon=date.fromisoformat(horizon),
    )
    return {
        "cut": list(found.cut),
        "days": {
            key: {
                "latest_start": str(one.latest_start),
                "latest_finish": str(one.latest_finish),
                "earliest_start": str(one.earliest_start),
                "earliest_finish": str(one.earliest_finish),
                "slack": one.slack,
                "critical": one.critical,
                "late": one.late,
            }
            for key, one in found.cards.items()
        },
        "odd": {remark.kind: list(remark.ids) for remark in found.warnings},
    }


def test_the_vectors_are_what_the_schedule_says() -> None:
    """The page is to be held to the same file."""
    days = {"today": "2026-11-30", "horizon": "2027-12-31"}
    if os.environ.get("VECTORS"):
        cases = [{**case, **answer(case, **days)} for case in written()]
        FILE.write_text(json.dumps({**days, "cases": cases}, ensure_ascii=True, indent=1) + "\n")
    held = json.loads(FILE.read_text("utf-8"))
    assert held["cases"]
    for case in held["cases"]:
        said = {key: case[key] for key in ("cut", "days", "odd")}
        assert said == answer(case, held["today"], held["horizon"]), case["why"]


@pytest.mark.parametrize("key", ["critical", "late"])
def test_the_vectors_have_something_of_everything(key: str) -> None:
    """An answer that is always the same would hold nobody to anything."""
    cases = json.loads(FILE.read_text("utf-8"))["cases"]
    assert {day[key] for case in cases for day in case["days"].values()} == {True, False}
    assert sum(bool(case["cut"]) for case in cases) > 8
    kinds = {kind for case in cases for kind in case["odd"]}
    assert kinds == {"duration", "date", "nature", "state", "stray", "itself", "cut"}
