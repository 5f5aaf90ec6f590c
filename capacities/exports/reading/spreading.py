"""Places for what a file brings to a map without saying where: in columns, along the links.

Without links, the columns are filled one after the other, so that the whole is as wide as high.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Card, Edge

_ACROSS: Final = 360.0
_DOWN: Final = 180.0
"""Points between two columns, and between two elements of one: room for a silo and its words."""
_COLUMNS: Final = 12


def spread(
    cards: Sequence[Card], new: Set[str], edges: Iterable[Edge], there: Iterable[Card]
) -> list[Card]:
    """Give each ``new`` card a place: what a link reaches is at the right of what it leaves.

    They are below the others, and what is ``there``, so that nothing is covered.
    """
    column = _columns([card.id for card in cards if card.id in new], edges)
    placed = [
        (card.x, card.y)
        for card in (*there, *cards)
        if card.id not in new and card.on is None and card.x is not None and card.y is not None
    ]
    left = min((x for x, _ in placed), default=0.0)
    top = max((y for _, y in placed), default=-2 * _DOWN) + 2 * _DOWN
    rows: defaultdict[int, int] = defaultdict(int)
    found = list(cards)
    for place, card in enumerate(cards):
        if (at := column.get(card.id)) is not None:
            found[place] = replace(card, x=left + at * _ACROSS, y=top + rows[at] * _DOWN)
            rows[at] += 1
    return found


def _columns(ids: Sequence[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Number the columns along the links; those in a circle stop being pushed at the last."""
    column = dict.fromkeys(ids, 0)
    joins = [(e.source, e.target) for e in edges if e.source in column and e.target in column]
    if not joins:
        high = math.ceil(math.sqrt(len(ids) * _ACROSS / _DOWN))
        return {one: place // high for place, one in enumerate(ids)}
    for _ in range(_COLUMNS):
        for source, target in joins:
            if column[target] <= column[source] < _COLUMNS - 1:
                column[target] = column[source] + 1
    return column
