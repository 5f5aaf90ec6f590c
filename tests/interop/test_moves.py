"""Branches moved by several real clients at once: one same tree everywhere, no node lost."""

from __future__ import annotations

import random

import pytest

from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree import Tree, arrange
from tests.interop.node import NodeClients
from tests.interop.serving import Live, serving, stored_cards
from tests.interop.test_trouble import settled

pytestmark = [pytest.mark.node]
ACTS = ("add", "add", *["move"] * 6, "remove", "restore", "undo", "undo", "cut")


def add(node: NodeClients, client: str, key: str, parent: str, rank: str) -> None:
    """Create a node as the page does: in the corbeille, then out of it."""
    keys = {"zone": NODE, "rank": rank, "parent": parent, "author": client, "deleted": True}
    node.ask("put", client, key=key, keys=keys)
    node.ask("mark", client, key=key, deleted=False)


def stored_tree(live: Live, room: str) -> Tree:
    """Arrange in Python what the database holds."""
    cards = []
    for key, keys in stored_cards(live.db, room).items():
        assert isinstance(keys, dict)
        # The undo of a stock client may leave a key empty; the page's own does not.
        rank, deleted = keys.get("rank", ""), keys.get("deleted", False)
        cards.append(Card(key, "", NODE, rank, deleted=deleted, parent=keys.get("parent")))
    return arrange(cards)


def check_same_tree(live: Live, node: NodeClients, room: str, clients: list[str]) -> Tree:
    """Wait until all show one document; the tree is that of the database for each of them."""
    for client in clients:
        node.ask("untilSaved", client)
    assert settled(node, clients) == stored_cards(live.db, room)
    tree = stored_tree(live, room)
    expected = {
        "order": [card.id for card in tree.order],
        "parents": {card.id: card.parent for card in tree.order},
        "hidden": [card.id for card in tree.hidden],
    }
    for client in clients:
        assert expected == node.ask("tree", client)
    for card in tree.order:
        assert tree.path(card.id)[0].parent == CENTRE
    return tree


def run_of_moves(live: Live, node: NodeClients, seed: int, steps: int) -> int:
    """Let five clients move, add, remove, undo, cut and return; return the cycles cut."""
    chance = random.Random(seed)
    room = f"d1/t{seed}"
    clients = [f"m{seed}-{i}" for i in range(5)]
    for client in clients:
        node.open(live.url, room, client)
    keys = [f"n{i}" for i in range(6)]
    for i, key in enumerate(keys):
        add(node, clients[0], key, CENTRE, f"a{i}")
    for client in clients[1:]:
        node.ask("untilKey", client, key=keys[-1])
    connected = dict.fromkeys(clients, True)
    for step in range(steps):
        client, act = chance.choice(clients), chance.choice(ACTS)
        key, parent, rank = chance.choice(keys), chance.choice([*keys, CENTRE]), f"a{step % 9}"
        if act == "cut":
            connected[client] = not connected[client]
            node.ask("connect" if connected[client] else "cut", client)
        elif act == "add":
            keys.append(f"{client[-1]}{step}")
            add(node, client, keys[-1], parent, rank)
        elif act == "move":
            node.ask("move", client, key=key, parent=parent, rank=rank)
        elif act == "undo":
            node.ask("undo", client)
        else:
            node.ask("mark", client, key=key, deleted=act == "remove")
    for client in clients:
        node.ask("connect", client)
    tree = check_same_tree(live, node, room, clients)
    assert sorted(keys) == sorted(card.id for card in (*tree.order, *tree.hidden))
    for client in clients:
        node.ask("close", client)
    return cycles_cut(live, room, tree)


def cycles_cut(live: Live, room: str, tree: Tree) -> int:
    """Count the nodes shown under the centre though they claim another one that exists."""
    claims: dict[str, object] = {}
    for key, keys in stored_cards(live.db, room).items():
        assert isinstance(keys, dict)
        claims[key] = keys.get("parent")
    return sum(card.parent == CENTRE and claims[card.id] in claims for card in tree.order)


def test_two_branches_moved_into_each_other(live: Live, node: NodeClients) -> None:
    """Cut off, each puts one branch into the other's; back, both see the same, with every node."""
    room, clients = "d1/crossing", ["left", "right"]
    for client in clients:
        node.open(live.url, room, client)
    for key, parent in (("p", CENTRE), ("q", CENTRE), ("under-p", "p"), ("under-q", "q")):
        add(node, "left", key, parent, "a0")
    node.ask("untilSaved", "left")
    node.ask("untilKey", "right", key="under-q")
    node.ask("untilSaved", "left")
    for client in clients:
        node.ask("cut", client)
    assert node.ask("move", "left", key="p", parent="under-q", rank="a1")
    assert node.ask("move", "right", key="q", parent="under-p", rank="a1")
    assert not node.ask("move", "right", key="p", parent="q", rank="a1")
    for client in clients:
        node.ask("connect", client)
    tree = check_same_tree(live, node, room, clients)
    assert [card.id for card in tree.order] == ["p", "under-p", "q", "under-q"]
    assert tree.hidden == ()
    for client in clients:
        node.ask("close", client)


@pytest.mark.slow
def test_five_clients_move_branches_whatever_happens(sqlite_url: str, node: NodeClients) -> None:
    """Random moves, additions, removals, undo, cuts and returns: one tree, and no node lost."""
    with serving(sqlite_url) as live:
        for seed in range(6):
            run_of_moves(live, node, seed, 60)
