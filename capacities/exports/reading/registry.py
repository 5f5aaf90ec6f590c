"""Which files each form can be filled from: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Form, Template
from capacities.exports.names import normalize
from capacities.exports.reading import map_reader, timeline_reader, tree_rows, zones_reader
from capacities.exports.reading.asking import read_table
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import decode, read_apart
from capacities.exports.reading.flattening import flatten
from capacities.exports.reading.guessing import Roles
from capacities.exports.reading.opening import Line, Table, open_text
from capacities.exports.reading.plans import read_plan
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rooting import outline_reading
from capacities.exports.reading.tables import Kinds, Offer
from capacities.exports.reading.workbook import open_workbook
from capacities.exports.registry import names_by_heading


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file fills a canvas of one form.

    Attributes:
        kinds: the tables that it knows, in the order they are tried.
        offer: what a table that is none of them may be.
        colored: a card whose file says no colour takes the first; else "" is a colour: none.
        nests: cards may be under one another, as the ideas of a plan; else it makes a table.
        aside: titles of places besides those that are offered, by their keys.
    """

    kinds: Kinds
    offer: Offer
    colored: bool = False
    nests: bool = False
    aside: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, card: Card) -> str | None:
        """Return where a card is: what its rank is compared in; None when it has no rank."""
        return card.parent if self.nests else card.zone

    def places(self, cards: Iterable[Card], template: Template) -> Mapping[str, str]:
        """Return what people call each place, given all the cards."""
        return {**self.offer.places(cards, template), **self.aside}


READERS: Final[dict[Form, Reader]] = {
    Form.ZONES: Reader(zones_reader.KINDS, zones_reader.OFFER, colored=True),
    Form.TREE: Reader(tree_rows.KINDS, tree_rows.OFFER, nests=True),
    Form.TIMELINE: Reader(
        timeline_reader.KINDS, timeline_reader.OFFER, aside=timeline_reader.ASIDE
    ),
    Form.MAP: Reader(map_reader.KINDS, map_reader.OFFER),
}


def _named_as_ours(table: Table, template: Template) -> Table:
    """Give the columns of a workbook that we made the names that they have in our CSV."""
    (first, *rows), names = table.cuts[""], names_by_heading(template)
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
    kinds, offer = reader.kinds, reader.offer
    if table := open_workbook(data, choice.sheet):
        table = _named_as_ours(table, template)
        return read_table(table, kinds, offer, template, snapshot, choice)
    text, encoding = decode(data, choice.encoding)
    plan = read_plan(text, template, kinds, offer, reader.nests)
    if plan is None:
        table = open_text(text, encoding)
        reading = read_table(table, kinds, offer, template, snapshot, choice)
    elif reader.nests:
        reading = outline_reading(plan[0], template, snapshot, plan[1], encoding)
    else:
        outline, kind = plan
        table = replace(flatten(outline, Roles(offer, template, snapshot)), encoding=encoding)
        titled = replace(choice, titled=True)
        reading = read_table(table, (), offer, template, snapshot, titled)
        reading = replace(reading, kind=kind, dropped=(*outline.tally.dropped, *reading.dropped))
    return replace(reading, remarks=(*read_apart(data, encoding), *reading.remarks))
