"""The bytes of a workbook (.xlsx, .ods, .xls) → a table: what its cells show, as one types it.

A few bytes may stand for a huge sheet: what the archive declares, and where its cells are, are
looked at before it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES, WORKBOOK_BYTES, WORKBOOK_FILES
from capacities.exports.reading.opening import Line, Table, filled
from capacities.exports.reading.sheet_bounds import HUGE, Walk

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OLD: Final = b"\xd0\xcf\x11\xe0"
_OLD_PART, _LOCKED_PART = (name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))
_MIME: Final = b"application/"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_PARTS: Final = re.compile(r"^mimetype$|\.(?:xml|rels)$", re.IGNORECASE)
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What spreadsheets use. Of the others, Python unpacks a whole piece, whatever it grows to."""
_PIECE: Final = 64 * 1024
_DAMAGES: Final = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError),
    *(ValueError, LookupError, OSError, EOFError, RuntimeError),
)
_LOCKED: Final = (
    "Ce classeur est protégé par un mot de passe. Ouvrez-le dans le tableur, enregistrez-en une "
    "copie sans mot de passe, puis recommencez."
)
_DAMAGED: Final = (
    "Ce classeur ne peut pas être lu : il est abîmé, ou d’une sorte inconnue. Rien n’a été changé. "
    "Enregistrez-le depuis le tableur en « .xlsx » ou en « CSV UTF-8 », puis recommencez."
)
_EMPTY: Final = "Ce classeur est vide."
_EMPTY_SHEET: Final = "Cette feuille du classeur est vide : choisissez-en une autre."
_UNKNOWN: Final = (
    "Des formules de ce classeur n’ont pas de résultat enregistré : leurs cellules sont vides ici. "
    "Pour les reprendre, ouvrez-le dans un tableur et enregistrez-le."
)


def open_workbook(data: bytes, sheet: int | None) -> Table | None:
    """Return the first sheet that holds something, or the one that is asked; None: no workbook.

    Raises:
        InvalidInput: too big, damaged, locked or empty.
    """
    kind, parts = _unpacked(data) if data.startswith(b"PK\x03\x04") else ("", {})
    if data.startswith(_OLD):
        if _LOCKED_PART in data:
            raise InvalidInput(_LOCKED)
        kind = "XLS" if _OLD_PART in data else ""
    if not kind:
        return None
    uncomputed = _check(parts)
    names, at, lines = _read(_packed(parts) if parts else data, sheet)
    remarks = (_UNKNOWN,) if uncomputed else ()
    return Table({"": lines}, format=kind, sheets=names, sheet=at, remarks=remarks)


def _unpacked(data: bytes) -> tuple[str, dict[str, bytes]]:
    """Return what kind of workbook an archive is, and its parts; never more than it declares."""
    kind = "XLSX" if b"xl/workbook.xml" in data else ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {file.filename: file for file in archive.infolist()}
            if any(file.compress_type not in _PACKINGS for file in files.values()):
                raise zipfile.BadZipFile
            kind = "XLSX" if "xl/workbook.xml" in files else ""
            if "mimetype" in files and archive.open("mimetype").read(80).startswith(_ODS):
                kind = "ODS"
            kept = [file for name, file in files.items() if _PARTS.search(name)] if kind else []
            opened = sum(file.file_size for file in kept)
            if (
                max(len(data) - IMPORT_BYTES, len(kept) - WORKBOOK_FILES, opened - WORKBOOK_BYTES)
                > 0
            ):
                raise InvalidInput(HUGE)
            return kind, {file.filename: _unpack(archive, file) for file in kept}
    except _DAMAGES as error:
        if not kind and _ODS not in data:
            return "", {}
        raise InvalidInput(_DAMAGED) from error


def _unpack(archive: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    """Read a part piece by piece: asked for all at once, it is unpacked beyond what it declares."""
    with archive.open(file) as part:
        return b"".join(iter(partial(part.read, _PIECE), b""))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Make an archive that declares what it holds: the library believes what it reads."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _check(parts: Mapping[str, bytes]) -> bool:
    """Refuse what is locked, is no XML, or says something far beyond what a canvas holds.

    Return whether formulas have no result.
    """
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise InvalidInput(_LOCKED)
    walk = Walk()
    try:
        for part in parts.values():
            if part.strip() and not part.startswith(_MIME):
                walk.check(part)
    except _DAMAGES as error:
        raise InvalidInput(_DAMAGED) from error
    return walk.uncomputed


def _read(data: bytes, sheet: int | None) -> tuple[tuple[str, ...], int, list[Line]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _chosen(book, sheet)
    except PasswordError as error:
        raise InvalidInput(_LOCKED) from error
    except BaseException as error:  # what the library did not foresee is no Exception for it
        known = isinstance(error, (CalamineError, *_DAMAGES))
        if not known and type(error).__name__ != "PanicException":
            raise
        raise InvalidInput(_DAMAGED) from error


def _chosen(book: CalamineWorkbook, sheet: int | None) -> tuple[tuple[str, ...], int, list[Line]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    shown = [one.visible is SheetVisibleEnum.Visible for one in sheets]
    names = (
        one.name if seen else f"{one.name} (masquée)"
        for one, seen in zip(sheets, shown, strict=True)
    )
    asked = [at for at, seen in enumerate(shown) if seen] if sheet is None else [sheet]
    for at in asked:
        if 0 <= at < len(sheets) and (lines := _lines_of(book.get_sheet_by_name(sheets[at].name))):
            return tuple(names), at, lines
    raise InvalidInput(_EMPTY if sheet is None else _EMPTY_SHEET)


def _lines_of(sheet: CalamineSheet) -> list[Line]:
    """Return its lines, numbered as in the sheet; what is merged downwards is said on each row."""
    return filled(_records(sheet, sheet.start[1])) if sheet.start else []


def _records(sheet: CalamineSheet, left: int) -> Iterator[Line]:
    """Yield its rows: they are given from the first of the sheet, but from the column ``left``."""
    ranges = sheet.merged_cell_ranges or ()
    merged = {(row, column - left): last for (row, column), (last, _) in ranges if last > row}
    going: dict[int, tuple[int, str]] = {}
    for row, shown in enumerate(sheet.iter_rows()):
        cells = [_shown(cell) for cell in shown]
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
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
