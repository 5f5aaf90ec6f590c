"""A map drawn by several real clients at once: the same everywhere, no link nor stamp lost."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.snapshot import Snapshot
from capacities.storage.updates import load
from capacities.templates.loader import load_templates
from tests.interop.node import NodeClients
from tests.interop.serving import Live, serving
from tests.waiting import PATIENCE_S

pytestmark = [pytest.mark.node]
CANVASES = Path(__file__).resolve().parents[2] / "data" / "canevas"
TEMPLATE = load_templates(CANVASES).templates["creation-valeur"]
ROOTS = ("cards", "edges")
ACTS = (
    "add",
    "link",
    "stamp",
    *["move"] * 3,
    "carry",
    "delete",
    "delete",
    "restore",
    "undo",
    "cut",
)
CREATED = "2026-11-22T10:00:00Z"


def shown(node: NodeClients, client: str) -> dict[str, Any]:
    """Return the elements, stamps and links that a client has, as they are stored."""
    return {root: node.ask("root", client, root=root) for root in ROOTS}


def settled(node: NodeClients, clients: Sequence[str]) -> dict[str, Any]:
    """Return what all clients come to have."""
    end = time.monotonic() + PATIENCE_S
    while True:
        maps = [shown(node, client) for client in clients]
        if all(one == maps[0] for one in maps):
            return maps[0]
        assert time.monotonic() < end, f"not the same everywhere: {maps}"
        time.sleep(0.02)


def stored(live: Live, room: str) -> tuple[dict[str, Any], Snapshot]:
    """Return what the database holds, as it is stored and as it is read."""
    document = load(live.db, room)
    assert document is not None
    doc = open_doc(document.snapshot, document.updates)
    held = {root: _plain(doc, root) for root in ROOTS}
    return held, read_snapshot(doc, TEMPLATE)


def _plain(doc: Any, root: str) -> dict[str, Any]:
    from pycrdt import Map

    return dict(doc.get(root, type=Map).to_py() or {})


class _Drawers:
    """Five clients who draw at random; ``made`` are the ids of all that they made, by root."""

    def __init__(self, live: Live, node: NodeClients, seed: int) -> None:
        self.node, self.chance = node, random.Random(seed)
        self.room = f"d1/m{seed}"
        self.clients = [f"d{seed}-{i}" for i in range(5)]
        for client in self.clients:
            node.open(live.url, self.room, client)
        self.connected = dict.fromkeys(self.clients, True)
        self.made: dict[str, list[str]] = {root: [] for root in ROOTS}

    def act(self, step: int) -> None:
        """Let one of them do something to what is on its own screen."""
        client, act = self.chance.choice(self.clients), self.chance.choice(ACTS)
        cards, edges = (sorted(self.node.ask("root", client, root=root)) for root in ROOTS)
        key = f"{client[-1]}-{step}"
        if act == "cut":
            self.connected[client] = not self.connected[client]
            self.node.ask("connect" if self.connected[client] else "cut", client)
        elif act == "undo":
            self.node.ask("undo", client)
        elif act == "add" or len(cards) < 2:
            self._draw(client, "cards", key, {"zone": "donnee", "x": step, "y": -step})
        elif act == "link":
            ends = dict(zip(("from", "to"), self.chance.sample(cards, 2), strict=True))
            self._draw(client, "edges", key, {**ends, "kind": "lien"})
        elif act == "stamp":
            on = self.chance.choice([*cards, *edges])
            self._draw(client, "cards", key, {"zone": "euro", "on": on, "montant": step})
        elif act in ("move", "carry"):
            name, value = ("x", step * 10) if act == "move" else ("on", self.chance.choice(cards))
            self._assign(client, "cards", self.chance.choice(cards), name, value)
        else:
            root, key = self.chance.choice(
                [*(("cards", c) for c in cards), *(("edges", e) for e in edges)]
            )
            self._assign(client, root, key, "deleted", act == "delete")

    def _draw(self, client: str, root: str, key: str, keys: dict[str, Any]) -> None:
        whole = {"text": key, "author": client, "created": CREATED, **keys}
        self.node.ask("draw", client, root=root, key=key, keys=whole)
        self.made[root].append(key)

    def _assign(self, client: str, root: str, key: str, name: str, value: object) -> None:
        self.node.ask("assign", client, root=root, key=key, name=name, value=value)


def run_of_maps(live: Live, node: NodeClients, seed: int, steps: int) -> int:
    """Let five clients draw, then check; return how many links and stamps there are."""
    drawers = _Drawers(live, node, seed)
    for step in range(steps):
        drawers.act(step)
    for client in drawers.clients:
        node.ask("connect", client)
    for client in drawers.clients:
        node.ask("untilSaved", client)
    everywhere = settled(node, drawers.clients)
    held, snapshot = stored(live, drawers.room)
    assert everywhere == held
    cards, edges = (sorted(drawers.made[root]) for root in ROOTS)
    assert cards == sorted(card.id for card in (*snapshot.cards, *snapshot.trash))
    assert edges == sorted(edge.id for edge in (*snapshot.edges, *snapshot.edge_trash))
    for client in drawers.clients:
        node.ask("close", client)
    stamps = sum(card.zone == "euro" for card in (*snapshot.cards, *snapshot.trash))
    return stamps + len(edges)


@pytest.mark.slow
def test_five_clients_draw_a_map_whatever_happens(sqlite_url: str, node: NodeClients) -> None:
    """Moves, links, stamps, deletions, undo, restorations, cuts: one map, nothing lost."""
    with serving(sqlite_url) as live:
        assert sum(run_of_maps(live, node, seed, 60) for seed in range(6)) > 20
