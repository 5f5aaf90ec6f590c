"""One canvas, as it is stored → one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from capacities.apart.wire import Answer
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.ranking import KeptRound
from capacities.domain.silence import hush
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import formats_of, table_named
from capacities.exports.writer import canvas_csv

Stored = tuple[bytes | None, Sequence[bytes]]
"""A document as the database keeps it: a snapshot, and the updates that came after."""


@dataclass(frozen=True, slots=True)
class View:
    """How a canvas is read when a file is made of it.

    Attributes:
        name: of its document.
        reader: pseudonym of whoever asks: what a time of silence withholds is not for everybody.
        day: that day, not today; None: today.
        votes: the rounds of votes that may be seen.
    """

    name: str
    reader: str
    day: date | None = None
    votes: tuple[KeptRound, ...] = ()


def read(template: Template, stored: Stored, view: View) -> Snapshot:
    """Read a stored canvas. Raises Unreadable when it is damaged."""
    snapshot = read_snapshot(open_doc(*stored), template)
    return hush(replace(snapshot, name=view.name, day=view.day, votes=view.votes), view.reader)


def background(template: Template, stored: Stored) -> Answer:
    """Tell which image the canvas shows behind its map: "image", None when there is none."""
    found = read_snapshot(open_doc(*stored), template).background
    return Answer({"image": None if found is None else found.image})


def csv(template: Template, stored: Stored, view: View, dialect: str, table: str = "") -> Answer:
    """Make the CSV of a table of a canvas."""
    of = table_named(template, table)
    return Answer(data=canvas_csv(read(template, stored, view), template, Dialect(dialect), of))


def other_format(template: Template, stored: Stored, view: View, extension: str) -> Answer:
    """Make one of the other files of its form."""
    known = next(f for f in formats_of(template.form) if f.extension == extension)
    return Answer(data=known.write(read(template, stored, view), template))
