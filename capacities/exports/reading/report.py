"""What a file brought in says, whatever its kind and the form of the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.snapshot import Card, Edge

UNNAMED = "\0"
"""Begins the id of a card that the file gives none, so that other cards can name it. No id read
from a file begins so, and the import replaces it."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not read: its line in the file (1-based), its text, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says.

    Attributes:
        cards: in the order of the file; what the file does not say is "" (rank, author,
            created, color); an id that it does not give begins with UNNAMED.
        owned_fields: fields that the file has a column for: an empty cell empties them.
        owns_color: the file says the colour of each card: "" is none.
        ordered: cards of one place are in the order of the file (else their ranks say it).
        ignored_columns: columns that nothing was made of.
        encoding, separator: what was found, to be shown ("" when there is none).
        kind: name of the format.
        remarks: French sentences on what was decided.
        edges: those of a file of links, or of an inventory; None: it is a file of cards.
    """

    cards: tuple[Card, ...]
    refused: tuple[RefusedRow, ...]
    owned_fields: frozenset[str]
    ignored_columns: tuple[str, ...]
    encoding: str
    separator: str
    owns_color: bool = False
    ordered: bool = False
    kind: str = "CSV"
    remarks: tuple[str, ...] = ()
    edges: tuple[Edge, ...] | None = None


class RowRefused(Exception):
    """Why one row cannot be read, in French."""


def excerpt(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return f"{line[:80]}…" if len(line) > 80 else line
