"""A plan written as other tools do comes back: order, nesting, words, notes, addresses."""

from __future__ import annotations

import re

import pytest
from foreign import NOTED, WRITERS, Node
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT
from trees import seeded

from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE
from capacities.exports.reading.registry import read_file

TEXTS = st.sampled_from([
    "Élus & R&D", "L’œuvre – 5 €", "Budget 2027 : 62 000,50 €", "Équipe 👩‍💻 réunie",
    "a < b et c > d",
    "C# et .NET", "fichier_de_test.csv", "Qui décide ? (2027)", "x = y", "« Guichet » unique",
    "Rendez-vous à 14 h / 16 h", "100 % des agents", "Réunir les élus", "Français, anglais; arabe",
    'un "mot"', "l'été", "n° 12", "A/B", "1er trimestre", "mairie@exemple.fr", "~ 3 mois",
])  # fmt: skip
NOTES = st.sampled_from(["", "", "", "À relire avant l’été.", "Voir & signer\nPuis envoyer"])
LINKS = st.sampled_from(["", "", "https://exemple.fr/a?b=1&c=2", "https://exemple.fr/charte"])


@st.composite
def plans(draw: st.DrawFn, noted: bool = True) -> Node:
    """A centre, and up to nine ideas under it, anywhere."""
    made = [Node("Plan de la donnée")]
    for number in range(draw(st.integers(2, 9))):
        note, link = (draw(NOTES), draw(LINKS)) if noted else ("", "")
        node = Node(f"{draw(TEXTS)} {number}", note, link)
        draw(st.sampled_from(made[-3:])).below.append(node)
        made.append(node)
    return made[0]


def nested(cards: tuple[Card, ...]) -> list[tuple[int, str, str, str]]:
    """Return depths, texts, notes and addresses, in the order of the file."""
    depths: dict[str | None, int] = {CENTRE: 0}
    said = []
    for card in cards:
        depths[card.id] = depths[card.parent] + 1 if card.parent else 0
        note, link = (str(card.fields.get(key) or "") for key in ("note", "lien"))
        said.append((depths[card.id], card.text, note, link))
    return said


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_plan_comes_back_whole(name: str, data: st.DataObject) -> None:
    plan = data.draw(plans(name in NOTED))
    written = WRITERS[name](plan)
    template = PRODUCT["gouvernance"]
    reading = read_file(written, template, seeded(template))
    expected = [
        (depth, node.text, re.sub(r"[ \n]+", " ", node.note), node.link)
        for depth, node in plan.walk()
    ]
    found = [
        (depth, text, re.sub(r"[ \n]+", " ", note), link)
        for depth, text, note, link in nested(reading.cards)
    ]
    if name in ("logseq", "word_indented", "indented"):  # a list has no centre
        found = found[-len(expected) :]
        found = [(depth - found[0][0], *said) for depth, *said in found]
    assert found == expected
    assert reading.refused == ()
