"""Rows of a table → what they say, whatever the form: columns, ids, fields, limits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, TypeVar

from capacities.domain.days import is_moment
from capacities.domain.limits import CARD_TEXT_CHARS, PSEUDONYM_CHARS
from capacities.domain.people import clean_name
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.wording import format_number
from capacities.exports.dialects import read_text
from capacities.exports.names import abridge, group_by_name, keys_by_name, normalize
from capacities.exports.outline import types_by_name
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.facing import meet
from capacities.exports.reading.long_words import with_next
from capacities.exports.reading.opening import SEPARATORS, Line, Table
from capacities.exports.reading.report import (
    UNNAMED,
    ImportReading,
    Moved,
    RefusedRow,
    RowRefused,
    Tally,
    excerpt,
)
from capacities.exports.votes import DOTS

_ID_CHARS = 64
_SHORT: Final = ("auteur", "cree_le", "couleur", "rang", "type", "carte", "on")
SHORT_CHARS = 200
"""Characters in an author, a date, a colour, a rank or a key: far beyond any honest one."""
_LONG: Final = "« {} » dépasse {} caractères"
ELEMENTS: Final = "aucun élément ne s’appelle", "plusieurs éléments s’appellent"
Thing = Card | Edge
One = TypeVar("One", bound=Thing)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where to find what in a row.

    Attributes:
        at: place of each column that we know, by its name.
        fields: place of each field of the template, by its key.
        ignored: the others, by their place: what is on the first line.
    """

    at: Mapping[str, int]
    fields: Mapping[str, int]
    ignored: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, first: Line, declared: Collection[Field], known: Mapping[str, str]) -> Columns:
        """Find the columns on the first line; ``known`` are ours, by each name they may have."""
        names = keys_by_name((field.key, field.title) for field in declared)
        at, fields, ignored = dict[str, int](), dict[str, int](), dict[int, str]()
        for place, cell in enumerate(first.cells):
            name = normalize(cell)
            if name in known and known[name] not in at:
                at[known[name]] = place
            elif name in names and names[name] not in fields:
                fields[names[name]] = place
            elif name and name != normalize(DOTS.name):  # told beside the cards, not theirs
                ignored[place] = cell.strip()
        return cls(at, fields, ignored)


@dataclass(frozen=True, slots=True)
class Found:
    """A table whose columns are understood, and the canvas that it is for.

    Attributes:
        first, lines: its first line, then those to be read.
        ours: the columns are those of our exports; cut by commas, it is the open-data one.
    """

    table: Table
    separator: str
    template: Template
    snapshot: Snapshot
    columns: Columns
    first: Line
    lines: Sequence[Line]
    ours: bool = False


