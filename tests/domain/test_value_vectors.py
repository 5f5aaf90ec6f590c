"""The sums that the page makes at once are those of the balance: tests/vectors/value.json.

After a wanted change of the rules: ``VECTORS=1 pytest tests/domain/test_value_vectors.py``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from value_maps import PLAN, TEMPLATE

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.value import balance

FILE = Path(__file__).parents[1] / "vectors" / "value.json"
AMOUNTS = (None, "", "12", 0.0, 0.005, -0.005, 1.005, 0.1, 2417.5, 38_000.0, -5.0, 1e12, 1e15, True)
CHOICES = {
    "sens": (None, "", "recette", "economie", "depense"),
    "quand": (None, "", "annuel", "unique", "autre"),
    "gagne": (None, "", " ", "mairie", "inconnu"),
    "paie": (None, "", "mairie"),
}


def written() -> list[list[dict[str, Any]]]:
    """Make stamps of every sort, the same each time."""
    chance = random.Random(11)
    cases = []
    for size in range(1, 13):
        stamps = []
        for number in range(size):
            zone = chance.choice(["euro", "smiley"])
            keys = ("combien",) if zone == "euro" else ("nombre", "prix")
            chosen: dict[str, Any] = {key: chance.choice(AMOUNTS) for key in keys}
            chosen |= {key: chance.choice(among) for key, among in CHOICES.items()}
            fields = {key: value for key, value in chosen.items() if value is not None}
            stamps.append({"id": f"t{number}", "zone": zone, "fields": fields})
        cases.append(stamps)
    return cases


def sums(stamps: list[dict[str, Any]]) -> dict[str, int]:
    """Return what the balance says of them."""
    cards = tuple(Card(one["id"], "", one["zone"], fields=one["fields"]) for one in stamps)
    found = balance(Snapshot(TEMPLATE.key, cards), TEMPLATE)
    lacking = {remark.kind: len(remark.ids) for remark in found.missing}
    totals = found.totals
    return {
        "gains_year": totals.gains_year,
        "costs_year": totals.costs_year,
        "gains_once": totals.gains_once,
        "costs_once": totals.costs_once,
        "equivalent_year": totals.equivalent_year,
        "equivalent_once": totals.equivalent_once,
        "untold": totals.untold,
        "without_amount": lacking.get("amount", 0),
        "without_party": lacking.get("gainer", 0) + lacking.get("payer", 0),
    }


def test_the_vectors_are_what_the_balance_says() -> None:
    """The page is held to the same file: ``forms/map/sums.test.ts``."""
    if os.environ.get("VECTORS"):
        cases = [{"stamps": stamps, "sums": sums(stamps)} for stamps in written()]
        held = {"plan": dataclasses.asdict(PLAN), "cases": cases}
        FILE.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")
    held = json.loads(FILE.read_text("utf-8"))
    assert held["plan"] == json.loads(json.dumps(dataclasses.asdict(PLAN)))
    assert held["cases"]
    for case in held["cases"]:
        assert case["sums"] == sums(case["stamps"])


@pytest.mark.parametrize(
    "key", ["gains_year", "costs_year", "gains_once", "equivalent_year", "untold"]
)
def test_the_vectors_have_something_of_everything(key: str) -> None:
    """A sum that is always zero would hold nobody to anything."""
    assert any(case["sums"][key] for case in json.loads(FILE.read_text("utf-8"))["cases"])
