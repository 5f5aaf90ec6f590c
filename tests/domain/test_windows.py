"""What must be finished before a window of the public calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from schedules import HORIZON, card, chain, made, success

from capacities.domain.schedule import Schedule
from capacities.domain.windows import Window
from capacities.domain.yearly import Yearly

BUDGET = Window("budget", "le vote du budget", yearly=Yearly((3, 1), (4, 15)))
CALL = Window("appel", "la clôture de l’appel", dates=((date(2027, 5, 10), date(2027, 5, 10)),))
ELECTION = Window("election", "l’élection", dates=((date(2026, 3, 15), date(2026, 3, 22)),))
AROUND_NEW_YEAR = Window("fetes", "les fêtes", yearly=Yearly((12, 20), (1, 5)))


def planned(window: Window, *, date: str | None = None, **more: Any) -> Schedule:
    cards = [card("a", duree=2.0, avant=window.key, date=date), success()]
    return made(cards, chain("a", "but"), windows=[window], **more)


def test_it_is_finished_by_the_eve_of_the_last_occurrence_that_suits() -> None:
    """The last vote before the horizon is that of 2027; an own date asks for an earlier one."""
    found = planned(BUDGET)
    a = found.cards["a"]
    assert (a.latest_finish, a.latest_start) == (date(2027, 2, 28), date(2027, 2, 14))
    assert (a.limit.kind, a.limit.card, a.limit.day) == ("fenetre", "a", date(2027, 2, 28))
    assert found.missed == ()
    assert date(2027, 2, 28) == planned(BUDGET, date="2027-02-28").cards["a"].latest_finish
    assert date(2026, 2, 28) == planned(BUDGET, date="2027-02-27").cards["a"].latest_finish
    assert date(2027, 5, 9) == planned(CALL).cards["a"].latest_finish
    assert date(2027, 12, 19) == planned(AROUND_NEW_YEAR).cards["a"].latest_finish


def test_a_window_that_is_missed_is_told_with_the_next_that_can_be_met() -> None:
    """The last possible one is past, or begins on the day asked."""
    (missed,) = planned(BUDGET, date="2027-02-01").missed
    assert (missed.card, missed.start) == ("a", date(2026, 3, 1))
    assert date(2027, 3, 1) == missed.following
    (never,) = planned(ELECTION).missed
    assert never.following is None
    assert planned(CALL, today=date(2027, 5, 10)).missed
    assert not planned(CALL, today=date(2027, 5, 9)).missed


def test_the_next_window_is_one_before_which_there_is_time() -> None:
    """Two weeks from 20 February end after the first of March."""
    found = planned(BUDGET, date="2027-02-25", today=date(2027, 2, 20))
    assert date(2028, 3, 1) == found.missed[0].following


def test_what_is_done_misses_nothing() -> None:
    """It went through before, or did not have to."""
    done = card("a", avant="election", etat="fait")
    assert made([done], windows=[ELECTION]).missed == ()


def test_occurrences_that_are_all_later_change_nothing() -> None:
    """What is finished by the horizon is finished before them."""
    later = Window("suite", "la suite", dates=((date(2028, 1, 1), date(2028, 1, 2)),))
    found = planned(later)
    assert (found.cards["but"].latest_finish, found.missed) == (HORIZON, ())
    assert found.cards == planned(Window("suite", "la suite")).cards


def test_the_ends_of_the_calendar_are_no_error() -> None:
    """Windows of the year 1 and of the year 9999."""
    for day in (date.min, date.max):
        for window in (BUDGET, AROUND_NEW_YEAR):
            assert planned(window, horizon=day, today=day).cards["a"].latest_finish <= day
