"""« Il est déjà trop tard pour… »: what could move so that a late card is late no more.

Two ways, each tried before it is told: durations that become shorter, or the réussite, the date or
the horizon that moves. Nothing is changed here; people choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacities.domain.schedule import Limit, Schedule, as_date
from capacities.domain.schedule_days import Bound, Dates
from capacities.domain.schedule_links import id_key

_ALONE: Final = 12
"""Cards tried one by one: the longest ones."""


@dataclass(frozen=True, slots=True)
class Shortening:
    """A duration that becomes shorter by ``by`` days; ``days`` are what it lasts now."""

    card: str
    days: int
    by: int


@dataclass(frozen=True, slots=True)
class Move:
    """A limit that would have to be on day ``to``, ``days`` calendar days after where it is."""

    limit: Limit
    to: date
    days: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What could move for one late card, once all that comes before it is counted.

    Attributes:
        lacking: calendar days that lack (its slack, as a positive number).
        alone: each of these shortenings is enough, the others as they are; the shortest first.
        percent: whole percentage by which to shorten all of ``together``; None when even nothing
            left of them would not be enough.
        together: these shortenings are enough, all of them made.
        moves: limits that would all have to move, durations as they are.
    """

    card: str
    lacking: int
    alone: tuple[Shortening, ...]
    percent: int | None
    together: tuple[Shortening, ...]
    moves: tuple[Move, ...]


def advise(schedule: Schedule, card: str) -> Advice | None:
    """Return what could move for a card; None when it is not late, or is not there."""
    planned = schedule.cards.get(card)
    if planned is None or not planned.late:
        return None
    cone = _Cone(schedule.dates, schedule.dates.network.places[card])
    percent = _least(cone.percent_fits, 100)
    together = cone.shortened(percent) if percent is not None else {}
    return Advice(
        card=card,
        lacking=-planned.slack,
        alone=cone.alone(),
        percent=percent,
        together=cone.told(together),
        moves=cone.moves(),
    )


def _least(enough: Callable[[int], bool], most: int) -> int | None:
    """Return the least number from 1 to ``most`` that is enough, larger ones being so too."""
    if most < 1 or not enough(most):
        return None
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


class _Cone:
    """A card, all that comes before it, and all that it makes possible by itself."""

    def __init__(self, dates: Dates, place: int) -> None:
        self.dates, self.place = dates, place
        self.before = dates.network.upstream(place)
        self.after = [place, *dates.network.downstream(place)]
        self.pressed = self._pressed()

    def finishes(self, changed: Mapping[int, int]) -> dict[int, int]:
        """Return the earliest finish of each, for durations of which some are changed."""
        dates, ends = self.dates, dict[int, int]()
        for one in (*self.before, *self.after):
            waited = [ends[other] for other in dates.network.before[one] if other in ends]
            start = max(waited, default=dates.today)
            days = changed.get(one, dates.network.tasks[one].days)
            ends[one] = dates.days.forth(start, days)
        return ends

    def broken(self, changed: Mapping[int, int]) -> list[tuple[Bound, int]]:
        """Return the limits that are not held, with the day on which each would have to be."""
        ends = self.finishes(changed)
        held = self.dates.held
        return [
            (limit, ends[one]) for one in self.after for limit in held[one] if limit.day < ends[one]
        ]

    def fits(self, changed: Mapping[int, int]) -> bool:
        return not self.broken(changed)

    def _pressed(self) -> list[int]:
        """Return the cards that last, on a way through the card that takes too long."""
        dates, network = self.dates, self.dates.network
        start = {self.place: dates.latest_start[self.place]}
        for one in reversed(self.before):
            asked = min(start[other] for other in network.after[one] if other in start)
            start[one] = dates.days.back(asked, network.tasks[one].days)
        found = [one for one in self.before if start[one] < dates.earliest_start[one]]
        ends = self.finishes({})
        found += [one for one in self.after if dates.latest_finish[one] < ends[one]]
        return [one for one in found if network.tasks[one].days]

    def shortened(self, percent: int) -> dict[int, int]:
        """Return the durations of the pressed cards, shorter by a percentage."""
        days = self.dates.network.tasks
        return {one: days[one].days * (100 - percent) // 100 for one in self.pressed}

    def percent_fits(self, percent: int) -> bool:
        return self.fits(self.shortened(percent))

    def told(self, changed: Mapping[int, int]) -> tuple[Shortening, ...]:
        tasks = self.dates.network.tasks
        found = [
            Shortening(tasks[one].id, tasks[one].days, tasks[one].days - days)
            for one, days in changed.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.by, id_key(one.card))))

    def alone(self) -> tuple[Shortening, ...]:
        tasks = self.dates.network.tasks
        longest = sorted(self.pressed, key=lambda one: (-tasks[one].days, id_key(tasks[one].id)))
        found = []
        for one in longest[:_ALONE]:
            days = tasks[one].days
            by = _least(lambda by, one=one, days=days: self.fits({one: days - by}), days)  # type: ignore[misc]
            if by is not None:
                found.append(Shortening(tasks[one].id, days, by))
        return tuple(sorted(found, key=lambda one: (one.by, id_key(one.card))))

    def moves(self) -> tuple[Move, ...]:
        """Return what would have to move, the horizon once however many cards it ends."""
        latest: dict[tuple[str, str], tuple[Bound, int]] = {}
        for limit, end in self.broken({}):
            key = (limit.kind, "" if limit.kind == "horizon" else limit.card)
            if key not in latest or (-latest[key][1], id_key(latest[key][0].card)) > (
                -end,
                id_key(limit.card),
            ):
                latest[key] = limit, end
        found = [
            Move(Limit(limit.kind, limit.card, as_date(limit.day)), as_date(end), end - limit.day)
            for limit, end in latest.values()
        ]
        return tuple(
            sorted(found, key=lambda one: (one.to, one.limit.kind, id_key(one.limit.card)))
        )
