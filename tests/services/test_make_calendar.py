"""The working calendar of France, against the days of the law."""

from __future__ import annotations

from datetime import date

import pytest

from capacities.domain.errors import InvalidInput
from capacities.services.make_calendar import ZONES, list_holidays, make_calendar

OF_2027 = {
    *(date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8)),
    *(date(2027, 5, 17), date(2027, 7, 14), date(2027, 8, 15), date(2027, 11, 1)),
    *(date(2027, 11, 11), date(2027, 12, 25)),
}
"""Article L3133-1 of the Code du travail: eleven days, of which three follow Easter."""


def test_the_holidays_of_a_year_are_the_eleven_of_the_law() -> None:
    """Easter 2027 is on 28 March."""
    assert set(list_holidays(2027, 2027)) == OF_2027
    assert len(set(list_holidays(1990, 2200))) > 11 * 210


def test_alsace_and_moselle_have_two_more() -> None:
    """Good Friday and the day after Christmas."""
    more = set(list_holidays(2027, 2027, "Alsace-Moselle")) - OF_2027
    assert {date(2027, 3, 26), date(2027, 12, 26)} == more


def test_days_are_closed_around_today_and_the_horizon() -> None:
    """The Ascension of 2027 is a Thursday: a week of seven days ends one day later."""
    calendar = make_calendar(date(2026, 11, 30), date(2027, 12, 31))
    start = date(2027, 5, 3).toordinal()
    assert start + 8 == calendar.forth(start, 7)
    for day in (date.min, date.max):
        make_calendar(day, day)
        make_calendar(date.min, date.max)


def test_a_zone_that_is_unknown_is_refused() -> None:
    """In a sentence; every zone proposed makes a calendar."""
    with pytest.raises(InvalidInput, match="zones"):
        make_calendar(date(2026, 1, 1), date(2027, 1, 1), "Bretagne")
    for zone in ZONES:
        make_calendar(date(2026, 1, 1), date(2027, 1, 1), zone)
