"""What is true of the schedule of any rétroplanning, loops and odd values included."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

from drawn_schedules import Drawn, plans
from hypothesis import given, settings
from hypothesis import strategies as st
from schedules import HORIZON, TODAY, made, told_of

from capacities.domain.schedule import Schedule
from capacities.domain.schedule_advice import Advice, advise
from capacities.domain.schedule_figures import count_schedule
from capacities.domain.schedule_links import cut_links
from capacities.domain.schedule_telling import tell_advice
from capacities.domain.snapshot import Card, Edge
from capacities.domain.windows import Window
from capacities.domain.working_days import WorkingCalendar
from capacities.domain.yearly import Yearly

WINDOWS = (
    Window("budget", "le vote du budget", yearly=Yearly((3, 1), (4, 15))),
    Window("conseil", "le conseil", dates=((TODAY, TODAY), (HORIZON, HORIZON))),
)
CALENDAR = WorkingCalendar(2024, 2032)
any_plan = plans(12, windows=True)
calendars = st.sampled_from([{}, {"calendar": CALENDAR}])


def full(drawn: Drawn, more: dict[str, Any]) -> Schedule:
    return made(*drawn, windows=WINDOWS, **more)


@given(any_plan, calendars, st.randoms())
@settings(max_examples=200)
def test_the_order_of_cards_and_links_changes_nothing(
    drawn: Drawn, more: dict[str, Any], chance: Any
) -> None:
    """Two screens that received them in another order say the same, word for word."""
    first = full(drawn, more)
    cards, edges = list(drawn[0]), list(drawn[1])
    chance.shuffle(cards)
    chance.shuffle(edges)
    other = full((cards, edges), more)
    assert first == other
    assert told_of(first) == told_of(other)
    for card in first.late:
        assert advise(first, card.id) == advise(other, card.id)
    counted, again = count_schedule(first), count_schedule(other)
    assert (counted.loads, counted.late) == (again.loads, again.late)
    assert set(counted.without_pilot) == set(again.without_pilot)


@given(any_plan, calendars)
@settings(max_examples=200)
def test_days_follow_links_limits_and_today(drawn: Drawn, more: dict[str, Any]) -> None:
    """Nothing is to be finished after what it makes possible begins, nor begun before today."""
    found = full(drawn, more)
    dates = found.dates
    for place, task in enumerate(dates.network.tasks):
        assert dates.latest_start[place] <= dates.latest_finish[place]
        assert dates.today <= dates.earliest_start[place] <= dates.earliest_finish[place]
        assert task.day is None or dates.latest_finish[place] <= task.day
        for one in dates.network.after[place]:
            assert dates.latest_finish[place] <= dates.latest_start[one]
            assert dates.earliest_finish[place] <= dates.earliest_start[one]
        assert not (found.cards[task.id].late and dates.slack(place) >= 0)
    assert set(found.cards) == {card.id for card in drawn[0]}
    for chain in found.chains:
        assert min(found.cards[key].slack for key in chain.cards) == chain.slack


@given(plans(12))
@settings(max_examples=200)
def test_what_is_kept_has_no_loop_and_each_link_cut_closes_one(drawn: Drawn) -> None:
    """Adding it alone to those kept that come before it makes a loop."""
    known = {card.id for card in drawn[0]}
    edges = [e for e in drawn[1] if e.source != e.target and {e.source, e.target} <= known]
    cut = cut_links(edges)
    kept = [edge for edge in edges if edge.id not in cut]
    assert cut_links(kept) == frozenset()
    for edge in edges:
        if edge.id in cut:
            below = [other for other in kept if other.id < edge.id]
            assert cut_links([*below, edge]) == {edge.id}


@given(plans(8), calendars)
@settings(max_examples=200)
def test_a_window_only_ever_brings_forward(drawn: Drawn, more: dict[str, Any]) -> None:
    """Windows that no card names change nothing."""
    cards, edges = drawn
    plain = made(cards, edges, **more)
    assert plain == made(cards, edges, windows=WINDOWS, **more)
    named = [replace(card, fields={**card.fields, "avant": "budget"}) for card in cards]
    for key, planned in made(named, edges, windows=WINDOWS, **more).cards.items():
        assert planned.latest_finish <= plain.cards[key].latest_finish


@given(any_plan, calendars)
@settings(max_examples=200)
def test_every_sentence_ends_as_one(drawn: Drawn, more: dict[str, Any]) -> None:
    """Whatever is late, missed or in disagreement."""
    found = full(drawn, more)
    told = list(told_of(found))
    for card in found.late:
        advice = advise(found, card.id)
        assert advice
        told += tell_advice(found, advice)
    assert all(one.endswith(".") and "{" not in one for one in told)


def lasting(card: Card, days: int) -> Card:
    """Give a card a duration that is rounded up to some days."""
    return replace(card, fields={**card.fields, "duree": math.floor(days / 7 * 1e6) / 1e6})


def shortened(drawn: Drawn, advice: Advice, keys: set[str]) -> Drawn:
    left = {one.card: one.days - one.by for one in (*advice.alone, *advice.together)}
    cards = [lasting(card, left[card.id]) if card.id in keys else card for card in drawn[0]]
    return cards, drawn[1]


def moved(drawn: Drawn, advice: Advice) -> tuple[list[Card], list[Edge], timedelta]:
    """Move the dates and the horizon that an advice names."""
    cards, later = {card.id: card for card in drawn[0]}, timedelta()
    for move in advice.moves:
        if move.limit.kind == "horizon":
            later = timedelta(move.days)
        else:
            card = cards[move.limit.card]
            cards[card.id] = replace(card, fields={**card.fields, "date": str(move.to)})
    return list(cards.values()), drawn[1], later


@given(plans(8), calendars)
@settings(max_examples=200)
def test_what_is_advised_is_enough(drawn: Drawn, more: dict[str, Any]) -> None:
    """Each shortening alone, all of them together, or the moves: the card is late no more."""
    found = made(*drawn, **more)
    for late in found.late:
        advice = advise(found, late.id)
        assert advice
        assert advice.lacking == -late.slack > 0
        for one in advice.alone:
            single = replace(advice, alone=(one,), together=())
            assert made(*shortened(drawn, single, {one.card}), **more).cards[late.id].slack >= 0
        if advice.percent is not None:
            keys = {one.card for one in advice.together}
            whole = replace(advice, alone=())
            assert made(*shortened(drawn, whole, keys), **more).cards[late.id].slack >= 0
        cards, edges, later = moved(drawn, advice)
        after = made(cards, edges, horizon=HORIZON + later, **more)
        assert after.cards[late.id].slack >= 0


@given(plans(8))
@settings(max_examples=100)
def test_what_is_advised_is_no_more_than_needed(drawn: Drawn) -> None:
    """A day less, a percent less, or a limit a day before, and it is still late."""
    found = made(*drawn)
    for late in found.late:
        advice = advise(found, late.id)
        assert advice
        for one in advice.alone:
            single = replace(advice, alone=(replace(one, by=one.by - 1),), together=())
            assert made(*shortened(drawn, single, {one.card})).cards[late.id].slack < 0
        for move in advice.moves:
            short = replace(move, to=move.to - timedelta(1), days=move.days - 1)
            others = [short if one is move else one for one in advice.moves]
            cards, edges, later = moved(drawn, replace(advice, moves=tuple(others)))
            after = made(cards, edges, horizon=HORIZON + later)
            assert after.cards[late.id].slack < 0
