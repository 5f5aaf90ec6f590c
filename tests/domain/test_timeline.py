"""What the plan of a timeline gathers: its horizon, its calendar, its steps and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from schedules import card, chain, success
from templates_of_tests import PRODUCT

from capacities.documents.holidays import list_holidays
from capacities.domain.horizon import horizon_of
from capacities.domain.plans import Season, timeline_plan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.timeline import plan_of, shown_lanes
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.yearly import Yearly

GIVEN = PRODUCT["retroplanning"]
TODAY = date(2026, 11, 30)
VOTE = "vote-du-budget"
SEASON = Season(VOTE, "Vote du budget", "03-01", "04-15", "Article L. 1612-2")
TEMPLATE = replace(GIVEN, plan=replace(timeline_plan(GIVEN), seasons=(SEASON,)))
"""With one window: those of the product may change."""


def window(key: str, text: str = "", **more: Any) -> Card:
    fields = {k: v for k, v in more.items() if k in ("date", "fin", "source")}
    rest = {k: v for k, v in more.items() if k not in fields}
    return Card(key, text, "calendrier", fields=fields, **rest)


def canvas(*cards: Card, **more: Any) -> Snapshot:
    live = tuple(card for card in cards if not card.deleted)
    trash = tuple(card for card in cards if card.deleted)
    return Snapshot("retroplanning", live, trash, **more)


@pytest.mark.parametrize(
    ("meta", "today", "expected"),
    [
        ({}, TODAY, date(2027, 12, 31)),
        ({}, date(2027, 12, 31), date(2032, 12, 31)),
        ({"horizon": "2030-06-01"}, TODAY, date(2030, 6, 1)),
        ({"horizon": "2020-06-01"}, TODAY, date(2020, 6, 1)),
        ({"horizon": "2027-02-30"}, TODAY, date(2027, 12, 31)),
        ({"horizon": 3.0}, TODAY, date(2027, 12, 31)),
        ({}, date.max, date.max),
    ],
)
def test_the_horizon_is_what_was_set_else_the_template_s_while_it_is_ahead(
    meta: dict[str, str | float], today: date, expected: date
) -> None:
    """One that is set stands when it is past: that is told, not changed."""
    assert expected == horizon_of(canvas(meta=meta), TEMPLATE, today)


def test_the_calendar_is_the_template_s_until_people_change_it() -> None:
    """Its vote of the budget comes back each year."""
    (vote,) = calendar_of((), TEMPLATE).windows
    assert (vote.key, vote.title, vote.dates) == (VOTE, "Vote du budget", ())
    assert Yearly((3, 1), (4, 15)) == vote.yearly
    assert "L. 1612-2" in vote.source


def test_the_calendar_of_the_product_says_where_it_was_read() -> None:
    """The vote of the budget comes back each year, the election of 2027 does not; each a source."""
    vote, election = calendar_of((), GIVEN).windows
    assert (vote.key, vote.yearly) == (VOTE, Yearly((1, 1), (4, 15)))
    assert "L. 1612-2" in vote.source
    assert election.dates == ((date(2027, 4, 8), date(2027, 5, 7)),)
    assert "Constitution" in election.source


def test_a_card_changes_what_it_says_of_a_window_and_no_more() -> None:
    """A title alone keeps the days; days alone keep the title, and are those of once."""
    (named,) = calendar_of([window("x", "Le vote", parent=VOTE)], TEMPLATE).windows
    assert (named.key, named.title, named.yearly) == (VOTE, "Le vote", Yearly((3, 1), (4, 15)))
    (dated,) = calendar_of([window("x", date="2027-03-08", parent=VOTE)], TEMPLATE).windows
    assert (dated.title, dated.yearly) == ("Vote du budget", None)
    assert ((date(2027, 3, 8), date(2027, 3, 8)),) == dated.dates


def test_a_window_is_removed_when_all_that_stand_for_it_are() -> None:
    """Of two that are live, the smallest id stands for it, the other is one more."""
    removed = window("x", parent=VOTE, deleted=True)
    assert calendar_of([removed], TEMPLATE).windows == ()
    first, second = calendar_of(
        [window("z", "Deux", parent=VOTE, date="2027-01-01"), window("y", "Un", parent=VOTE)],
        TEMPLATE,
    ).windows
    assert ((first.key, first.title), (second.key, second.title)) == ((VOTE, "Un"), ("z", "Deux"))
    assert calendar_of([removed, window("y", "Un", parent=VOTE)], TEMPLATE).windows[0].title == "Un"


def test_windows_without_days_or_turned_round_are_kept_and_told() -> None:
    """Nothing that somebody wrote is lost for being odd."""
    found = calendar_of(
        [
            window("a", "Conseil"),
            window("b", "Appel", date="2027-05-10", fin="2027-05-01"),
            window("c", "", fin="2027-06-01", source="https://example.org/"),
        ],
        TEMPLATE,
    )
    _, council, call, untitled = found.windows
    assert (council.key, council.dates) == ("a", ())
    assert ((date(2027, 5, 1), date(2027, 5, 10)),) == call.dates
    assert ((date(2027, 6, 1), date(2027, 6, 1)),) == untitled.dates
    assert (untitled.title, untitled.url) == ("une fenêtre sans titre", "https://example.org/")
    assert [(odd.kind, odd.ids) for odd in found.odd] == [("calendar", ("a",)), ("turned", ("b",))]


def test_the_plan_holds_steps_wherever_they_are_and_nothing_else() -> None:
    """Those of the tray and of a lane that is gone too; lanes and windows are no steps."""
    snapshot = canvas(
        card("a", zone="a-placer", duree=2.0, avant=VOTE),
        success(zone="perdu"),
        Card("fil", "Un fil", "fils"),
        window("conseil", "Conseil"),
        edges=tuple(chain("a", "but")),
    )
    plan = plan_of(snapshot, TEMPLATE, TODAY)
    assert (set(plan.cards), plan.horizon) == ({"a", "but"}, date(2027, 12, 31))
    assert date(2027, 2, 28) == plan.cards["a"].latest_finish
    assert [remark.kind for remark in plan.warnings] == ["calendar"]


def test_what_must_be_finished_before_a_removed_window_is_told() -> None:
    """Its card is planned without."""
    snapshot = canvas(card("a", avant=VOTE), window("x", parent=VOTE, deleted=True))
    plan = plan_of(snapshot, TEMPLATE, TODAY)
    assert [remark.kind for remark in plan.warnings] == ["window"]


def test_closed_days_count_only_when_people_asked() -> None:
    """Fifteen weeks before the end of 2027 begin sooner when August and Christmas are closed."""
    snapshot = canvas(card("a", duree=25.0), holidays=list_holidays())
    every = plan_of(snapshot, TEMPLATE, TODAY).cards["a"].latest_start
    asked = plan_of(replace(snapshot, meta={"calendrier": "ouvre"}), TEMPLATE, TODAY)
    assert (every - asked.cards["a"].latest_start).days >= 31 + 8


def test_a_removed_lane_is_not_shown() -> None:
    """What is in the trash tells so."""
    snapshot = canvas(Card("x", "", "fils", parent="espace", deleted=True))
    assert [lane.key for lane in shown_lanes(snapshot, TEMPLATE)] == ["convergence", "parcours"]
