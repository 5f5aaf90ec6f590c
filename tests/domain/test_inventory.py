"""The inventory that a drawing holds, and what is still to be asked."""

from __future__ import annotations

from templates_of_tests import PRODUCT

from capacities.domain.inventory import Inventory, take_inventory
from capacities.domain.map_figures import count_map
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.exports.dialects import Dialect
from capacities.exports.registry import table_named
from capacities.exports.writer import canvas_csv

DRAWING = PRODUCT["cas-usage"]
KNOWN = {"cadre": "open-data", "usage": "aides", "personnelle": "non", "frequence": "par an"}
SNAPSHOT = Snapshot(
    DRAWING.key,
    (
        Card("cadastre", "Cadastre", "silo", fields=KNOWN, x=0.0, y=0.0),
        Card("caf", "CAF", "silo", fields={"donnee": "Revenus", "cadre": "a-preciser"}),
        Card("carte", "Carte des toits", "application"),
        Card("voeu", "Alerter avant l’impayé", "souhait"),
        Card("delai", "Six mois d’attente", "probleme", on="l2"),
        Card("muet", " ", "probleme"),
    ),
    edges=(
        Edge("l1", "cadastre", "carte", "donnee", "Parcelles", fields=KNOWN),
        Edge("l2", "parti", "carte", "donnee"),
        Edge("l3", "caf", "carte", "lien", "Autre chose"),
    ),
)


def test_what_is_stored_and_what_circulates_is_there_once() -> None:
    """Bases then links, by the field that says it, else by the text of what carries it."""
    inventory = take_inventory(SNAPSHOT, DRAWING)
    assert [(one.id, one.data, one.source, one.target) for one in inventory.holdings] == [
        ("cadastre", "Cadastre", "Cadastre", ""),
        ("caf", "Revenus", "CAF", ""),
        ("l1", "Parcelles", "Cadastre", "Carte des toits"),
        ("l2", "", "", "Carte des toits"),
    ]
    assert [card.id for card in inventory.problems] == ["delai", "muet"]
    assert [card.id for card in inventory.wishes] == ["voeu"]


def test_what_is_empty_or_left_open_is_to_be_asked() -> None:
    """A frame « à préciser » is one more question; nobody said anything of l2."""
    asks = {one.id: one.asks for one in take_inventory(SNAPSHOT, DRAWING).holdings}
    assert asks == {
        "cadastre": (),
        "caf": ("cadre", "usage", "personnelle", "frequence"),
        "l1": (),
        "l2": ("donnee", "cadre", "usage", "personnelle", "frequence"),
    }


def test_another_canvas_has_no_inventory() -> None:
    """Nor a table of it."""
    value = PRODUCT["creation-valeur"]
    assert take_inventory(SNAPSHOT, value) == Inventory()
    assert table_named(value, "inventaire") is None
    assert table_named(DRAWING, "bilan") is None


def test_the_csv_has_a_row_for_each() -> None:
    """With the titles that people read."""
    rows = canvas_csv(SNAPSHOT, DRAWING, Dialect.EXCEL_FR, table_named(DRAWING, "inventaire"))
    first, cadastre, caf, *_ = rows.decode("utf-8-sig").splitlines()
    assert first == "donnee;type;de;vers;cadre;usage;personnelle;frequence;a_demander;id"
    assert cadastre == ("Cadastre;Base de données;Cadastre;;open data;aides;non;par an;;cadastre")
    asked = "cadre, usage, donnée personnelle, fréquence"
    assert caf == f'Revenus;Base de données;CAF;;à préciser;;;;"{asked}";caf'


def test_what_remains_to_be_done_is_said() -> None:
    """With how many data somebody has still to be asked about."""
    figures = count_map(SNAPSHOT, DRAWING)
    assert figures.ideas == 6
    assert figures.remaining == (
        "2 données de l’inventaire attendent des réponses.",
        "1 lien a perdu un bout.",
    )