class RowReader:
    """Reads cells of rows, one row after the other, remembering the ids met."""

    title: ClassVar[str] = ""
    """What people call the table, when it is not the first of the canvas."""
    text_name: ClassVar[str] = "texte"
    color_name: ClassVar[str] = "couleur"
    divides: ClassVar[bool] = False
    """Words too long for a card go on in other ones, instead of refusing their row."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.template, self.columns, self.ours = found.template, found.columns, found.ours
        self.refused: list[RefusedRow] = []
        self.moved: list[Moved] = []
        self.tally = Tally()
        self._decimal_point = found.ours and found.separator == ","
        self._colors = types_by_name(found.template)
        self._numbers: dict[str, int] = {}

    def each(self, lines: Iterable[Line], read: Callable[[Line], One | None]) -> list[One]:
        """Read row after row what is in it; one that cannot be read is refused, with its line."""
        found = []
        for line in lines:
            try:
                if (one := read(line)) is not None:
                    self._once(one.id, line)
                    found.append(one)
            except RowRefused as reason:
                text = excerpt(self.text(line))
                self.refused.append(RefusedRow(line.number, text, str(reason)))
        return found

    def _once(self, one: str, line: Line) -> None:
        if (number := self._numbers.setdefault(one, line.number)) != line.number:
            raise RowRefused(f"le même identifiant est déjà à la ligne {number}")

    def reading(
        self, cards: Iterable[Card] = (), remarks: Iterable[str] = (), **said: Any
    ) -> ImportReading:
        """Return what the file says: its rows, refused ones too, and ``said`` besides.

        What is too long is divided; what the canvas has already is not made again.
        """
        table, whole = self.found.table, list[Card]()
        for card in cards:
            held, moved = with_next(card, self.template, self._numbers.get(card.id, 1))
            whole += held
            self.moved += moved
        self._leave_out()
        reading = ImportReading(
            **{"owned_fields": frozenset(self.columns.fields)} | said,
            cards=tuple(whole),
            moved=tuple(self.moved),
            refused=tuple(sorted(self.refused, key=lambda row: row.line)),
            dropped=self.tally.dropped,
            encoding=table.encoding,
            separator=SEPARATORS.get(self.found.separator, ""),
            kind=f"{self.title} ({table.format})" if self.title else table.format,
            remarks=(*table.remarks, *remarks),
        )
        return meet(reading, self.found.snapshot.cards, self.found.snapshot.edges)

    def _leave_out(self) -> None:
        for place, title in self.columns.ignored.items():
            cells = [cell for line in self.found.lines if (cell := self._at(line, place).strip())]
            if cells:
                self.tally.drop(f"colonne « {title} »", cells[0], len(cells))

    def cell(self, line: Line, name: str) -> str:
        """Return a cell without its spaces around, "" when the row is too short."""
        return self.raw(line, name).strip()

    def raw(self, line: Line, name: str) -> str:
        """Return a cell as it must be understood, "" when the row is too short."""
        return self._at(line, self.columns.at.get(name))

    def text(self, line: Line) -> str:
        """Return the text of the card."""
        return self.raw(line, self.text_name)

    def check_lengths(self, line: Line, text: str) -> None:
        """Refuse the row when its text, or a column that people never fill, is beyond reason."""
        if len(text) > CARD_TEXT_CHARS and not self.divides:
            raise RowRefused(_LONG.format(self.text_name, format_number(CARD_TEXT_CHARS)))
        for name in self.columns.at:
            short = name in _SHORT or name.startswith("cle_")
            if short and len(self.raw(line, name)) > SHORT_CHARS:
                raise RowRefused(_LONG.format(name, SHORT_CHARS))

    def signed(self, line: Line) -> dict[str, Any]:
        """Return the id of what a row is, who wrote it, as joining a dossier makes it, and when."""
        one, author, created = (
            self.id(line),
            clean_name(self.raw(line, "auteur")),
            self.cell(line, "cree_le"),
        )
        if len(author) > PSEUDONYM_CHARS:
            raise RowRefused(_LONG.format("auteur", PSEUDONYM_CHARS))
        if created and not is_moment(created):
            self.tally.drop("date de création illisible", created)
            created = ""
        return {"id": one or f"{UNNAMED}{line.number}", "author": author, "created": created}

    def values_given(self, line: Line) -> bool:
        """Tell whether a field of the row is filled."""
        return any(self._at(line, place).strip() for place in self.columns.fields.values())

    def id(self, line: Line) -> str:
        """Return the id of the row, "" when it has none."""
        one = self.cell(line, "id")
        if len(one) > _ID_CHARS or not one.isprintable():
            raise RowRefused("l’identifiant n’est pas lisible ; effacez-le pour en avoir un neuf")
        if one:
            self._once(one, line)
        return one

    def color(self, line: Line) -> str:
        """Return the key of a colour, or what is written when there is none of this name."""
        value = self.raw(line, self.color_name)
        return self._colors.get(normalize(value), value)

    def values(
        self, line: Line, carried: Iterable[Field], declared: Iterable[Field], place: str
    ) -> dict[str, FieldValue]:
        """Read the fields that are ``carried``; the others of ``declared`` must be empty.

        ``place`` says where one of them is out of place.
        """
        values: dict[str, FieldValue] = {}
        held = {field.key: field for field in carried}
        fields = {field.key: field for field in declared} | held
        for key, at in self.columns.fields.items():
            cell, field = self._at(line, at), fields.get(key)
            if field is None or not cell.strip():
                continue
            if key not in held:
                raise RowRefused(f"« {field.title} » n’existe pas {place}")
            try:
                whole = self.divides and field.kind is FieldKind.NOTE
                point, column = self._decimal_point, self.found.first.cells[at]
                values[key] = (
                    cell if whole else read_value(field, cell, decimal_point=point, column=column)
                )
            except ValueError as reason:
                raise RowRefused(f"« {field.title} » : {reason}") from reason
        return values

    def fields(self, line: Line, zone: str, place: str) -> dict[str, FieldValue]:
        """Read the fields of a card, which are those of its box."""
        return self.values(line, carried_by(self.template, zone), self.template.fields, place)

    def _at(self, line: Line, place: int | None) -> str:
        cell = line.cells[place] if place is not None and place < len(line.cells) else ""
        if not self.ours:  # spreadsheets of other systems end lines in their own way
            cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        return read_text(cell) if self.found.separator and not self._decimal_point else cell


class CardReader(RowReader):
    """Reads rows that are each a card: the columns that those of every form have."""

    divides = True
    within: ClassVar[str] = ""
    """Where a card is, when a field is out of place: « dans cette case »."""
    where: ClassVar[tuple[str, str]]
    """The columns of the title of a place, and of its key."""
    unplaced: ClassVar[str] = ""
    unknown: ClassVar[tuple[str, str]]
    after: ClassVar[str] = ""
    """Refuse a row of which no place is said, or one that nobody knows, or several have."""
    home: str | None = None
    """Where a row goes of which no place is said, None when it is refused."""

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read rows that are each a card."""
        rows = cls(found)
        return rows.reading(rows.each(found.lines, rows.card))

    def know(self, titles: Mapping[str, str]) -> None:
        """Learn the titles of places, by their keys."""
        self.titles = titles
        self.places = group_by_name((one, k) for k, title in titles.items() for one in (title, k))

    def zone_of(self, line: Line) -> str:
        """Find the place: by its title, which people change to move a card, then its key."""
        title, key = (self.cell(line, name) for name in self.where)
        same = key and normalize(title) == normalize(self.titles.get(key, key))
        if title and not same:
            return only(self.places.get(normalize(title), ()), title, self.unknown, self.after)
        said = self.titles.get(key, "").strip() and self.where[0] in self.columns.at
        # With its title, unknown: a card « à reclasser », as our export writes it.
        if title or (key in self.titles and not (said and self.home)):  # else it was emptied
            return key
        if self.home is None:
            raise RowRefused(self.unplaced)
        return self.home

    def says_nothing(self, line: Line, text: str) -> bool:
        """Tell whether there is nothing to make a card of. Raises RowRefused for fields alone."""
        if text.strip() or self.cell(line, "id"):
            return False
        if self.values_given(line):
            raise RowRefused("le texte est vide")
        return True

    def card(self, line: Line) -> Card | None:
        """Read one row; None when there is nothing in it to make a card of."""
        text = self.text(line)
        if self.says_nothing(line, text):
            return None
        self.check_lengths(line, text)
        zone = self.zone_of(line)
        return Card(
            **self.signed(line),
            text=text,
            zone=zone,
            rank=self.cell(line, "rang"),
            color=self.color(line),
            fields=self.fields(line, zone, self.within),
        )


