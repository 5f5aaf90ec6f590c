"""The public holidays of France, by a library that follows its law."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from jours_feries_france import JoursFeries

from capacities.domain.working_days import FIRST_YEAR, LAST_YEAR

MAINLAND: Final = "Métropole"
"""The zone of what is the same everywhere: Alsace-Moselle and overseas have days of their own."""


@lru_cache(4)
def list_holidays(zone: str = MAINLAND) -> tuple[date, ...]:
    """Return those of all the years that a working calendar may cover."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return tuple(day for year in years for day in JoursFeries.for_year(year, zone).values())
