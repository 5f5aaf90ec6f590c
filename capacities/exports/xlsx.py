"""A timeline → a workbook: its steps, with dates that are dates, and a frise of coloured cells.

No text is a formula there, whatever it begins with. The same canvas gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_reading import SUCCESS
from capacities.domain.schedule_telling import day_words, is_critical
from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.domain.wording import one_line
from capacities.exports.table import Column
from capacities.exports.timeline import days_of, lane_titles, planned, to_table
from capacities.exports.xml_text import allowed

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_MADE: Final = datetime(2000, 1, 1)
_FIRST_YEAR: Final = 1900
"""Before, a spreadsheet has no dates."""
_DATE: Final = "dd/mm/yyyy"
_WIDE, _NARROW, _TEXT = 44, 14, 24
_DARK: Final = "0B5D66"
_FILLS: Final = {"critique": "C2410C", "fait": "8A949B", "réussite": "0B5D66", "étape": "7FB5BA"}
_SIGNS: Final = {"critique": "▲", "fait": "✓", "réussite": "★", "étape": "■"}
_COLUMNS: Final = 160
_CELLS: Final = 20_000
"""Columns of the frise, and cells of its bars, at most: beyond, months take the place of weeks, and
then its end is cut."""


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file."""
    from openpyxl import Workbook  # other jobs do without its 25 MB

    book = Workbook()
    _write_steps(book.active, snapshot, template)
    _write_frise(book.create_sheet("Frise"), snapshot, template)
    book.properties.creator = "CAPACities"
    book.properties.title = template.title
    made = io.BytesIO()
    book.save(made)
    return _settled(made)


def _settled(made: io.BytesIO) -> bytes:
    """Return the workbook without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name == "docProps/core.xml":
                data = _without_moment(data)
            entry = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(entry, data)
    return out.getvalue()


def _without_moment(data: bytes) -> bytes:
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import fromstring, tostring

    properties = DocumentProperties.from_tree(fromstring(data))
    properties.created = properties.modified = _MADE
    return bytes(tostring(properties.to_tree()))


def _write_steps(sheet: Worksheet, snapshot: Snapshot, template: Template) -> None:
    from openpyxl.utils import get_column_letter

    table = to_table(snapshot, template)
    sheet.title = "Étapes"
    styles = _Styles()
    for place, column in enumerate(table.columns, 1):
        title = column.field.title if column.field else column.name.replace("_", " ")
        _head(sheet.cell(1, place), title)
        sheet.column_dimensions[get_column_letter(place)].width = _width(column)
    for at, row in enumerate(table.rows, 2):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
            _put(sheet.cell(at, place), _read(column, value), styles)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    _on_paper(sheet)


def _width(column: Column) -> int:
    if column.name == "texte" or (column.field and column.field.kind is FieldKind.NOTE):
        return _WIDE
    texts = column.field is not None and column.field.kind is FieldKind.TEXT
    return _TEXT if texts or column.name == "fil" else _NARROW


def _read(column: Column, value: FieldValue | None) -> str | float | date | None:
    """Return a value as a spreadsheet has it: a date, a number, else the words that people read."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not isinstance(value, str):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    kind = column.field.kind if column.field else None
    if kind is FieldKind.DATE and (day := date.fromisoformat(value)).year >= _FIRST_YEAR:
        return day
    if kind is FieldKind.CHOICE and column.field:
        return next((c.title for c in column.field.choices if c.key == value), value)
    return value