def only(found: Sequence[str], name: str, refusals: tuple[str, str], after: str = "") -> str:
    """Return what alone has a name. Raises RowRefused: none has, or several."""
    if len(found) == 1:
        return found[0]
    raise RowRefused(f"{refusals[len(found) > 1]} « {excerpt(name)} »{after}")


class Names:
    """What a row may name: by its id, or by a text that it alone has."""

    def __init__(self, gone: Iterable[Thing], *there: Collection[Thing]) -> None:
        """``gone`` are known by their ids only; of the others, the nearest come first."""
        self._ids = {one.id for some in (gone, *there) for one in some}
        self._zones = {one.id: getattr(one, "zone", "") for some in there for one in some}
        self._named = [group_by_name((abridge(one.text), one.id) for one in some) for some in there]

    def find(
        self, key: str, title: str, column: str, *, sure: bool, among: str | None = None
    ) -> str:
        """Return an id, of the box ``among``; ``sure`` of one that was gone already.

        Raises RowRefused.
        """
        if key in self._ids or (sure and key):
            return key
        words = title if title.strip() else key
        for named in self._named:
            found = named.get(normalize(abridge(words)), [])
            if fit := [one for one in found if among in (None, self._zones[one])]:
                break
        return only(fit, words, ELEMENTS, f" (« {column} »)")


def carried_by(template: Template, zone: str) -> tuple[Field, ...]:
    """Return the fields that cards of a box carry; all of them when the box is unknown."""
    known = template.zone(zone) is not None
    return tuple(template.fields_of(zone)) if known else template.fields
