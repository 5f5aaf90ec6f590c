"""What we write opens in Freeplane and LibreOffice, and what they save comes back whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.exports import freeplane as mm
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading
from capacities.exports.registry import WORKBOOKS
from tests.engines.programs import FRENCH_CSV, freeplane, libreoffice
from tests.golden_snapshots import snapshot_of
from tests.templates_of_tests import PRODUCT
from tests.trees import plan, seeded

TREE = PRODUCT["gouvernance"]
OF_EACH_FORM = tuple(
    PRODUCT[key] for key in ("canevas-usagers", "gouvernance", "retroplanning", "creation-valeur")
)
NOTE = "Une note\nde deux lignes, 5 € & plus"
IDEAS = (
    ("a", "centre", "Élue référente 👩‍💻", {"note": NOTE, "lien": "https://exemple.fr/a?b=1&c=2"}),
    ("b", "a", "=1+1", {"quand": "2027-06-30", "qui": "Léa"}),
    ("c", "a", "deux\nlignes, « guillemets » et <balises>", {}),
    ("d", "centre", "œuvre – ligature", {"etat": "a-faire"}),
)


def _said(cards: tuple[Card, ...]) -> list[tuple[object, ...]]:
    return [(one.id, one.parent, one.text, one.color, dict(one.fields)) for one in cards]


def test_our_map_opens_in_freeplane_and_comes_back(tmp_path: Path) -> None:
    """Ideas, order, nesting, notes, links, types, emoji; nothing is asked of whoever opens it."""
    full = snapshot_of(TREE)
    seed = seeded(TREE)
    cards = [
        Card(key, text, "noeud", f"b{key}", parent=under, fields=fields)
        for key, under, text, fields in IDEAS
    ]
    written = replace(seed, cards=(*seed.cards, *cards))
    files = {"full.mm": mm.write(full, TREE), "typed.mm": mm.write(written, TREE)}
    saved = freeplane(tmp_path, files)
    assert saved.keys() == files.keys()
    for name, data in saved.items():
        ours, theirs = (read_file(one, TREE, Snapshot(TREE.key)) for one in (files[name], data))
        assert b'<map version="freeplane' in data[:40]
        assert _said(theirs.cards) == _said(ours.cards)
        assert (theirs.refused, theirs.dropped) == ((), ())


MAKE = """
def node = map.root.createChild()
node.text = '<html><body><p>Un <b>mot</b> gras &amp; une 👩</p><p>seconde ligne</p></body></html>'
node.noteText = '<html><body><p>Voir <a href="https://exemple.fr/charte">la charte</a></p>' +
    '<ul><li>un</li><li>deux</li></ul></body></html>'
node.link.text = 'https://exemple.fr'
node.icons.add('button_ok')
node.attributes.add('qui', 'Léa')
def below = node.createChild()
below.text = 'dessous'
below.details = 'des détails'
"""


def test_what_freeplane_writes_of_its_own_is_read(tmp_path: Path) -> None:
    """Rich texts, rich notes, details, a link, an icon, an attribute."""
    blank = b'<map version="freeplane 1.7.0"><node TEXT="Plan"/></map>'
    saved = freeplane(tmp_path, {"made.mm": blank}, MAKE)
    reading = read_file(saved["made.mm"], TREE, seeded(TREE))
    assert plan(reading) == ["Plan", "  Un mot gras & une 👩 / seconde ligne", "    dessous"]
    rich, below = reading.cards[1:]
    assert rich.fields["lien"] == "https://exemple.fr"
    assert rich.fields["qui"] == "Léa"
    for words in ("Voir la charte (https://exemple.fr/charte)", "un\ndeux", "OK"):
        assert words in str(rich.fields["note"])
    assert below.fields == {"note": "des détails"}


def _brought(data: bytes, template: Template, canvas: Snapshot) -> ImportReading:
    reading = read_file(data, template, canvas)
    assert reading.refused == ()
    return reading


@pytest.mark.parametrize(("written", "saved"), [("xlsx", "ods"), ("ods", "xlsx")])
def test_workbooks_pass_through_libreoffice(tmp_path: Path, written: str, saved: str) -> None:
    """Of each form: dates, amounts, texts that begin as formulas do."""
    (known,) = (one for one in WORKBOOKS if one.extension == written)
    canvases = {template.key: snapshot_of(template) for template in OF_EACH_FORM}
    files = {f"{one.key}.{written}": known.write(canvases[one.key], one) for one in OF_EACH_FORM}
    opened = libreoffice(tmp_path, files, saved)
    for template in OF_EACH_FORM:
        canvas = canvases[template.key]
        ours = _brought(files[f"{template.key}.{written}"], template, canvas)
        theirs = _brought(opened[template.key], template, canvas)
        assert ours.cards
        assert [_stripped(card) for card in theirs.cards] == [_stripped(c) for c in ours.cards]


def _stripped(card: Card) -> Card:
    return replace(card, text=card.text.strip())  # LibreOffice leaves out a tab that comes first


def test_a_sheet_saved_as_csv_in_france_is_read(tmp_path: Path) -> None:
    """Semicolons, days as 31/01/2027, amounts with commas."""
    (xlsx,) = (one for one in WORKBOOKS if one.extension == "xlsx")
    files = {f"{one.key}.xlsx": xlsx.write(snapshot_of(one), one) for one in OF_EACH_FORM}
    opened = libreoffice(tmp_path, files, FRENCH_CSV)
    for template in OF_EACH_FORM:
        canvas = snapshot_of(template)
        ours = _brought(files[f"{template.key}.xlsx"], template, canvas)
        assert _brought(opened[template.key], template, canvas).cards == ours.cards


TYPED = """Intitulé;Rubrique;Échéance;Coût;Remarques
Élire une référente;Équipe;31/01/2027;"1 500,50";été
Réunir les élus;Équipe;28/02/2027;62000;"un ; deux"
« Guichet » 👩;Réunions;;;
"""


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_table_that_libreoffice_saves_is_read(tmp_path: Path, kind: str) -> None:
    """Typed by somebody, accents included, without any of our names."""
    saved = libreoffice(tmp_path, {"liste.csv": TYPED.encode()}, kind)
    reading = read_file(saved["liste"], TREE, seeded(TREE))
    assert plan(reading)[-5:] == [
        "  Équipe",
        "    Élire une référente",
        "    Réunir les élus",
        "  Réunions",
        "    « Guichet » 👩",
    ]
    assert reading.cards[1].fields["quand"] == "2027-01-31"
    assert reading.table
