"""The examples given with the product are right for their canvases."""

from __future__ import annotations

import pytest
from templates_of_tests import DATA, USAGERS

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.errors import TemplateError
from capacities.templates.examples import load_examples, read_example
from capacities.templates.loader import load_templates

EXAMPLES = load_examples(DATA / "exemples")


def test_every_example_is_read() -> None:
    """None is left out for a mistake."""
    assert len(list((DATA / "exemples").glob("*.yaml"))) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.territory)
def test_an_example_is_accepted_whole_by_its_canvases(example: object) -> None:
    """Boxes, colours and fields exist: nothing is repaired, nothing is lost."""
    from capacities.templates.examples import Example

    assert isinstance(example, Example)
    templates = load_templates(DATA / "canevas").templates
    for key, cards in example.canvases.items():
        template = templates[key]
        snapshot = read_snapshot(open_doc(new_document(template, cards), ()), template)
        assert snapshot.warnings == ()
        assert sorted(cards, key=lambda card: card.id) == sorted(
            snapshot.cards, key=lambda card: card.id
        )
        assert {card.color for card in cards} <= {color.key for color in template.colors}


def test_lisieux_fills_every_box_and_says_what_is_invented() -> None:
    """The case of the carnet is signed by the carnet, the rest as fictional."""
    (lisieux,) = [example for example in EXAMPLES if example.territory == "Lisieux"]
    cards = lisieux.canvases["canevas-usagers"]
    assert {zone.key for zone in USAGERS.zones} == {card.zone for card in cards}
    assert {"Carnet CAPACities", "Exemple fictif"} == {card.author for card in cards}
    assert "cadastre × CAF × potentiel photovoltaïque" in lisieux.use_case
    assert "fictif" in lisieux.title
    assert 35 <= len(cards) <= 50


def test_a_mistake_in_an_example_is_told_with_its_line() -> None:
    """As in a canvas."""
    with pytest.raises(TemplateError, match=r"x\.yaml, ligne 8, clé « canevas\.c\.a\[1\]\.text »"):
        read_example(
            b"titre: t\nterritoire: t\ncas_usage: c\ndate: d\nauteur: a\ncanevas:\n"
            b"  c:\n    a: [{text: x, texte: y}]\n",
            "x.yaml",
        )
