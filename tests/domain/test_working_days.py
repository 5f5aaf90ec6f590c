"""Days of work counted one by one, and the same found at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedules import card, chain, made, success

from capacities.domain.working_days import EVERY_DAY, WorkingCalendar
from capacities.domain.yearly import Yearly

HOLIDAYS = [date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8), date(2027, 7, 14)]
CALENDAR = WorkingCalendar(2026, 2028, holidays=HOLIDAYS)
FIRST = date(2026, 6, 1).toordinal()
DAYS = st.integers(FIRST, FIRST + 700)


def closed(day: int) -> bool:
    """Tell it without the code under test; 1 and 8 May 2027 are Saturdays."""
    found = date.fromordinal(day)
    end = (found.month, found.day) in {(12, one) for one in range(24, 32)} | {(1, 1)}
    return found.month == 8 or end or found in (date(2027, 5, 6), date(2027, 7, 14))


@given(DAYS, st.integers(0, 200))
@settings(max_examples=200)
def test_days_of_work_are_those_counted_one_by_one(day: int, count: int) -> None:
    """Backwards the last day from which it fits, forwards the first day by which it is done."""
    start = day
    left = count
    while left:
        start -= 1
        left -= not closed(start)
    assert start == CALENDAR.back(day, count)
    end, left = day, count
    while left:
        left -= not closed(end)
        end += 1
    assert end == CALENDAR.forth(day, count)
    assert count == CALENDAR.between(day, end) == CALENDAR.between(start, day)


@given(DAYS, DAYS, st.integers(0, 90))
@settings(max_examples=200)
def test_what_fits_forwards_fits_backwards(one: int, other: int, count: int) -> None:
    """Work begun on a day is done by another exactly when it could begin that late."""
    for days in (CALENDAR, EVERY_DAY):
        assert (days.forth(one, count) <= other) == (one <= days.back(other, count))


def test_outside_of_its_years_nothing_is_closed() -> None:
    """A date of the year 1, or beyond the last one, is counted day by day."""
    for day in (1, 10, -40_000, date.max.toordinal(), date.max.toordinal() + 9_999):
        assert day - 7 == CALENDAR.back(day, 7)
    assert date.max.toordinal() + 7 == CALENDAR.forth(date.max.toordinal(), 7)
    last = WorkingCalendar(1, 9999)
    assert date.max.toordinal() + 2 == last.forth(date(9999, 12, 24).toordinal(), 1)


@pytest.mark.parametrize("ends", [((0, 1), (1, 1)), ((1, 32), (1, 1)), ((1, 1), (13, 1))])
def test_a_yearly_period_has_days_of_a_year(ends: tuple[tuple[int, int], tuple[int, int]]) -> None:
    """A month 13 is refused when it is written, not when it is met."""
    with pytest.raises(ValueError, match="no day"):
        Yearly(*ends)


def test_the_end_of_february_is_that_of_the_year() -> None:
    """The 29th is the 28th of most years."""
    february = Yearly((2, 29), (3, 1))
    assert date(2027, 2, 28).toordinal() == february.of(2027)[0]
    assert date(2028, 2, 29).toordinal() == february.of(2028)[0]


def test_august_lengthens_a_chain_both_ways() -> None:
    """Four weeks that end on 15 September begin before August; slack is in calendar days."""
    cards = [card("a", duree=4.0), success(date="2027-09-15")]
    plain, worked = (
        made(cards, chain("a", "but"), today=date(2027, 7, 20), calendar=days).cards
        for days in (EVERY_DAY, CALENDAR)
    )
    assert date(2027, 8, 18) == plain["a"].latest_start
    assert date(2027, 7, 18) == worked["a"].latest_start
    assert date(2027, 9, 17) == worked["a"].earliest_finish
    assert worked["a"].slack == -2
    assert worked["a"].late


def test_a_calendar_that_closes_nothing_is_none() -> None:
    """The rule that anybody can redo is that of a year without closing."""
    empty = WorkingCalendar(2020, 2030, periods=())
    cards = [card("a", duree=4.5), success()]
    assert made(cards, chain("a", "but"), calendar=empty) == made(cards, chain("a", "but"))
    day = date(2027, 3, 1) - timedelta(1)
    assert empty.back(day.toordinal(), 3) == day.toordinal() - 3
