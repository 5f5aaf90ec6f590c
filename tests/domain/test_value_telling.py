"""What the balance says in French, on maps small enough to be checked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from test_value_properties import maps
from value_maps import TEMPLATE, euro, link, party, smiley, snapshot

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.value import Balance, balance
from capacities.domain.value_flows import End, find_flows
from capacities.domain.value_telling import euros, percent, tell, tell_coverage, tell_payback
from capacities.domain.what_if import givers, shares_now, suppose


def made(*cards: Card) -> Balance:
    return balance(snapshot(*cards), TEMPLATE)


def plain(sentences: object) -> list[str]:
    """Return sentences with ordinary spaces, as tests are typed."""
    assert not isinstance(sentences, str)
    return [s.replace("\u202f", " ").replace("\u00a0", " ") for s in sentences]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cents", "signed", "said"),
    [
        (6_200_000, False, "62\u202f000\u00a0€"),
        (123_450, True, "+1\u202f234,50\u00a0€"),
        (-5, True, "\u22120,05\u00a0€"),
        (0, True, "0\u00a0€"),
        (10**17 + 1, False, "1\u202f000\u202f000\u202f000\u202f000\u202f000,01\u00a0€"),
    ],
)
def test_money_is_said_as_french_people_read_it(cents: int, signed: bool, said: str) -> None:
    """Narrow spaces, a true minus, cents when there are some, exact whatever the size."""
    assert said == euros(cents, signed=signed)


def test_a_share_is_never_said_larger_than_it_is() -> None:
    """What is nearly covered is not covered."""
    assert percent(Fraction(9_999, 10_000)) == "99\u00a0%"


COLLECTIVITE = (
    party("collectivité", "volontiers"),
    euro("a", 38_000, gagne="collectivité"),
    euro("b", 62_000, sens="depense", paie="collectivité"),
)


def test_coverage_is_told_in_one_sentence() -> None:
    """Who contributes, how much of the costs that covers, what lacks; then who is free of it."""
    bailleurs = (party("bailleurs", "non"), euro("c", 18_000, gagne="bailleurs"))
    assert plain(tell_coverage(made(*COLLECTIVITE, *bailleurs))) == [
        "Ce que gagnent les parties prenantes qui contribuent (Collectivité) couvre 61 % des "
        "62 000 € de coûts "
        "par an : il manque 24 000 €.",
        "Bailleurs gagne sans payer ni contribuer.",
    ]


def test_who_was_not_asked_is_not_said_to_keep_everything() -> None:
    """Without an answer, or with one still to be asked, it is not known whether it contributes."""
    others = (
        *(party("état"), euro("c", 1, gagne="état")),
        *(party("usagers", "a-voir"), euro("d", 1, gagne="usagers")),
        *(party("bailleurs", "non"), euro("e", 1, gagne="bailleurs")),
    )
    assert plain(tell_coverage(made(*COLLECTIVITE, *others)))[1:] == [
        "Bailleurs gagne sans payer ni contribuer.",
        "État et Usagers gagnent sans payer : on ne sait pas encore si elles contribuent.",
    ]
    assert plain(tell_coverage(made(*COLLECTIVITE, *others[:2])))[1:] == [
        "État gagne sans payer : on ne sait pas encore si elle contribue."
    ]


def test_coverage_says_its_worst_and_its_best_case() -> None:
    """When the map gives ranges."""
    more = euro("c", 10_000, au_moins=0.0, au_plus=31_000.0, gagne="collectivité")
    (said,) = plain(tell_coverage(made(*COLLECTIVITE, more)))
    assert "couvre 77 % des 62 000 € de coûts par an (61 % au pire, 111 % au mieux)" in said


@pytest.mark.parametrize(
    ("cards", "said"),
    [
        ((party("mairie"),), "Aucun coût par an n’est encore chiffré : il n’y a rien à couvrir."),
        (
            (euro("a", 5, sens="depense"),),
            "Aucune partie prenante ne dit encore qu’elle contribue : on ne sait pas ce que leurs "
            "gains couvrent des 5 € de coûts par an.",
        ),
    ],
)
def test_nothing_to_cover_and_nobody_to_cover_are_told(cards: tuple[Card, ...], said: str) -> None:
    """No division by zero is hidden in a sentence."""
    assert plain(tell_coverage(made(*cards))) == [said]


def test_payback_is_told_in_years_never_sooner_than_it_is() -> None:
    """With its best and worst case; nothing is said when nothing is spent once."""
    cards = (
        party("mairie", "volontiers"),
        euro("a", 300, au_moins=0.0, au_plus=1000.0, gagne="mairie"),
        euro("b", 1000, quand="unique", sens="depense", paie="mairie"),
    )
    assert plain([tell_payback(made(*cards).coverage)]) == [
        "1 000 € dépensés une fois seraient remboursés en 3,4 ans (1 an au mieux, jamais au pire)."
    ]
    assert tell_payback(made(*cards[:2]).coverage) == ""


def test_the_whole_synthesis() -> None:
    """Every sentence comes from a figure of the map."""
    cards = (
        *COLLECTIVITE,
        party("ménages", "non"),
        Card("cadastre", "Cadastre", "data", fields={"cadre": "x"}),
        euro("c", 123_000, sens="economie", gagne="ménages", on="cadastre"),
        euro("d", 45_000, sens="depense", quand="unique", paie="collectivité"),
        smiley("e", gagne="ménages", nombre=340.0, prix=250.0),
        smiley("f", gagne="ménages"),
    )
    assert plain(tell(made(*cards), TEMPLATE)) == [
        "Par an, le cas d’usage crée 161 000 € de gains, dont 38 000 € de type « recette » et "
        "123 000 € de type « economie », et coûte 62 000 €.",
        "Une fois, le cas d’usage coûte 45 000 €.",
        "Ce que gagnent les parties prenantes qui contribuent (Collectivité) couvre 61 % des "
        "62 000 € de coûts "
        "par an : il manque 24 000 €.",
        "Ménages gagne sans payer ni contribuer.",
        "45 000 € dépensés une fois ne sont pas remboursés : une année probable ne laisse "
        "aucun excédent pour les rembourser.",
        "Net par an de chacune : Ménages +123 000 € ; Collectivité −24 000 €.",
        "À part, les effets qualitatifs équivalent à 85 000 € par an, jamais ajoutés aux euros ; "
        "1 smiley n’a pas encore d’équivalent.",
        "La donnée est à la source de gains par an : « Cadastre » 123 000 €.",
    ]


def test_a_tie_is_told_as_one() -> None:
    """In each ranking; who is tied with the last one told is told too."""
    cards = (
        *(party(key, "oui") for key in ("mairie", "région", "état")),
        *(
            Card(f"d{n}", f"Donnée {n}", "data", rank=f"a{n}", fields={"cadre": "x"})
            for n in range(5)
        ),
        euro("a", 100, gagne="mairie", on="d0"),
        euro("b", 60, gagne="état", on="d1"),
        *(euro(f"c{n}", 20, gagne="région", on=f"d{n}") for n in (2, 3, 4)),
    )
    told = " ".join(plain(tell(made(*cards), TEMPLATE)))
    assert "Net par an de chacune : Mairie +100 € ; Région et État, à égalité, +60 €." in told
    assert (
        "Les données sont à la source de gains par an : « Donnée 0 » 100 € ; « Donnée 1 » 60 € ; "
        "« Donnée 2 », « Donnée 3 » et « Donnée 4 », à égalité, 20 €." in told
    )


def test_an_empty_map_has_nothing_to_tell() -> None:
    """And says so."""
    assert len(tell(made(party("mairie")), TEMPLATE)) == 1


def test_what_if_begins_where_the_map_is() -> None:
    """Those who contribute give all that they gain: what is covered is what the map says."""
    found = made(*COLLECTIVITE)
    assert suppose(found, shares_now(found)).coverage == found.coverage


def test_what_if_tells_what_would_close_the_loop() -> None:
    """Each alone, when it can; then all of them together."""
    found = made(*COLLECTIVITE, party("bailleurs", "non"), euro("c", 48_000, gagne="bailleurs"))
    assert plain(suppose(found, shares_now(found)).sentences) == [
        "38 000 € par an seraient reversés pour 62 000 € de coûts : il manque 24 000 € par an.",
        "La boucle se fermerait si Bailleurs reversait 50 % de ses gains, les autres comme ici.",
        "Ou si chacune reversait 73 % de ses gains.",
    ]
    closed = suppose(found, {"collectivité": 100, "bailleurs": 50})
    assert plain(closed.sentences) == [
        "62 000 € par an seraient reversés pour 62 000 € de coûts : la boucle est fermée, il reste "
        "0 €."
    ]


def test_what_if_says_alone_what_only_all_can_do() -> None:
    """When nobody can close the loop alone, the sentence is not the end of another."""
    found = made(
        party("a"),
        party("b"),
        euro("ga", 50, gagne="a"),
        euro("gb", 50, gagne="b"),
        euro("c", 100, sens="depense"),
    )
    (_, together) = plain(suppose(found, {}).sentences)
    assert together == "La boucle se fermerait si chacune reversait 100 % de ses gains."


def test_what_if_says_when_nothing_would_close_the_loop() -> None:
    """Even giving everything back."""
    (_, never) = plain(suppose(made(*COLLECTIVITE), {}).sentences)
    assert never.startswith("Même si chacune reversait tout (38 000 €), la boucle ne se fermerait")


@given(maps())
def test_what_is_told_to_close_the_loop_closes_it(drawn: Snapshot) -> None:
    """Whatever the amounts, roundings included; no figure of a share is out of 0 to 100."""
    found = balance(drawn, TEMPLATE)
    for shares in ({}, shares_now(found), {p.id: 37 for p in givers(found)}, {"mairie": 900}):
        supposed = suppose(found, shares)
        assert all(0 <= share <= 100 for share in supposed.shares.values())
        for sentence in supposed.sentences:
            if "si chacune reversait " in sentence and "%" in sentence:
                together = int(sentence.split("\u00a0%")[0].split()[-1])
                all_give = suppose(found, {p.id: together for p in givers(found)})
                assert all_give.coverage.left.likely >= 0
    assert all(tell(found, TEMPLATE))


def test_a_stamp_on_a_link_flows_through_it() -> None:
    """What flows is named after what the € says, else after what it stands on, else what it is."""
    cards = (
        party("mairie"),
        party("bailleurs"),
        Card("d", "Cadastre", "data"),
        Card("s", "Guichet", "service"),
        euro("a", 5, gagne="mairie", paie="bailleurs", on="d-s"),
        euro("b", 7, gagne="mairie", on="bailleurs"),
        euro("c", 9, on="d"),
        euro("e", -9, gagne="mairie"),
        euro("f", 3, gagne="mairie", quand="unique"),
        smiley("g", gagne="mairie", nombre=1.0, prix=1.0),
    )
    drawn = snapshot(*cards, edges=(link("d", "s"),))
    flows = find_flows(drawn, TEMPLATE, balance(drawn, TEMPLATE), yearly=True)
    through = End("quoi", "Cadastre → Guichet", "d-s")
    assert {(flow.source, flow.target, flow.cents) for flow in flows.flows} == {
        (End("paie", "Bailleurs", "bailleurs"), through, 500),
        (through, End("gagne", "Mairie", "mairie"), 500),
        (End("quoi", "recette", "\0recette"), End("gagne", "Mairie", "mairie"), 700),
    }
    assert flows.left_out == 2


def test_what_has_the_same_name_flows_apart() -> None:
    """Parties, things that begin alike, one called « Autres »: the money of each is its own."""
    things = [Card(f"t{n}", f"{'Guichet ' * 6}{n}", "service") for n in range(12)]
    cards = (
        Card("une", "CAF", "qui"),
        Card("deux", "CAF", "qui"),
        Card("trois", " ", "qui"),
        Card("quatre", "", "qui"),
        Card("autres", "Autres", "service"),
        *things,
        euro("premier", 900, gagne="une", paie="deux", on="autres"),
        *(euro(f"e{n}", 100 + n, gagne="trois", paie="quatre", on=f"t{n}") for n in range(12)),
    )
    drawn = snapshot(*cards)
    flows = find_flows(drawn, TEMPLATE, balance(drawn, TEMPLATE), yearly=True).flows
    totals: dict[tuple[str, str], int] = {}
    for flow in flows:
        for side in (flow.source, flow.target):
            if side.side != "quoi":
                totals[side.side, side.id] = totals.get((side.side, side.id), 0) + flow.cents
    everything = sum(100 + n for n in range(12)) * 100
    assert totals == {
        ("paie", "deux"): 90_000,
        ("gagne", "une"): 90_000,
        ("paie", "quatre"): everything,
        ("gagne", "trois"): everything,
    }
    middles = {flow.source for flow in flows if flow.source.side == "quoi"}
    assert len(middles) == 13
    assert {end.id for end in middles if end.name == "Autres"} == {"autres", ""}
