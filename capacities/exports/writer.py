"""A table → the bytes of a CSV."""

from __future__ import annotations

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import RULES, Dialect, write_cell, write_value
from capacities.exports.registry import NamedTable, tables_of


def canvas_csv(
    snapshot: Snapshot, template: Template, dialect: Dialect, of: NamedTable | None = None
) -> bytes:
    """Write a table of a canvas, its first by default: a line of column names, then its rows.

    Lines are ended by CRLF.
    """
    rules = RULES[dialect]
    table = (of or tables_of(template)[0]).to_table(snapshot, template)
    lines = [[column.name for column in table.columns]]
    for row in table.rows:
        lines.append(
            [
                write_value(column.field, value, rules)
                for column, value in zip(table.columns, row, strict=True)
            ]
        )
    text = "".join(rules.separator.join(map(write_cell, line)) + "\r\n" for line in lines)
    return text.encode(rules.encoding)
