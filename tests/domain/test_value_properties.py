"""What is true of the balance of any map, oddities included."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from drawn_value_maps import ELEMENTS, PARTIES, amounts, maps
from hypothesis import given
from hypothesis import strategies as st
from value_maps import PLAN, TEMPLATE, smiley

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.value import Balance, balance
from capacities.domain.value_stamps import Span, Sums, to_cents


def made(snapshot: Snapshot) -> Balance:
    return balance(snapshot, TEMPLATE)


def told(cards: tuple[Card, ...], key: str, period: str) -> int:
    """Add the amounts of the € that name a party under ``key``, without the code under test."""
    total = 0
    for card in cards:
        amount = card.fields.get(PLAN.amount)
        yearly = "unique" if card.fields.get(PLAN.period) == "unique" else "annuel"
        counts = card.zone == PLAN.money and yearly == period and isinstance(amount, float)
        if counts and card.fields.get(key) in PARTIES and abs(amount) <= 1e12:
            total += int((Decimal(repr(amount)) * 100).to_integral_value(ROUND_HALF_UP))
    return total


@given(maps())
def test_nets_add_to_what_has_a_gainer_less_what_has_a_payer(drawn: Snapshot) -> None:
    """Of a year and of once, to the cent, whatever the stamps are classified as."""
    parties = made(drawn).parties
    for period, nets in (
        ("annuel", [found.sums.net_year.likely for found in parties]),
        ("unique", [found.sums.net_once.likely for found in parties]),
    ):
        expected = told(drawn.cards, PLAN.gainer, period) - told(drawn.cards, PLAN.payer, period)
        assert expected == sum(nets)


@given(maps())
def test_nobody_who_is_named_as_paying_is_said_to_gain_without(drawn: Snapshot) -> None:
    """Whatever the amount, or none yet; who is said to, has a net above zero."""
    payers = {card.fields.get(PLAN.payer) for card in drawn.cards if card.zone == PLAN.money}
    for found in made(drawn).parties:
        if found.gains_without_paying:
            assert found.id not in payers
            assert found.sums.net_year.likely > 0


@given(maps(), st.randoms())
def test_the_order_of_cards_and_links_changes_no_figure(drawn: Snapshot, chance: Any) -> None:
    """Two screens that received them in another order say the same."""
    cards, edges = list(drawn.cards), list(drawn.edges)
    chance.shuffle(cards)
    chance.shuffle(edges)
    first, other = made(drawn), made(replace(drawn, cards=tuple(cards), edges=tuple(edges)))
    assert (first.totals, first.coverage) == (other.totals, other.coverage)
    for one, two in (
        (first.parties, other.parties),
        (first.data, other.data),
        (first.crossings, other.crossings),
    ):
        assert {item.id: item for item in one} == {item.id: item for item in two}  # type: ignore[attr-defined]


@given(maps())
def test_the_worst_is_below_the_likely_below_the_best(drawn: Snapshot) -> None:
    """Of every net, of every sum, and of what is covered where the costs are above zero."""
    found = made(drawn)
    spans = [
        span
        for sums in (found.totals, *(p.sums for p in found.parties), *(w.sums for w in found.data))
        for span in (*sums.year, *sums.once, sums.net_year, sums.net_once)
    ]
    for span in spans:
        assert span.low <= span.likely <= span.high
    coverage = found.coverage
    if coverage.costs.low > 0 and coverage.gains.low >= 0:
        assert coverage.worst is not None
        assert coverage.likely is not None
        assert coverage.best is not None
        assert coverage.worst <= coverage.likely <= coverage.best


@given(maps(), st.sampled_from([None, *ELEMENTS]), amounts, amounts)
def test_a_smiley_changes_no_money(
    drawn: Snapshot, on: str | None, quantity: float | None, unit: float | None
) -> None:
    """Nor does it change whether somebody gains without paying."""
    more = smiley("nouveau", on=on, gagne="mairie", nombre=quantity, prix=unit)
    before, after = made(drawn), made(replace(drawn, cards=(*drawn.cards, more)))
    assert money(before.totals) == money(after.totals)
    assert before.coverage == after.coverage
    for one, two in zip(before.parties, after.parties, strict=True):
        assert money(one.sums) == money(two.sums)
        assert one.gains_without_paying == two.gains_without_paying
    for one, two in zip(before.data, after.data, strict=True):
        assert money(one.sums) == money(two.sums)


def money(sums: Sums) -> tuple[Span, ...]:
    return (*sums.year, *sums.once)


@given(maps())
def test_no_donnee_is_worth_more_than_all_the_stamps(drawn: Snapshot) -> None:
    """Each stamp counts once for it, whatever circles links make; all of them are kept."""
    found = made(drawn)
    known = {card.id for card in drawn.cards if card.zone in (PLAN.money, PLAN.quality)}
    assert known == {stamp.id for stamp in found.stamps}
    for worth in (*found.data, *found.crossings):
        assert worth.shared <= worth.stamps <= len(known)
        assert worth.sums.untold <= found.totals.untold


@given(maps())
def test_what_is_odd_is_told_of_stamps_of_the_map(drawn: Snapshot) -> None:
    """A sentence names no stamp that is not there, and ends as a sentence."""
    found = made(drawn)
    ids = {card.id for card in drawn.cards}
    for remark in (*found.odd, *found.missing):
        assert remark.ids
        assert set(remark.ids) <= ids
    assert all(remark.words.endswith(".") and "{" not in remark.words for remark in found.odd)


@given(st.floats())
def test_cents_are_those_nearest_to_the_amount(value: float) -> None:
    """Halves go up in size; what is not an amount that anybody means is none."""
    cents = to_cents(value)
    if cents is None:
        assert not abs(value) <= 1e12 - 1
    else:
        assert abs(Decimal(repr(value)) * 100 - cents) <= Decimal("0.5")
