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
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    IMPORT_BYTES,
    IMPORT_COLUMNS,
    IMPORT_ROWS,
    WORKBOOK_BYTES,
    WORKBOOK_FILES,
)
from capacities.domain.wording import format_number
from capacities.exports.reading.opening import TOO_LONG, Line, Table, filled

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_OLD: Final = b"\xd0\xcf\x11\xe0"
_OLD_PART, _LOCKED_PART = (name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))
_MIME: Final = b"application/"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_PARTS: Final = re.compile(r"^mimetype$|\.(?:xml|rels)$", re.IGNORECASE)
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
_FAR: Final = re.compile(
    rb"<(?:\w+:)?(?:c|row)\b[^>]{0,300}?\br\s*=\s*[\"']"
    rb"(?:([A-Z]{3,})\d+|[A-Z]*(?:\d{5,}|[4-9]\d{3}))[\"'][^>]*(?<!/)>"
)
"""What is in a cell, or a row, far beyond what a canvas holds."""
_UNCOMPUTED: Final = re.compile(rb"<f\b(?:[^>]*/>|[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_REPEATED: Final = re.compile(rb"-repeated\s*=\s*[\"'](\d{1,9})")
_ROW, _CELL = re.compile(rb"<table:table-row\b"), re.compile(rb"<table:(?:covered-)?table-cell\b")


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
    _check(parts)
    names, at, lines = _read(_packed(parts) if parts else data, sheet)
    uncomputed = any(_UNCOMPUTED.search(part) for part in parts.values())
    remarks = (_UNKNOWN,) if uncomputed else ()
    return Table({"": lines}, format=kind, sheets=names, sheet=at, remarks=remarks)


def _unpacked(data: bytes) -> tuple[str, dict[str, bytes]]:
    """Return what kind of workbook an archive is, and its parts; never more than it declares."""
    kind = "XLSX" if b"xl/workbook.xml" in data else ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {file.filename: file for file in archive.infolist()}
            kind = "XLSX" if "xl/workbook.xml" in files else ""
            if "mimetype" in files and archive.open("mimetype").read(80).startswith(_ODS):
                kind = "ODS"
            kept = [file for name, file in files.items() if _PARTS.search(name)] if kind else []
            opened = sum(file.file_size for file in kept)
            if (
                max(len(data) - IMPORT_BYTES, len(kept) - WORKBOOK_FILES, opened - WORKBOOK_BYTES)
                > 0
            ):
                raise InvalidInput(_HUGE)
            return kind, {file.filename: _well_formed(archive.read(file)) for file in kept}
    except _DAMAGES as error:
        if not kind and _ODS not in data:
            return "", {}
        raise InvalidInput(_DAMAGED) from error


def _well_formed(part: bytes) -> bytes:
    """Return a part that is XML to its end, without entities: the library may wait for ever for
    a tag that never comes."""
    if part.strip() and not part.startswith(_MIME):
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = _refuse
        parser.Parse(part, True)
    return part


def _refuse(*_: Any) -> None:
    raise ValueError


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Make an archive that declares what it holds: the library believes what it reads."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _check(parts: Mapping[str, bytes]) -> None:
    """Refuse what is locked, or says something far beyond what a canvas holds."""
    for name, part in parts.items():
        if name == "META-INF/manifest.xml" and b"encryption-data" in part:
            raise InvalidInput(_LOCKED)
        if name == "content.xml":
            _check_repeats(part)
        elif name.startswith("xl/worksheets/") and (far := _FAR.search(part)):
            raise InvalidInput(_TOO_WIDE if far.group(1) else TOO_LONG)


def _check_repeats(content: bytes) -> None:
    """Refuse what is repeated too often, up to the last cell of a row, or of a sheet."""
    for sheet in content.split(b"<table:table ")[1:]:
        rows = 0
        for row in _ROW.split(sheet[: _last(sheet)])[1:]:
            tag, _, cells = row.partition(b">")
            rows += _times(tag)
            columns = sum(_times(cell) for cell in _CELL.split(cells[: _last(cells)])[1:])
            if rows > 2 * IMPORT_ROWS or columns > 2 * IMPORT_COLUMNS:
                raise InvalidInput(TOO_LONG if rows > 2 * IMPORT_ROWS else _TOO_WIDE)


def _last(content: bytes) -> int:
    """Return where the last of what is said ends, or the beginning."""
    at = max(content.rfind(b"<text:p"), content.rfind(b"office:value"))
    return content.find(b">", at) + 1 if at >= 0 else 0


def _times(tag: bytes) -> int:
    found = _REPEATED.search(tag.partition(b">")[0])
    return int(found.group(1)) if found else 1


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
    from python_calamine import SheetTypeEnum

    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    asked = range(len(names)) if sheet is None else range(sheet, sheet + 1)
    for at in asked:
        if 0 <= at < len(names) and (lines := _lines_of(book.get_sheet_by_name(names[at]))):
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
