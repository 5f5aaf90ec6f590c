"""Plans brought to canvases that are no trees: one row per idea, offered as any table."""

from __future__ import annotations

import pytest
from templates_of_tests import PRODUCT, USAGERS

from capacities.domain.errors import InvalidInput
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.registry import read_file
from capacities.exports.reading.report import ImportReading

TIMELINE, MAP = PRODUCT["retroplanning"], PRODUCT["creation-valeur"]


def read(text: str, template: Template = USAGERS, choice: Choice = AS_FOUND) -> ImportReading:
    """Read a file into an empty canvas."""
    return read_file(text.encode(), template, Snapshot(template.key), choice)


def said(reading: ImportReading) -> list[tuple[str, str]]:
    """Return where cards go, and their words."""
    return [(card.zone, card.text) for card in reading.cards]


MARKDOWN = """---
title: Atelier
---
<!-- ébauche -->
# Portail

## Usagers

Des gens pressés.

- Élus
  - le maire
- Agents ([page](https://exemple.fr/a))

---

## Divers
- Une idée
"""


def test_a_plan_is_a_table_whose_places_are_the_ideas_at_its_top() -> None:
    """Neither rules, nor comments, nor what is written for machines become cards."""
    reading = read(MARKDOWN)
    assert said(reading) == [
        ("usagers", "Des gens pressés."),
        ("usagers", "Élus"),
        ("usagers", "le maire"),
        ("usagers", "Agents (page (https://exemple.fr/a))"),
    ]
    assert reading.table
    assert (reading.table.header, reading.table.columns) == (("Texte", "Case"), ("texte", "case"))
    assert reading.table.titled is None  # there is no line of titles to be said so, or not
    assert [(one.text, one.count, one.into) for one in reading.table.values] == [
        ("Usagers", 4, "usagers"),
        ("Divers", 1, ""),
    ]
    assert [one.line for one in reading.refused] == [18]
    assert reading.kind == "Plan (Markdown)"
    assert reading.remarks == (
        "1 idée était sous d’autres : elles sont à la suite, chacune sur sa ligne.",
    )
    assert [one.what for one in reading.dropped] == [
        "ligne d’en-tête",
        "commentaire",
        "titre du plan",
    ]
    chosen = read(MARKDOWN, choice=Choice(values={"Divers": "canaux"}))
    assert said(chosen)[-1] == ("canaux", "Une idée")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("• Usagers\n\to Élus\n\to Agents\n• Coûts\n\to Serveur\n", "Plan (Markdown)"),
        ("Usagers\n\tÉlus\n\tAgents\nCoûts\n\tServeur\n", "Plan (Markdown)"),
        (
            "mindmap\n  root((Portail))\n    Usagers\n      Élus\n      Agents\n    Coûts\n"
            "      Serveur\n",
            "Carte (Mermaid)",
        ),
        (
            "<opml><body><outline text='Usagers'><outline text='Élus'/><outline text='Agents'/>"
            "</outline><outline text='Coûts'><outline text='Serveur'/></outline></body></opml>",
            "OPML",
        ),
        (
            "<map version='1'><node TEXT='Portail'><node TEXT='Usagers'><node TEXT='Élus'/>"
            "<node TEXT='Agents'/></node><node TEXT='Coûts'><node TEXT='Serveur'/></node></node>"
            "</map>",
            "Carte (.mm)",
        ),
    ],
)
def test_every_kind_of_plan_fills_boxes(text: str, kind: str) -> None:
    """Without any of its marks; ideas of one line of the file are told apart."""
    reading = read(text)
    assert said(reading) == [("usagers", "Élus"), ("usagers", "Agents"), ("couts", "Serveur")]
    titled = [("titre du plan", "Portail")] if "Portail" in text else []
    assert [(one.what, one.example) for one in reading.dropped] == titled
    assert (reading.kind, reading.remarks) == (kind, ())


def test_a_timeline_and_a_map_read_plans_too() -> None:
    """What is in no lane waits to be placed; an element, for its type to be chosen."""
    plan = "---\ntitle: Atelier\n---\n- Acheter\n- Informer : tous\n  - Écrire\n"
    assert said(read(plan, TIMELINE)) == [("a-placer", "Acheter"), ("a-placer", "Écrire")]
    waiting = read(plan, MAP)
    assert waiting.table
    assert [one.text for one in waiting.table.values] == ["", "Informer : tous"]
    into = waiting.table.places[0].key
    values = {"": into, "Informer : tous": into}
    assert [text for _, text in said(read(plan, MAP, Choice(values=values)))] == [
        "Acheter",
        "Écrire",
    ]


def test_notes_and_links_keep_their_words() -> None:
    """In the fields of the canvas, else after the text."""
    plan = (
        "<opml><body><outline text='Usagers' _note='Tous'>"
        "<outline text='Élus' _note='Cinq' url='https://exemple.fr'/></outline></body></opml>"
    )
    assert said(read(plan)) == [
        ("usagers", "Tous"),
        ("usagers", "Élus\nCinq\nhttps://exemple.fr"),
    ]
    step = read(plan, TIMELINE).cards[1]
    words = " ".join(map(str, step.fields.values()))
    assert "Cinq" in words
    assert "https://exemple.fr" in f"{step.text} {words}"


@pytest.mark.parametrize(
    "text",
    [
        "Titre;Case\n- Élus;Usagers\n",
        'Quoi,Où\n"un\n- deux",Usagers\n# trois,Usagers\n',
        "| Titre | Case |\n|---|:--:|\n| Élus | Usagers |\n",
    ],
)
def test_a_table_stays_a_table(text: str) -> None:
    """Whatever its cells hold; what Markdown rules is no row."""
    reading = read(text)
    assert reading.kind == "CSV"
    assert {card.zone for card in reading.cards} == {"usagers"}
    assert not reading.refused


def test_a_plan_that_says_nothing_is_not_called_a_table() -> None:
    """A map just begun, in another tool."""
    with pytest.raises(InvalidInput, match="aucune idée"):
        read('<map version="1"><node TEXT=""><node TEXT=" "/></node></map>')


def test_an_idea_above_nothing_but_blanks_is_a_card() -> None:
    """An empty bullet left under an idea does not make of it a place that nothing goes to."""
    reading = read("- Recruter\n\n  -\n\n    -\n- Ouvrir\n", TIMELINE)
    assert [text for _, text in said(reading)] == ["Recruter", "Ouvrir"]
