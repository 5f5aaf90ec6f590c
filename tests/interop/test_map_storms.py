"""A map drawn by five whole sessions of the product: alike everywhere, nothing lost or wronged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Map

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Snapshot
from capacities.storage.updates import load
from capacities.templates.json import template_to_json
from capacities.templates.loader import load_templates
from tests.interop.node import NodeClients
from tests.interop.serving import Live, serving

pytestmark = [pytest.mark.node]
CANVASES = Path(__file__).resolve().parents[2] / "data" / "canevas"
TEMPLATE = load_templates(CANVASES).templates["creation-valeur"]
STAMPS = {element.key for element in map_plan(TEMPLATE).elements if element.stamp}
ROOTS = ("cards", "edges", "ink")
STEPS = 80
# Each is left out by chance of few storms only.
EXPECTED = {"link", "stamp", "move", "write", "remove", "restore", "undo", "redo", "cut"}
EXPECTED |= {"draw", "carryInk", "colorInk", "rub", "back", "moveBack"}


@pytest.fixture(scope="module")
def people() -> Iterator[NodeClients]:
    """Whole sessions of the product, in one Node process."""
    with NodeClients("storms.mjs") as node:
        yield node


def stored(live: Live, room: str) -> tuple[dict[str, Any], Snapshot]:
    """Return what the database holds, as it is stored and as it is read."""
    document = load(live.db, room)
    assert document is not None
    doc = open_doc(document.snapshot, document.updates)
    held = {root: dict(doc.get(root, type=Map).to_py() or {}) for root in (*ROOTS, "background")}
    return held, read_snapshot(doc, TEMPLATE)


def run_of_maps(live: Live, people: NodeClients, seed: int, steps: int = STEPS) -> Counter[str]:
    """Let five people act at random, then check; return what was done, and the links, stamps
    and strokes that there are (« kept »)."""
    room = f"d1/m{seed}"
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
    cards, edges, ink = (sorted(told["made"][root]) for root in ROOTS)
    assert cards == sorted(card.id for card in (*snapshot.cards, *snapshot.trash))
    assert edges == sorted(edge.id for edge in (*snapshot.edges, *snapshot.edge_trash))
    assert ink == sorted(one.id for one in (*snapshot.strokes, *snapshot.stroke_trash))
    behind = snapshot.background
    assert behind is None or behind.alt.startswith(behind.image), f"storm {seed}: {behind}"
    stamps = sum(card.zone in STAMPS for card in (*snapshot.cards, *snapshot.trash))
    return Counter(told["counts"]) + Counter(kept=stamps + len(edges) + len(ink))


def run_of_storms(url: str, people: NodeClients, seeds: range) -> Counter[str]:
    """Run one storm a seed, one after the other; return the sums."""
    with serving(url) as live:
        return sum((run_of_maps(live, people, seed) for seed in seeds), Counter[str]())


@pytest.mark.slow
def test_five_people_draw_a_map_whatever_happens(sqlite_url: str, people: NodeClients) -> None:
    """The page's own acts, undo and redo, cuts: one map, and nothing of another's is taken."""
    done = run_of_storms(sqlite_url, people, range(4))
    assert set(done) >= EXPECTED
    assert done["kept"] > 20


@pytest.mark.long
def test_three_hundred_storms(sqlite_url: str, people: NodeClients) -> None:
    """The whole count of the storms above."""
    assert run_of_storms(sqlite_url, people, range(3_000, 3_300))["kept"] > 1_000
