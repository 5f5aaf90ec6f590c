"""A file → a table: lines and cells, before anything is understood of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES, IMPORT_COLUMNS, IMPORT_ROWS, SHEET_ROWS
from capacities.domain.wording import format_number

SEPARATORS: Final = {";": "point-virgule", "\t": "tabulation", ",": "virgule", "|": "barre"}
csv.field_size_limit(IMPORT_BYTES)  # a cell too long is refused with its row, not with the file
TOO_LONG: Final = f"Ce fichier a trop de lignes : {format_number(IMPORT_ROWS)} au plus par canevas."
_HINT: Final = re.compile(r'[ \ufeff]*+"?sep=([;,\t|])"?[ \t]*+(?:\r\n|\r|\n)', re.IGNORECASE)
_RULE: Final = re.compile(r"[ \t|:]*+-[ \t|:-]*+")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file, with the number of the line where it starts (1-based)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, cut in every way it can be.

    Attributes:
        cuts: its lines, by separator; "" is that of a workbook, which is cut already.
        encoding: as in ``ImportReading``.
        format: what people call it.
        sheets, sheet: the names of those of a workbook, and the place of this one.
        remarks: what is to be said of it, in French.
        failure: why it could not be cut in one of the ways.
    """

    cuts: dict[str, list[Line]]
    encoding: str = ""
    format: str = "CSV"
    sheets: tuple[str, ...] = ("",)
    sheet: int = 0
    remarks: tuple[str, ...] = ()
    failure: InvalidInput | None = None


def open_text(text: str, encoding: str) -> Table:
    """Cut a text at each separator that it has and one that it has not, or at the one it says.

    Raises InvalidInput: more lines than a sheet has.
    """
    text, hint = split_hint(text)
    if max(map(text.count, "\r\n")) > SHEET_ROWS:
        raise InvalidInput(TOO_LONG)
    cuts: dict[str, list[Line]] = {}
    failure, absent = None, [one for one in SEPARATORS if one not in text]
    for separator in [hint] if hint else [one for one in SEPARATORS if one not in absent[1:]]:
        try:
            lines = filled(_records(text, separator))
            if separator == "|":  # what Markdown rules below the titles says nothing
                lines = [line for line in lines if not _RULE.fullmatch("|".join(line.cells))]
            if lines:
                cuts[separator] = lines
        except InvalidInput as error:
            failure = failure or error
    return Table(cuts, encoding, failure=failure)


def split_hint(text: str) -> tuple[str, str | None]:
    """Empty the « sep=; » line that some spreadsheets write first: the next ones keep theirs."""
    found = _HINT.match(text)
    return (f"\n{text[found.end() :]}", found.group(1)) if found else (text, None)


def _records(text: str, separator: str) -> Iterator[Line]:
    source = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for cells in source:
            if cells:
                yield Line(start, tuple(cells))
            start = source.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            f"Ligne {start} : les guillemets de cette ligne sont mal placés ou pas refermés. "
            "Corrigez-la, puis recommencez."
        ) from error


def filled(records: Iterable[Line]) -> list[Line]:
    """Return the lines that say something.

    Raises:
        InvalidInput: too many lines or columns.
    """
    found: list[Line] = []
    for met, line in enumerate(records, 1):
        said = any(cell.strip() for cell in line.cells)
        if met > SHEET_ROWS or (said and len(found) > IMPORT_ROWS):
            raise InvalidInput(TOO_LONG)
        if said and len(line.cells) > IMPORT_COLUMNS:
            raise InvalidInput(
                f"Ligne {line.number} : plus de {format_number(IMPORT_COLUMNS)} colonnes. "
                "Enlevez celles qui ne servent pas, puis recommencez."
            )
        if said:
            found.append(line)
    return found
