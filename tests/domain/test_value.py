"""The balance of maps small enough to be worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from templates_of_tests import USAGERS
from value_maps import TEMPLATE, euro, link, party, smiley, snapshot

from capacities.domain.snapshot import Card
from capacities.domain.template import Template
from capacities.domain.value import Balance, Party, balance
from capacities.domain.value_stamps import NOTHING, Span, Sums


def made(*cards: Card, **more: Any) -> Balance:
    return balance(snapshot(*cards, **more), TEMPLATE)


def one(*cards: Card, **more: Any) -> Party:
    """Return the party of a map that has one."""
    (found,) = made(*cards, **more).parties
    return found


def test_a_stamp_adds_to_whoever_gains_and_takes_from_whoever_pays() -> None:
    """Whatever it is classified as: the net of both moves by the amount, to the cent."""
    cards = (
        party("mairie"),
        party("bailleurs"),
        euro("a", 1200.1, gagne="mairie", paie="bailleurs"),
        euro("b", 0.2, sens="depense", gagne="bailleurs", paie="mairie"),
    )
    mairie, bailleurs = made(*cards).parties
    assert mairie.sums.net_year == Span(119_990, 119_990, 119_990)
    assert bailleurs.sums.net_year == Span(-119_990, -119_990, -119_990)


def test_a_year_and_once_are_apart() -> None:
    """An investment changes nothing of a year."""
    found = one(
        party("mairie"),
        euro("a", 100, gagne="mairie"),
        euro("b", 900, quand="unique", sens="depense", paie="mairie"),
    )
    assert (found.sums.net_year.likely, found.sums.net_once.likely) == (10_000, -90_000)


def test_money_and_equivalents_are_apart() -> None:
    """A smiley changes no amount of money; its equivalent is its quantity by its unit value."""
    found = one(
        party("mairie"),
        euro("a", 100, gagne="mairie"),
        smiley("b", gagne="mairie", nombre=340.0, prix=250.5),
        smiley("c", gagne="mairie", nombre=2.0, prix=3.0, quand="unique"),
    )
    assert found.sums == Sums(
        gains_year=10_000,
        gains_year_low=10_000,
        gains_year_high=10_000,
        equivalent_year=8_517_000,
        equivalent_once=600,
    )


def test_a_smiley_without_equivalent_is_counted_apart_and_not_as_zero() -> None:
    """One that is worth nothing known is not one that is worth 0 €."""
    found = one(
        party("mairie"),
        smiley("a", gagne="mairie", nombre=5.0),
        smiley("b", gagne="mairie"),
        smiley("c", gagne="mairie", nombre=0.0, prix=3.0),
    )
    assert found.sums == Sums(untold=2)


def test_the_worst_net_is_the_least_gained_for_the_most_spent() -> None:
    """Ranges add end by end; an end that is not given is the amount itself."""
    found = one(
        party("mairie"),
        euro("a", 100, au_moins=80.0, au_plus=150.0, gagne="mairie"),
        euro("b", 50, au_plus=60.0, sens="depense", paie="mairie"),
    )
    assert found.sums.net_year == Span(5_000, 2_000, 10_000)


@pytest.mark.parametrize(
    ("contributes", "more", "expected"),
    [
        ("non", (), True),
        ("", (), True),
        ("a-voir", (), True),
        ("volontiers", (), False),
        ("non", (euro("b", 1, sens="depense", paie="mairie"),), False),
        ("non", (euro("b", 1, quand="unique", paie="mairie"),), False),
        ("non", (euro("b", None, sens="depense", paie="mairie"),), False),
        ("non", (euro("b", 900, quand="unique", gagne="mairie"),), True),
    ],
)
def test_who_gains_without_paying(contributes: str, more: tuple[Card, ...], expected: bool) -> None:
    """A positive net in a year, nothing paid, and no word of contributing."""
    found = one(party("mairie", contributes), euro("a", 100, gagne="mairie"), *more)
    assert found.gains_without_paying is expected


def test_who_gains_once_only_does_not_gain_without_paying() -> None:
    """It is said of a year."""
    found = one(party("mairie", "non"), euro("a", 100, quand="unique", gagne="mairie"))
    assert not found.gains_without_paying


def test_coverage_counts_the_gains_of_those_who_contribute_against_the_costs_of_a_year() -> None:
    """What the others gain, what is gained once, and what one is paid as a cost are left out."""
    made_of = made(
        party("mairie", "volontiers"),
        party("bailleurs", "non"),
        euro("a", 300, au_moins=200.0, au_plus=600.0, gagne="mairie"),
        euro("b", 9_000, gagne="bailleurs"),
        euro("c", 9_000, quand="unique", gagne="mairie"),
        euro("d", 400, au_moins=300.0, au_plus=500.0, sens="depense", paie="mairie"),
        euro("e", 100, sens="depense", gagne="mairie"),
    ).coverage
    assert (made_of.likely, made_of.worst, made_of.best) == (
        Fraction(3, 5),
        Fraction(1, 3),
        Fraction(3, 2),
    )


def test_without_cost_there_is_no_coverage() -> None:
    """Nothing is divided by zero, and nothing is said to be covered."""
    coverage = made(party("mairie", "volontiers"), euro("a", 3, gagne="mairie")).coverage
    assert (coverage.likely, coverage.worst, coverage.best) == (None, None, None)


def test_what_is_spent_once_is_paid_back_by_what_is_left_each_year() -> None:
    """At worst by the least that is left; never when nothing is."""
    coverage = made(
        party("mairie", "volontiers"),
        euro("a", 500, au_moins=100.0, au_plus=900.0, gagne="mairie"),
        euro("b", 100, sens="depense", paie="mairie"),
        euro("c", 1000, quand="unique", sens="depense", paie="mairie"),
    ).coverage
    assert coverage.payback == (Fraction(5, 2), Fraction(5, 4), None)


def test_totals_follow_the_classification_whoever_gains_or_pays() -> None:
    """A gain that nobody is named for still is one; without a classification it is neither."""
    totals = made(
        euro("a", 100),
        euro("b", 40, sens="depense"),
        euro("c", 7, sens=""),
        smiley("d"),
    ).totals
    assert [span.likely for span in totals.year] == [10_000, 4_000]
    assert totals.untold == 1


def test_what_is_missing_is_told_with_its_stamps() -> None:
    """A cost is asked who pays, any other € who gains; one given in full is asked nothing."""
    found = made(
        party("mairie", "a-voir"),
        euro("complet", 5, gagne="mairie"),
        euro("a", None, gagne="mairie", sur="", sens="", quand=""),
        euro("b", 5),
        euro("c", 5, sens="depense"),
        smiley("d", mesure=" ", gagne="mairie"),
        smiley("e"),
        Card("f", "Revenus CAF", "data"),
        Card("g", "Cadastre", "data", fields={"cadre": "open-data"}),
        Card("h", "Loyers", "data", fields={"cadre": "a-voir"}),
    )
    said = {remark.kind: (remark.ids, remark.words) for remark in found.missing}
    assert said == {
        "amount": (("a",), "1 timbre € sans montant"),
        "sense": (("a",), "1 timbre € dont on ne dit pas si c’est un gain ou un coût"),
        "gainer": (("b",), "1 timbre € dont on ne dit pas qui gagne"),
        "payer": (("c",), "1 coût dont on ne dit pas qui paie"),
        "confidence": (("a",), "1 timbre € dont la confiance n’est pas dite"),
        "period": (("a",), "1 timbre sans période (par an, à défaut)"),
        "indicator": (("d",), "1 smiley sans indicateur"),
        "smiley-gainer": (("e",), "1 smiley dont on ne dit pas qui gagne"),
        "frame": (
            ("f", "h"),
            "2 données dont on ne dit pas le cadre (contrat, convention…) "
            "(«\u00a0Revenus CAF\u00a0» et «\u00a0Loyers\u00a0»)",
        ),
        "contributes": (
            ("mairie",),
            "1 partie prenante dont la contribution est à demander («\u00a0Mairie\u00a0»)",
        ),
    }
    assert found.odd == ()


def test_what_several_lack_agrees() -> None:
    """Words that hold for one and for several."""
    found = made(
        party("mairie"), party("bailleurs"), Card("a", "", "croix"), Card("b", "", "croix")
    )
    assert [remark.words for remark in found.missing] == [
        "2 croisements sans deux données au moins en amont",
        "2 parties prenantes dont la contribution est à demander («\u00a0Mairie\u00a0» et "
        "«\u00a0Bailleurs\u00a0»)",
    ]


def test_a_crossing_is_fed_by_what_leads_to_it_however_far() -> None:
    """Two links from one donnée are one; a donnée through another one is one more."""
    data = [Card(key, key, "data", fields={"cadre": "x"}) for key in ("a", "b", "c")]
    crossings = [Card(key, key, "croix") for key in ("seul", "nourri")]
    found = made(
        *data,
        *crossings,
        edges=(
            link("a", "seul"),
            link("a", "seul", "encore"),
            link("b", "c"),
            link("c", "nourri"),
            link("nourri", "seul2"),
        ),
    )
    assert [crossing.fed_by for crossing in found.crossings] == [1, 2]
    assert [remark.words for remark in found.missing] == [
        "1 croisement sans deux données au moins en amont («\u00a0seul\u00a0»)"
    ]


def test_a_donnee_is_worth_the_stamps_on_it_on_its_links_and_downstream() -> None:
    """Each one once, however many ways lead to it; what is beside or above is not its."""
    found = made(
        Card("cadastre", "Cadastre", "data"),
        Card("caf", "CAF", "data"),
        Card("toits", "Toits", "croix"),
        Card("guichet", "Guichet", "service"),
        Card("ailleurs", "Ailleurs", "service"),
        euro("sur-donnee", 1, on="cadastre"),
        euro("sur-lien", 10, on="caf-toits"),
        euro("sur-lien-entrant", 100, on="ailleurs-caf"),
        euro("sur-croisement", 1_000, on="toits"),
        euro("sur-service", 10_000, on="guichet"),
        euro("sur-timbre", 100_000, sens="depense", on="sur-service"),
        euro("libre", 1_000_000),
        euro("a-cote", 1_000_000, on="ailleurs"),
        smiley("sourire", on="guichet"),
        edges=(
            link("cadastre", "toits"),
            link("cadastre", "guichet"),
            link("caf", "toits"),
            link("toits", "guichet"),
            link("guichet", "caf"),
            link("ailleurs", "caf"),
        ),
    )
    cadastre, caf = found.data
    (toits,) = found.crossings
    assert [worth.sums.gains_year // 100 for worth in (cadastre, caf, toits)] == [
        11_111 - 100,
        11_110,
        11_010,
    ]
    assert [worth.sums.costs_year // 100 for worth in (cadastre, caf, toits)] == [100_000] * 3
    assert [worth.sums.untold for worth in (cadastre, caf, toits)] == [1, 1, 1]
    assert [(worth.stamps, worth.shared) for worth in (cadastre, caf, toits)] == [
        (6, 5),
        (6, 5),
        (5, 0),
    ]


def test_downstream_ends_at_the_parties() -> None:
    """What a party gives to others is worth nothing to what it receives, and feeds no crossing."""
    found = made(
        *(Card(key, key, "data", fields={"cadre": "x"}) for key in ("d1", "d2")),
        party("mairie", "non"),
        Card("x", "x", "croix"),
        euro("recu", 1, on="mairie"),
        euro("arrive", 10, on="d1-mairie"),
        euro("part", 100, on="mairie-d2"),
        euro("loin", 1_000, on="x"),
        edges=(link("d1", "mairie"), link("mairie", "d2"), link("d2", "x"), link("mairie", "x")),
    )
    assert [worth.sums.gains_year // 100 for worth in found.data] == [11, 1_100]
    assert [crossing.fed_by for crossing in found.crossings] == [1]
    assert "crossing" in {remark.kind for remark in found.missing}


def test_a_stamp_reached_by_a_link_and_by_what_carries_it_counts_once() -> None:
    """A link may end on a stamp."""
    (worth,) = made(Card("d", "D", "data"), euro("a", 5, on="d"), edges=(link("d", "a"),)).data
    assert (worth.stamps, worth.sums.gains_year) == (1, 500)


def odd(*cards: Card, **more: Any) -> dict[str, tuple[str, ...]]:
    return {remark.kind: remark.ids for remark in made(*cards, **more).odd}


@pytest.mark.parametrize("amount", [1e15, -1e15, math.nan, math.inf, "12", True])
def test_an_amount_that_nobody_can_mean_is_told_and_the_others_count(amount: Any) -> None:
    """It is left out of every sum, and its stamp stays."""
    found = made(party("mairie"), euro("fou", amount, gagne="mairie"), euro("a", 5, gagne="mairie"))
    assert found.parties[0].sums.net_year.likely == 500
    assert [(remark.kind, remark.ids) for remark in found.odd] == [("unreadable", ("fou",))]
    assert "1\u202f000\u00a0milliards" in found.odd[0].words
    assert len(found.stamps) == 2


def test_an_end_or_a_unit_value_that_nobody_can_mean_leaves_the_rest_of_its_stamp() -> None:
    """The amount counts without its end; the smiley as one without equivalent."""
    found = made(
        party("mairie"),
        euro("a", 5, au_plus=1e15, gagne="mairie"),
        smiley("b", gagne="mairie", nombre=1e9, prix=1e9),
        smiley("c", gagne="mairie", nombre=math.nan, prix=2.0),
    )
    assert found.parties[0].sums.net_year == Span(500, 500, 500)
    assert found.parties[0].sums.untold == 2
    assert [(remark.kind, remark.ids) for remark in found.odd] == [("unreadable", ("a", "b", "c"))]


def test_a_range_the_wrong_way_round_is_read_the_other_way() -> None:
    """And one that leaves the amount out is widened to it: worst ≤ likely ≤ best, always."""
    cards = (
        party("mairie"),
        euro("envers", 10, au_moins=20.0, au_plus=5.0, gagne="mairie"),
        euro("dehors", 100, au_moins=200.0, au_plus=300.0, gagne="mairie"),
        euro("sous", 100, au_plus=0.0, gagne="mairie"),
    )
    assert one(*cards).sums.net_year == Span(21_000, 10_500, 42_000)
    assert odd(*cards) == {"range": ("envers",), "outside": ("dehors", "sous")}


def test_a_negative_amount_counts_as_it_is_and_is_told() -> None:
    """Nobody's figure is changed without a word."""
    cards = (party("mairie"), euro("a", -5, gagne="mairie"))
    assert one(*cards).sums.net_year.likely == -500
    assert odd(*cards) == {"negative": ("a",)}


