"""The schedule of rétroplannings small enough to be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from schedules import HORIZON, TODAY, card, chain, link, made, success

from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_reading import days_of, read_day, read_weeks
from capacities.domain.snapshot import Card


def one(*cards: Card, **more: Any) -> Planned:
    """Return the first of some cards."""
    return made(cards, **more).cards[cards[0].id]


def kinds(found: Schedule) -> list[tuple[str, tuple[str, ...]]]:
    return [(remark.kind, remark.ids) for remark in found.warnings]


def test_a_chain_is_planned_from_its_success_back_and_from_today_on() -> None:
    """Ten weeks of work end on the horizon at the latest, and begin today at the earliest."""
    cards = [card("étude", duree=4.0), card("marché", duree=6.0), success()]
    found = made(cards, chain("étude", "marché", "but")).cards
    étude, marché, but = found.values()
    assert (étude.latest_start, étude.latest_finish) == (date(2027, 10, 22), date(2027, 11, 19))
    assert (marché.latest_start, marché.latest_finish) == (date(2027, 11, 19), HORIZON)
    assert (étude.earliest_start, étude.earliest_finish) == (TODAY, date(2026, 12, 28))
    assert (but.earliest_start, but.latest_start) == (date(2027, 2, 8), HORIZON)
    assert {326} == {planned.slack for planned in found.values()}
    assert all(planned.critical and not planned.late for planned in found.values())


def test_the_own_date_of_a_card_always_counts() -> None:
    """Whether what it makes possible would let it be later, or not."""
    cards = [card("a", duree=1.0, date="2027-03-01"), success(date="2027-06-01")]
    assert date(2027, 3, 1) == made(cards, chain("a", "but")).cards["a"].latest_finish
    cards = [card("a", duree=1.0, date="2027-09-01"), success(date="2027-06-01")]
    assert date(2027, 6, 1) == made(cards, chain("a", "but")).cards["a"].latest_finish


def test_the_horizon_ends_what_leads_nowhere_and_a_success_without_date() -> None:
    """A réussite with a date that leads on is not bounded by it; one that leads nowhere is."""
    later = "2029-06-01"
    assert one(card("a")).latest_finish == HORIZON
    assert one(success(date=later)).latest_finish == HORIZON
    edges = chain("but", "suite")
    after = success("suite", date=later)
    assert made([success(), after], edges).cards["but"].latest_finish == HORIZON
    far = [success(date="2028-06-01"), replace(after, fields={"nature": "action"})]
    assert made(far, edges).cards["but"].latest_finish == HORIZON
    long = [success(date="2028-06-01"), after, success("fin", date="2030-01-01")]
    found = made(long, [*edges, *chain("suite", "fin")], horizon=date(2031, 1, 1)).cards
    assert date(2028, 6, 1) == found["but"].latest_finish


def test_a_date_after_the_horizon_disagrees_with_it() -> None:
    """A card that leads nowhere is bounded by both: that is said."""
    (conflict,) = made([success(date="2029-06-01")]).conflicts
    assert ("but", date(2029, 6, 1), HORIZON) == (conflict.card, conflict.day, conflict.needed)
    assert (conflict.limit.kind, conflict.limit.day) == ("horizon", HORIZON)


def test_what_is_done_takes_no_time_and_is_never_late() -> None:
    """Its date still bounds what comes before it, which may be late for it."""
    cards = [
        card("avant", duree=2.0),
        card("faite", duree=20.0, etat="fait", date="2025-01-01"),
        success(),
    ]
    found = made(cards, chain("avant", "faite", "but")).cards
    faite = found["faite"]
    assert (faite.days, faite.late, faite.task.weeks) == (0, False, 20.0)
    assert date(2025, 1, 1) == faite.latest_finish == faite.latest_start
    assert found["avant"].late
    assert faite.earliest_start == found["avant"].earliest_finish == date(2026, 12, 14)


def test_late_is_when_the_latest_start_is_before_the_day_asked() -> None:
    """On the day itself it is not too late."""
    cards = (card("a", duree=1.0, date="2026-12-07"),)
    assert not one(*cards).late
    assert one(*cards).slack == 0
    assert one(*cards, today=date(2026, 12, 1)).late
    assert one(card("a"), horizon=date(2026, 1, 1)).late


def test_the_tray_is_planned_as_the_rest() -> None:
    """A card counts wherever it stands, since its links do."""
    cards = [card("a", zone="a-placer", duree=2.0), success()]
    assert date(2027, 12, 17) == made(cards, chain("a", "but")).cards["a"].latest_start


def test_what_is_in_the_corbeille_is_not_planned() -> None:
    """Nor does a link to it count, which is told; a link of the corbeille is not even told."""
    cards = [card("a", duree=2.0), replace(success(), deleted=True)]
    found = made(cards, [link("a", "but", "l1"), replace(link("a", "a", "l2"), deleted=True)])
    assert list(found.cards) == ["a"]
    assert kinds(found) == [("stray", ("l1",))]


def test_links_of_another_kind_do_not_count() -> None:
    """One without a kind says « avant », as the only links that there are."""
    cards = [card("a"), card("b", duree=1.0)]
    other = made(cards, [link("a", "b", "l1", "origine")])
    assert kinds(other) == [("kind", ("l1",))]
    assert other.cards["a"].latest_finish == HORIZON
    assert made(cards, [link("a", "b", "l1", "")]).cards["a"].latest_finish < HORIZON


def test_a_loop_is_cut_at_its_largest_id_and_planned_around() -> None:
    """Two people linked a and b both ways at once."""
    cards = [card("a", duree=1.0), card("b", duree=2.0)]
    found = made(cards, [link("b", "a", "l2"), link("a", "b", "l1")])
    assert (found.cut, found.loops) == (("l2",), (("a", "b"),))
    assert date(2027, 12, 17) == found.cards["a"].latest_finish
    assert found.cards["b"].latest_finish == HORIZON
    assert "«\u00a0B → A\u00a0»" in found.warnings[0].words


@pytest.mark.parametrize(
    ("value", "weeks"),
    [
        (0, 0.0),
        (4, 4.0),
        (5_200.0, 5_200.0),
        ("1,5", 1.5),
        (" 12 ", 12.0),
        *((odd, None) for odd in ("abc", -1, -0.1, float("nan"), float("inf"), 1e15, 10**400)),
        *((odd, None) for odd in (True, "1e3", "1_0", "٣", "1 000", None, [4])),
    ],
)
def test_a_duration_is_a_number_of_weeks_or_nothing(value: Any, weeks: float | None) -> None:
    """A comma is a decimal point, as everywhere in documents."""
    assert weeks == read_weeks(value)


@pytest.mark.parametrize(("weeks", "days"), [(0.0, 0), (0.1, 1), (1.0, 7), (1.5, 11), (2.01, 15)])
def test_days_are_rounded_up(weeks: float, days: int) -> None:
    """Half a day is a day."""
    assert days == days_of(weeks)


@pytest.mark.parametrize(
    "value", ["31/02/2027", "2027-02-29", "2027-2-1", "20270201", "2027-W01-1", "", 2027.0, True]
)
def test_a_date_that_does_not_exist_is_none(value: Any) -> None:
    """Only AAAA-MM-JJ is a date, as everywhere in documents."""
    assert read_day(value) is None


def test_odd_values_count_as_absent_and_are_told() -> None:
    """No card is lost, nothing is raised, and each sentence names the card."""
    odd: dict[str, Any] = {
        "duree": "abc",
        "date": "31/02/2027",
        "etat": "autre",
        "avant": "inconnue",
        "qui": 5.0,
    }
    found = made([card("a", "autre", **odd), card("b")])
    assert [kind for kind, _ in kinds(found)] == ["duration", "date", "nature", "state", "window"]
    assert found.cards["a"].latest_start == HORIZON
    for remark in found.warnings:
        assert remark.words.endswith(".")
        assert "«\u00a0A\u00a0»" in remark.words
        assert "{" not in remark.words


def test_days_beyond_the_calendar_are_brought_back_and_told() -> None:
    """Before the year 1, after the year 9999: slack stays what it is."""
    cards = [card("a", duree=5_200.0), card("b", date="0001-01-02", duree=1.0)]
    found = made(cards, chain("a", "b"))
    assert date.min == found.cards["a"].latest_start == found.cards["b"].latest_start
    assert found.cards["a"].slack == 2 - 7 - 36_400 - TODAY.toordinal()
    assert kinds(found) == [("beyond", ("a", "b"))]
    end = made([card("a", duree=5_200.0)], today=date.max, horizon=date.max)
    assert date.max == end.cards["a"].earliest_finish


def test_nothing_to_plan_is_no_error() -> None:
    """An empty rétroplanning has no card, no chain and no warning."""
    found = made([])
    assert (len(found.cards), found.chains, found.warnings, found.late) == (0, (), (), ())


def test_critical_is_the_smallest_slack_of_the_chain_of_a_success() -> None:
    """Two réussites: each has its own; what leads to none is critical without slack alone."""
    cards = [
        card("longue", duree=20.0),
        card("courte", duree=2.0),
        success("une"),
        card("seule", duree=1.0),
        success("deux"),
        card("pressée", duree=1.0, date="2026-12-07"),
        card("libre", duree=1.0),
    ]
    edges = [link("longue", "une"), link("courte", "une"), link("seule", "deux")]
    found = made(cards, edges)
    critical = [key for key, planned in found.cards.items() if planned.critical]
    assert critical == ["longue", "une", "seule", "deux", "pressée"]
    assert [(one.success, one.cards) for one in found.chains] == [
        ("une", ("longue", "une")),
        ("deux", ("seule", "deux")),
    ]


def test_the_chain_that_is_told_leaves_out_what_is_done() -> None:
    """A date of the past, of what is done, hides nothing of what is left to do."""
    cards = [card("faite", etat="fait", date="2025-01-01"), card("a", duree=3.0), success()]
    found = made(cards, chain("faite", "a", "but"))
    (told,) = found.chains
    assert told.cards == ("a", "but")
    assert told.slack == found.cards["a"].slack > 0 > found.cards["faite"].slack


def test_two_dates_that_disagree_are_named() -> None:
    """The one that asks is the nearest that binds, through what has no date."""
    cards = [
        card("convention", date="2027-06-01"),
        card("collecte", duree=10.0),
        success(date="2027-07-01"),
        success("autre", date="2027-12-01"),
    ]
    found = made(cards, [*chain("convention", "collecte", "but"), link("but", "autre")])
    (conflict,) = found.conflicts
    assert (conflict.card, conflict.needed) == ("convention", date(2027, 4, 22))
    assert (conflict.limit.kind, conflict.limit.card) == ("date", "but")


def test_no_date_disagrees_with_what_is_done() -> None:
    """What is done has been done: its date is no promise any more."""
    cards = [card("a", etat="fait", date="2027-09-01"), success(date="2027-07-01")]
    assert made(cards, chain("a", "but")).conflicts == ()
