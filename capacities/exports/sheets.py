"""A workbook before it is written: sheets of cells, and how each one looks.

``exports.xlsx`` and ``exports.ods`` write the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

DARK: Final = "0B5D66"
WHITE: Final = "FFFFFF"
SHEET_ROWS: Final = 1_048_576
_NAME: Final = 31
_PAGE: Final = 210
"""Characters side by side on a page that one can still read."""
_FORBIDDEN: Final = str.maketrans("[]:*?/\\", "()   --")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. Colours are RRGGBB, "" for those of the program.

    Attributes:
        decimals: digits after the point of a number, its thousands apart; None: as it comes.
        unit: what is read after a number.
        fill: behind the cell.
        beside: a long text runs over its empty neighbours instead of making the row higher.
    """

    decimals: int | None = None
    unit: str = ""
    color: str = ""
    fill: str = ""
    bold: bool = False
    centred: bool = False
    upright: bool = False
    beside: bool = False


PLAIN: Final = Look()
HEAD: Final = Look(color=WHITE, fill=DARK, bold=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, never a formula, and its look; None is an empty cell that has one."""

    value: str | float | date | None
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Track:
    """A column: its width in characters; ``folded`` with its neighbours, until one asks for it."""

    width: float
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; its first row is its head, repeated on each page and never scrolled away.

    Attributes:
        title: its name, made a legal one by ``sheet_names``.
        frozen: columns that are never scrolled away either.
        sorted: people may sort and filter its rows.
        head_height: of its first row, in points; None: what its texts need.
    """

    title: str
    tracks: Sequence[Track]
    rows: Sequence[Sequence[Cell | None]]
    frozen: int = 0
    sorted: bool = False
    head_height: float | None = None

    @property
    def pages(self) -> int:
        """How many pages beside one another it takes to be read on paper (A3)."""
        return max(1, round(sum(track.width for track in self.tracks if not track.folded) / _PAGE))

    @property
    def shown(self) -> Sequence[Sequence[Cell | None]]:
        """The rows that a spreadsheet has room for."""
        return self.rows[:SHEET_ROWS]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook."""

    title: str
    sheets: Sequence[Sheet]


def sheet_names(book: Book) -> list[str]:
    """Return the names of its sheets, such that every spreadsheet takes them: all different."""
    names: list[str] = []
    for sheet in book.sheets:
        plain = " ".join(sheet.title.translate(_FORBIDDEN).split()).strip("'") or "Feuille"
        name, number = plain[:_NAME], 1
        while name.casefold() in map(str.casefold, names):
            number += 1
            name = f"{plain[: _NAME - 1 - len(str(number))]} {number}"
        names.append(name)
    return names
