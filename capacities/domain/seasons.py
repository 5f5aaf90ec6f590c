"""The public calendar of a timeline: the windows of its template, as people changed them.

By the rule of ``lanes``: a card of the zone CALENDAR whose ``parent`` is the key of a season
stands for it, any other is one more window, whose key is its id. What such a card does not say
(its title, its days, its source) stays as the template has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from capacities.domain.plans import Season, timeline_plan
from capacities.domain.schedule_reading import read_day
from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR, Template
from capacities.domain.windows import Window
from capacities.domain.yearly import Yearly

FIRST, LAST, SOURCE = "date", "fin", "source"
"""Fields of the cards of the calendar."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A window as the calendar shows it; ``card`` is the one that says it, None for the template.

    ``given``: it is one of the template's.
    """

    window: Window
    card: Card | None = None
    given: bool = False


def windows_of(cards: Iterable[Card], template: Template) -> tuple[Window, ...]:
    """Return the windows that are shown, in order."""
    return tuple(shown.window for shown in calendar_of(cards, template))


def calendar_of(cards: Iterable[Card], template: Template) -> tuple[Shown, ...]:
    """Return the windows that are shown: the template's, then the added ones by (rank, id)."""
    seasons = {season.key: season for season in timeline_plan(template).seasons}
    standing: dict[str, list[Card]] = {}
    added: list[Card] = []
    for card in sorted((card for card in cards if card.zone == CALENDAR), key=lambda card: card.id):
        if card.parent in seasons:
            standing.setdefault(card.parent or "", []).append(card)
        elif not card.deleted:
            added.append(card)
    return tuple(_shown(seasons, standing, added))


def _shown(
    seasons: dict[str, Season], standing: dict[str, list[Card]], added: list[Card]
) -> Iterator[Shown]:
    for key, season in seasons.items():
        cards = standing.get(key, [])
        live = [card for card in cards if not card.deleted]
        if live:
            window = _window(key, live[0], season)
            said = ("", season.title, window.title)
            added += [card for card in live[1:] if card.text.strip() not in said]
            yield Shown(window, live[0], given=True)
        elif not cards:
            yield Shown(_window(key, None, season), given=True)
    for card in sorted(added, key=lambda card: (card.rank, card.id)):
        yield Shown(_window(card.id, card, None), card)


def _window(key: str, card: Card | None, season: Season | None) -> Window:
    title = card.text.strip() if card else ""
    source = str(card.fields.get(SOURCE, "")) if card else ""
    own = _days(card.fields.get(FIRST), card.fields.get(LAST)) if card else ()
    once = own or (_days(season.start, season.end) if season else ())
    yearly = None if once or season is None else _yearly(season)
    title = title or (season.title if season else "")
    return Window(key, title, once, yearly, source or (season.source if season else ""))


def _days(first: object, last: object) -> tuple[tuple[date, date], ...]:
    """Return the one occurrence, of a day when its last one is not said or comes before."""
    start, end = read_day(first), read_day(last)
    if start is None:
        return ()
    return ((date.fromordinal(start), date.fromordinal(max(start, end or start))),)


def _yearly(season: Season) -> Yearly | None:
    """Return the rule of ``MM-DD``; None for what is none."""
    try:
        (start, end) = (tuple(map(int, day.split("-"))) for day in (season.start, season.end))
        return Yearly((start[0], start[1]), (end[0], end[1]))
    except (ValueError, IndexError):
        return None
