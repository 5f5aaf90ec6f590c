"""A table that is not ours → cards all the same, and what people may choose otherwise.

What is guessed or chosen of its columns makes it a table with our names, that the form reads as
any other. What a kept column says and no field can hold goes after the text, with its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.report import (
    Dropped,
    ImportReading,
    Named,
    TableAsked,
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
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}\S*")
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
    if not known or choice.columns is not None or choice.titled is not None or choice.values:
        return _Asked(table, offer, template, snapshot, choice).reading()
    kind, found = known
    reading = kind.read(found)
    if reading.refused and kind.sure is not None and "id" not in found.columns.at:
        asked = _Asked(table, offer, template, snapshot, choice).asked()
        return replace(reading, table=asked)  # a column may be what people did not think
    return reading


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
        self._above, self._head, self._body = guess.above, guess.head, guess.body
        self._columns = guess.columns()
        if choice.columns is not None:
            said = [choice.columns.get(place, "") for place in range(width)]
            self._columns = [role if role in self._roles.titles else "" for role in said]
        self._used = [(place, role) for place, role in enumerate(self._columns) if role]
        self._fields = {f"{FIELD}{field.key}": field for field in offer.fields(template)}
        self._link, self._note = (
            f"{FIELD}{field.key}" if (field := first_of(template, kind)) else ""
            for kind in (FieldKind.LINK, FieldKind.NOTE)
        )
        self._carried = cache(lambda zone: {f"{FIELD}{f.key}" for f in carried_by(template, zone)})
        self._types = types_by_name(template)
        self._at = self._places_of_roles()
        self._said = self._fields.keys() | SIGNED.keys()

    def _places_of_roles(self) -> dict[str, int]:
        """Say where each role is; three more columns hold a key, an address, what goes after."""
        at: dict[str, int] = {}
        for place, role in self._used:
            at.setdefault(role, place)
        for place, role in enumerate((self._offer.where_key, self._link, self._note), self._width):
            if role and (role in self._fields or role == self._offer.where_key):
                at.setdefault(role, place)
        return at

    def reading(self) -> ImportReading:
        """Return what the form reads of it, and the table itself."""
        if TEXT not in self._columns:
            read = ImportReading((), (), frozenset(), (), self._table.encoding, "")
            return replace(
                read, kind=self._table.format, remarks=self._table.remarks, table=self.asked()
            )
        kept, left = [], Counter[str]()
        for line in self._body:
            value = self._value(line)
            if self._choice.values.get(value) == "":
                left[value] += 1
            else:
                kept.append(self._ours(line, value))
        first = Line(0, tuple(map(self._title, range(self._width))))
        columns = Columns(
            {role: place for role, place in self._at.items() if role not in self._fields},
            {self._fields[role].key: at for role, at in self._at.items() if role in self._fields},
            {place: first.cells[place] for place in range(self._width) if not self._columns[place]},
        )
        found = Found(
            self._table, self._separator, self._template, self._snapshot, columns, first, kept
        )
        read = self._offer.read(found)
        above = (
            Dropped("ligne au-dessus des titres", 1, excerpt(" ".join(line.cells)))
            for line in self._above
        )
        out = (Dropped(f"ligne « {excerpt(value)} »", count) for value, count in left.items())
        dropped = tuple(one for one in (*above, *read.dropped, *out) if one.count)
        return replace(
            read,
            owned_fields=frozenset(),  # what the table leaves empty is not emptied
            owns_color=False,
            dropped=dropped,
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
        cells = [*line.cells, *[""] * (self._width + 3 - len(line.cells))]
        if into := self._into(value):
            cells[self._at[self._offer.where_key]] = into
            if self._offer.where in self._at:
                cells[self._at[self._offer.where]] = ""
        carried = self._carried(into or self._offer.home)
        alone = not cells[self._at[TEXT]].strip()  # then all that the row says is its text
        after = []
        for place, role in self._used:
            cell = cells[place]
            if not cell.strip():
                continue
            first = self._at[role] == place and not (alone and role in self._said)
            cells[place] = self._kept(role, cell, carried) if first else ""
            if not cells[place]:
                after.append(f"{self._title(place)} : {cell.strip()}" if self._head else cell)
        self._settle(cells, after, carried)
        return Line(line.number, tuple(cells))

    def _kept(self, role: str, cell: str, carried: set[str]) -> str:
        """Return what a column may hold of a cell, "" when it is to go after the text."""
        field = _CREATED if role == _CREATED.key else self._fields.get(role)
        if field is None:
            astray = (
                role == "type" and role in self._offer.more and normalize(cell) not in self._types
            )
            long = role in SIGNED and len(clean_name(cell)) > PSEUDONYM_CHARS
            return "" if role == SUITE or astray or long else cell
        if field.kind is FieldKind.DATE and (moment := _MOMENT.fullmatch(cell.strip())):
            cell = moment.group(1)
        if field is _CREATED:
            return f"{read_date(cell)}T00:00:00Z" if _fits(field, cell) else ""
        return cell if role in carried and _fits(field, cell) else ""

    def _settle(self, cells: list[str], after: Sequence[str], carried: set[str]) -> None:
        """Put after the text what no column holds, and the first address in its field."""
        text, words = self._at[TEXT], "\n".join(after)
        link, note = self._at.get(self._link), self._at.get(self._note)
        if link is not None and self._link in carried and not cells[link]:
            address = _address(f"{cells[text]}\n{words}")
            cells[link] = address if _fits(self._fields[self._link], address) else ""
        if note is None or self._note not in carried or not cells[text].strip():
            note = text
        cells[note] = "\n".join(part for part in (cells[note], words) if part.strip())


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
