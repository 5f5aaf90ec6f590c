"""The canvas as an import will leave it: what is new, under what holds it; the rest is counted."""

from __future__ import annotations

import pytest
from golden_snapshots import snapshot_of
from templates_of_tests import BLOCKS, PRODUCT

from capacities.apart.import_report import ImportReport
from capacities.apart.importing import Import
from capacities.apart.said import plural_of
from capacities.documents.ydoc import new_document
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_SHOWN
from capacities.domain.nouns import NOUNS
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import CENTRE, LANES, Template
from capacities.exports.dialects import Dialect
from capacities.exports.reading.report import Dropped
from capacities.exports.registry import tables_of
from capacities.exports.writer import canvas_csv

TREE, USERS = PRODUCT["gouvernance"], PRODUCT["canevas-usagers"]
MAP, FRISE = PRODUCT["cas-usage"], PRODUCT["retroplanning"]
SIGNS = {"new": "+", "changed": "≠", "same": "=", "place": "#"}


def report(
    template: Template, data: str | bytes, *cards: Card, edges: tuple[Edge, ...] = ()
) -> ImportReport:
    """Return what bringing ``data`` would do to a canvas that holds ``cards``."""
    data = data.encode() if isinstance(data, str) else data
    return Import(template, (new_document(template, cards, edges), ()), data, "Ada").report


def drawn(said: ImportReport) -> list[str]:
    """Write each line of the outline: depth, sign, text, what is said of it."""
    return [
        f"{'  ' * line.depth}{SIGNS[line.state]} {line.text}"
        + (f" [{line.said}]" if line.said else "")
        + (f" ({line.detail})" if line.detail else "")
        for line in said.outline
    ]


def test_new_ideas_are_under_their_branches_the_others_are_counted() -> None:
    """Above are those that are there; brothers are one line, with all that is under them."""
    cards = [
        Card(CENTRE, "Val", CENTRE),
        Card("a", "Budget", "noeud", "a0", parent=CENTRE),
        Card("b", "Emprunt", "noeud", "a0", parent="a"),
        Card("c", "Élus", "noeud", "a1", parent=CENTRE),
        Card("d", "Agents", "noeud", "a2", parent=CENTRE),
        Card("e", "DSI", "noeud", "a0", parent="d"),
    ]
    plan = "- Budget\n  - Emprunt\n    - Taux\n      - 3 %\n- Presse\n"
    assert drawn(report(TREE, plan, *cards)) == [
        "# Val",
        "  = Budget",
        "    = Emprunt",
        "      + Taux [nouvelle]",
        "        + 3 % [nouvelle]",
        "  = 14 idées déjà là",
        "  + Presse [nouvelle]",
    ]


def test_what_changes_is_said_with_what_it_was() -> None:
    """Another text, another place, out of the corbeille; a brother alone is written."""
    cards = [
        Card("a", "Un", "usagers", "a0"),
        Card("b", "Deux", "usagers", "a1"),
        Card("c", "Trois", "couts", "a0"),
        Card("d", "Quatre", "usagers", "a2", deleted=True),
    ]
    rows = 'case;texte;id\nUsagers;"UN\n\n et demi";a\nUsagers;Trois;c\nUsagers;Quatre;d\n'
    assert drawn(report(USERS, rows, *cards)) == [
        "# Usagers",
        "  ≠ UN · et demi [changé] (avant\u00a0: «\u00a0Un\u00a0»)",
        "  = Deux",
        "  ≠ Quatre [sorti de la corbeille]",
        "  ≠ Trois [déplacé]",
    ]


def test_boxes_are_in_the_order_of_the_canvas() -> None:
    """Whatever the order of the file; those where nothing comes are left out."""
    first, *_, last = USERS.zones
    rows = f"case;texte\n{last.title};z\n{first.title};a\n"
    assert [
        f"# {first.title}",
        "  + a [nouveau]",
        f"# {last.title}",
        "  + z [nouveau]",
    ] == drawn(report(USERS, rows))


def test_a_card_with_the_id_of_a_box_is_a_card() -> None:
    """A file may call it so: it neither holds the box nor hides it."""
    key = USERS.zones[0].key
    rows = f"case;texte;id\n{key};nouveau;\n"
    there = Card(key, "là", key, "a0")
    assert [f"# {USERS.zones[0].title}", "  = là", "  + nouveau [nouveau]"] == drawn(
        report(USERS, rows, there)
    )


def test_lanes_hold_their_steps_and_are_new_as_they_are() -> None:
    """A lane that is there is a place; a new one is masculine, the steps are feminine."""
    lanes = (Card("voirie", "Voirie", LANES, "a9"), Card("eau", "Eau", LANES, "aA", deleted=True))
    said = report(FRISE, "action;fil\nRecruter;Voirie\nFêter;\n", *lanes)
    lines = drawn(said)
    assert lines[:2] == ["# Voirie", "  + Recruter [nouvelle]"]
    assert lines[2:] == ["# À placer", "  + Fêter [nouvelle]"]
    made = report(FRISE, "fil;carte;id\nVoirie;voirie;voirie\n")
    assert drawn(made) == ["+ Voirie [nouveau]"]


