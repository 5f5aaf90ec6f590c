"""Rules on cards that hold whatever the form: order, parents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Card

SIGNED_KEYS: Final = frozenset({"text", "author", "created", "deleted", "origin"})
CARD_KEYS: Final = SIGNED_KEYS | {"zone", "rank", "color", "parent", "x", "y", "shape", "on"}
CARD_STORED: Final = CARD_KEYS | {"silence"}
"""The same and what the pages keep as they keep fields, though no template declares it."""
EDGE_KEYS: Final = SIGNED_KEYS | {"from", "to", "kind"}
"""Keys of a card, or of a link, in a document, that are no field of a template."""
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_safe_id(text: str) -> bool:
    """Tell whether a file may give this id to a card: no sign that a box's key or XML uses."""
    return _SAFE_ID.fullmatch(text) is not None


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Sort cards of one box: by rank compared as text, ties on the id."""
    return sorted(cards, key=lambda card: (card.rank, card.id))


def cycles_of(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each cycle of parents once, as the cards it goes through."""
    settled: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        card: str | None = start
        while card is not None and card not in settled and card not in path:
            path[card] = len(path)
            card = parents.get(card)
        if card is not None and card in path:
            yield [name for name, place in path.items() if place >= path[card]]
        settled.update(path)


def roots_of_cycles(parents: Mapping[str, str]) -> frozenset[str]:
    """Return the cards where cycles are cut: in each cycle, the one with the smallest id.

    Two people moving a branch into each other's at the same time make a cycle; every
    screen must cut it at the same place, so the rule only looks at ids.
    """
    return frozenset(min(cycle) for cycle in cycles_of(parents))


def break_cycles(cards: Iterable[Card]) -> list[Card]:
    """Return the cards, those where a cycle of parents is cut having no parent any more."""
    cards = list(cards)
    cut = roots_of_cycles({card.id: card.parent for card in cards if card.parent is not None})
    return [replace(card, parent=None) if card.id in cut else card for card in cards]
