"""Which files each form can be filled from: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Form, Template
from capacities.exports.names import normalize
from capacities.exports.reading import map_reader, timeline_reader, tree_rows, zones_reader
from capacities.exports.reading.asking import read_table
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import decode, read_apart
from capacities.exports.reading.flattening import flatten
from capacities.exports.reading.opening import Line, Table, open_text
from capacities.exports.reading.plans import read_plan
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rooting import outline_reading
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
        nests: cards may be under one another, as the ideas of a plan; else it makes a table.
    """

    kinds: Kinds
    offer: Offer
    place_of: Callable[[Card], str | None]
    places: Callable[[Iterable[Card], Template], Mapping[str, str]]
    colored: bool
    nests: bool = False


READERS: Final[dict[Form, Reader]] = {
    Form.ZONES: Reader(
        zones_reader.KINDS, zones_reader.OFFER, lambda card: card.zone, boxes, colored=True
    ),
    Form.TREE: Reader(
        tree_rows.KINDS,
        tree_rows.OFFER,
        lambda card: card.parent,
        tree_rows.OFFER.places,
        colored=False,
        nests=True,
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
    kinds, plan = reader.kinds, None
    table = _named_as_ours(open_workbook(data, choice.sheet), template)
    encoding = ""
    if table is None:
        text, encoding = decode(data, choice.encoding)
        plan = read_plan(text, template, kinds, reader.offer, reader.nests)
        table = open_text(text, encoding) if plan is None else Table({})
    if plan and reader.nests:
        reading = outline_reading(plan[0], template, snapshot, plan[1], encoding)
    elif plan:
        outline, kind = plan
        table = replace(flatten(outline, reader.offer, template, snapshot), encoding=encoding)
        reading = read_table(table, (), reader.offer, template, snapshot, choice)
        reading = replace(reading, kind=kind, dropped=(*outline.tally.dropped, *reading.dropped))
    else:
        reading = read_table(table, kinds, reader.offer, template, snapshot, choice)
    remarks = (*read_apart(data, encoding), *reading.remarks)
    return replace(reading, remarks=remarks)
