"""Files made by other tools, written from the specifications of their formats, come in whole."""

from __future__ import annotations

import pytest
from trees import brought, plan


def test_a_markdown_outline() -> None:
    """Headings, numbers, tabs, emphasis, links, paragraphs, a head and a block of code."""
    reading = brought("outline.md")
    assert plan(reading) == [
        "Carte de la donnée",
        "  Une phrase sous le titre, sur deux lignes.",
        "  Portage politique",
        "    Trouver un élu référent",
        "      ☑ Nommer",
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
    assert cards["Communauté"].fields == {"note": "- pas une idée"}


@pytest.mark.parametrize("encoding", ["", "utf-16", "utf-8-sig", "cp1252"])
def test_a_text_that_is_only_indented(encoding: str) -> None:
    """As any editor, or the clipboard of a mind map, gives it; tabs are worth four spaces."""
    lines = ["Gouvernance", "  Élus", "    Maire", "  Agents", "    DSI"]
    assert plan(brought("plain.txt", encoding)) == lines
