"""A table that is not ours → cards all the same, and what people may choose otherwise.

What is guessed or chosen of its columns makes it a table with our names, that the form reads as
any other. What a kept column says and no field can hold goes after the text, with its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from capacities.domain.addresses import is_web_address
from capacities.domain.days import read_date
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_VALUES, PSEUDONYM_CHARS
from capacities.domain.people import clean_name
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.outline import first_of, types_by_name
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.guessing import Guess, Roles, best_cut
from capacities.exports.reading.leaving import kept_rows
from capacities.exports.reading.moments import split_moment
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.report import (
    ImportReading,
    Named,
    TableAsked,
    Tally,
    Value,
    excerpt,
)
from capacities.exports.reading.rows import SHORT_CHARS, Columns, Found, carried_by
from capacities.exports.reading.tables import FIELD, SIGNED, SUITE, TEXT, Kinds, Offer, find

_NO_TABLE: Final = (
    "Ce fichier n’est pas un tableau : il n’a ni deux colonnes, ni deux lignes. Rien n’a été "
    "changé. Mettez une carte par ligne dans un tableur, enregistrez-le, puis recommencez."
)
_SAMPLE: Final = 5
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\[\]{}|»]+", re.IGNORECASE)
_CREATED: Final = Field("cree_le", "", FieldKind.DATE)


def read_table(
    table: Table,
    kinds: Kinds,
    offer: Offer,
    template: Template,
    snapshot: Snapshot,
    choice: Choice = AS_FOUND,
) -> ImportReading:
    """Read a table as one that the canvas knows, else as its columns seem, or are chosen, to be.

    Raises InvalidInput when it is no table.
    """
    known = find(table, kinds, template, snapshot)
    chosen = choice.columns is not None or choice.titled is not None or choice.values
    if not known or chosen or _has_hours(known[1]):
        return _Asked(table, offer, template, snapshot, choice).reading()
    kind, found = known
    reading = kind.read(found)
    if reading.refused and kind.sure is not None and "id" not in found.columns.at:
        asked = _Asked(table, offer, template, snapshot, choice).asked()
        return replace(reading, table=asked)  # a column may be what people did not think
    return reading


def _has_hours(found: Found) -> bool:
    """Tell whether dates of a table without ids have hours, that no field holds."""
    dates = {field.key for field in found.template.fields if field.kind is FieldKind.DATE}
    at = [] if "id" in found.columns.at else [found.columns.fields.get(key) for key in dates]
    cells = (
        line.cells[a] for line in found.lines for a in at if a is not None and a < len(line.cells)
    )
    return any(split_moment(cell)[0] != cell for cell in cells)


class _Asked:
    def __init__(
        self, table: Table, offer: Offer, template: Template, snapshot: Snapshot, choice: Choice
    ) -> None:
        self._table, self._offer, self._choice = table, offer, choice
        self._template, self._snapshot = template, snapshot
        self._places = offer.places(snapshot.cards, template) if offer.where_key else {}
        self._roles = Roles(offer, template, self._places)
        self._separator = best_cut(table, self._roles)
        lines = table.cuts.get(self._separator, [])
        self._width = width = max((len(line.cells) for line in lines), default=0)
        if len(lines) < 2 > width or (table.failure and width < 2):
            raise table.failure or InvalidInput(_NO_TABLE)
        guess = Guess(lines, width, self._roles, choice.titled)
        self._head = guess.head
        self._columns = guess.columns()
        if choice.columns is not None:
            said = [choice.columns.get(place, "") for place in range(width)]
            self._columns = [role if role in self._roles.titles else "" for role in said]
        self._tally = Tally()
        for line in guess.above:
            self._tally.drop("ligne au-dessus des titres", " ".join(line.cells))
        self._body = kept_rows(self._head, guess.body, self._columns, self._tally)
        self._used = [(place, role) for place, role in enumerate(self._columns) if role]
        self._fields = {f"{FIELD}{field.key}": field for field in offer.fields(template)}
        self._link, self._note = (
            f"{FIELD}{field.key}" if (field := first_of(template, kind)) else ""
            for kind in (FieldKind.LINK, FieldKind.NOTE)
        )
        self._carried = cache(lambda zone: {f"{FIELD}{f.key}" for f in carried_by(template, zone)})
        self._types = types_by_name(template)
        self._at = {role: place for place, role in reversed(self._used)}
        more = (role for role in (self._link, self._note) if role in self._fields)
        roles = (role for _, role in self._used)
        self._order = [*filter(None, dict.fromkeys((*roles, offer.where_key, *more)))]
        self._said = self._fields.keys() | SIGNED.keys()

    def reading(self) -> ImportReading:
        """Return what the form reads of it, and the table itself."""
        kept, tally = [], self._tally
        for line in self._body if TEXT in self._at else ():
            value = self._value(line)
            if self._choice.values.get(value) == "":
                tally.drop(f"ligne « {excerpt(value)} »")
                continue
            kept.append(self._ours(line, value))
            for place, cell in enumerate(line.cells):
                if not self._columns[place] and cell.strip():
                    tally.drop(f"colonne « {self._title(place)} »", cell)
        titles = (self._title(self._at.get(role, self._width)) for role in self._order)
        at = {role: place for place, role in enumerate(self._order)}
        columns = Columns(
            {role: place for role, place in at.items() if role not in self._fields},
            {field.key: at[role] for role, field in self._fields.items() if role in at},
        )
        head = (self._table, self._separator, self._template, self._snapshot, columns)
        read = self._offer.read(Found(*head, Line(0, tuple(titles)), kept))
        return replace(
            read,
            owned_fields=frozenset(),  # what the table leaves empty is not emptied
            owns_color=False,
            dropped=(*tally.dropped, *read.dropped),
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
            places=tuple(Named(key, title or key) for key, title in self._places.items()),
        )

    def _values(self) -> Iterator[Value]:
        said = self._choice.values
        for value, count in Counter(map(self._value, self._body if self._places else ())).items():
            into = said[value] if value in said else self._into(value) or self._offer.home
            yield Value(value, count, into)

    def _title(self, place: int) -> str:
        title = self._head[place].strip() if place < len(self._head) else ""
        return title or f"colonne {place + 1}"

    def _value(self, line: Line) -> str:
        """Return what a row says of where it goes, or its beginning, "" for nothing."""
        at = self._at.get(self._offer.where, self._width)
        value = line.cells[at].strip() if at < len(line.cells) and self._places else ""
        return value if len(value) <= SHORT_CHARS else excerpt(value)

    def _into(self, value: str) -> str:
        """Return the key of the place of a value, chosen or of the same name, "" for none."""
        chosen = self._choice.values.get(value, "")
        return chosen if chosen in self._places else self._roles.place(value)

    def _ours(self, line: Line, value: str) -> Line:
        """Return a row as a table of ours would say it."""
        into, cells = self._into(value), dict(enumerate(line.cells))
        said, after = {self._offer.where_key: into}, []
        carried = self._carried(into or self._offer.home)
        alone = not cells.get(self._at[TEXT], "").strip()  # then all that the row says is its text
        for place, role in self._used:
            cell, first = cells.get(place, ""), self._at[role] == place
            if not cell.strip() or (into and first and role == self._offer.where):
                continue
            first = first and not (alone and role in self._said)
            day, hour = cell, ""
            if (field := self._fields.get(role)) and field.kind is FieldKind.DATE:
                day, hour = split_moment(cell)
            if kept := self._kept(role, day, carried) if first else "":
                said[role] = kept
                after += (
                    [f"{self._title(place) if self._head else field.title} : {hour}"]
                    if field and hour
                    else []
                )
            else:
                after.append(f"{self._title(place)} : {cell.strip()}" if self._head else cell)
        self._settle(said, "\n".join(after), carried & self._fields.keys())
        return Line(line.number, tuple(said.get(role, "") for role in self._order))

    def _kept(self, role: str, cell: str, carried: set[str]) -> str:
        """Return what a column may hold of a cell, "" when it is to go after the text."""
        field = _CREATED if role == _CREATED.key else self._fields.get(role)
        if field is None:
            astray = (
                role == "type" and role in self._offer.more and normalize(cell) not in self._types
            )
            long = role in SIGNED and len(clean_name(cell)) > PSEUDONYM_CHARS
            return "" if role == SUITE or astray or long else cell
        if field is _CREATED:
            cell = split_moment(cell)[0]
            return f"{read_date(cell)}T00:00:00Z" if _fits(field, cell) else ""
        return cell if role in carried and _fits(field, cell) else ""

    def _settle(self, said: dict[str, str], after: str, carried: set[str]) -> None:
        """Put after the text what no column holds, and the first address in its field."""
        text = said.get(TEXT, "")
        if self._link in carried and self._link not in said:
            address = _address(f"{text}\n{after}")
            said[self._link] = address if _fits(self._fields[self._link], address) else ""
        note = self._note if self._note in carried and text.strip() else TEXT
        said[note] = "\n".join(part for part in (said.get(note, ""), after) if part.strip())


def _fits(field: Field, cell: str) -> bool:
    """Tell whether a field holds a cell; the end of a note that is too long goes elsewhere."""
    try:
        return field.kind is FieldKind.NOTE or read_value(field, cell) is not None
    except ValueError:
        return False


def _address(text: str) -> str:
    """Return the first web address of a text, "" when it has none."""
    found = (one.group().rstrip(".,;:!?…") for one in _ADDRESS.finditer(text))
    return next(filter(is_web_address, found), "")
