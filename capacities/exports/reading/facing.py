"""What a file says, faced with a canvas: what is there already is met, what is new has a place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.exports.names import normalize
from capacities.exports.reading.report import MET, UNNAMED, ImportReading

_Place = tuple[str, str, str, str]
_ACROSS: Final = 360.0
_DOWN: Final = 180.0
"""Points between two columns, and between two elements of one: room for a silo and its words."""
_COLUMNS: Final = 12


def meet(
    reading: ImportReading, cards: Iterable[Card], edges: Iterable[Edge] = ()
) -> ImportReading:
    """Put what a canvas has in place of what is new and says the same: each is met once.

    What names it, a card or a link, names that of the canvas.
    """
    read: list[Card | Edge] = [*reading.cards, *(reading.edges or ())]
    named = {one.id for one in read}
    new = {one for one in named if one.startswith(UNNAMED)}
    free, met = defaultdict[_Place, list[Any]](list), dict[str, Any]()
    there: tuple[Card | Edge, ...] = (*cards, *edges) if new else ()
    for one in reversed(there):
        if one.id not in named:
            free[_place(one)].append(one)

    def known(name: Any) -> Any:
        return met[name].id if name in met else name

    def faced(one: Any) -> Any:
        base = met.get(one.id, one)
        fields = {**base.fields, **{key: known(value) for key, value in one.fields.items()}}
        if isinstance(one, Edge):
            ends = known(one.source), known(one.target)
            return replace(base, source=ends[0], target=ends[1], fields=fields)
        color, on, parent = one.color or base.color, known(one.on), known(one.parent)
        return replace(base, color=color, on=on, parent=parent, fields=fields)

    below = defaultdict[str | None, list[Card]](list)
    for card in reading.cards:
        below[card.on or card.parent].append(card)
    ready = [card for above, some in below.items() if above not in new for card in some]
    every: Iterator[Card | Edge] = chain(ready, reading.edges or ())
    for one in every:  # what is above is met first, then what is below
        if one.id in new:
            if same := free.get(_place(faced(one))):
                met[one.id] = same.pop()
            ready += below[one.id]
    if not met:
        return reading
    return replace(
        reading,
        cards=tuple(map(faced, reading.cards)),
        edges=reading.edges and tuple(map(faced, reading.edges)),
        remarks=(*reading.remarks, MET),
    )


def _place(one: Card | Edge) -> _Place:
    """Return what two things that say the same have in common."""
    if isinstance(one, Edge):
        return one.source, one.target, one.kind, normalize(one.text)
    return one.parent or "", "" if one.parent else one.zone, one.on or "", normalize(one.text)


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
