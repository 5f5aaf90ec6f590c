"""Rows of a table → what they say, whatever the form: columns, ids, fields, limits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, Final, TypeVar

from capacities.domain.days import is_moment
from capacities.domain.limits import CARD_TEXT_CHARS, PSEUDONYM_CHARS
from capacities.domain.nouns import NOUNS, Noun
from capacities.domain.people import clean_name
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.wording import counted, format_number
from capacities.exports.dialects import read_text
from capacities.exports.names import abridge, group_by_name, normalize
from capacities.exports.outline import types_by_name
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.long_words import split_long, with_next
from capacities.exports.reading.opening import SEPARATORS, Line, Table
from capacities.exports.reading.report import (
    MET,
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
_SHORT: Final = (
    *("auteur", "cree_le", "couleur", "rang", "type", "carte", "on"),
    *("cle_case", "cle_parent", "cle_fil", "cle_type", "cle_de", "cle_vers"),
)
SHORT_CHARS = 200
"""Characters in an author, a date, a colour, a rank or a key: far beyond any honest one."""
_TWICE: Final = "le même identifiant est déjà à la ligne {}"


One = TypeVar("One")


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
        names = {normalize(f.title): f.key for f in declared}
        names |= {normalize(f.key): f.key for f in declared}
        at: dict[str, int] = {}
        fields: dict[str, int] = {}
        ignored = {}
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

    noun: ClassVar[Noun | None] = None
    """What a row is; without it, a card."""
    title: ClassVar[str] = ""
    """What people call the table, when it is not the first of the canvas."""
    divides: ClassVar[bool] = False
    """Words too long for a card go on in other ones, instead of refusing their row."""

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read rows that are each a card."""
        rows = cls(found)
        return rows.reading(rows.each(found.lines, rows.card))

    def card(self, line: Line) -> Card | None:
        """Read one row; None when there is nothing in it to make a card of."""
        raise NotImplementedError

    def __init__(self, found: Found) -> None:
        self.found = found
        self.template, self.columns, self.ours = found.template, found.columns, found.ours
        self.refused: list[RefusedRow] = []
        self.moved: list[Moved] = []
        self.tally = Tally()
        self._numbers: dict[str, int] = {}
        self._decimal_point = found.ours and found.separator == ","
        self.exact = not found.separator or self._decimal_point
        self._noun = self.noun or NOUNS[found.template.form]
        self._colors = types_by_name(found.template)
        self._ids: dict[str, int] = {}

    def each(self, lines: Iterable[Line], read: Callable[[Line], One | None]) -> list[One]:
        """Read row after row what is in it; one that cannot be read is refused, with its line."""
        found = []
        for line in lines:
            try:
                one = read(line)
                if isinstance(one, Card) and one.id in self._numbers:
                    raise RowRefused(_TWICE.format(self._numbers[one.id]))
            except RowRefused as reason:
                text = excerpt(self.raw(line, "texte"))
                self.refused.append(RefusedRow(line.number, text, str(reason)))
            else:
                found += [] if one is None else [one]
                if isinstance(one, Card):
                    self._numbers[one.id] = line.number
        return found

    def reading(
        self, cards: Iterable[Card] = (), remarks: Iterable[str] = (), **said: Any
    ) -> ImportReading:
        """Return what the file says: its rows, refused ones too, and ``said`` besides."""
        table = self.found.table
        cards = tuple(self._divided(cards))
        self._leave_out()
        return ImportReading(
            **{"owned_fields": frozenset(self.columns.fields)} | said,
            cards=cards,
            moved=tuple(self.moved),
            refused=tuple(sorted(self.refused, key=lambda row: row.line)),
            dropped=self.tally.dropped,
            encoding=table.encoding,
            separator=SEPARATORS.get(self.found.separator, ""),
            kind=f"{self.title} ({table.format})" if self.title else table.format,
            remarks=(*table.remarks, *remarks),
        )

    def _divided(self, cards: Iterable[Card]) -> Iterable[Card]:
        for card in cards:
            number, there = self._numbers.get(card.id, 1), self.found.snapshot.cards
            held, moved = with_next(card, self.template, number, there)
            self.moved += moved
            yield from held

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

    def text(self, line: Line, name: str = "texte") -> str:
        """Return the text of the card."""
        text = self.raw(line, name)
        if not self.ours:  # spreadsheets of other systems end lines in their own way
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def check_lengths(self, line: Line, text: str) -> None:
        """Refuse the row when its text, or a column that people never fill, is beyond reason."""
        if not self.divides and len(text) > CARD_TEXT_CHARS:
            raise RowRefused(
                f"le texte a {counted(len(text), 'caractère')} ; {self._noun.a} en porte "
                f"{format_number(CARD_TEXT_CHARS)} au plus"
            )
        for name in _SHORT:
            if len(self.raw(line, name)) > SHORT_CHARS:
                raise RowRefused(f"« {name} » dépasse {SHORT_CHARS} caractères")

    def author(self, line: Line) -> str:
        """Return the pseudonym of who wrote it, as joining a dossier would make it."""
        name = clean_name(self.raw(line, "auteur"))
        if len(name) > PSEUDONYM_CHARS:
            raise RowRefused(f"« auteur » dépasse {PSEUDONYM_CHARS} caractères")
        return name

    def created(self, line: Line) -> str:
        """Return when it was written, "" when what says it is no moment."""
        said = self.cell(line, "cree_le")
        if said and not is_moment(said):
            self.tally.drop("date de création illisible", said)
            return ""
        return said

    def values_given(self, line: Line) -> bool:
        """Tell whether a field of the row is filled."""
        return any(self._at(line, place).strip() for place in self.columns.fields.values())

    def id(self, line: Line) -> str:
        """Return the id of the row, "" when it has none."""
        card_id = self.cell(line, "id")
        if not card_id:
            return ""
        if len(card_id) > _ID_CHARS or not card_id.isprintable():
            raise RowRefused(
                f"l’identifiant n’est pas lisible ; effacez-le pour créer {self._noun.a}"
            )
        if card_id in self._ids:
            raise RowRefused(_TWICE.format(self._ids[card_id]))
        self._ids[card_id] = line.number
        return card_id

    def color(self, line: Line, name: str) -> str:
        """Return the key of a colour, or what is written when there is none of this name."""
        value = self.raw(line, name)
        return self._colors.get(normalize(value), value)

    def fields(self, line: Line, zone: str, place: str) -> dict[str, FieldValue]:
        """Read the fields; ``place`` says where one of them is out of place."""
        declared = {field.key: field for field in self.template.fields}
        carried = {f.key for f in carried_by(self.template, zone)}
        return self.values(line, declared, carried, place)

    def values(
        self, line: Line, declared: Mapping[str, Field], carried: Collection[str], place: str
    ) -> dict[str, FieldValue]:
        """Read the fields of ``declared``; those that are not ``carried`` must be empty."""
        values: dict[str, FieldValue] = {}
        for key, at in self.columns.fields.items():
            cell = self._at(line, at)
            field = declared.get(key)
            if field is None or not cell.strip():
                continue
            if key not in carried:
                raise RowRefused(f"« {field.title} » n’existe pas {place}")
            if self.divides and field.kind is FieldKind.NOTE:
                values[key] = cell
                continue
            try:
                column, point = self.found.first.cells[at], self._decimal_point
                values[key] = read_value(field, cell, decimal_point=point, column=column)
            except ValueError as reason:
                raise RowRefused(f"« {field.title} » : {reason}") from reason
        return values

    def _at(self, line: Line, place: int | None) -> str:
        cell = line.cells[place] if place is not None and place < len(line.cells) else ""
        return cell if self.exact else read_text(cell)


