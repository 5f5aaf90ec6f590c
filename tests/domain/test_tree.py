"""Who is under whom: the vectors shared with TypeScript, and what holds for any document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree import arrange, true_parents

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "tree.json").read_text("utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_vectors_shared_with_the_front_end(vector: dict[str, Any]) -> None:
    """Python arranges each one as it is written."""
    cards = [
        Card(key, "", NODE, c["rank"], deleted=c.get("deleted", False), parent=c.get("parent"))
        for key, c in vector["cards"].items()
    ]
    tree = arrange(cards)
    assert vector["order"] == [card.id for card in tree.order]
    assert vector["parents"] == {card.id: card.parent for card in tree.order}
    assert vector["hidden"] == [card.id for card in tree.hidden]


IDS = st.sampled_from([*"abcdefgh", CENTRE, "nowhere"])
DOCUMENTS = st.dictionaries(
    IDS, st.tuples(st.none() | IDS, st.sampled_from(["a0", "a1", "a2"]), st.booleans())
)


def cards_of(document: dict[str, tuple[str | None, str, bool]]) -> list[Card]:
    return [
        Card(key, "", NODE, rank, deleted=deleted, parent=parent)
        for key, (parent, rank, deleted) in document.items()
    ]


@given(DOCUMENTS)
def test_no_card_is_lost_and_none_is_twice(document: dict[str, Any]) -> None:
    """Every card is in the tree or out with a deleted one."""
    tree = arrange(cards_of(document))
    placed = [card.id for card in (*tree.order, *tree.hidden)]
    assert sorted(document.keys() - {CENTRE}) == sorted(placed)


@given(DOCUMENTS)
def test_every_node_leads_to_the_centre(document: dict[str, Any]) -> None:
    """No cycle: going up from anywhere ends at the centre, as deep as said."""
    tree = arrange(cards_of(document))
    for card in tree.order:
        path = tree.path(card.id)
        assert tree.depths[card.id] == len(path)
        assert path[0].parent == CENTRE


@given(DOCUMENTS, st.randoms())
def test_the_order_of_the_cards_does_not_matter(document: dict[str, Any], chance: Any) -> None:
    """Every screen has the same tree, however its document came."""
    cards = cards_of(document)
    shuffled = cards[:]
    chance.shuffle(shuffled)
    assert arrange(cards) == arrange(shuffled)


@given(DOCUMENTS)
def test_arranging_twice_changes_nothing(document: dict[str, Any]) -> None:
    """The tree that was arranged, written back, is the same tree."""
    tree = arrange(cards_of(document))
    assert arrange((tree.centre, *tree.order, *tree.hidden)) == tree


@given(DOCUMENTS)
def test_only_the_smallest_of_each_cycle_is_moved(document: dict[str, Any]) -> None:
    """A card leaves the parent it claims only where a cycle is cut, or where there is none."""
    claims = {key: parent for key, (parent, _, _) in document.items()}
    for card, parent in true_parents(claims).items():
        claimed = claims[card]
        if parent == claimed or claimed not in claims or claimed in (None, CENTRE, card):
            continue
        cycle = [card]
        while (above := claims[cycle[-1]]) != card:
            assert above is not None
            cycle.append(above)
        assert card == min(cycle)
