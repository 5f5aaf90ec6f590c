"""A table of a canvas → a sheet that people read: dates are dates, numbers have their unit.

What only machines need (ids, ranks, keys) comes last, folded: a file brought back needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import FieldKind
from capacities.exports.names import normalize
from capacities.exports.sheets import HEAD, PLAIN, Cell, Look, Sheet, Track
from capacities.exports.table import Column, Table

FIRST_DAY: Final = date(1900, 3, 1)
"""Before, spreadsheets have no dates, or count them otherwise than one another."""
_EXACT: Final = 1e15
"""From there, a spreadsheet keeps no unit."""
_DECIMALS: Final = 3
_MACHINES: Final = Look(color="5B6770", beside=True)
_NARROW, _MIDDLE, _WIDE, _DAY, _FOLDED = 10.0, 24.0, 42.0, 14.0, 16.0
_ROOM: Final = 3
"""Characters that a head needs besides its words: the button of the filter."""
_MEASURED: Final = 200
"""Rows whose texts are measured: those are enough to tell a wide column from a narrow one."""


def table_sheet(title: str, table: Table) -> Sheet:
    """Return the sheet of a table, in the order in which people read its columns."""
    heads = headings(table.columns)
    order = sorted(range(len(heads)), key=lambda at: table.columns[at].technical)
    columns = [table.columns[at] for at in order]
    rows = [[_cell(table.columns[at], row[at]) for at in order] for row in table.rows]
    head = [Cell(heads[at], HEAD) for at in order]
    tracks = [_track(column, head[at].value, rows, at) for at, column in enumerate(columns)]
    return Sheet(title, tracks, [head, *rows], frozen=_frozen(columns), sorted=True)


def headings(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what each column is called in a sheet: its title; its name, for machines.

    Of two that would read alike, the field goes by its key.
    """
    return tuple(
        column.name if column.technical or _clashes(column, columns) else column.heading
        for column in columns
    )


def _clashes(column: Column, columns: Sequence[Column]) -> bool:
    mine = normalize(column.heading)
    others = [one for one in columns if one is not column]
    return column.field is not None and any(
        mine in (normalize(one.heading), normalize(one.name)) for one in others
    )


def _frozen(columns: Sequence[Column]) -> int:
    """Keep what a row is in sight, when that is among the two first columns."""
    places = [at for at, column in enumerate(columns[:2], 1) if column.name == "texte"]
    return places[0] if places else 0


def _track(column: Column, head: object, rows: Iterable[Sequence[Cell | None]], at: int) -> Track:
    if column.technical:
        return Track(_FOLDED, folded=True)
    shown = [cell for row in list(rows)[:_MEASURED] if (cell := row[at]) is not None]
    words = max(map(len, str(head).split()), default=0) + _ROOM
    kind = column.field.kind if column.field else None
    most = _WIDE if column.name == "texte" or kind is FieldKind.NOTE else _MIDDLE
    figures = [_length(cell) for cell in shown if not isinstance(cell.value, str)]
    texts = [_length(cell) for cell in shown if isinstance(cell.value, str)]
    return Track(max([_NARROW, words, *figures, min(max(texts, default=0.0), most)]))


def _length(cell: Cell) -> float:
    """Return the room that a value needs, in characters."""
    if isinstance(cell.value, date):
        return _DAY
    if isinstance(cell.value, str):
        return 1.2 * max(map(len, cell.value.split("\n"))) + 2
    digits = f"{cell.value:,.{cell.look.decimals}f}" if cell.look.decimals is not None else "1" * 12
    return 1.1 * len(f"{digits} {cell.look.unit}") + 2


def _cell(column: Column, value: FieldValue | None) -> Cell | None:
    if column.technical:
        return None if value is None or value == "" else Cell(_shown(column, value), _MACHINES)
    shown = None if value is None else _shown(column, value)
    if shown is None or shown == "":
        return None
    return Cell(shown, _number(column, shown) if isinstance(shown, int | float) else PLAIN)


def _shown(column: Column, value: FieldValue) -> str | float | date:
    """Return a value as a spreadsheet has it: a date, a number, else the words that people read."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not isinstance(value, str):
        return int(value) if abs(value) < _EXACT and value == int(value) else value
    kind = column.field.kind if column.field else None
    if kind is FieldKind.DATE:
        return _day(value)
    if kind is FieldKind.CHOICE and column.field:
        return next((c.title for c in column.field.choices if c.key == value), value)
    return value


def _day(text: str) -> str | date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= FIRST_DAY else text


def _number(column: Column, value: float) -> Look:
    unit = column.field.unit if column.field else column.unit
    if abs(value) >= _EXACT:
        return PLAIN
    if isinstance(value, int):
        return Look(decimals=0, unit=unit)
    fraction = format(Decimal(repr(value)), "f").partition(".")[2]
    return Look(decimals=2 if unit == "€" else min(len(fraction), _DECIMALS), unit=unit)
