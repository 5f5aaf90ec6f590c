"""What a file says, faced with a canvas: what is there already is met, what is new has a place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.exports.names import normalize
from capacities.exports.reading.report import MET, UNNAMED, ImportReading

_ACROSS: Final = 360.0
_DOWN: Final = 180.0
"""Points between two columns, and between two elements of one: room for a silo and its words."""
_COLUMNS: Final = 12


def meet(reading: ImportReading, snapshot: Snapshot) -> ImportReading:
    """Put the cards of the canvas in place of those that say the same: each is met once.

    What names them, other cards or links, names those of the canvas.
    """
    new = [card for card in reading.cards if card.id.startswith(UNNAMED) and card.text.strip()]
    new.sort(key=lambda card: bool(card.on))  # a stamp is known by what it is on: that is met first
    named, met = {card.id for card in reading.cards}, dict[str, Card]()
    free: dict[tuple[str | None, ...], list[Card]] = {}
    for card in reversed(snapshot.cards) if new else ():
        if card.id not in named:
            free.setdefault(_place(card), []).append(card)

    def known(name: Any) -> Any:
        return met[name].id if name in met else name

    def as_known(card: Card) -> Card:
        fields = {key: known(value) for key, value in card.fields.items()}
        if twin := met.get(card.id):
            return replace(twin, color=card.color or twin.color, fields={**twin.fields, **fields})
        return replace(card, on=known(card.on), parent=known(card.parent), fields=fields)

    for card in new:
        if there := free.get(_place(replace(card, on=known(card.on)))):
            met[card.id] = there.pop()
    if not met:
        return reading
    edges = reading.edges and tuple(
        replace(one, source=known(one.source), target=known(one.target)) for one in reading.edges
    )
    cards = tuple(map(as_known, reading.cards))
    return replace(reading, cards=cards, edges=edges, remarks=(*reading.remarks, MET))


def _place(card: Card) -> tuple[str | None, ...]:
    return card.zone, card.parent, card.on or None, normalize(card.text)


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
