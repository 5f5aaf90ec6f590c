"""What goes out of a map comes back; what people write in a spreadsheet is understood, or told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.map import columns, to_table
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import LINKS, table_named
from capacities.exports.writer import canvas_csv
from tests.maps import maps

VALUE, DRAWING = PRODUCT["creation-valeur"], PRODUCT["cas-usage"]
EMPTY = Snapshot(VALUE.key)
MAP = Snapshot(
    VALUE.key,
    (
        Card("mairie", "Mairie", "partie-prenante", "a0", x=0.0, y=0.0),
        Card("cadastre", "Cadastre", "donnee", "a0", x=200.0, y=0.0),
        Card("gain", "Gain", "euro", "a0", on="cadastre", fields={"qui_gagne": "mairie"}),
    ),
    edges=(Edge("lien", "cadastre", "mairie", "lien", "Chaque nuit"),),
)


@pytest.mark.parametrize("dialect", list(Dialect))
@pytest.mark.parametrize("template", [VALUE, DRAWING], ids=lambda template: template.key)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_reimporting_an_export_gives_the_same_map(
    template: Template, dialect: Dialect, data: st.DataObject
) -> None:
    """Whatever was typed, in either dialect, elements first, links then, on an empty map."""
    wanted = data.draw(maps(template))
    read = read_file(canvas_csv(wanted, template, dialect), template, Snapshot(template.key))
    assert read.refused == ()
    assert read.dropped == ()
    assert wanted.cards == read.cards
    there = Snapshot(template.key, read.cards)
    links = read_file(canvas_csv(wanted, template, dialect, LINKS), template, there)
    assert wanted.edges == links.edges


def read(*rows: str, snapshot: Snapshot = MAP) -> list[Card]:
    """Read rows that must all be understood."""
    found = read_file("\n".join(rows).encode(), VALUE, snapshot)
    assert found.refused == ()
    return list(found.cards)


def test_two_columns_of_a_spreadsheet_are_enough() -> None:
    """The type by its title or its key, without care for accents."""
    cards = read("Type;Texte", "Donnée;Ensoleillement", "DONNEE;Revenus", "euro;")
    assert [(card.zone, card.text) for card in cards] == [
        ("donnee", "Ensoleillement"),
        ("donnee", "Revenus"),
        ("euro", ""),
    ]


def test_what_has_no_place_is_given_one_below_the_rest() -> None:
    """Nothing covers anything, nor makes a column that has no end; a stamp stays beside its own."""
    rows = [f"donnée;n° {n};;" for n in range(60)]
    cards = read("type;texte;x;y", "service;Guichet;40;900", *rows)
    guichet, *others = cards
    assert (guichet.x, guichet.y) == (40, 900)
    places = [(card.x, card.y) for card in others if card.x is not None and card.y is not None]
    assert len(set(places)) == 60
    assert min(y for _, y in places) > 900
    assert max(y for _, y in places) - 900 < 3_000
    assert max(x for x, _ in places) < 3_000
    (stamp,) = read("type;texte;pose_sur", "euro;un;Cadastre")
    (known,) = read("type;texte;id", "donnée;Cadastre;cadastre")
    assert (stamp.x, known.x) == (None, None)


def test_what_a_row_names_is_found_by_its_text() -> None:
    """On the map or in the file itself, an element or a link."""
    bailleurs, one, two, three = read(
        "type;texte;pose_sur;qui_gagne;montant;x;y",
        "partie prenante;Bailleurs;;;;10;-2,5",
        "euro;un;cadastre;mairie;1 200,50;;",
        "euro;deux;Bailleurs;Bailleurs;;;",
        "smiley;trois;chaque nuit;;;;",
    )
    assert (bailleurs.x, bailleurs.y) == (10, -2.5)
    assert (one.on, dict(one.fields)) == ("cadastre", {"qui_gagne": "mairie", "montant": 1200.5})
    assert (two.on, two.fields["qui_gagne"]) == (bailleurs.id, bailleurs.id)
    assert three.on == "lien"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("silo;un;;;", "aucun type d’élément ne s’appelle « silo »"),
        (";un;;;", "le type n’est pas indiqué"),
        ("euro;un;Nulle part;;", "aucun élément ne s’appelle « Nulle part » (« pose_sur »)"),
        ("euro;un;;Cadastre;", "aucun élément ne s’appelle « Cadastre » (« qui_gagne »)"),
        ("donnée;un;;;12", "« Montant » n’existe pas pour ce type d’élément"),
        ("euro;un;;;douze", "« Montant » : « douze » n’est pas un nombre"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(row: str, reason: str) -> None:
    """The others are read."""
    rows = ("type;texte;pose_sur;qui_gagne;montant", row, "donnée;deux;;;")
    found = read_file("\n".join(rows).encode(), VALUE, MAP)
    assert [(one.line, one.reason) for one in found.refused] == [(2, reason)]
    assert [card.text for card in found.cards] == ["deux"]


def test_a_name_that_two_elements_have_is_refused() -> None:
    """The id would say which one."""
    twice = replace(MAP, cards=(*MAP.cards, replace(MAP.cards[1], id="autre")))
    found = read_file(b"type;texte;pose_sur\neuro;x;Cadastre\n", VALUE, twice)
    assert "plusieurs éléments" in found.refused[0].reason


def test_taking_away_what_carries_a_stamp_puts_it_down() -> None:
    """In our own file; one that has no such column says nothing of it."""
    ours = canvas_csv(MAP, VALUE, Dialect.OPEN).decode().replace(",Cadastre,", ",,")
    gain = read_file(ours.replace(",cadastre,euro", ",,euro").encode(), VALUE, MAP).cards[-1]
    assert (gain.id, gain.on) == ("gain", "")
    assert read("type;texte;id", "euro;Gain;gain")[0].on is None


def test_a_file_without_types_asks_for_them() -> None:
    """Nothing is made before they are said."""
    found = read_file(b"case;texte\na;b\n", VALUE, EMPTY)
    assert (found.cards, [row.line for row in found.refused]) == ((), [2])
    assert found.table
    assert [(one.text, one.into) for one in found.table.values] == [("a", "")]


def test_a_smiley_has_its_equivalent_and_a_name_is_read_beside_its_id() -> None:
    """Quantity × unit value; empty when one is missing."""
    smiley = Card(
        "s", "", "smiley", x=0.0, y=0.0, fields={"quantite": 340.0, "valeur_unitaire": 250.5}
    )
    snapshot = replace(MAP, cards=(*MAP.cards, smiley))
    rows = canvas_csv(snapshot, VALUE, Dialect.EXCEL_FR).decode("utf-8-sig").splitlines()
    names = rows[0].split(";")
    cells = [dict(zip(names, row.split(";"), strict=True)) for row in rows[1:]]
    assert [cell["equivalent"] for cell in cells] == ["", "", "", "85170"]
    assert (cells[2]["qui_gagne"], cells[2]["qui_gagne_nom"]) == ("mairie", "Mairie")
    assert (cells[2]["on"], cells[2]["pose_sur"]) == ("cadastre", "Cadastre")
    assert "equivalent" not in [column.name for column in columns(DRAWING)]


def test_a_stamp_on_a_link_without_words_says_what_it_joins() -> None:
    """People read where it is, in a column of its own."""
    link = replace(MAP.edges[0], text="")
    stamp = Card("euro", "Gain", "euro", "a0", on="lien")
    rows = to_table(replace(MAP, cards=(*MAP.cards[:2], stamp), edges=(link,)), VALUE).rows
    assert rows[2][3] == "Cadastre → Mairie"


@pytest.mark.parametrize("dialect", list(Dialect))
def test_a_balance_is_refused_with_the_file_to_give_instead(dialect: Dialect) -> None:
    """It is made from the map: nothing could be read back of it."""
    table = table_named(VALUE, "bilan")
    with pytest.raises(InvalidInput, match=r"est le bilan de la carte.*CSV des éléments"):
        read_file(canvas_csv(MAP, VALUE, dialect, table), VALUE, MAP)
