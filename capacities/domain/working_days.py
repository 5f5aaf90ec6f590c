"""Going from one day to another by a number of days of work: all of them, or those not closed.

Without a working calendar every day counts (``EVERY_DAY``): that is the rule anybody can redo.
With one, the days that are closed (August, the end of the year, public holidays) take no work.
Work that lasts from day A to day B is done on A and on the days after, B excluded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, date
from typing import Final, Protocol

from capacities.domain.yearly import Yearly

AUGUST: Final = Yearly((8, 1), (8, 31))
YEAR_END: Final = Yearly((12, 24), (1, 1))
_SATURDAY: Final = 5
FIRST_YEAR: Final = 1990
"""Before, the law on public holidays was another."""
LAST_YEAR: Final = 2200
_YEARS: Final = 10
"""Years around the day asked and the horizon for which days are closed."""


class Days(Protocol):
    """Days are ordinals (``date.toordinal``), which may go beyond what a date can say."""

    def back(self, day: int, count: int) -> int:
        """Return the last day from which ``count`` days of work end by ``day``."""
        ...

    def forth(self, day: int, count: int) -> int:
        """Return the first day by which ``count`` days of work begun on ``day`` are ended."""
        ...

    def between(self, start: int, end: int) -> int:
        """Return the days of work from ``start`` to ``end``, that one excluded."""
        ...


class EveryDay:
    """All days of the calendar count, Saturdays and Sundays too: a week is seven of them."""

    def back(self, day: int, count: int) -> int:
        return day - count

    def forth(self, day: int, count: int) -> int:
        return day + count

    def between(self, start: int, end: int) -> int:
        return end - start


EVERY_DAY: Final = EveryDay()


class WorkingCalendar:
    """The same, without the days that are closed.

    A public holiday on a Saturday or a Sunday takes nothing away: a week of work has no less.
    Outside the years given, nothing is closed.
    """

    def __init__(
        self,
        first_year: int,
        last_year: int,
        *,
        periods: Iterable[Yearly] = (AUGUST, YEAR_END),
        holidays: Iterable[date] = (),
    ) -> None:
        years = range(max(first_year - 1, MINYEAR), min(last_year, MAXYEAR) + 1)
        spans = [period.of(year) for period in periods for year in years]
        spans += [(day.toordinal(),) * 2 for day in holidays if day.weekday() < _SATURDAY]
        self._starts: list[int] = []
        self._closed: list[int] = [0]
        self._opened: list[int] = []
        """Of each run of closed days: its start, the closed days up to its end (after a 0), and
        the days open before it, counted from day 0."""
        for start, end in _joined(spans):
            self._starts.append(start)
            self._opened.append(start - self._closed[-1])
            self._closed.append(self._closed[-1] + end - start + 1)

    def _open_before(self, day: int) -> int:
        run = bisect_right(self._starts, day) - 1
        if run < 0:
            return day
        length = self._closed[run + 1] - self._closed[run]
        return day - self._closed[run] - min(day - self._starts[run], length)

    def back(self, day: int, count: int) -> int:
        if count == 0:
            return day
        opened = self._open_before(day) - count
        return opened + self._closed[bisect_right(self._opened, opened)]

    def forth(self, day: int, count: int) -> int:
        if count == 0:
            return day
        opened = self._open_before(day) + count
        return opened + self._closed[bisect_left(self._opened, opened)]

    def between(self, start: int, end: int) -> int:
        return self._open_before(end) - self._open_before(start)


def calendar_around(today: date, horizon: date, holidays: Iterable[date]) -> WorkingCalendar:
    """Return the calendar: August, the end of the year and public holidays closed.

    It covers ten years before and after the day asked and the horizon, between FIRST_YEAR and
    LAST_YEAR.
    """
    first = max(min(today, horizon).year - _YEARS, FIRST_YEAR)
    last = min(max(today, horizon).year + _YEARS, LAST_YEAR)
    days = (day for day in holidays if first <= day.year <= last)
    return WorkingCalendar(first, last, holidays=days)


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield runs of days in order, those that touch being one."""
    held: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if held and start <= held[1] + 1:
            held = (held[0], max(held[1], end))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
