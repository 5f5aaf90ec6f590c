"""The bytes of a workbook (.xlsx, .ods, .xls) → a table: what its cells show, as one types it.

A few bytes may stand for a huge sheet, of which the library that opens it makes a cell of each
place up to the last that holds something; and it waits for ever for a tag that never comes. So an
archive is unpacked no further than it declares, and its XML walked once, before it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, Final
from xml.parsers import expat

import python_calamine as calamine

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    IMPORT_BYTES,
    IMPORT_COLUMNS,
    IMPORT_ROWS,
    SHEET_CELLS,
    SHEET_ROWS,
    WORKBOOK_BYTES,
    WORKBOOK_ELEMENTS,
    WORKBOOK_FILES,
)
from capacities.domain.wording import format_number
from capacities.exports.reading.opening import TOO_LONG, Line, Table, filled

_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_LOCKED_PART: Final = "EncryptedPackage".encode("utf-16-le")
_MIME: Final = "mimetype"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_PARTS: Final = re.compile(r"^mimetype$|\.(?:xml|rels)$", re.IGNORECASE)
_PACKINGS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What spreadsheets use. Of the others, Python unpacks a whole piece, whatever it grows to."""
_PLACE: Final = re.compile(r"\A([A-Z]{1,3})(\d{1,7})\Z")
_UNCOMPUTED: Final = re.compile(rb"(?:</f>|<f [^>]*/>)\s*(?:<v ?/>|<v></v>)?\s*</c>")
"""A cell of an .xlsx that has a formula, and no value."""
_DAMAGES: Final = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError),
    *(ValueError, LookupError, OSError, EOFError, RuntimeError, OverflowError),
)
_LOCKED: Final = (
    "Ce classeur est protégé par un mot de passe. Ouvrez-le dans le tableur, enregistrez-en une "
    "copie sans mot de passe, puis recommencez."
)
_HUGE: Final = (
    "Ce classeur est trop gros une fois ouvert. Enlevez ce qui n’est pas à reprendre, ou "
    "enregistrez la feuille en « CSV UTF-8 », puis recommencez."
)
_TOO_WIDE: Final = (
    f"Ce classeur a trop de colonnes : {format_number(IMPORT_COLUMNS)} au plus. Effacez ce qui est "
    "loin à droite, puis recommencez."
)
_EMPTY: Final = "Ce classeur est vide."
_EMPTY_SHEET: Final = "Cette feuille du classeur est vide : choisissez-en une autre."
_UNKNOWN: Final = (
    "Des formules de ce classeur n’ont pas de résultat enregistré : leurs cellules sont vides ici. "
    "Pour les reprendre, ouvrez-le dans un tableur et enregistrez-le."
)


def open_workbook(data: bytes, sheet: int | None) -> Table | None:
    """Return the first sheet that holds something, or the one that is asked.

    None: no workbook, or a damaged one, of which one says what one says of any stranger.

    Raises:
        InvalidInput: too big once unpacked, locked or empty.
    """
    if len(data) > IMPORT_BYTES or not data.startswith((_ZIP, _OLD)):
        return None
    try:
        kind, parts = _unpacked(data) if data.startswith(_ZIP) else ("XLS", {})
        if _LOCKED_PART in data or b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise InvalidInput(_LOCKED)
        walk = _Walk()
        for name, part in parts.items():
            if name != _MIME and part.strip():
                walk.check(part)
        packed = _packed(parts) if parts else data
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed)) as book:
            names, at, lines = _chosen(book, sheet)
    except BaseException as error:  # what the library did not foresee is no Exception for it
        known = isinstance(error, (calamine.CalamineError, *_DAMAGES))
        if not known and type(error).__name__ != "PanicException":
            raise
        return None
    remarks = (_UNKNOWN,) if any(map(_UNCOMPUTED.search, parts.values())) else ()
    return Table({"": lines}, format=kind, sheets=names, sheet=at, remarks=remarks)


