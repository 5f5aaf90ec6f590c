"""Which files each form can be filled from: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Form, Template
from capacities.exports.names import normalize
from capacities.exports.reading import (
    map_reader,
    timeline_reader,
    tree_reader,
    tree_rows,
    zones_reader,
)
from capacities.exports.reading.asking import read_table
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import decode, read_apart
from capacities.exports.reading.opening import Line, Table, open_text
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.tables import Kinds, Offer, boxes
from capacities.exports.reading.workbook import open_workbook
from capacities.exports.registry import names_by_heading


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file fills a canvas of one form.

    Attributes:
        kinds: the tables that it knows, in the order they are tried.
        offer: what a table that is none of them may be.
        place_of: where a card is: what its rank is compared in; None when it has no rank.
        places: what people call each place, given all the cards.
        colored: a card whose file says no colour takes the first; else "" is a colour: none.
        plan: what reads a text that may be no table, None when it is one; without it, all are.
        accepted: says so what is read, when a file is nothing that is.
    """

    kinds: Kinds
    offer: Offer
    place_of: Callable[[Card], str | None]
    places: Callable[[Iterable[Card], Template], Mapping[str, str]]
    colored: bool
    plan: Callable[[str, str, Template, Snapshot], ImportReading | None] | None = None
    accepted: str = ""


READERS: Final[dict[Form, Reader]] = {
    Form.ZONES: Reader(
        zones_reader.KINDS, zones_reader.OFFER, lambda card: card.zone, boxes, colored=True
    ),
    Form.TREE: Reader(
        tree_rows.KINDS,
        tree_rows.OFFER,
        lambda card: card.parent,
        tree_reader.places,
        colored=False,
        plan=tree_reader.read_ideas,
        accepted=tree_reader.ACCEPTED,
    ),
    Form.TIMELINE: Reader(
        timeline_reader.KINDS,
        timeline_reader.OFFER,
        lambda card: card.zone,
        timeline_reader.places,
        colored=False,
    ),
    Form.MAP: Reader(
        map_reader.KINDS, map_reader.OFFER, lambda card: card.zone, boxes, colored=False
    ),
}


def _named_as_ours(table: Table | None, template: Template) -> Table | None:
    """Give the columns of a workbook that we made the names that they have in our CSV."""
    if table is None:
        return None
    first, *rows = table.cuts[""]
    names = names_by_heading(template)
    known = [names.get(normalize(cell), "") for cell in first.cells]
    if "id" not in first.cells and not all(known):
        return table
    cells = tuple(ours or cell for ours, cell in zip(known, first.cells, strict=True))
    return replace(table, cuts={"": [Line(first.number, cells), *rows]})


def read_file(
    data: bytes, template: Template, snapshot: Snapshot, choice: Choice = AS_FOUND
) -> ImportReading:
    """Return what a file says: cards, links, an inventory, as the canvas has them.

    Raises InvalidInput when the file as a whole cannot be read.
    """
    reader = READERS[template.form]
    table, reading = _named_as_ours(open_workbook(data, choice.sheet), template), None
    if table is None:
        text, encoding = decode(data, reader.accepted, choice.encoding)
        reading = reader.plan(text, encoding, template, snapshot) if reader.plan else None
        table = Table({}) if reading else open_text(text, encoding)
    if reading is None:
        reading = read_table(table, reader.kinds, reader.offer, template, snapshot, choice)
    remarks = (*read_apart(data, reading.encoding), *reading.remarks)
    return replace(reading, remarks=remarks)
