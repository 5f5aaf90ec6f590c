"""The lanes of a timeline: those of its template, as people changed them, and their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR, LANES, TRAY, Template

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""Those of fractional ranks (npm fractional-indexing), in their order."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: ``key`` is what its cards have in ``zone``; ``card`` the one that names it, or "".

    ``given``: it is one of the template's.
    """

    key: str
    title: str
    rank: str
    card: str = ""
    given: bool = False


def lanes_of(cards: Iterable[Card], template: Template) -> tuple[Lane, ...]:
    """Return the lanes that are shown, in order.

    Of several cards that stand for the same lane of the template (two people changed it at
    once), the live one of smallest id does; the others are lanes of their own, those whose title
    says nothing else excepted. A lane is removed when all those that stand for it are. A card that
    ``is_no_lane`` is none: its steps would be those of another.
    """
    keys = {zone.key for zone in template.zones}
    taken = _taken(template)
    standing: dict[str, list[Card]] = {}
    lanes: list[Lane] = []
    for card in sorted((card for card in cards if card.zone == LANES), key=lambda card: card.id):
        if card.parent in keys:
            standing.setdefault(card.parent or "", []).append(card)
        elif not card.deleted and card.id not in taken:
            lanes.append(Lane(card.id, card.text, card.rank, card.id))
    for place, zone in enumerate(template.zones):
        cards_of = standing.get(zone.key, [])
        live = [card for card in cards_of if not card.deleted]
        if live:
            first = live[0]
            title = first.text if first.text.strip() else zone.title
            rank = first.rank or _rank(place)
            lanes.append(Lane(zone.key, title, rank, first.id, given=True))
            said = {"", zone.title.strip(), title.strip()}
            others = [
                card for card in live[1:] if card.text.strip() not in said and card.id not in taken
            ]
            lanes += [Lane(card.id, card.text, card.rank, card.id) for card in others]
        elif not cards_of:
            lanes.append(Lane(zone.key, zone.title, _rank(place), given=True))
    return tuple(sorted(lanes, key=lambda lane: (lane.rank, lane.key)))


def is_no_lane(card: Card, template: Template) -> bool:
    """Tell whether a card of the lanes has for id the key of another place: no page makes one."""
    own = card.parent not in {zone.key for zone in template.zones}
    return card.zone == LANES and own and card.id in _taken(template)


def _taken(template: Template) -> frozenset[str]:
    return frozenset({TRAY, LANES, CALENDAR, *(zone.key for zone in template.zones)})


def _rank(place: int) -> str:
    """Return where a lane of a template is, until somebody moves it."""
    return f"a{_DIGITS[min(place, len(_DIGITS) - 1)]}"


def is_step(card: Card) -> bool:
    """Tell whether a card is a step: neither a lane nor a window of the calendar."""
    return card.zone not in (LANES, CALENDAR)


def steps_of(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards that are steps."""
    return tuple(filter(is_step, cards))
