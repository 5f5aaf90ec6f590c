"""The rules of docs/bilan.md on any map, each worked out anew without the code under test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from drawn_value_maps import maps, ordinary_maps
from hypothesis import given
from value_maps import PLAN, TEMPLATE

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.value import Balance, balance
from capacities.domain.value_stamps import Span, Sums

YEAR, ONCE = "annuel", "unique"
GAINS, COST = ("recette", "economie"), "depense"
Ends = tuple[int, int, int]
ANY = ordinary_maps() | maps()
"""Maps as people fill them, and as they may be broken."""


def made(drawn: Snapshot) -> Balance:
    return balance(drawn, TEMPLATE)


def cents(card: Card, key: str) -> int | None:
    value = card.fields.get(key)
    if not isinstance(value, float) or not abs(value) <= 1e12:
        return None
    return int((Decimal(repr(value)) * 100).to_integral_value(ROUND_HALF_UP))


def ends(card: Card) -> Ends:
    """Say how much a € is worth: likely, at least, at most; nothing known is 0."""
    likely = cents(card, PLAN.amount)
    if likely is None:
        return 0, 0, 0
    known = [
        end for key in (PLAN.amount_min, PLAN.amount_max) if (end := cents(card, key)) is not None
    ]
    return likely, min([likely, *known]), max([likely, *known])


def is_of(card: Card, period: str) -> bool:
    return (ONCE if card.fields.get(PLAN.period) == ONCE else YEAR) == period


def total(cards: Iterable[Card]) -> Ends:
    found = [ends(card) for card in cards]
    likely, low, high = (sum(end[place] for end in found) for place in range(3))
    return likely, low, high


def euros(drawn: Snapshot, period: str) -> list[Card]:
    return [card for card in drawn.cards if card.zone == PLAN.money and is_of(card, period)]


def covering(drawn: Snapshot) -> tuple[Ends, Ends, Ends]:
    """Return gains of a year of those who contribute, costs of a year, costs of once."""
    contributing = {
        card.id for card in drawn.cards if card.fields.get(PLAN.contributes) == PLAN.contributing
    }
    year = euros(drawn, YEAR)
    gains = [
        card
        for card in year
        if card.fields[PLAN.sense] in GAINS and card.fields[PLAN.gainer] in contributing
    ]
    costs = [card for card in year if card.fields[PLAN.sense] == COST]
    spent = [card for card in euros(drawn, ONCE) if card.fields[PLAN.sense] == COST]
    return total(gains), total(costs), total(spent)


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole > 0 else None


@given(ANY)
def test_coverage_is_what_contributors_gain_over_what_a_year_costs(drawn: Snapshot) -> None:
    """At worst the least gained for the most spent; none without cost, at any of the three ends."""
    (gained, least, most), (spent, lowest, highest), _ = covering(drawn)
    found = made(drawn).coverage
    assert (share(gained, spent), share(least, highest), share(most, lowest)) == (
        found.likely,
        found.worst,
        found.best,
    )


@given(ANY)
def test_payback_is_what_is_spent_once_over_what_is_left_of_a_year(drawn: Snapshot) -> None:
    """Never when nothing is left, likely, at best or at worst."""
    (gained, least, most), (spent, lowest, highest), (once, once_low, once_high) = covering(drawn)
    assert made(drawn).coverage.payback == (
        share(once, gained - spent),
        share(once_low, most - lowest),
        share(once_high, least - highest),
    )


@given(ANY)
def test_who_gains_without_paying_is_who_the_definition_says(drawn: Snapshot) -> None:
    """Net of a year above zero, named as paying no € of a year nor of once, not contributing."""
    for party in made(drawn).parties:
        gained = total(c for c in euros(drawn, YEAR) if c.fields[PLAN.gainer] == party.id)[0]
        paid = total(c for c in euros(drawn, YEAR) if c.fields[PLAN.payer] == party.id)[0]
        pays = any(
            card.zone == PLAN.money and card.fields[PLAN.payer] == party.id for card in drawn.cards
        )
        (card,) = [card for card in drawn.cards if card.id == party.id]
        contributes = card.fields[PLAN.contributes] == PLAN.contributing
        expected = gained - paid > 0 and not pays and not contributes
        assert expected == party.gains_without_paying
        assert party.asked == (card.fields[PLAN.contributes] in ("", *PLAN.open))


@given(ANY)
def test_ranges_add_end_by_end(drawn: Snapshot) -> None:
    """Min with min, max with max; of a net, the least gained with the most spent."""
    for party in made(drawn).parties:
        for period, (gains, costs), net in (
            (YEAR, party.sums.year, party.sums.net_year),
            (ONCE, party.sums.once, party.sums.net_once),
        ):
            gained = total(c for c in euros(drawn, period) if c.fields[PLAN.gainer] == party.id)
            paid = total(c for c in euros(drawn, period) if c.fields[PLAN.payer] == party.id)
            assert (Span(*gained), Span(*paid)) == (gains, costs)
            assert net == Span(gained[0] - paid[0], gained[1] - paid[2], gained[2] - paid[1])


def yearly(sums: Sums) -> tuple[object, ...]:
    return (*sums.year, sums.net_year, sums.equivalent_year)


def of_once(sums: Sums) -> tuple[object, ...]:
    return (*sums.once, sums.net_once, sums.equivalent_once)


@given(ANY)
def test_a_year_and_once_are_never_added(drawn: Snapshot) -> None:
    """Without the stamps of one, no figure of the other moves."""
    found = made(drawn)
    for period, kept in ((YEAR, yearly), (ONCE, of_once)):
        stamps = (PLAN.money, PLAN.quality)
        left = [c for c in drawn.cards if c.zone not in stamps or is_of(c, period)]
        other = made(replace(drawn, cards=tuple(left)))
        assert kept(found.totals) == kept(other.totals)
        for one, two in zip(found.parties, other.parties, strict=True):
            assert kept(one.sums) == kept(two.sums)
    left = [card for card in drawn.cards if card.zone != PLAN.money or is_of(card, YEAR)]
    other = made(replace(drawn, cards=tuple(left)))
    assert (found.coverage.gains, found.coverage.costs) == (
        other.coverage.gains,
        other.coverage.costs,
    )


def held_by(drawn: Snapshot, card_id: str) -> set[str]:
    """Return the stamps on a card, on its links, and downstream, the slow and plain way."""
    cards = {card.id: card for card in drawn.cards}
    stamps = {c.id for c in drawn.cards if c.zone in (PLAN.money, PLAN.quality)}

    def stands(stamp: str) -> str:
        seen: list[str] = []
        while stamp in stamps and stamp not in seen and cards[stamp].on:
            seen.append(stamp)
            stamp = cards[stamp].on or ""
        return "" if stamp in seen else stamp

    reached, waiting, links = (
        {card_id},
        [card_id],
        {e.id for e in drawn.edges if e.target == card_id},
    )
    while waiting:
        here = waiting.pop()
        for edge in drawn.edges:
            if edge.source == here and cards[here].zone != PLAN.party:
                links.add(edge.id)
                if edge.target in cards and edge.target not in reached:
                    reached.add(edge.target)
                    waiting.append(edge.target)
    on = {stamp for stamp in stamps if stands(stamp) != stamp and stands(stamp) in reached | links}
    return on | (reached & stamps)


@given(ANY)
def test_a_donnee_counts_each_stamp_once_and_says_what_others_count_too(drawn: Snapshot) -> None:
    """On it, on its links, downstream up to the parties; « shared » is what another has as well."""
    found = made(drawn)
    for worths in (found.data, found.crossings):
        held = {worth.id: held_by(drawn, worth.id) for worth in worths}
        for worth in worths:
            mine = held[worth.id]
            others = set().union(*(held[one] for one in held if one != worth.id))
            assert (len(mine), len(mine & others)) == (worth.stamps, worth.shared)
            gains = [
                ends(card)[0]
                for card in euros(drawn, YEAR)
                if card.id in mine and card.fields[PLAN.sense] in GAINS
            ]
            assert sum(gains) == worth.sums.gains_year