ELEMENTS: Final = "aucun élément ne s’appelle", "plusieurs éléments s’appellent"


def only(found: Sequence[str], name: str, refusals: tuple[str, str], after: str = "") -> str:
    """Return what alone has a name. Raises RowRefused: none has, or several."""
    if len(found) == 1:
        return found[0]
    raise RowRefused(f"{refusals[len(found) > 1]} « {excerpt(name)} »{after}")


class CardReader(RowReader):
    """Reads rows that are each a card: the columns that those of every form have."""

    divides = True
    within: ClassVar[str] = ""
    """Where a card is, when a field is out of place: « dans cette case »."""
    text_name = "texte"
    where: ClassVar[tuple[str, str]]
    """The columns of the title of a place, and of its key."""
    unplaced: ClassVar[str] = ""
    unknown: ClassVar[tuple[str, str]]
    after: ClassVar[str] = ""
    """Refuse a row of which no place is said, or one that nobody knows, or several have."""
    home: str | None = None
    """Where a row goes of which no place is said, None when it is refused."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._claims: dict[int, Card | None] = {}

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read rows that are each a card, of the canvas already or not."""
        rows = cls(found)
        return rows.reading(rows.each(found.lines, rows.met))

    def reading(
        self, cards: Iterable[Card] = (), remarks: Iterable[str] = (), **said: Any
    ) -> ImportReading:
        """Return what the file says; some of it may be there already."""
        met = [MET] if any(self._claims.values()) else []
        return super().reading(cards, (*remarks, *met), **said)

    def met(self, line: Line) -> Card | None:
        """Read one row; without id, it is the card that says the same at the same place."""
        card = self.card(line)
        twin = self.twin(line, card.zone) if card else None
        if card is None or twin is None:
            return card
        return replace(
            twin,
            text=card.text if len(card.text) > CARD_TEXT_CHARS else twin.text,
            color=card.color or twin.color,
            fields={**twin.fields, **card.fields},
            x=twin.x if card.x is None else card.x,
            y=twin.y if card.y is None else card.y,
        )

    def twin(self, line: Line, zone: str) -> Card | None:
        """Return the card of the canvas that a row without id says again: each is so once."""
        if line.number not in self._claims:
            text = "" if self.cell(line, "id") else self.text(line, self.text_name)
            name = normalize(split_long(text, CARD_TEXT_CHARS)[0])
            place = zone, name, normalize(self.raw(line, "pose_sur"))
            there = self._unclaimed.get(place, []) if name else []
            self._claims[line.number] = there.pop(0) if there else None
        return self._claims[line.number]

    @cached_property
    def _unclaimed(self) -> dict[tuple[str, str, str], list[Card]]:
        """The cards that no row names by its id: by their place, their text, what carries them."""
        named = {self.cell(line, "id") for line in self.found.lines}
        snapshot = self.found.snapshot
        texts = {one.id: abridge(one.text) for one in snapshot.edges}
        texts |= {one.id: abridge(one.text) for one in snapshot.cards}
        found: dict[tuple[str, str, str], list[Card]] = {}
        for card in snapshot.cards:
            if card.id not in named:
                place = card.zone, normalize(card.text), normalize(texts.get(card.on or "", ""))
                found.setdefault(place, []).append(card)
        return found

    def know(self, titles: Mapping[str, str]) -> None:
        """Learn the titles of places, by their keys."""
        self.titles = titles
        self.places = group_by_name((one, k) for k, title in titles.items() for one in (title, k))

    def zone_of(self, line: Line) -> str:
        """Find the place: by its title, which people change to move a card, then its key."""
        title, key = (self.cell(line, name) for name in self.where)
        if key and title and normalize(title) == normalize(self.titles.get(key, key)):
            return key  # when it is unknown: a card « à reclasser », as our export writes it
        if title:
            return only(self.places.get(normalize(title), ()), title, self.unknown, self.after)
        emptied = (
            self.home and self.where[0] in self.columns.at and self.titles.get(key, "").strip()
        )
        if key in self.titles and not emptied:
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
        text = self.text(line, self.text_name)
        if self.says_nothing(line, text):
            return None
        self.check_lengths(line, text)
        zone = self.zone_of(line)
        return Card(
            id=self.id(line) or f"{UNNAMED}{line.number}",
            text=text,
            zone=zone,
            rank=self.cell(line, "rang"),
            author=self.author(line),
            created=self.created(line),
            color=self.color(line, "couleur"),
            fields=self.fields(line, zone, self.within),
        )


def carried_by(template: Template, zone: str) -> tuple[Field, ...]:
    """Return the fields that cards of a box carry; all of them when the box is unknown."""
    known = template.zone(zone) is not None
    return tuple(template.fields_of(zone)) if known else template.fields
