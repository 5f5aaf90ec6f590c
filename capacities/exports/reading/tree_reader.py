"""A file of ideas → cards of a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.tree import arrange
from capacities.exports.reading import markdown_reader, tree_rows
from capacities.exports.reading.opening import first_line
from capacities.exports.reading.plans import read_plan
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rooting import outline_reading
from capacities.exports.tree import node_paths


def read_ideas(
    text: str, encoding: str, template: Template, snapshot: Snapshot
) -> ImportReading | None:
    """Read a text, unless it is a table; nothing is changed.

    Raises:
        InvalidInput: it cannot be read as a whole (kind, size, depth).
    """

    def is_table(plain: str) -> bool:
        first = first_line(plain)
        if not markdown_reader.looks_like_outline(first) and tree_rows.has_header(first, template):
            return True
        return not markdown_reader.looks_like_outline(plain) and tree_rows.looks_cut(plain)

    found = read_plan(text, template, is_table)
    return found and outline_reading(found[0], template, snapshot, found[1], encoding)


def places(cards: Iterable[Card], _: Template) -> Mapping[str, str]:
    """Return the path of each card, by its id: what is said of where an idea is."""
    return node_paths(arrange(cards))
