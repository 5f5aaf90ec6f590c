"""A table that is not ours → cards all the same, and what people may choose otherwise.

What is guessed or chosen of its columns makes it a table with our names, that the form reads as
any other. What a kept column says and no field can hold goes after the text, with its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_VALUES
from capacities.domain.template import FieldKind, Template
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
    every = dict.fromkeys((best_cut(table.cuts, roles), *table.cuts))
    cuts = [_cut(table, separator, roles) for separator in every]
    asks = choice.columns is not None or choice.titled is not None or choice.values
    for found, kind in product(cuts, roles.reader.kinds):  # titles of ours, however it is cut
        if known := kind.columns(found.first, roles.template):
            own = kind.sure is None or "id" in known.at
            if asks or (not own and _has_hours(found.lines, known.fields, roles.template)):
                return _Asked(found, roles, choice).reading()
            reading = kind.read(replace(found, columns=known, ours=kind.ours <= known.at.keys()))
            if reading.refused and not own:  # a column may be what people did not think
                reading = replace(reading, table=_Asked(found, roles, choice).asked())
            return reading
    return _Asked(cuts[0], roles, choice).reading()


def _cut(table: Table, separator: str, roles: Roles) -> Found:
    first, *lines = table.cuts.get(separator) or [Line(0, ())]
    columns = Columns({}, {})
    return Found(table, separator, roles.template, roles.snapshot, columns, first, lines)


def _has_hours(lines: Iterable[Line], fields: Mapping[str, int], template: Template) -> bool:
    """Tell whether dates have hours, that no field holds."""
    dates = {fields.get(one.key) for one in template.fields if one.kind is FieldKind.DATE}
    cells = (cell for line in lines for place, cell in enumerate(line.cells) if place in dates)
    return any(split_moment(cell)[0] != cell for cell in cells)


class _Asked:
    def __init__(self, found: Found, roles: Roles, choice: Choice) -> None:
        self._found, self._roles, self._choice = found, roles, choice
        lines, failure = [found.first, *found.lines], found.table.failure
        self._width = width = max(len(line.cells) for line in lines)
        if len(lines) < 2 > width or (failure and width < 2):
            raise failure or InvalidInput(_NO_TABLE)
        at = find_titles(lines, roles)
        if choice.titled is not None:
            at = (at or 0) if choice.titled else None
        self._head, body = ((), lines) if at is None else (lines[at].cells, lines[at + 1 :])
        titles = [title.strip() for title in self._head] + [""] * (width + 1 - len(self._head))
        self._titles = [title or f"colonne {number}" for number, title in enumerate(titles, 1)]
        self._columns = guess_columns(self._head, body, width, roles)
        if choice.columns is not None:
            said = (choice.columns.get(place, "") for place in range(width))
            self._columns = [role if role in roles.titles else "" for role in said]
        self._at = {role: at for at, role in reversed([*enumerate(self._columns)]) if role}
        self._tally = Tally()
        for line in lines[:at] if at else ():
            self._tally.drop("ligne au-dessus des titres", " ".join(line.cells))
        kept = kept_rows(self._head, body, self._columns, self._tally)
        self._rows = [(line, self._value(line)) for line in kept]
        self._counts = Counter(value for _, value in self._rows)
        chosen = {value: key for value, key in choice.values.items() if key in roles.places}
        self._into = {value: chosen.get(value) or roles.place(value) for value in self._counts}

    def reading(self) -> ImportReading:
        """Return what the form reads of it, and the table itself."""
        settling = Settling(self._roles.template, self._roles.reader)
        rows = list[tuple[int, dict[str, str]]]()
        for line, value in self._rows if TEXT in self._at else ():
            if self._choice.values.get(value) == "":
                self._tally.drop(f"ligne « {excerpt(value)} »")
                continue
            rows.append((line.number, self._cells(settling, line, value)))
            for place, cell in enumerate(line.cells):
                if not self._columns[place] and cell.strip():
                    self._tally.drop(f"colonne « {self._titles[place]} »", cell)
        names = list(dict.fromkeys([*self._at, *(name for _, cells in rows for name in cells)]))
        first = Line(0, tuple(self._titles[self._at.get(name, self._width)] for name in names))
        lines = [Line(at, tuple(cells.get(name, "") for name in names)) for at, cells in rows]
        places = {name: at for at, name in enumerate(names)}
        fields = {
            name.removeprefix(FIELD): places.pop(name) for name in names if name in settling.fields
        }
        columns = Columns(places, fields)
        found = replace(self._found, columns=columns, first=first, lines=lines)
        read = self._roles.reader.read(found)
        return replace(
            read,
            owned_fields=frozenset(),  # what the table leaves empty is not emptied
            owns_color=False,
            dropped=(*self._tally.dropped, *read.dropped),
            table=self.asked(),
        )

    def asked(self) -> TableAsked:
        """Return how the table is understood."""
        places, said, home = self._roles.places, self._choice.values, self._roles.reader.home
        values = [
            Value(value, count, said.get(value, self._into[value] or home))
            for value, count in self._counts.items()
            if places
        ]
        return TableAsked(
            sheets=self._found.table.sheets,
            sheet=self._found.table.sheet,
            titled=bool(self._head),
            header=tuple(map(excerpt, self._titles[: self._width])),
            sample=tuple(tuple(map(excerpt, line.cells)) for line, _ in self._rows[:_SAMPLE]),
            roles=tuple(Named(key, title) for key, title in self._roles.titles.items()),
            columns=tuple(self._columns),
            values=tuple(values[:IMPORT_VALUES]),
            places=tuple(Named(key, title or key) for key, title in places.items()),
        )

    def _value(self, line: Line) -> str:
        """Return what a row says of where it goes, or its beginning, "" for nothing."""
        at = self._at.get(self._roles.reader.where, self._width)
        value = line.cells[at].strip() if at < len(line.cells) and self._roles.places else ""
        return value if len(value) <= SHORT_CHARS else excerpt(value)

    def _cells(self, settling: Settling, line: Line, value: str) -> dict[str, str]:
        """Return a row as a table of ours would say it, by the names of its columns."""
        into, reader = self._into[value], self._roles.reader
        matched = self._at.get(reader.where) if into else None
        said = [
            (
                "" if into and role == reader.where else role,
                self._titles[at] if self._head else "",
                cell,
            )
            for at, (role, cell) in enumerate(zip(self._columns, line.cells, strict=False))
            if role and at != matched
        ]
        cells = settling.cells(said, into or reader.home)
        return cells | ({reader.where_key: into} if into else {})
