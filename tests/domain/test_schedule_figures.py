"""Who leads how much and when, on rétroplannings small enough to be counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import card, chain, made, success

from capacities.domain.schedule_figures import Load, Semester, count_schedule
from capacities.domain.schedule_reading import split_people
from capacities.domain.working_days import WorkingCalendar

FIRST, SECOND = Semester(2027, 1), Semester(2027, 2)


def test_a_load_is_shared_between_the_semesters_that_it_runs_over() -> None:
    """Four weeks until 15 July: 18 June to 30 June is 13 days of the first, 14 of the other."""
    cards = [card("a", duree=4.0, qui="Anne", date="2027-07-15"), success()]
    (load,) = count_schedule(made(cards, chain("a", "but"))).loads
    assert load == Load("Anne", ((FIRST, 14), (SECOND, 14)))
    assert (load.weeks(FIRST), load.weeks(Semester(2028, 1)), load.total_weeks) == (2.0, 0, 4.0)


def test_several_who_lead_a_card_each_carry_all_of_it() -> None:
    """Names are between commas or semicolons; capitals and spaces make no other person."""
    cards = [
        card("a", duree=1.0, qui="Service  SIG ; Anne,", date="2027-06-01"),
        card("b", duree=2.0, qui="service sig", date="2027-06-01"),
        card("c", duree=3.0, qui="Service SIG, service SIG", date="2027-06-01"),
    ]
    loads = count_schedule(made(cards)).loads
    assert loads == (Load("Anne", ((FIRST, 7),)), Load("Service SIG", ((FIRST, 42),)))


def test_what_is_late_weighs_from_the_day_when_it_can_begin() -> None:
    """No load of the past: it is to be carried all the same."""
    cards = [card("a", duree=2.0, qui="Anne", date="2026-06-01")]
    figures = count_schedule(made(cards))
    assert figures.loads == (Load("Anne", ((Semester(2026, 2), 14),)),)
    assert figures.late == ("a",)


def test_what_is_done_weighs_nothing_and_lacks_nothing() -> None:
    """Nor does what has no duration weigh, nor is a jalon asked for a pilote."""
    cards = [
        card("a", duree=2.0, qui="Anne", etat="fait"),
        card("b", etat="fait"),
        card("c", "jalon"),
        success(),
        card("d", duree=0.0, qui=" ; "),
        card("e", "", duree="abc", qui="Bruno"),
    ]
    figures = count_schedule(made(cards))
    assert figures.loads == ()
    assert (figures.without_pilot, figures.without_duration) == (("d",), ("e",))


def test_a_century_of_work_is_counted_soon_and_whole() -> None:
    """Its first semesters, then all the rest at once."""
    cards = [card("a", duree=5_200.0, qui="Anne", date="2026-06-01")]
    (load,) = count_schedule(made(cards)).loads
    assert (len(load.days), load.total_weeks) == (40, 5_200.0)


def test_closed_days_weigh_nothing() -> None:
    """A week that would run over August is carried in July and in September."""
    calendar = WorkingCalendar(2026, 2028)
    cards = [card("a", duree=1.0, qui="Anne", date="2027-09-03")]
    figures = count_schedule(made(cards, calendar=calendar))
    assert figures.loads == (Load("Anne", ((SECOND, 7),)),)


@given(st.dates(), st.floats(0, 5_200))
def test_days_are_all_in_some_semester(day: date, weeks: float) -> None:
    """Whatever the century, the last day of the calendar included."""
    cards = [card("a", duree=weeks, qui="Anne", date=str(day))]
    found = made(cards, today=day)
    loads = count_schedule(found).loads
    assert sum(days for load in loads for _, days in load.days) == found.cards["a"].days
    semesters = [semester for load in loads for semester, _ in load.days]
    assert semesters == sorted(set(semesters))


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), ("Anne", ("Anne",)), ("Anne ; Bruno,Chloé", ("Anne", "Bruno", "Chloé")), (",;", ())],
)
def test_names_are_between_commas_or_semicolons(text: str, names: tuple[str, ...]) -> None:
    """What is empty is nobody."""
    assert names == split_people(text)


def test_a_semester_is_said_as_people_say_it() -> None:
    """First, second, and the year."""
    assert [FIRST.words, SECOND.words] == ["1er semestre 2027", "2e semestre 2027"]