def test_links_are_told_after_what_they_join() -> None:
    """By their two ends; what is to be checked of one is beside it."""
    cards = (Card("caf", "CAF", "silo"), Card("e", "Élue", "acteur"))
    lines = drawn(report(MAP, "de;vers;type\nCAF;Élue;Donnée qui circule\n", *cards))
    assert lines == ["# Liens", "  + CAF → Élue [nouveau]"]


def test_elements_of_a_map_are_under_their_types() -> None:
    """As the list of the canvas has them."""
    title = {zone.key: zone.title for zone in MAP.zones}["silo"]
    lines = drawn(report(MAP, f"type;texte\n{title};CAF\n", Card("x", "Cadastre", "silo")))
    assert [f"# {title}", "  = Cadastre", "  + CAF [nouveau]"] == sorted(
        lines, key=lambda line: "#=+".index(line.strip()[0])
    )


def test_what_is_in_an_added_block_is_under_its_title() -> None:
    """The box of an instance says which one it is of."""
    box = next(zone for zone in BLOCKS.zones if zone.group)
    one = Card("k", "Sport", str(box.group), "a0")
    lines = report(BLOCKS, f"case;texte\nSport — {box.title};Piscine\n", one).outline
    assert [(line.text, line.state) for line in lines] == [
        (f"Sport — {box.title}", "place"),
        ("Piscine", "new"),
    ]


@pytest.mark.parametrize("key", sorted(PRODUCT))
def test_nothing_that_comes_in_is_left_out(key: str) -> None:
    """Each table of each canvas, brought elsewhere: a line for each card and link that is new."""
    template = PRODUCT[key]
    given = snapshot_of(template)
    for table in tables_of(template):
        try:
            said = report(template, canvas_csv(given, template, Dialect.EXCEL_FR, table))
        except InvalidInput:
            continue  # a table that is only read elsewhere
        news = [line for line in said.outline if line.state in ("new", "changed")]
        assert len(news) == len(said.added) + len(said.changed), table


@pytest.mark.parametrize(("more", "words"), [(1, "… et 1 autre"), (12, "… et 12 autres")])
def test_a_long_outline_says_how_much_it_leaves(more: int, words: str) -> None:
    """Lines of what holds the others count too."""
    ideas = "".join(f"- {n}\n" for n in range(IMPORT_SHOWN - 2 + more))
    lines = report(TREE, ideas, Card(CENTRE, "Val", CENTRE), Card("a", "A", "noeud", "a0")).outline
    assert len(lines) == IMPORT_SHOWN + 1
    assert lines[-1].text == words


def test_a_thousand_levels_are_drawn_without_a_thousand_calls() -> None:
    """Python would stop before."""
    chain = "".join(f"{' ' * 2 * n}- {n}\n" for n in range(900))
    assert report(TREE, chain).outline[-1].text.startswith("… et ")


def test_what_nothing_is_made_of_is_counted_with_an_example() -> None:
    """« sur » is said of an idea of the file; of a column, how many values it has."""
    dropped = (
        Dropped("icône", 3, "Budget"),
        Dropped("image", 1, "logo.png"),
        Dropped("signe illisible", 2),
        Dropped("colonne « Étiquettes »", 2, "urgent"),
    )
    said = ImportReport(NOUNS[TREE.form], (), (), 0, (), dropped, "", "", texts={"Budget"})
    assert [one["said"] for one in said.as_json()["dropped"]] == [
        "3 icônes (par exemple sur «\u00a0Budget\u00a0»)",
        "1 image («\u00a0logo.png\u00a0»)",
        "2 signes illisibles",
        "colonne « Étiquettes »\u00a0: 2 valeurs (par exemple «\u00a0urgent\u00a0»)",
    ]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("icône", "icônes"),
        ("lien d’une idée à une autre", "liens d’une idée à une autre"),
        ("branche chiffrée", "branches chiffrées"),
        ("pièce jointe", "pièces jointes"),
        ("signal sonore", "signaux sonores"),
        ("couleur ou police", "couleurs ou polices"),
        ("colonne « Coût total »", "colonnes « Coût total »"),
        ("bloc HTML", "blocs HTML"),
        ("fichier (.pdf)", "fichiers (.pdf)"),
        ("niveau", "niveaux"),
        ("prix", "prix"),
        ("clone, recopié", "clones, recopiés"),
        ("mise en forme laissée dans les mots", "mises en forme laissées dans les mots"),
    ],
)
def test_nouns_of_what_is_dropped_agree(one: str, many: str) -> None:
    """A rule and a few exceptions."""
    assert many == plural_of(one)
