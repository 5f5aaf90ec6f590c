"""A timeline made by five whole sessions of the product: alike everywhere, nothing lost or wronged.

What the pages compute (lanes, days, cut links) is what Python computes of what is stored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Map

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.snapshot import Snapshot
from capacities.domain.timeline import plan_of, shown_lanes
from capacities.storage.updates import load
from capacities.templates.json import template_to_json
from capacities.templates.loader import load_templates
from tests.interop.node import NodeClients
from tests.interop.serving import Live, serving

pytestmark = [pytest.mark.node]
CANVASES = Path(__file__).resolve().parents[2] / "data" / "canevas"
TEMPLATE = load_templates(CANVASES).templates["retroplanning"]
ROOTS = ("cards", "edges", "ink")
STEPS = 80
SCRIPT = "timeline-storms.mjs"
EPOCH = date(1970, 1, 1)
# Each is left out by chance of few storms only.
EXPECTED = {"add", "before", "link", "place", "date", "fill", "write", "remove", "undo", "redo"}
EXPECTED |= {"lane", "rename", "order", "removeLane", "restore", "window", "silence", "cut"}


@pytest.fixture(scope="module")
def people() -> Iterator[NodeClients]:
    """Whole sessions of the product, in one Node process."""
    with NodeClients(SCRIPT) as node:
        yield node


def stored(live: Live, room: str) -> tuple[dict[str, Any], Snapshot]:
    """Return what the database holds, as it is stored and as it is read."""
    document = load(live.db, room)
    assert document is not None
    doc = open_doc(document.snapshot, document.updates)
    held = {root: dict(doc.get(root, type=Map).to_py() or {}) for root in (*ROOTS, "background")}
    return held, read_snapshot(doc, TEMPLATE)


def iso(day: int) -> date:
    """Return a day of the page as a date."""
    return EPOCH + timedelta(days=day)


def check_days(shown: dict[str, Any], snapshot: Snapshot, seed: int) -> int:
    """Hold what a page shows to what Python computes; return how many links are cut."""
    plan = plan_of(snapshot, TEMPLATE, iso(shown["today"]))
    assert plan.horizon == iso(shown["horizon"])
    days = {
        key: (iso(one["latestStart"]), iso(one["latestFinish"]), one["slack"], one["critical"])
        for key, step in shown["steps"].items()
        if (one := step["dates"])
    }
    expected = {
        key: (one.latest_start, one.latest_finish, one.slack, one.critical)
        for key, one in plan.cards.items()
    }
    assert days == expected, f"storm {seed}"
    cut = sorted(link["id"] for link in shown["links"] if link["cut"])
    assert cut == sorted(plan.cut), f"storm {seed}"
    lanes = [(lane["key"], lane["title"]) for lane in shown["lanes"]]
    assert lanes == [(lane.key, lane.title) for lane in shown_lanes(snapshot, TEMPLATE)]
    return len(cut)


def run_of_timelines(
    live: Live, people: NodeClients, seed: int, steps: int = STEPS
) -> Counter[str]:
    """Let five people act at random, then check; return what was done, and the links (« kept »)
    and cut links (« loops ») that there are."""
    room = f"d1/t{seed}"
    told = people.ask(
        "storm",
        url=live.url,
        room=room,
        template=template_to_json(TEMPLATE),
        seed=seed,
        steps=steps,
    )
    assert told["wrongs"] == [], f"storm {seed}: {told['wrongs']}"
    assert len(told["maps"]) == 1, f"storm {seed}: {told['maps']}"
    held, snapshot = stored(live, room)
    assert told["roots"] == held
    cards, edges = (sorted(told["made"][root]) for root in ("cards", "edges"))
    assert cards == sorted(card.id for card in (*snapshot.cards, *snapshot.trash))
    assert edges == sorted(edge.id for edge in (*snapshot.edges, *snapshot.edge_trash))
    loops = check_days(json.loads(told["maps"][0]), snapshot, seed)
    return Counter(told["counts"]) + Counter(kept=len(edges), loops=loops)


def run_of_timeline_storms(url: str, people: NodeClients, seeds: range) -> Counter[str]:
    """Run one storm a seed, one after the other; return the sums."""
    with serving(url) as live:
        return sum((run_of_timelines(live, people, seed) for seed in seeds), Counter[str]())


@pytest.mark.slow
def test_five_people_make_a_timeline_whatever_happens(sqlite_url: str, people: NodeClients) -> None:
    """The page's own acts, undo and redo, cuts: one timeline, and nothing of another's is taken."""
    done = run_of_timeline_storms(sqlite_url, people, range(4))
    assert set(done) >= EXPECTED
    assert done["kept"] > 20


@pytest.mark.long
def test_three_hundred_storms(sqlite_url: str, people: NodeClients) -> None:
    """The whole count of the storms above."""
    done = run_of_timeline_storms(sqlite_url, people, range(4_000, 4_300))
    assert done["kept"] > 1_000
    assert done["loops"] > 0
