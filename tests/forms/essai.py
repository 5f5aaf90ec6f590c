"""A form of the tests alone: cards put down at (x, y), and links with a label and a field.

What it has in each registry is below, one entry each: that is all a form is to the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from capacities.documents import zones as documents
from capacities.domain.figures import count_figures
from capacities.domain.nouns import Noun
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template
from capacities.exports import zones
from capacities.exports.reading import zones_reader
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rows import Found
from capacities.exports.registry import Adapter, NamedTable
from capacities.exports.table import Column, Table
from capacities.templates import boxes
from capacities.templates.edges import read_edge_kinds
from capacities.templates.forms import FormRead, FormReader
from capacities.templates.loader import read_template
from capacities.templates.reading import Record
from capacities.ui import zones_synthesis
from capacities.ui.forms import FormPages

ESSAI: Final = Form("essai")
KEY: Final = "essai"
X, Y = (Column(name, f"{title}.") for name, title in (("x", "Abscisse"), ("y", "Ordonnée")))


def essai_template() -> Template:
    """Return its canvas."""
    read, problems = read_template(Path(__file__).with_name("essai.yaml").read_bytes(), "essai")
    assert read is not None, problems
    return read


def _read_form(top: Record) -> FormRead:
    return replace(boxes.READER.read(top), edge_kinds=read_edge_kinds(top))


def _columns(template: Template) -> tuple[Column, ...]:
    return (*zones.columns(template), X, Y)


def _to_table(snapshot: Snapshot, template: Template) -> Table:
    rows = zones.to_table(snapshot, template).rows
    placed = ((*row, card.x, card.y) for row, card in zip(rows, snapshot.cards, strict=True))
    return Table(_columns(template), tuple(placed))


def _read_cards(found: Found) -> ImportReading:
    read, at = zones_reader.PostIts.read(found), found.columns.at
    cells = {line.cells[at["id"]]: line.cells for line in found.lines}
    places = {
        key: [float(row[at[axis]].replace(",", ".")) for axis in "xy"] for key, row in cells.items()
    }
    cards = (replace(c, x=places[c.id][0], y=places[c.id][1]) for c in read.cards)
    return replace(read, cards=tuple(cards))


_CARDS: Final = replace(
    zones_reader.CARDS, names=lambda _: {**zones_reader.NAMES, "x": "x", "y": "y"}, read=_read_cards
)


_ENTRIES: Final[Mapping[str, Any]] = {
    "capacities/domain/nouns.py:NOUNS": Noun("carte", "cartes", "une carte", True),
    "capacities/templates/building.py:READERS": FormReader(
        (*boxes.READER.keys, "liens"), _read_form
    ),
    "capacities/documents/seeds.py:SEEDS": lambda _template, _use_case: (),
    "capacities/documents/registry.py:READERS": documents.read_snapshot,
    "capacities/exports/registry.py:ADAPTERS": Adapter(
        (NamedTable("", "Cartes", _columns, _to_table, "Une ligne par carte."),)
    ),
    "capacities/exports/reading/registry.py:READERS": replace(
        zones_reader.READER, kinds=(*LINKS, _CARDS)
    ),
    "capacities/ui/forms.py:PAGES": FormPages(count_figures, zones_synthesis.show),
}


def entry_of(registry: object) -> Any:
    """Return what the form has in a registry."""
    entry = _ENTRIES.get(str(registry))
    assert entry is not None, f"{registry} : tests/forms/essai.py n’a pas d’entrée pour lui"
    return entry