class _Styles:
    """The few looks of cells, each made once: a look made anew for each cell takes a minute."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def wear(self, cell: Cell, look: str, make: Callable[[Cell], None]) -> None:
        """Give a cell a look; ``make`` gives it to the first."""
        if look not in self._made:
            make(cell)
            self._made[look] = copy(cell._style)
        cell._style = self._made[look]


def _put(cell: Cell, value: str | float | date | None, styles: _Styles) -> None:
    """Fill a cell; a text stays one."""
    if value is None:
        return
    cell.value = allowed(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        styles.wear(cell, "text", _as_text)
    else:
        styles.wear(cell, "day" if isinstance(value, date) else "number", _as_figure)


def _as_text(cell: Cell) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.quotePrefix = True


def _as_figure(cell: Cell) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(vertical="top")
    if isinstance(cell.value, date):
        cell.number_format = _DATE


def _head(cell: Cell, text: str) -> None:
    from openpyxl.styles import Alignment, Font

    _put(cell, text, _Styles())
    cell.font = Font(bold=True, color="FFFFFF")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    _paint(cell, _DARK)


def _paint(cell: Cell, color: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=color, end_color=color)


def _on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write_frise(sheet: Worksheet, snapshot: Snapshot, template: Template) -> None:
    """One line per step; a column per week, or per month when there would be too many."""
    schedule, titles = planned(snapshot, template), lane_titles(snapshot, template)
    steps = steps_of(snapshot.cards)
    starts, styles = _periods(schedule), _Styles()
    _write_scale(sheet, schedule, starts)
    for at, card in enumerate(steps, 2):
        _put(sheet.cell(at, 1), one_line(titles.get(card.zone, "")) or "À placer", styles)
        _put(sheet.cell(at, 2), one_line(card.text), styles)
        _write_bar(sheet, at, schedule.cards[card.id], starts, styles)
    signs = " · ".join(f"{sign} {word}" for word, sign in _SIGNS.items())
    legend = f"{signs} · horizon : {day_words(schedule.horizon)}"
    _put(sheet.cell(len(steps) + 3, 2), legend, styles)
    if hidden := tell_hidden(snapshot, template.form):
        _put(sheet.cell(len(steps) + 4, 2), hidden, styles)
    sheet.freeze_panes = "C2"
    _on_paper(sheet)


def _periods(schedule: Schedule) -> list[date]:
    """Return the first day of each column, from today or the first bar to the last."""
    bars = [days_of(one) for one in schedule.cards.values()]
    first = min([schedule.today, *(bar[0] for bar in bars)])
    last = max([schedule.horizon, schedule.today, *(bar[1] for bar in bars)])
    first = max(first, date(_FIRST_YEAR, 1, 1))
    weeks = (last - first).days // 7 + 1
    cells = sum((end - start).days // 7 + 1 for start, end in bars)
    fits = weeks <= _COLUMNS and cells <= _CELLS
    return list(_mondays(first, last) if fits else _months(first, last))


def _mondays(day: date, last: date) -> Iterator[date]:
    day -= timedelta(days=day.weekday())
    for number in range(day.toordinal(), last.toordinal() + 1, 7):  # none after the last day
        yield date.fromordinal(number)


def _months(day: date, last: date) -> Iterator[date]:
    year, month = day.year, day.month
    for number in range(month - 1, month - 1 + _COLUMNS):
        if year + number // 12 > date.max.year:
            return
        start = date(year + number // 12, number % 12 + 1, 1)
        if start > last:
            return
        yield start


def _write_scale(sheet: Worksheet, schedule: Schedule, starts: Sequence[date]) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    _head(sheet.cell(1, 1), "Fil")
    _head(sheet.cell(1, 2), "Étape")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _TEXT, _WIDE
    now = _column(schedule.today, starts)
    for place, start in enumerate(starts):
        cell: Any = sheet.cell(1, place + 3)
        _head(cell, f"Aujourd’hui {schedule.today:%d/%m/%Y}" if place == now else "")
        cell.alignment = Alignment(text_rotation=90, horizontal="center")
        if place == now:
            _paint(cell, _FILLS["critique"])
        else:
            cell.value, cell.quotePrefix, cell.number_format = start, False, _DATE
        sheet.column_dimensions[get_column_letter(place + 3)].width = 3.5
    sheet.row_dimensions[1].height = 110


def _column(day: date, starts: Sequence[date]) -> int:
    """Return the place of the column of a day; the first or the last when it is beyond."""
    return max(bisect_right(starts, day) - 1, 0)


def _write_bar(
    sheet: Worksheet, at: int, one: Planned, starts: Sequence[date], styles: _Styles
) -> None:
    first, last = (_column(day, starts) for day in days_of(one))
    word = _word(one)
    for place in range(first, last + 1):
        cell: Any = sheet.cell(at, place + 3, _SIGNS[word])
        styles.wear(cell, word, lambda cell: _as_bar(cell, word))


def _as_bar(cell: Cell, word: str) -> None:
    from openpyxl.styles import Alignment, Font

    cell.font = Font(color="FFFFFF", bold=True)
    cell.alignment = Alignment(horizontal="center")
    _paint(cell, _FILLS[word])


def _word(one: Planned) -> str:
    """Say what a bar is, by one of _SIGNS."""
    if one.task.done:
        return "fait"
    if one.task.nature == SUCCESS:
        return "réussite"
    return "critique" if is_critical(one) else "étape"
