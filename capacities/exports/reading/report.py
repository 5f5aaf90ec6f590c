"""What a file brought in says, whatever its kind and the form of the canvas."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.snapshot import Card, Edge

UNNAMED = "\0"
"""Begins the id of a card that the file gives none, so that other cards can name it. No id read
from a file begins so, and the import replaces it."""

MET = "Ce qui a déjà le même texte au même endroit est réuni, et non ajouté une seconde fois."


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not read: its line in the file (1-based), its text, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """What nothing was made of: what it is, in French (« icônes »), how many, the first one."""

    what: str
    count: int
    example: str = ""


class Tally:
    """Counts what nothing is made of, kind by kind, in the order met."""

    def __init__(self) -> None:
        self._found: dict[str, Dropped] = {}

    def drop(self, what: str, example: str = "", count: int = 1) -> None:
        """Count one, or more."""
        before = self._found.get(what, Dropped(what, 0))
        said = before.example or excerpt(example)
        self._found[what] = Dropped(what, before.count + count, said)

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """All that was counted."""
        return tuple(self._found.values())


@dataclass(frozen=True, slots=True)
class Moved:
    """Words too long for where they were, and where their end went, in French."""

    line: int
    text: str
    into: str


@dataclass(frozen=True, slots=True)
class Named:
    """A key, and what people read of it."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Value:
    """What a table says of where its rows go: a value, how many rows, the key of the place."""

    text: str
    count: int
    into: str = ""


@dataclass(frozen=True, slots=True)
class TableAsked:
    """A table that is not ours: how it is understood, so that people may choose otherwise.

    Attributes:
        sheets, sheet: names of those of a workbook, one "" for a text; place of the one read.
        titled: the first row names the columns; None for a plan, whose columns are ours.
        header, sample: its first row, and a few others.
        roles: what a column may be; the first is the text, without which nothing is read.
        columns: the key of the role of each column, "" when it is left out.
        values: those of the column that says where rows go, in order of appearance.
        places: where a row may go, when values are to be matched with them.
    """

    sheets: tuple[str, ...]
    sheet: int
    titled: bool | None
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    roles: tuple[Named, ...]
    columns: tuple[str, ...]
    values: tuple[Value, ...] = ()
    places: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says.

    Attributes:
        cards: in the order of the file; what the file does not say is "" (rank, author,
            created, color); an id that it does not give begins with UNNAMED.
        owned_fields: fields that the file has a column for: an empty cell empties them.
        owns_color: the file says the colour of each card: "" is none.
        ordered: cards of one place are in the order of the file (else their ranks say it).
        encoding: key of the encoding read, one of `decoding.ENCODINGS`; "" for a workbook.
        separator: what was found, to be shown ("" when there is none).
        edges: those of a file of links, or of an inventory; None: it is a file of cards.
    """

    cards: tuple[Card, ...]
    refused: tuple[RefusedRow, ...]
    owned_fields: frozenset[str]
    dropped: tuple[Dropped, ...]
    encoding: str
    separator: str
    owns_color: bool = False
    ordered: bool = False
    kind: str = "CSV"
    remarks: tuple[str, ...] = ()
    edges: tuple[Edge, ...] | None = None
    moved: tuple[Moved, ...] = ()
    table: TableAsked | None = None


class RowRefused(Exception):
    """Why one row cannot be read, in French."""


def excerpt(text: str) -> str:
    """Return the beginning of a text, on one line."""
    line = " ".join(text.split())
    return f"{line[:80]}…" if len(line) > 80 else line
