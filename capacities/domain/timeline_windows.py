"""The public calendar of a timeline: its template’s windows as people changed them, and theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacities.domain.plans import Season, timeline_plan
from capacities.domain.schedule_reading import read_day
from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR, Template
from capacities.domain.value_remarks import Remark
from capacities.domain.windows import Window
from capacities.domain.wording import listed, one_line, quoted, shortened
from capacities.domain.yearly import Yearly

_MONTH_AND_DAY: Final = 5
"""Characters of a day that comes back each year: « 03-01 »."""
_UNTITLED: Final = "une fenêtre sans titre"


@dataclass(frozen=True, slots=True)
class PublicCalendar:
    """``windows``: those shown, the template's first; ``odd``: what was decided of what is odd."""

    windows: tuple[Window, ...]
    odd: tuple[Remark, ...] = ()


def calendar_of(cards: Iterable[Card], template: Template) -> PublicCalendar:
    """Return the windows, by the rule of ``lanes.lanes_of``.

    A card of the zone CALENDAR whose ``parent`` is the key of one of the template's windows stands
    for it: of several, the live one of smallest id does, the others are windows of their own, those
    excepted that say neither another title nor other days; the window is removed when all are. What
    such a card does not say (title, days, source) is the template's. A window without any day is
    kept: nothing has to be finished before it.
    """
    seasons = {season.key: season for season in timeline_plan(template).seasons}
    standing: dict[str, list[Card]] = {}
    added: list[Card] = []
    held = sorted((card for card in cards if card.zone == CALENDAR), key=lambda card: card.id)
    for card in held:
        if card.parent in seasons:
            standing.setdefault(card.parent or "", []).append(card)
        elif not card.deleted:
            added.append(card)
    windows: list[Window] = []
    others: list[Window] = []
    for key, season in seasons.items():
        live = [card for card in standing.get(key, ()) if not card.deleted]
        if live or key not in standing:
            windows.append(_window(key, season, live[0] if live else None))
        others += [_window(card.id, None, card, season.title) for card in _others(live, season)]
    others += [_window(card.id, None, card) for card in added]
    windows += sorted(others, key=lambda window: window.key)
    live_cards = [card for card in held if not card.deleted]
    return PublicCalendar(tuple(windows), tuple(_odd(windows, live_cards)))


def _others(live: list[Card], season: Season) -> Iterator[Card]:
    """Yield the cards that say something else than the first one, which stands for the season."""
    said = {"", one_line(season.title), *(one_line(card.text) for card in live[:1])}
    for card in live[1:]:
        if one_line(card.text) not in said or _days(card) not in ((), _days(live[0])):
            yield card


def _window(
    key: str, season: Season | None, card: Card | None, untitled: str = _UNTITLED
) -> Window:
    title = one_line(card.text) if card else ""
    source = card.fields.get("source", "") if card else ""
    given = _days(card) if card else ()
    dates, yearly = (given, None) if given or not season else _recurring(season)
    return Window(
        key=key,
        title=title or (season.title if season else untitled),
        dates=dates,
        yearly=yearly,
        source=str(source) or (season.source if season else ""),
        url=str(source),
        card=card.id if card else "",
    )


def _days(card: Card) -> tuple[tuple[date, date], ...]:
    """Return its first and last day, in this order whatever was written; one does for both."""
    days = [day for key in ("date", "fin") if (day := read_day(card.fields.get(key))) is not None]
    return ((date.fromordinal(min(days)), date.fromordinal(max(days))),) if days else ()


def _recurring(season: Season) -> tuple[tuple[tuple[date, date], ...], Yearly | None]:
    start, end = season.start or season.end, season.end or season.start
    if not start:
        return (), None
    if len(start) == _MONTH_AND_DAY:
        return (), Yearly(_month_and_day(start), _month_and_day(end))
    return ((date.fromisoformat(start), date.fromisoformat(end)),), None


def _month_and_day(text: str) -> tuple[int, int]:
    return int(text[:2]), int(text[3:])


def _odd(windows: Iterable[Window], cards: Iterable[Card]) -> Iterator[Remark]:
    """Tell which windows have no day, or end before they begin."""
    empty = {window.key: window.title for window in windows if not (window.dates or window.yearly)}
    if empty:
        names = listed([quoted(shortened(title, 40)) for title in sorted(empty.values())])
        yield Remark(
            "calendar",
            tuple(sorted(empty)),
            f"Au calendrier, il manque des jours lisibles à {names}\u00a0: rien n’oblige encore à "
            "finir avant. Indiquez-les.",
        )
    turned = {}
    for card in cards:
        first, last = (read_day(card.fields.get(key)) for key in ("date", "fin"))
        if first is not None and last is not None and last < first:
            turned[card.id] = one_line(card.text) or _UNTITLED
    if turned:
        names = listed([quoted(shortened(title, 40)) for title in sorted(turned.values())])
        yield Remark(
            "turned",
            tuple(sorted(turned)),
            f"Au calendrier, la fin vient avant le début pour {names}\u00a0: les deux jours sont "
            "pris dans l’ordre.",
        )
