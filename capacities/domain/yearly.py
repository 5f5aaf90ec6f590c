"""Days that come back each year: a month of closing, the weeks when a budget is voted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

FIRST_DAY: Final = date.min.toordinal()
LAST_DAY: Final = date.max.toordinal()
"""Days are counted as ``date.toordinal`` does: 1 January of the year 1 is day 1."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A period of each year, both ends in it, as (month, day); it may run over the year's end.

    A day that a month does not have is its last one: 29 February is the 28th of most years.
    Raises ValueError for what is no month or no day.
    """

    start: tuple[int, int]
    end: tuple[int, int]

    def __post_init__(self) -> None:
        for month, day in (self.start, self.end):
            if not (1 <= month <= 12 and 1 <= day <= 31):
                raise ValueError(f"no day of a year: {month}-{day}")

    def of(self, year: int) -> tuple[int, int]:
        """Return the first and last day of the period that begins in a year."""
        end_year = year + (self.end < self.start)
        return _day(year, *self.start), _day(end_year, *self.end)


def _day(year: int, month: int, day: int) -> int:
    if year > MAXYEAR:
        return LAST_DAY
    return date(year, month, min(day, monthrange(year, month)[1])).toordinal()


def year_of(day: int) -> int:
    """Return the year of a day, the first or the last there is when it is beyond them."""
    return date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY)).year


def years_around(day: int) -> Iterator[int]:
    """Yield the year after that of ``day``, its own and the one before, those that exist."""
    year = year_of(day)
    for one in (year + 1, year, year - 1):
        if MINYEAR <= one <= MAXYEAR:
            yield one
