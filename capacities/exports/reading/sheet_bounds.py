"""The XML of a workbook, walked once: what is far away, or repeated, is stopped there.

A library that opens it makes a cell of each place up to the last that holds something, and waits
for ever for a tag that never comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from xml.parsers import expat

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_COLUMNS, IMPORT_ROWS, SHEET_CELLS, WORKBOOK_ELEMENTS
from capacities.domain.wording import format_number
from capacities.exports.reading.opening import TOO_LONG

HUGE: Final = (
    "Ce classeur est trop gros une fois ouvert. Enlevez ce qui n’est pas à reprendre, ou "
    "enregistrez la feuille en « CSV UTF-8 », puis recommencez."
)
_TOO_WIDE: Final = (
    f"Ce classeur a trop de colonnes : {format_number(IMPORT_COLUMNS)} au plus. Effacez ce qui est "
    "loin à droite, puis recommencez."
)
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def check_bounds(parts: Iterable[bytes]) -> None:
    """Walk the parts of a workbook: whole XML, without entities.

    Raises:
        ValueError, ExpatError: damaged.
        InvalidInput: too big, or something is said far beyond what a canvas holds.
    """
    left = WORKBOOK_ELEMENTS
    for part in parts:
        walk = _Walk(left)
        parser = expat.ParserCreate()
        parser.EntityDeclHandler, parser.StartElementHandler = _refuse, walk.start
        parser.Parse(part, True)
        left = walk.left


class _Walk:
    """Where one is in a sheet: an .xlsx numbers its cells, an .ods says how often each is there."""

    def __init__(self, left: int) -> None:
        self.left = left
        self._row = self._column = self._rows = self._columns = 0
        self._cell = (0, 0)

    def start(self, name: str, said: Mapping[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise InvalidInput(HUGE)
        name = name.rpartition(":")[2]
        if name == "table":
            self._row = self._rows = self._columns = 0
        elif name in ("row", "table-row"):
            following = self._row + int(said.get("table:number-rows-repeated", 1))
            self._row, self._column = int(said.get("r", following)), 0
        elif name in ("c", "table-cell", "covered-table-cell"):
            self._column += int(said.get("table:number-columns-repeated", 1))
            self._cell = self._row, self._column
            if "r" in said:
                self._cell = _, self._column = _place(said["r"])
            if any("value" in key or "formula" in key for key in said):
                self._fill()
        elif name in ("v", "is"):
            self._fill()
        elif name == "sst" and int(said.get("uniqueCount", 0)) > SHEET_CELLS:
            raise ValueError  # room is made for as many texts, without looking for them

    def _fill(self) -> None:
        row, column = self._cell
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self._columns > 2 * IMPORT_COLUMNS:
            raise InvalidInput(_TOO_WIDE)
        if self._rows > 2 * IMPORT_ROWS or self._rows * self._columns > SHEET_CELLS:
            raise InvalidInput(TOO_LONG)


def _place(said: str) -> tuple[int, int]:
    """Return the row and the column of « AB12 »."""
    found = _PLACE.fullmatch(said.upper())
    if found is None:
        raise ValueError
    column = 0
    for letter in found.group(1):
        column = 26 * column + ord(letter) - 64
    return int(found.group(2)), column


def _refuse(*_: Any) -> None:
    raise ValueError
