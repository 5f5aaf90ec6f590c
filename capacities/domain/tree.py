"""A tree of cards: who is under whom, whatever the document holds.

The same rule is written in TypeScript (``frontend/src/forms/tree/arrange.ts``); both pass the
same vectors (``tests/vectors/tree.json``), so that every screen shows the same tree:

1. the card CENTRE is the root; a card whose parent is missing, unknown or itself is under it;
2. in each cycle of parents (two people moved two branches into each other's at once), the card
   with the smallest id is put under the centre; deleted cards count, so that restoring one
   moves nobody;
3. a card is out of the tree when it is deleted, or under one that is;
4. brothers are in the order of (rank, id), compared by code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from capacities.domain.cards import in_order, roots_of_cycles
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE


@dataclass(frozen=True, slots=True)
class Tree:
    """The cards of a canvas as a tree; each card's ``parent`` is the one it is really under.

    Attributes:
        centre: the central idea (an empty card when the document has none).
        order: the nodes from top to bottom, each before its children; the centre is not one.
        children: nodes under each card that has some, in order.
        depths: 1 for the main branches.
        hidden: cards deleted, or under a deleted one, by id.
    """

    centre: Card
    order: tuple[Card, ...]
    children: Mapping[str, tuple[Card, ...]]
    depths: Mapping[str, int]
    hidden: tuple[Card, ...]
    _by_id: Mapping[str, Card]

    def node(self, card_id: str) -> Card | None:
        """Return a node of the tree or its centre, None when it is not in it."""
        return self.centre if card_id == CENTRE else self._by_id.get(card_id)

    def children_of(self, card_id: str) -> tuple[Card, ...]:
        """Return the nodes right under a card, in order."""
        return self.children.get(card_id, ())

    def path(self, card_id: str) -> tuple[Card, ...]:
        """Return the nodes from the main branch down to the card itself; () for the centre."""
        path = []
        card = self._by_id.get(card_id)
        while card is not None:
            path.append(card)
            card = None if card.parent is None else self._by_id.get(card.parent)
        return tuple(reversed(path))

    def below(self, card_id: str) -> Iterator[Card]:
        """Yield every node under a card, from top to bottom."""
        waiting = list(reversed(self.children_of(card_id)))
        while waiting:
            card = waiting.pop()
            yield card
            waiting += reversed(self.children_of(card.id))


def true_parents(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Return what each card is under, given the parent each one claims (rules 1 and 2)."""
    known = {card: parent for card, parent in parents.items() if card != CENTRE}
    claimed = {
        card: parent
        for card, parent in known.items()
        if parent is not None and parent in known and parent != card
    }
    cut = roots_of_cycles(claimed)
    return {card: CENTRE if card in cut else claimed.get(card, CENTRE) for card in known}


def arrange(cards: Iterable[Card]) -> Tree:
    """Arrange cards, deleted ones too, as a tree. Never fails and loses no card."""
    by_id = {card.id: card for card in cards}
    centre = by_id.pop(CENTRE, None) or Card(CENTRE, "", CENTRE)
    under = true_parents({card.id: card.parent for card in by_id.values()})
    by_id = {key: replace(card, parent=under[key]) for key, card in by_id.items()}
    below: dict[str, list[Card]] = {}
    for card in by_id.values():
        if not card.deleted:
            below.setdefault(under[card.id], []).append(card)
    children = {parent: tuple(in_order(group)) for parent, group in below.items()}
    order: list[Card] = []
    depths: dict[str, int] = {}
    waiting = [(card, 1) for card in reversed(children.get(CENTRE, ()))]
    while waiting:
        card, depth = waiting.pop()
        order.append(card)
        depths[card.id] = depth
        waiting += [(child, depth + 1) for child in reversed(children.get(card.id, ()))]
    seen = {CENTRE, *depths}
    return Tree(
        centre=replace(centre, parent=None, deleted=False),
        order=tuple(order),
        children=MappingProxyType({key: group for key, group in children.items() if key in seen}),
        depths=MappingProxyType(depths),
        hidden=tuple(card for key, card in sorted(by_id.items()) if key not in depths),
        _by_id=MappingProxyType({card.id: card for card in order}),
    )
