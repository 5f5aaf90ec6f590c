"""The public holidays of France, against the days of the law, and the calendar made of them."""

from __future__ import annotations

from datetime import date

import pytest
from pycrdt import Map

from capacities.documents.holidays import list_holidays
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.working_days import calendar_around
from tests.templates_of_tests import PRODUCT

OF_2027 = {
    *(date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8)),
    *(date(2027, 5, 17), date(2027, 7, 14), date(2027, 8, 15), date(2027, 11, 1)),
    *(date(2027, 11, 11), date(2027, 12, 25)),
}
"""Article L3133-1 of the Code du travail: eleven days, of which three follow Easter."""


@pytest.mark.parametrize(("asked", "read"), [("ouvre", True), ("autre", False), (None, False)])
def test_they_are_read_with_a_timeline_that_closes_them(asked: str | None, read: bool) -> None:
    """And with no other."""
    template = PRODUCT["retroplanning"]
    doc = open_doc(new_document(template), ())
    if asked:
        doc.get("meta", type=Map)["calendrier"] = asked
    assert read == bool(read_snapshot(doc, template).holidays)


def of_2027(zone: str) -> set[date]:
    return {day for day in list_holidays(zone) if day.year == 2027}


def test_the_holidays_of_a_year_are_the_eleven_of_the_law() -> None:
    """Easter 2027 is on 28 March."""
    assert of_2027("Métropole") == OF_2027
    assert len(set(list_holidays())) > 11 * 210


def test_alsace_and_moselle_have_two_more() -> None:
    """Good Friday and the day after Christmas."""
    assert {date(2027, 3, 26), date(2027, 12, 26)} == of_2027("Alsace-Moselle") - OF_2027


def test_days_are_closed_around_today_and_the_horizon() -> None:
    """The Ascension of 2027 is a Thursday: a week of seven days ends one day later."""
    calendar = calendar_around(date(2026, 11, 30), date(2027, 12, 31), list_holidays())
    start = date(2027, 5, 3).toordinal()
    assert start + 8 == calendar.forth(start, 7)
    for one, other in ((date.min, date.min), (date.max, date.max), (date.min, date.max)):
        calendar_around(one, other, list_holidays())
