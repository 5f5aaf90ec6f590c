"""A duration as people write it → weeks: « 3 », « 1,5 », « 2 mois », « 10 jours »."""

from __future__ import annotations

import math
import re
from typing import Final

from capacities.domain.schedule_reading import DURATION_WEEKS
from capacities.exports.names import normalize
from capacities.exports.reading.cells import read_number

WEEK: Final = 7.0
_DAYS: Final = {"j": 1.0, "jour": 1.0, "s": WEEK, "sem": WEEK, "semaine": WEEK, "mois": 365 / 12}
_DAYS_OF: Final = {**_DAYS, "trimestre": 365 / 4, "semestre": 365 / 2, "an": 365.0, "annee": 365.0}
_UNIT: Final = re.compile(rf"(?<![a-z])({'|'.join(_DAYS_OF)})s?\b\.?")


def unit_said(words: str, otherwise: float = WEEK) -> float:
    """Return the days of the unit that a title, or a cell, says: « Durée (en jours) » → 1."""
    found = _UNIT.search(normalize(words))
    return _DAYS_OF[found[1]] if found else otherwise


def read_duration(cell: str, unit: float = WEEK) -> float:
    """Return weeks; ``unit`` is that of a bare number, in days.

    Days are those of the calendar, seven a week: a number of them stays that number. Raises
    ValueError for what is no duration.
    """
    number, unit = read_number(_UNIT.sub("", normalize(cell), count=1)), unit_said(cell, unit)
    if unit != WEEK:  # down to a hundredth: rounded up again to whole days, it is those said
        days = number if unit == 1 else round(number * unit)
        number = math.floor(days / WEEK * 100) / 100
    if not 0 <= number <= DURATION_WEEKS:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas une durée possible")
    return number
