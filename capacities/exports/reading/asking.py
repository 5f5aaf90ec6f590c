"""A table that is not ours → cards all the same, and what people may choose otherwise.

What is guessed or chosen of its columns makes it a table with our names, that the form reads as
any other. What a kept column says and no field can hold goes after the text, with its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_VALUES
from capacities.domain.template import FieldKind
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.guessing import (
    Roles,
    best_cut,
    find_titles,
    guess_columns,
    kept_rows,
)
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.report import (
    ImportReading,
    Named,
    TableAsked,
    Tally,
    Value,
    excerpt,
)
from capacities.exports.reading.rows import SHORT_CHARS, Columns, Found
from capacities.exports.reading.settling import Settling, split_moment
from capacities.exports.reading.tables import FIELD, TEXT

_NO_TABLE: Final = (
    "Ce fichier n’est pas un tableau : il n’a ni deux colonnes, ni deux lignes. Rien n’a été "
    "changé. Mettez une carte par ligne dans un tableur, enregistrez-le, puis recommencez."
)
_SAMPLE: Final = 5


def read_table(table: Table, roles: Roles, choice: Choice = AS_FOUND) -> ImportReading:
    """Read a table as one that the canvas knows, else as its columns seem, or are chosen, to be.

    Raises InvalidInput when it is no table.
    """
    separator = best_cut(table.cuts, roles)
    lines = table.cuts.get(separator, [])
    asked = partial(_Asked, table, separator, lines, roles, choice)
    if choice.columns is not None or choice.titled is not None or choice.values:
        return asked().reading()
    for kind in roles.reader.kinds if lines else ():
        if columns := kind.columns(lines[0], roles.template):
            break
    else:
        return asked().reading()
    ours = kind.ours <= columns.at.keys()
    canvas = table, separator, roles.template, roles.snapshot
    found = Found(*canvas, columns, lines[0], lines[1:], ours)
    if _has_hours(found):
        return asked().reading()
    reading = kind.read(found)
    if reading.refused and kind.sure is not None and "id" not in columns.at:
        return replace(reading, table=asked().asked())  # a column may be what people did not think
    return reading


def _has_hours(found: Found) -> bool:
    """Tell whether dates of a table without ids have hours, that no field holds."""
    dates = [field.key for field in found.template.fields if field.kind is FieldKind.DATE]
    at = [place for key, place in found.columns.fields.items() if key in dates]
    cells = (cell for line in found.lines for place in at for cell in line.cells[place:][:1])
    return "id" not in found.columns.at and any(split_moment(cell)[0] != cell for cell in cells)


class _Asked:
    def __init__(
        self, table: Table, separator: str, lines: list[Line], roles: Roles, choice: Choice
    ) -> None:
        self._table, self._roles, self._reader, self._choice = table, roles, roles.reader, choice
        self._canvas = table, separator, roles.template, roles.snapshot
        self._width = width = max((len(line.cells) for line in lines), default=0)
        if len(lines) < 2 > width or (table.failure and width < 2):
            raise table.failure or InvalidInput(_NO_TABLE)
        at = find_titles(lines, roles)
        if choice.titled is not None:
            at = (at or 0) if choice.titled else None
        self._head = () if at is None else lines[at].cells
        body = lines if at is None else lines[at + 1 :]
        self._columns = guess_columns(self._head, body, width, roles)
        if choice.columns is not None:
            said = (choice.columns.get(place, "") for place in range(width))
            self._columns = [role if role in roles.titles else "" for role in said]
        self._at = {role: at for at, role in reversed([*enumerate(self._columns)]) if role}
        self._tally = Tally()
        for line in lines[:at] if at else ():
            self._tally.drop("ligne au-dessus des titres", " ".join(line.cells))
        self._body = kept_rows(self._head, body, self._columns, self._tally)
        self._settling = Settling(roles.template, roles.reader)

    def reading(self) -> ImportReading:
        """Return what the form reads of it, and the table itself."""
        found = list[tuple[int, dict[str, str]]]()
        for line in self._body if TEXT in self._at else ():
            value = self._value(line)
            if self._choice.values.get(value) == "":
                self._tally.drop(f"ligne « {excerpt(value)} »")
                continue
            found.append((line.number, self._cells(line, value)))
            for place, cell in enumerate(line.cells):
                if not self._columns[place] and cell.strip():
                    self._tally.drop(f"colonne « {self._title(place)} »", cell)
        names = list(dict.fromkeys([*self._at, *(name for _, cells in found for name in cells)]))
        titles = tuple(self._title(self._at.get(name, self._width)) for name in names)
        lines = [Line(at, tuple(cells.get(name, "") for name in names)) for at, cells in found]
        places = {name: at for at, name in enumerate(names)}
        fields = {name: places.pop(name) for name in names if name in self._settling.fields}
        columns = Columns(places, {name.removeprefix(FIELD): at for name, at in fields.items()})
        read = self._reader.read(Found(*self._canvas, columns, Line(0, titles), lines))
        return replace(
            read,
            owned_fields=frozenset(),  # what the table leaves empty is not emptied
            owns_color=False,
            dropped=(*self._tally.dropped, *read.dropped),
            table=self.asked(),
        )

    def asked(self) -> TableAsked:
        """Return how the table is understood."""
        return TableAsked(
            sheets=self._table.sheets,
            sheet=self._table.sheet,
            titled=bool(self._head),
            header=tuple(excerpt(self._title(place)) for place in range(self._width)),
            sample=tuple(tuple(map(excerpt, line.cells)) for line in self._body[:_SAMPLE]),
            roles=tuple(Named(key, title) for key, title in self._roles.titles.items()),
            columns=tuple(self._columns),
            values=tuple(self._values())[:IMPORT_VALUES],
            places=tuple(Named(key, title or key) for key, title in self._roles.places.items()),
        )

    def _values(self) -> Iterator[Value]:
        said, body = self._choice.values, self._body if self._roles.places else ()
        for value, count in Counter(map(self._value, body)).items():
            yield Value(value, count, said.get(value, self._into(value) or self._reader.home))

    def _title(self, place: int) -> str:
        title = self._head[place].strip() if place < len(self._head) else ""
        return title or f"colonne {place + 1}"

    def _value(self, line: Line) -> str:
        """Return what a row says of where it goes, or its beginning, "" for nothing."""
        at = self._at.get(self._reader.where, self._width)
        value = line.cells[at].strip() if at < len(line.cells) and self._roles.places else ""
        return value if len(value) <= SHORT_CHARS else excerpt(value)

    def _into(self, value: str) -> str:
        """Return the key of the place of a value, chosen or of the same name, "" for none."""
        chosen = self._choice.values.get(value, "")
        return chosen if chosen in self._roles.places else self._roles.place(value)

    def _cells(self, line: Line, value: str) -> dict[str, str]:
        """Return a row as a table of ours would say it, by the names of its columns."""
        into = self._into(value)
        matched = self._reader.where if into else ""
        said = (
            ("" if role == matched else role, self._title(place) if self._head else "", cell)
            for place, (role, cell) in enumerate(zip(self._columns, line.cells, strict=False))
            if role and (role != matched or place != self._at[role])
        )
        cells = self._settling.cells(said, into or self._reader.home)
        return cells | ({self._reader.where_key: into} if into else {})
