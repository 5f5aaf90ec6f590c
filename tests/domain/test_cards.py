"""Order of cards, cycles of parents: the same on every screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.cards import break_cycles, in_order, is_safe_id, roots_of_cycles
from capacities.domain.snapshot import Card

names = st.sampled_from("abcdefgh")
parent_maps = st.dictionaries(names, names)


@given(parents=parent_maps)
def test_cutting_the_cycles_leaves_none(parents: dict[str, str]) -> None:
    """Walking up from any card ends."""
    cards = break_cycles([Card(i, "", "", parent=p) for i, p in parents.items()])
    kept = {card.id: card.parent for card in cards}
    for start in kept:
        seen: set[str] = set()
        card: str | None = start
        while card is not None:
            assert card not in seen
            seen.add(card)
            card = kept.get(card)


@given(parents=parent_maps, data=st.data())
def test_the_cut_does_not_depend_on_the_order(parents: dict[str, str], data: st.DataObject) -> None:
    """Two screens that received the cards in another order cut the same ones."""
    shuffled = dict(data.draw(st.permutations(list(parents.items()))))
    assert roots_of_cycles(parents) == roots_of_cycles(shuffled)


@given(parents=parent_maps)
def test_only_cards_of_a_cycle_are_cut_and_each_is_its_smallest(parents: dict[str, str]) -> None:
    """A card is cut when it comes back to itself and none on the way is smaller."""
    for start in parents:
        path, card = [start], parents.get(start)
        while card is not None and card not in path:
            path.append(card)
            card = parents.get(card)
        in_cycle = card == start
        assert (in_cycle and start == min(path)) == (start in roots_of_cycles(parents))


def test_cards_of_a_box_are_in_the_order_of_rank_then_id() -> None:
    """Ranks are compared as text: capitals come first."""
    cards = [Card("b", "", "", "a0"), Card("a", "", "", "a0"), Card("c", "", "", "Zz")]
    assert [card.id for card in in_order(cards)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", False),
        ("a", True),
        ("Az0_-", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("a.b", False),
        ("a/b", False),
        ("a b", False),
        ("a\n", False),
        ("é", False),
        ("٣", False),
    ],
)
def test_a_file_may_give_only_ids_that_nothing_else_reads(text: str, safe: bool) -> None:
    """From 1 to 64 letters, digits, ``_`` and ``-``, of ASCII alone."""
    assert is_safe_id(text) is safe
