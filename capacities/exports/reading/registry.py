"""Which files each form can be filled from: reading this file shows all kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Snapshot
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
from capacities.exports.reading.tables import Reader
from capacities.exports.reading.workbook import open_workbook
from capacities.exports.registry import names_by_heading

READERS: Final[dict[Form, Reader]] = {
    Form.ZONES: zones_reader.READER,
    Form.TREE: tree_rows.READER,
    Form.TIMELINE: timeline_reader.READER,
    Form.MAP: map_reader.READER,
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
    roles = Roles(READERS[template.form], template, snapshot)
    if table := open_workbook(data, choice.sheet):
        return read_table(_named_as_ours(table, template), roles, choice)
    text, encoding = decode(data, choice.encoding)
    plan = read_plan(text, roles)
    if plan is None:
        reading = read_table(open_text(text, encoding), roles, choice)
    elif roles.reader.nests:
        reading = outline_reading(plan[0], template, snapshot, plan[1], encoding)
    else:
        outline, kind = plan
        table = flatten(outline, roles, encoding)
        reading = read_table(table, roles, replace(choice, titled=True))
        reading = replace(
            reading,
            kind=kind,
            dropped=(*outline.tally.dropped, *reading.dropped),
            table=reading.table and replace(reading.table, titled=None),
        )
    return replace(reading, remarks=(*read_apart(data, encoding), *reading.remarks))
