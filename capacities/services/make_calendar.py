"""Make the working calendar of a rétroplanning: the library knows the public holidays of France."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jours_feries_france import JoursFeries

from capacities.domain.errors import InvalidInput
from capacities.domain.working_days import WorkingCalendar

MAINLAND: Final = "Métropole"
ZONES: Final[tuple[str, ...]] = tuple(JoursFeries.ZONES)
"""Where public holidays differ: Alsace-Moselle, and each territory overseas."""
_FIRST: Final = 1990
"""Before, the law was another."""
_LAST: Final = 2200
_YEARS: Final = 10
"""Years around the day asked and the horizon for which days are closed."""


def make_calendar(today: date, horizon: date, zone: str = MAINLAND) -> WorkingCalendar:
    """Return the calendar: August, the end of the year and public holidays closed.

    It covers ten years before and after the day asked and the horizon, between 1990 and 2200.
    Raises InvalidInput for a zone that is not one of ZONES.
    """
    if zone not in ZONES:
        raise InvalidInput("Choisissez une des zones de jours fériés proposées.")
    first = max(min(today, horizon).year - _YEARS, _FIRST)
    last = min(max(today, horizon).year + _YEARS, _LAST)
    return WorkingCalendar(first, last, holidays=list_holidays(first, last, zone))


def list_holidays(first_year: int, last_year: int, zone: str = MAINLAND) -> Iterator[date]:
    """Yield the public holidays of some years, both ends in them."""
    for year in range(first_year, last_year + 1):
        yield from JoursFeries.for_year(year, zone).values()
