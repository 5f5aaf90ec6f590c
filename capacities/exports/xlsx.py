"""A workbook → the bytes of an Excel file. No text is a formula there, whatever it begins with."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from capacities.exports.sheets import HEAD, Book, Cell, Look, Sheet, sheet_names
from capacities.exports.xml_text import allowed
from capacities.exports.zipped import MADE, settled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CELL_CHARS: Final = 32_767
_CUT: Final = " […] (suite coupée ici : voir le CSV)"
_SIGNED: Final = "CAPACités"
_LINE, _HIGHEST, _CHARS = 15.0, 409.0, 1.05
"""Points of a line and of the highest row there may be; characters that fit in one of width."""
_DATE: Final = "dd/mm/yyyy"
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|\r")
"""What Excel would take for a reference: « _x0041_ » is an « A » there."""


def write(book: Book) -> bytes:
    """Return the file."""
    from openpyxl import Workbook  # other jobs do without its 25 MB

    made = Workbook()
    made.remove(made.active)
    looks = _Looks()
    for sheet, name in zip(book.sheets, sheet_names(book), strict=True):
        one = made.create_sheet(allowed(name))
        _write_sheet(one, sheet, looks)
        _on_paper(one, sheet, book.title)
    made.properties.creator = _SIGNED
    made.properties.title = allowed(book.title)
    data = io.BytesIO()
    made.save(data)
    parts = (f"xl/worksheets/sheet{number}.xml" for number in range(1, len(book.sheets) + 1))
    changed = {"docProps/core.xml": _without_moment, **dict.fromkeys(parts, _found_again)}
    return settled(data.getvalue(), changed)


def _found_again(data: bytes) -> bytes:
    """Let the height of a row follow what people change in it: ours is a beginning."""
    return data.replace(b' customHeight="1"', b"")


def _without_moment(data: bytes) -> bytes:
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import fromstring, tostring

    properties = DocumentProperties.from_tree(fromstring(data))
    properties.created = properties.modified = MADE
    return bytes(tostring(properties.to_tree()))


def _write_sheet(made: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    from openpyxl.utils import get_column_letter

    for at, row in enumerate(sheet.shown, 1):
        for place, cell in enumerate(row, 1):
            if cell is not None:
                _put(made.cell(at, place), cell, looks)
        made.row_dimensions[at].height = _height(row, sheet, at)
    for place, track in enumerate(sheet.tracks, 1):
        column = made.column_dimensions[get_column_letter(place)]
        column.width = track.width
        if track.folded:
            column.outlineLevel, column.hidden = 1, True
    made.freeze_panes = made.cell(2, sheet.frozen + 1)
    if sheet.sorted:
        made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.tracks))}{len(sheet.shown)}"


def _height(row: Sequence[Cell | None], sheet: Sheet, at: int) -> float:
    """Return the height of a row, in points, from how its longest text is cut into lines."""
    if at == 1 and sheet.head_height:
        return sheet.head_height
    lines = 1
    for cell, track in zip(row, sheet.tracks, strict=False):
        if cell and isinstance(cell.value, str) and not cell.look.beside and not track.folded:
            wide = _CHARS * track.width
            lines = max(lines, sum(1 + int(len(one) / wide) for one in cell.value.split("\n")))
    return min(_LINE * lines, _HIGHEST)


def _put(made: Any, cell: Cell, looks: _Looks) -> None:
    value = cell.value
    if isinstance(value, str):
        made.value = _fitting(_ESCAPED.sub(_reference, allowed(value)))
        made.data_type = "s"
    elif value is not None:
        made.value = value
    looks.wear(made, cell)


def _reference(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"


def _fitting(text: str) -> str:
    """Cut what Excel cannot hold: beyond, it says that the whole file is damaged."""
    if len(text.encode("utf-16-le")) <= 2 * CELL_CHARS:
        return text
    room = 2 * (CELL_CHARS - len(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


class _Looks:
    """The few looks of cells, each made once: a look made anew for each cell takes a minute."""

    def __init__(self) -> None:
        self._made: dict[tuple[Look, type], Any] = {}

    def wear(self, made: Any, cell: Cell) -> None:
        """Give a cell its look."""
        key = cell.look, type(cell.value)
        if key not in self._made:
            _dress(made, cell)
            self._made[key] = copy(made._style)
        made._style = self._made[key]


def _dress(made: Any, cell: Cell) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    look = cell.look
    text = isinstance(cell.value, str)
    made.alignment = Alignment(
        vertical="center" if look is HEAD else "top",
        horizontal=_side(cell),
        indent=int(_side(cell) == "right"),
        text_rotation=90 if look.upright else None,
        wrap_text=text and not look.beside and not look.upright,
    )
    made.font = Font("Calibri", 11, bold=look.bold, color=look.color or None)
    if look.fill:
        made.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    if text:
        made.quotePrefix = True
    elif isinstance(cell.value, date):
        made.number_format = _DATE
    elif look.decimals is not None:
        made.number_format = _number(look)


def _side(cell: Cell) -> str | None:
    if cell.look.centred:
        return "center"
    return None if isinstance(cell.value, str) else "right"


def _number(look: Look) -> str:
    digits = f"#,##0.{'0' * look.decimals}" if look.decimals else "#,##0"
    unit = look.unit.replace('"', "")
    return f'{digits}\u00a0"{unit}"' if unit else digits


def _on_paper(made: Worksheet, sheet: Sheet, title: str) -> None:
    from openpyxl.utils import get_column_letter

    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = made.PAPERSIZE_A3
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = sheet.pages, 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.print_title_rows = "1:1"
    if sheet.pages > 1 and sheet.frozen:
        made.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    made.oddFooter.left.text = allowed(title).replace("&", "&&")
    made.oddFooter.center.text = "&A"
    made.oddFooter.right.text = "&P / &N"