def _unpacked(data: bytes) -> tuple[str, dict[str, bytes]]:
    """Return what kind of workbook an archive is, and its parts; never more than it declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {file.filename: file for file in archive.infolist()}
        if any(file.compress_type not in _PACKINGS for file in files.values()):
            raise zipfile.BadZipFile
        kind = "XLSX" if "xl/workbook.xml" in files else "ODS"
        if kind == "ODS" and not archive.open(_MIME).read(80).startswith(_ODS):
            raise zipfile.BadZipFile
        kept = [file for name, file in files.items() if _PARTS.search(name)]
        if len(kept) > WORKBOOK_FILES or sum(file.file_size for file in kept) > WORKBOOK_BYTES:
            raise InvalidInput(_HUGE)
        # Asked for all at once, a part is unpacked beyond what it declares.
        return kind, {file.filename: archive.open(file).read(file.file_size) for file in kept}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Make an archive that declares what it holds: the library believes what it reads."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


class _Walk:
    """Refuses, in the XML of a workbook, what is far away, repeated, endless, or too much."""

    def __init__(self) -> None:
        self._left = WORKBOOK_ELEMENTS

    def check(self, part: bytes) -> None:
        """Walk one part: whole XML, without entities."""
        self._row = self._column = 0
        self._cell = (0, 0)
        parser = expat.ParserCreate()
        parser.EntityDeclHandler, parser.StartElementHandler = _refuse, self._start
        parser.Parse(part, True)

    def _start(self, name: str, said: Mapping[str, str]) -> None:
        """An .xlsx may number its rows and cells, an .ods says how many times each is there."""
        self._left -= 1
        if self._left < 0:
            raise InvalidInput(_HUGE)
        name = name.rpartition(":")[2]
        says = name in ("v", "is")
        if name == "table":
            self._row = 0
        elif name in ("row", "table-row"):
            following = self._row + int(said.get("table:number-rows-repeated", 1))
            self._row, self._column = int(said.get("r", following)), 0
        elif name in ("c", "table-cell", "covered-table-cell"):
            self._column += int(said.get("table:number-columns-repeated", 1))
            self._cell = self._row, self._column
            if "r" in said:
                [(letters, row)] = _PLACE.findall(said["r"].upper())
                self._column = sum((ord(one) - 64) * 26**at for at, one in enumerate(letters[::-1]))
                self._cell = int(row), self._column
            says = any("value" in key or "formula" in key for key in said)
        elif name == "sst" and int(said.get("uniqueCount", 0)) > SHEET_CELLS:
            raise ValueError  # room is made for as many texts, without looking for them
        if self._column > SHEET_ROWS or (says and self._cell[1] > IMPORT_COLUMNS):
            raise InvalidInput(_TOO_WIDE)
        if says and self._cell[0] > 2 * IMPORT_ROWS:
            raise InvalidInput(TOO_LONG)


def _refuse(*_: Any) -> None:
    raise ValueError


def _chosen(
    book: calamine.CalamineWorkbook, asked: int | None
) -> tuple[tuple[str, ...], int, list[Line]]:
    """Return the names of the sheets, the place of the one that is read, and its lines."""
    sheets = [one for one in book.sheets_metadata if one.typ is calamine.SheetTypeEnum.WorkSheet]
    hidden = {one.name for one in sheets if one.visible is not calamine.SheetVisibleEnum.Visible}
    names = tuple(f"{one.name} (masquée)" if one.name in hidden else one.name for one in sheets)
    for at, one in enumerate(sheets):
        may_be = one.name not in hidden if asked is None else at == asked
        if may_be and (lines := filled(_rows(book.get_sheet_by_name(one.name)))):
            return names, at, lines
    raise InvalidInput(_EMPTY if asked is None else _EMPTY_SHEET)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[Line]:
    """Yield its rows, numbered as in the sheet; what is merged downwards is said on each.

    They are given from the first row of the sheet, but from the first column that says something.
    """
    if sheet.start is None:
        return
    if sheet.height * sheet.width > SHEET_CELLS:
        raise InvalidInput(TOO_LONG)
    left, ranges = sheet.start[1], sheet.merged_cell_ranges or ()
    merged = {(row, column - left): last for (row, column), (last, _) in ranges if last > row}
    going: dict[int, tuple[int, str]] = {}
    for row, shown in enumerate(sheet.iter_rows()):
        cells = [cell if isinstance(cell, str) else _shown(cell) for cell in shown]
        for column, text in enumerate(cells) if merged else ():
            last, above = going.get(column, (0, ""))
            if last >= row:
                cells[column] = text = text or above
            if (row, column) in merged:
                going[column] = merged[row, column], text
        while cells and not cells[-1].strip():
            cells.pop()
        yield Line(row + 1, tuple(cells))


def _shown(cell: Any) -> str:
    """Return a cell as a person types it: « 62000,5 », « 2027-01-31 », « oui »."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return str(cell.date()) if midnight else cell.isoformat(" ", "minutes")
    return str(cell)
