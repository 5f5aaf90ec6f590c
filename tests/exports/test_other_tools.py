"""Files made by other tools, written from the specifications of their formats, come in whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from templates_of_tests import PRODUCT
from trees import seeded

from capacities.domain.snapshot import Snapshot
from capacities.domain.tree import arrange
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.tree_reader import read_ideas

GOUVERNANCE, POURQUOI = PRODUCT["gouvernance"], PRODUCT["pourquoi"]
FIXTURES = Path(__file__).parent / "fixtures"


def read(name: str, encoding: str = "") -> ImportReading:
    """Read a fixture into a canvas nobody has written in."""
    data = (FIXTURES / name).read_bytes()
    if encoding:
        data = data.decode().encode(encoding)
    return read_ideas(data, GOUVERNANCE, seeded(GOUVERNANCE))


def plan(reading: ImportReading) -> list[str]:
    """Return what was read as lines, indented by two spaces, line ends shown as « / »."""
    tree = arrange(reading.cards)
    order = {card.id: place for place, card in enumerate(reading.cards)}
    lines = [tree.centre.text]
    waiting = [(card, 1) for card in reversed(tree.children_of("centre"))]
    waiting.sort(key=lambda item: -order[item[0].id])
    while waiting:
        card, depth = waiting.pop()
        lines.append(f"{'  ' * depth}{card.text}")
        below = sorted(tree.children_of(card.id), key=lambda card: -order[card.id])
        waiting += [(child, depth + 1) for child in below]
    return [line.replace("\n", " / ") for line in lines]


def test_a_freeplane_map() -> None:
    """Rich texts, details, notes, typed values, attributes; styles and layout are left."""
    reading = read("freeplane-1.12.mm")
    assert plan(reading) == [
        "Gouvernance de la donnée / du Val",
        "  Portage politique",
        "    Trouver un élu / référent",
        "  Animer",
        "    2027",
        "    Lire le guide",
    ]
    cards = {card.text: card for card in reading.cards}
    assert cards["Portage politique"].id == "portage"
    chief = cards["Trouver un élu\nréférent"]
    assert (chief.color, dict(chief.fields)) == (
        "action",
        {
            "qui": "Direction générale",
            "quand": "2027-06-30",
            "etat": "en-cours",
            "lien": "https://exemple.fr/elus?page=1&tri=nom",
            "note": "Avant l’été, si possible\nvice-présidence\nEn parler au bureau.\n"
            "Puis au conseil.\nBudget : 3000",
        },
    )
    assert cards["2027"].fields == {"note": "Quand : bientôt"}
    assert cards["Lire le guide"].fields == {"note": "Lien : ../guide%20interne.pdf"}
    assert reading.refused == ()
    assert reading.kind == "Carte (.mm)"
    assert [one.what for one in reading.dropped] == [
        "icône",
        "nuage",
        "lien d’une idée à une autre",
        "flèche",
    ]


def test_an_opml_outline() -> None:
    """Its title holds what is at its top; notes and links are kept, an old encoding is read."""
    reading = read("outliner.opml")
    assert plan(reading) == [
        "Plan de l'équipe donnée",
        "  Communauté de partage",
        "    Lettre d'information",
        "    Café de la donnée",
        '      Tous les "premiers" jeudis',
        "      ",
        "  Formation",
        "    Écrire une fiche d'& métadonnées",
    ]
    cards = {card.text: card for card in reading.cards}
    assert cards["Communauté de partage"].fields == {
        "note": "Voir avec l'agglomération.\nDeux réunions par an."
    }
    assert cards["Lettre d'information"].fields == {"lien": "https://exemple.fr/lettre"}
    assert [one.what for one in reading.dropped] == ["colonne « _status »", "colonne « checked »"]


def test_a_markdown_outline() -> None:
    """Headings, numbers, tabs, emphasis, links, paragraphs, a head and a block of code."""
    reading = read("outline.md")
    assert plan(reading) == [
        "Carte de la donnée",
        "  Une phrase sous le titre, sur deux lignes.",
        "  Portage politique",
        "    Trouver un élu référent",
        "      [x] Nommer",
        "        Lire le guide et la loi (https://exemple.fr/loi)",
        "    Écrire fichier_de_test.csv & prévenir une ligne qui continue",
        "  Communauté",
        "    un",
        "      deux",
        "        trois",
        "    quatre_cinq é",
    ]
    cards = {card.text: card for card in reading.cards}
    assert cards["Portage politique"].fields == {"note": "Paragraphe sous une branche."}
    assert cards["Lire le guide et la loi (https://exemple.fr/loi)"].fields == {
        "lien": "https://exemple.fr/guide"
    }
    assert [dict(card.fields) for card in reading.cards if "Écrire" in card.text] == [
        {"note": "Un paragraphe à part."}
    ]
    assert cards["quatre_cinq é"].fields == {"note": "- pas une idée"}


@pytest.mark.parametrize("encoding", ["", "utf-16", "utf-8-sig", "cp1252"])
def test_a_text_that_is_only_indented(encoding: str) -> None:
    """As any editor, or the clipboard of a mind map, gives it; tabs are worth four spaces."""
    lines = ["Gouvernance", "  Élus", "    Maire", "  Agents", "    DSI"]
    assert plan(read("plain.txt", encoding)) == lines


def test_what_a_canvas_has_no_field_for_stays_in_the_text() -> None:
    """The canvas « pourquoi » has neither note, link nor dates: nothing is lost."""
    data = (FIXTURES / "freeplane-1.12.mm").read_bytes()
    reading = read_ideas(data, POURQUOI, Snapshot("pourquoi"))
    text = next(card.text for card in reading.cards if card.text.startswith("Trouver"))
    assert text == (
        "Trouver un élu\nréférent\nAvant l’été, si possible\nvice-présidence\n"
        "En parler au bureau.\nPuis au conseil.\nhttps://exemple.fr/elus?page=1&tri=nom\n"
        "Qui : Direction générale\nQuand : 2027-06-30\nÉtat : En cours\ntype : action\n"
        "Budget : 3000"
    )
