"""The unit values that are proposed: each figure has its source, each mistake its line."""

from __future__ import annotations

import pytest
from templates_of_tests import DATA

from capacities.domain.errors import TemplateError
from capacities.templates.unit_values import read_unit_values, unit_values_to_json

GOOD = """\
indicateurs:
  - cle: co2
    titre: CO₂
    unite: tonne
    aide: Cherchez.
    valeurs:
      - euros: 300
        annee: 2030
        precision: évitée en 2030
        source: Quelqu’un
        page: 12
        url: https://exemple.fr/rapport
"""


def test_the_values_of_the_product_all_have_a_source_and_an_address() -> None:
    """Whoever doubts a figure can go and read it, in the document of who established it."""
    values = read_unit_values((DATA / "valeurs.yaml").read_bytes(), "valeurs.yaml")
    sources = [value.source for indicator in values.indicators for value in indicator.values]
    assert sources
    assert all(source.name and source.url.startswith("https://") for source in sources)
    assert all(source.year and "cité" not in source.name for source in sources)
    assert all(indicator.help for indicator in values.indicators)


def test_the_page_receives_a_value_with_its_source_in_words() -> None:
    """What is written in the source of a smiley says where, and on which page."""
    (indicator,) = unit_values_to_json(read_unit_values(GOOD.encode(), "v.yaml"))
    assert indicator == {
        "key": "co2",
        "title": "CO₂",
        "unit": "tonne",
        "help": "Cherchez.",
        "values": [
            {
                "euros": 300.0,
                "about": "évitée en 2030",
                "source": "Quelqu’un, p.\u00a012",
                "url": "https://exemple.fr/rapport",
            }
        ],
    }


@pytest.mark.parametrize(
    ("good", "bad", "line", "key"),
    [
        ("euros: 300", "euros: beaucoup", 7, "indicateurs[1].valeurs[1].euros"),
        ("euros: 300", "euros: -1", 7, "indicateurs[1].valeurs[1].euros"),
        ("euros: 300", "euros: nan", 7, "indicateurs[1].valeurs[1].euros"),
        ("annee: 2030", "annee: demain", 8, "indicateurs[1].valeurs[1].annee"),
        ("https://exemple.fr", "javascript:alert(1)//", 12, "indicateurs[1].valeurs[1].url"),
        ("        source: Quelqu’un\n", "", 7, "indicateurs[1].valeurs[1].source"),
        ("    aide: Cherchez.\n", "", 2, "indicateurs[1].aide"),
        ("titre:", "tire:", 3, "indicateurs[1].tire"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_key(
    good: str, bad: str, line: int, key: str
) -> None:
    """As in the files of canvases."""
    with pytest.raises(TemplateError) as told:
        read_unit_values(GOOD.replace(good, bad).encode(), "v.yaml")
    assert (told.value.line, told.value.key) == (line, key)
