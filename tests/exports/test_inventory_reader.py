"""An inventory brought in makes bases, applications and links, laid out; twice, it adds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT

from capacities.apart.importing import Import
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.exports.dialects import Dialect
from capacities.exports.reading.registry import read_file
from capacities.exports.registry import table_named
from capacities.exports.writer import canvas_csv
from tests.maps import maps

DRAWING = PRODUCT["cas-usage"]
INVENTORY = table_named(DRAWING, "inventaire")
FILE = """\
Base;Application;Donnée;Cadre;Donnée personnelle;Fréquence
Cadastre;Carte des toits;Parcelles;open data;non;chaque année
CAF;Carte des toits;Revenus;à préciser;à vérifier;
Carte des toits;Tableau de bord;Toits repérés;;;
Potentiel solaire;;Ensoleillement;convention;non;
CAF;;;contrat;;
"""


def bring(
    data: str | bytes, cards: tuple[Card, ...] = (), edges: tuple[Edge, ...] = ()
) -> Snapshot:
    """Bring a file in a map; every row of it must be understood."""
    stored = new_document(DRAWING, cards, edges)
    brought = data.encode() if isinstance(data, str) else data
    report, update = Import(DRAWING, (stored, ()), brought, "Ada").apply("2026-11-22T10:00:00Z")
    assert report.refused == ()
    return read_snapshot(open_doc(stored, [update]), DRAWING)


def test_it_makes_bases_applications_and_links() -> None:
    """Each once, by its name; a base that goes nowhere too; what is said goes where it is said."""
    snapshot = bring(FILE)
    assert [(card.zone, card.text) for card in snapshot.cards] == [
        ("silo", "Cadastre"),
        ("silo", "CAF"),
        ("silo", "Potentiel solaire"),
        ("application", "Carte des toits"),
        ("application", "Tableau de bord"),
    ]
    texts = {card.id: card.text for card in snapshot.cards}
    links = {edge.text: (texts[edge.source], texts[edge.target]) for edge in snapshot.edges}
    assert links == {
        "Parcelles": ("Cadastre", "Carte des toits"),
        "Revenus": ("CAF", "Carte des toits"),
        "Toits repérés": ("Carte des toits", "Tableau de bord"),
    }
    fields = {edge.text: dict(edge.fields) for edge in snapshot.edges}
    assert fields["Revenus"] == {"cadre": "a-preciser", "personnelle": "a-verifier"}
    by_text = {card.text: card for card in snapshot.cards}
    assert dict(by_text["Potentiel solaire"].fields) == {
        "donnee": "Ensoleillement", "cadre": "convention", "personnelle": "non",
    }  # fmt: skip
    assert dict(by_text["CAF"].fields) == {"cadre": "contrat"}
    assert {card.author for card in snapshot.cards} == {"Ada"}
    assert snapshot.warnings == ()


def test_what_is_new_is_laid_out_along_the_links_below_what_is_there() -> None:
    """Nothing covers anything."""
    there = Card("habitat", "Service habitat", "acteur", "a0", x=-50.0, y=900.0)
    placed = {card.text: (card.x, card.y) for card in bring(FILE, (there,)).cards}
    assert placed["Service habitat"] == (-50, 900)
    new = {text: at for text, at in placed.items() if text != there.text}
    assert all(y is not None and y > 1000 for _, y in new.values())
    x = {text: at[0] or 0 for text, at in new.items()}
    assert x["Cadastre"] == x["CAF"] < x["Carte des toits"] < x["Tableau de bord"]
    assert len(set(new.values())) == len(new)


def test_read_twice_it_adds_nothing() -> None:
    """What is there is known by its name; what a link carries, by what the data is."""
    once = bring(FILE)
    again = Import(
        DRAWING, (new_document(DRAWING, once.cards, once.edges), ()), FILE.encode(), "Ada"
    )
    assert (again.report.added, again.report.changed) == ((), ())


def test_it_completes_what_the_map_has() -> None:
    """An actor that gives a data stays one; an answer goes to the link that was asked."""
    actor = Card("caf", "CAF", "acteur", "a0", x=0.0, y=0.0)
    carte = Card("carte", "Carte", "application", "a0", x=300.0, y=0.0)
    link = Edge("l", "caf", "carte", "donnee", "Revenus", fields={"usage": "service"})
    snapshot = bring("de;vers;donnée;cadre\nCAF;Carte;revenus;contrat\n", (actor, carte), (link,))
    assert [card.id for card in snapshot.cards] == ["carte", "caf"]
    assert snapshot.edges == (replace(link, fields={"usage": "service", "cadre": "contrat"}),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";Carte;Revenus", "on ne dit pas d’où vient la donnée (« de »)"),
        ("Carte;carte;Revenus", "un lien relie deux éléments différents"),
        ("Neuf;Autre;" + "x" * 501, "« Donnée » : 501 caractères, 500 au plus"),
        ("Habitat;;Revenus", "« Habitat » est déjà sur la carte, et n’est pas une base de données"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(row: str, reason: str) -> None:
    """The others are read."""
    there = Snapshot(DRAWING.key, (Card("h", "Habitat", "acteur", x=0.0, y=0.0),))
    read = read_file(f"de;vers;donnée\n{row}\nCadastre;;\n".encode(), DRAWING, there)
    assert [one.reason for one in read.refused] == [reason]
    assert [card.text for card in read.cards] == ["Cadastre"]


@pytest.mark.parametrize("dialect", list(Dialect))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_inventory_that_was_exported_changes_nothing(
    dialect: Dialect, data: st.DataObject
) -> None:
    """On its own map, whatever was typed in it: rows are known by their ids."""
    snapshot = data.draw(maps(DRAWING))
    written = canvas_csv(snapshot, DRAWING, dialect, INVENTORY)
    stored = new_document(DRAWING, snapshot.cards, snapshot.edges)
    report = Import(DRAWING, (stored, ()), written, "Ada").report
    assert (report.added, report.changed) == ((), ())


def test_other_files_of_the_canvas_are_not_taken_for_one() -> None:
    """Its elements and its links have a text."""
    snapshot = bring(FILE)
    for table in ("", "liens"):
        written = canvas_csv(snapshot, DRAWING, Dialect.OPEN, table_named(DRAWING, table))
        assert read_file(written, DRAWING, Snapshot(DRAWING.key)).kind == "CSV"


def test_post_its_and_stamps_are_not_what_an_inventory_names() -> None:
    """Words that happen to be the name of a base: the base is made, and they stay as they are."""
    there = tuple(
        Card(zone, "CAF", zone, f"a{n}", x=float(n), y=0.0)
        for n, zone in enumerate(("note", "etiquette", "probleme", "souhait"), 1)
    )
    snapshot = bring("Base;Application;Donnée\nCAF;Carte;Revenus\n", there[:3])
    texts = {card.id: (card.zone, card.text) for card in snapshot.cards}
    assert [(texts[e.source], texts[e.target]) for e in snapshot.edges] == [
        (("silo", "CAF"), ("application", "Carte"))
    ]
    assert [card for card in snapshot.cards if card.id in {"note", "etiquette", "probleme"}]
    wished = bring("Base;Application;Donnée\nCAF;Carte;Revenus\n", there)
    assert [edge.source for edge in wished.edges] == ["souhait"]


def test_names_that_begin_alike_are_two() -> None:
    """However long what they have in common; two rows of our own file too, by their ids."""
    long = "Base des aides au logement " * 5
    snapshot = bring(f"Base;Donnée\n{long}un;Loyers\n{long}deux;Aides\n")
    assert [card.text for card in snapshot.cards] == [f"{long}un", f"{long}deux"]
    written = canvas_csv(snapshot, DRAWING, Dialect.OPEN, INVENTORY)
    assert len(bring(written).cards) == 2
    assert bring(written, snapshot.cards) == replace(snapshot, edges=())
