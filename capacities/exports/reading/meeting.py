"""Cards of a file without id that a canvas has already: the same text at the same place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.exports.names import normalize
from capacities.exports.reading.report import UNNAMED


def meet(
    cards: Sequence[Card], edges: Iterable[Edge], snapshot: Snapshot
) -> tuple[list[Card], list[Edge], bool]:
    """Return cards as those that they are on the canvas, each met once, and whether one is.

    What names them, other cards or links, names those of the canvas.
    """
    new = [card for card in cards if card.id.startswith(UNNAMED) and card.text.strip()]
    new.sort(key=lambda card: bool(card.on))  # a stamp is known by what it is on: that is met first
    named, met = {card.id for card in cards}, dict[str, Card]()
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
        return [*cards], [*edges], False
    joined = [replace(one, source=known(one.source), target=known(one.target)) for one in edges]
    return [as_known(card) for card in cards], joined, True


def _place(card: Card) -> tuple[str | None, ...]:
    return card.zone, card.parent, card.on or None, normalize(card.text)
