"""One canvas, as it is stored → one file."""

from __future__ import annotations

from collections.abc import Sequence

from capacities.apart.wire import Answer
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.silence import hush
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import ADAPTERS, table_named
from capacities.exports.writer import canvas_csv

Stored = tuple[bytes | None, Sequence[bytes]]
"""A document as the database keeps it: a snapshot, and the updates that came after."""


def read(template: Template, stored: Stored) -> Snapshot:
    """Read a stored canvas. Raises Unreadable when it is damaged."""
    return read_snapshot(open_doc(*stored), template)


def hand(template: Template, stored: Stored, name: str) -> Snapshot:
    """Read a stored canvas for somebody: without what others keep quiet for the time being."""
    return hush(read(template, stored), name)


def background(template: Template, stored: Stored) -> Answer:
    """Tell which image the canvas shows behind its map: "image", None when there is none."""
    found = read(template, stored).background
    return Answer({"image": None if found is None else found.image})


def csv(template: Template, stored: Stored, name: str, dialect: str, table: str = "") -> Answer:
    """Make the CSV of a table of a canvas, for the person of this name."""
    of = table_named(template, table)
    return Answer(data=canvas_csv(hand(template, stored, name), template, Dialect(dialect), of))


def other_format(template: Template, stored: Stored, name: str, extension: str) -> Answer:
    """Make one of the other files of its form, for the person of this name."""
    known = next(f for f in ADAPTERS[template.form].formats if f.extension == extension)
    return Answer(data=known.write(hand(template, stored, name), template))
