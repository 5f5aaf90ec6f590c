"""A duration as people write it → weeks: « 3 », « 1,5 », « 2 mois », « 10 jours »."""

from __future__ import annotations

import math
import re
from typing import Final

from capacities.domain.schedule_reading import DURATION_WEEKS
from capacities.exports.names import normalize
from capacities.exports.reading.cells import read_number

_DAYS: Final = {"j": 1.0, "jour": 1.0, "s": 7.0, "sem": 7.0, "semaine": 7.0, "mois": 365 / 12}
_DAYS_OF: Final = {**_DAYS, "trimestre": 365 / 4, "semestre": 365 / 2, "an": 365.0, "annee": 365.0}
_WORDS: Final = re.compile(r"(?P<number>[^a-z]*)(?P<unit>[a-z]*)\.?")
_HEAD: Final = re.compile(r"\b(jour|semaine|mois|annee)s?\b")


def unit_said(header: str) -> str:
    """Return the unit that the title of a column says: « Durée (en mois) » → mois; else semaine."""
    found = _HEAD.search(normalize(header))
    return found.group(1) if found else "semaine"


def read_duration(cell: str, unit: str = "semaine", *, decimal_point: bool = False) -> float:
    """Return weeks; ``unit`` is that of a bare number.

    Days are those of the calendar, seven a week: a number of them stays that number. Raises
    ValueError for what is no duration.
    """
    found = _WORDS.fullmatch(normalize(cell))
    said = (found.group("unit").rstrip("s") or unit) if found else ""
    said = {"moi": "mois", "": "s"}.get(said, said)
    if found is None or said not in _DAYS_OF:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas une durée")
    number = read_number(found.group("number"), decimal_point=decimal_point)
    # Down to a hundredth: rounded up again to whole days, it is the number of days said.
    days = number if _DAYS_OF[said] == 7 else math.floor(_days(number, said) / 7 * 100) / 100
    if not 0 <= days <= DURATION_WEEKS:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas une durée possible")
    return days


def _days(number: float, unit: str) -> float:
    return number if unit in ("j", "jour") else float(round(number * _DAYS_OF[unit]))
