"""Places for what a file brings to a map without saying where: in columns, along the links.

Without links, the columns are filled one after the other, so that the whole is as wide as high.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Edge, Snapshot
from capacities.exports.reading.report import ImportReading

_ACROSS: Final = 360.0
_DOWN: Final = 180.0
"""Points between two columns, and between two elements of one: room for a silo and its words."""
_COLUMNS: Final = 12


def spread(reading: ImportReading, snapshot: Snapshot) -> ImportReading:
    """Give what is new, carried by nothing and without place, one that is below all the rest.

    What a link reaches is at the right of what it leaves.
    """
    known = {card.id for card in (*snapshot.cards, *snapshot.trash)}
    new = [c.id for c in reading.cards if c.id not in known and c.x is None and not c.on]
    column = _columns(new, reading.edges or ())
    placed = [
        (card.x, card.y)
        for card in (*snapshot.cards, *reading.cards)
        if card.on is None and card.x is not None and card.y is not None
    ]
    left = min((x for x, _ in placed), default=0.0)
    top = max((y for _, y in placed), default=-2 * _DOWN) + 2 * _DOWN
    rows: Counter[int] = Counter()
    cards = list(reading.cards)
    for place, card in enumerate(cards):
        if (at := column.get(card.id)) is not None:
            cards[place] = replace(card, x=left + at * _ACROSS, y=top + rows[at] * _DOWN)
            rows[at] += 1
    return replace(reading, cards=tuple(cards))


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
