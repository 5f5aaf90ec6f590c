"""The guide for people who add a canvas says what really happens."""

from __future__ import annotations

import re

from templates_of_tests import DATA, USAGERS

from capacities.domain.template import HUES, FieldKind
from capacities.exports.dialects import Dialect
from capacities.exports.zones import columns
from capacities.templates.edges import _LINES
from capacities.templates.loader import read_template
from capacities.templates.maps import _SHAPES

GUIDE = (DATA.parent / "docs" / "ajouter-un-canevas.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml( erreurs)?\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_every_example_of_the_guide_can_be_copied() -> None:
    """Each one is a whole file that loads without a mistake."""
    good = [text for flag, text in BLOCKS if not flag]
    assert len(good) >= 5
    for text in good:
        assert read_template(text.encode(), "guide.yaml")[1] == ()


def test_the_mistakes_shown_are_those_that_are_said() -> None:
    """Word for word."""
    ((_, bad),) = [block for block in BLOCKS if block[0]]
    said = "\n".join(map(str, read_template(bad.encode(), "mon-canevas.yaml")[1]))
    assert said.count("\n") >= 1
    assert said in GUIDE


def test_the_guide_names_everything_that_can_be_written() -> None:
    """Types of fields, tints, keys of every form."""
    for word in [
        *FieldKind,
        *HUES,
        "hauteur",
        "lignes_libres",
        "total_par",
        "titre_court",
        "theme",
        "gommettes",
        "arbre",
        "centre",
        "niveaux",
        "branches",
        "types",
        "noeud",
        "elements",
        "timbres",
        "liens",
        "couches",
        "bilan",
        "inventaire",
        "reprise",
        "fils",
        "horizon",
        "teintes",
        "calendrier",
        "parmi",
        *map(str, _SHAPES),
        *_LINES,
    ]:
        assert f"`{word}" in GUIDE or f"{word}:" in GUIDE, word


def test_the_columns_of_the_csv_are_documented_in_their_order() -> None:
    """The page on CSV files names every column of the usager canvas, in order."""
    whole = (DATA.parent / "docs" / "csv.md").read_text(encoding="utf-8")
    page = whole.partition("`chemin`")[0]  # trees have a table of their own
    names = [column.name for column in columns(USAGERS)]
    fields = [column.name for column in columns(USAGERS) if column.field]
    table = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert table == [name for name in names if name not in fields]
    listed = re.findall(r"`(\w+)`", page.partition("les champs sont")[2])
    assert listed[: len(fields)] == fields
    assert all(f"`{dialect}`" in page for dialect in Dialect)
