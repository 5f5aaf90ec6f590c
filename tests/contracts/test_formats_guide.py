"""What an exchange with other tools relies on is written in docs/csv.md and docs/formats.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from capacities.domain import limits
from capacities.domain.template import FORMS
from capacities.exports import edges, inventory, map, timeline, tree, votes, zones
from capacities.exports.registry import formats_of
from capacities.exports.table import Column

DOCS = Path(__file__).resolve().parents[2] / "docs"
CSV, GUIDE = (DOCS / name for name in ("csv.md", "formats.md"))
TREE = (tree.PATH, tree.DEPTH, tree.PARENT, tree.TEXT, tree.TYPE, tree.AUTHOR, tree.CREATED,
        tree.ID, tree.RANK, tree.PARENT_KEY, tree.BOX_KEY)  # fmt: skip
ZONES = (zones.BOX, zones.TEXT, zones.COLOR, zones.AUTHOR, zones.CREATED, zones.ID, zones.RANK,
         zones.BOX_KEY)  # fmt: skip

EDGES = (edges.SOURCE, edges.TARGET, edges.KIND, edges.TEXT, edges.AUTHOR, edges.CREATED, edges.ID,
         edges.SOURCE_KEY, edges.TARGET_KEY, edges.KIND_KEY)  # fmt: skip
MAP = (map.TYPE, map.TEXT, map.COLOR, map.ON, map.EQUIVALENT, map.X, map.Y, map.AUTHOR, map.CREATED,
       map.ID, map.RANK, map.ON_KEY, map.TYPE_KEY)  # fmt: skip
INVENTORY = (inventory.DATA, inventory.KIND, inventory.SOURCE, inventory.TARGET, inventory.ASKS,
             inventory.ID)  # fmt: skip
STEPS = (timeline.LANE, timeline.TEXT, *timeline.COMPUTED, timeline.AUTHOR, timeline.CREATED,
         timeline.ID, timeline.RANK, timeline.LANE_KEY, *timeline.LANES_COLUMNS,
         *timeline.CALENDAR_COLUMNS)  # fmt: skip
VOTES = (votes.ROUND, votes.RANK, votes.TIED, votes.TEXT, votes.TOTAL, votes.QUESTION, votes.ENDED,
         votes.VOTERS, votes.CARD, votes.BY_TABLE)  # fmt: skip


UNITS = {"": 1, "Ko": 1024, "Mo": 1024 * 1024}
READING = re.compile(r"(?:IMPORT|SHEET|WORKBOOK|HTML|BLOCK|IDEA)_(?!S$)")
"""Limits of what is read in a file; those of time are told elsewhere."""
LIMIT = re.compile(r"^\|[^|]+\| (\d[\d\s]*?) ?(|Ko|Mo) \|[^|]+\| `([A-Z_]+)` \|$")


def _part(title: str, guide: Path = CSV) -> str:
    """Return one part of a guide, that of the CSV files when nothing is said."""
    return guide.read_text("utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("Les colonnes d’un canevas à cases", ZONES),
        ("Les colonnes d’une carte", TREE),
        ("Les colonnes d’un dessin", MAP),
        ("Les colonnes de l’inventaire", INVENTORY),
        ("Les colonnes d’une frise", STEPS),
        ("Les colonnes des liens", EDGES),
        ("Les colonnes des gommettes", VOTES),
    ],
)
def test_every_column_is_documented(title: str, columns: tuple[Column, ...]) -> None:
    """A column is named in the table of its form."""
    rows = [line.split("|")[1] for line in _part(title).splitlines() if line.startswith("| `")]
    assert [c.name for c in columns if not any(f"`{c.name}`" in row for row in rows)] == []


@pytest.mark.parametrize(
    "extension", sorted({known.extension for form in FORMS for known in formats_of(form)})
)
def test_every_format_is_documented(extension: str) -> None:
    """Each address has its line in the guide of the formats."""
    assert f"| `/export/{{dossier}}/{{canevas}}.{extension}` |" in GUIDE.read_text("utf-8")


def test_the_limits_of_a_file_are_those_of_the_product() -> None:
    """What the guide says may come in is what the code lets in, said once."""
    rows = [row for row in _part("Limites", GUIDE).splitlines() if re.search("`[A-Z_]+` \\|$", row)]
    told = [found for row in rows for found in LIMIT.findall(row)]
    values = {name: int(re.sub(r"\s", "", most)) * UNITS[unit] for most, unit, name in told}
    assert len(values) == len(rows) > 0
    assert {name: getattr(limits, name) for name in vars(limits) if READING.match(name)} == values