@pytest.mark.parametrize("named", ["inconnue", "cadastre", "partie", "euro-a", 3.0])
def test_a_gainer_that_is_no_party_of_the_map_gains_nothing(named: Any) -> None:
    """An unknown id, a donnée, one of the corbeille, a stamp: the payer still pays."""
    cards = (
        party("mairie"),
        Card("cadastre", "Cadastre", "data", fields={"cadre": "x"}),
        euro("euro-a", 5, gagne=named, paie="mairie"),
    )
    assert one(*cards).sums.net_year.likely == -500
    assert odd(*cards) == {"no-party": ("euro-a",)}


def test_stamps_on_what_is_gone_or_on_one_another_count_but_for_no_donnee() -> None:
    """Each is told; what stands on a stamp of a circle is told with it."""
    cards = (
        party("mairie"),
        Card("d", "D", "data", fields={"cadre": "x"}),
        euro("parti", 1, on="nulle-part", gagne="mairie"),
        euro("soi", 10, on="soi", gagne="mairie"),
        euro("a", 100, on="b", gagne="mairie"),
        euro("b", 1_000, on="a", gagne="mairie"),
        euro("c", 10_000, on="a", gagne="mairie"),
    )
    found = made(*cards)
    assert found.parties[0].sums.net_year.likely == 1_111_100
    assert found.data[0].sums == NOTHING
    assert odd(*cards) == {"stray": ("parti",), "loop": ("soi", "a", "b", "c")}


def test_the_default_of_the_period_counts_where_nobody_chose() -> None:
    """As everywhere: what the page shows preselected is what is meant."""
    found = balance(
        snapshot(party("mairie"), euro("a", 5, quand="", gagne="mairie")), once_by_default()
    )
    assert found.parties[0].sums.net_once.likely == 500
    assert "period" not in {remark.kind for remark in found.missing}


def once_by_default() -> Template:
    fields = [replace(f, default="unique") if f.key == "quand" else f for f in TEMPLATE.fields]
    return replace(TEMPLATE, fields=tuple(fields))


def test_a_canvas_that_has_no_balance_has_an_empty_one() -> None:
    """Whatever its form."""
    assert balance(snapshot(euro("a", 5)), USAGERS) == Balance()
