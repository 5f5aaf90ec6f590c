"""The parts of a workbook, walked once as XML: what is far away, or repeated, is stopped there.

A library that opens a workbook makes a cell of each place up to the last that holds something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.parsers import expat

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    IMPORT_COLUMNS,
    IMPORT_ROWS,
    SHEET_CELLS,
    SHEET_ROWS,
    WORKBOOK_ELEMENTS,
)
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
_PLACE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_ROWS: Final = "table:number-rows-repeated"
_COLUMNS: Final = "table:number-columns-repeated"
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")


class Walk:
    """Walks the parts of a workbook. Tells whether formulas have no result (``uncomputed``).

    XML must be whole, without entities: the library may wait for ever for a tag that never comes.
    """

    def __init__(self) -> None:
        self.uncomputed = False
        self._left = WORKBOOK_ELEMENTS

    def check(self, part: bytes) -> None:
        """Walk one part.

        Raises:
            ValueError, ExpatError: damaged.
            InvalidInput: too big, or something is said far beyond what a canvas holds.
        """
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = _refuse
        sheets = (_Numbered(), _Repeated())

        def start(name: str, attributes: Mapping[str, str]) -> None:
            self._left -= 1
            if self._left < 0:
                raise InvalidInput(HUGE)
            for sheet in sheets:
                sheet.start(name, attributes)

        def end(name: str) -> None:
            for sheet in sheets:
                sheet.end(name)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = sheets[0].say
        parser.buffer_text = True
        parser.Parse(part, True)
        self.uncomputed = self.uncomputed or sheets[0].uncomputed


class _Numbered:
    """A sheet of an .xlsx, where cells and rows say their numbers."""

    def __init__(self) -> None:
        self.uncomputed = False
        self._inside = self._formula = self._valued = self._in_value = False
        self._row = self._column = self._rows = self._columns = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "sheetData":
            self._inside = True
        elif not self._inside:
            if name == "sst" and int(attributes.get("uniqueCount", 0)) > SHEET_CELLS:
                raise ValueError  # room is made for as many texts, without looking for them
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r"))
            self._formula = self._valued = False
        elif name in ("v", "is", "f"):
            self._formula = self._formula or name == "f"
            self._in_value = name == "v"
            self._rows = max(self._rows, self._row)
            self._columns = max(self._columns, self._column)
            _check(self._rows, self._columns)

    def say(self, _text: str) -> None:
        self._valued = self._valued or self._in_value

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self._in_value = False
        elif name == "c" and self._formula:
            self.uncomputed = self.uncomputed or not self._valued
            self._formula = False
        elif name == "sheetData":
            self._inside = False

    def _place(self, said: str | None) -> None:
        self._column += 1
        if said is None:
            return
        found = _PLACE.fullmatch(said)
        if found is None:
            raise ValueError
        self._column = 0
        for letter in found.group(1).upper():
            self._column = 26 * self._column + ord(letter) - 64
        self._row = int(found.group(2))


class _Repeated:
    """A sheet of an .ods, where cells and rows say how many times they are there."""

    def __init__(self) -> None:
        self._rows = self._columns = self._width = self._met = self._row = self._cell = 0
        self._filled = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._rows = self._columns = self._met = 0
        elif name == "table:table-row":
            self._row = int(attributes.get(_ROWS, 1))
            self._met += self._row
            self._width = 0
        elif name in _CELLS:
            self._width += int(attributes.get(_COLUMNS, 1))
            if self._width > SHEET_ROWS:
                raise InvalidInput(TOO_LONG)  # no spreadsheet has so many, blank ones too
            if any(said.startswith("office:") or said == "table:formula" for said in attributes):
                self._fill()
        elif name == "text:p":
            self._fill()

    def end(self, _name: str) -> None:
        """Nothing ends that a new one does not begin."""

    def _fill(self) -> None:
        self._rows = self._met
        self._columns = max(self._columns, self._width)
        _check(self._rows, self._columns)


def _check(rows: int, columns: int) -> None:
    if columns > 2 * IMPORT_COLUMNS:
        raise InvalidInput(_TOO_WIDE)
    if rows > 2 * IMPORT_ROWS or rows * columns > SHEET_CELLS:
        raise InvalidInput(TOO_LONG)


def _refuse(*_: Any) -> None:
    raise ValueError
