"""A CSV of a map → elements and stamps, row by row: ours, or « type ; texte » of a spreadsheet.

What a row names, by its id or by a text that one element alone has, is an element of the map or
of another row of the file. What was gone already when the file was made has an id and no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import MAP_REACH
from capacities.domain.plans import name_column
from capacities.domain.snapshot import Card
from capacities.domain.template import FieldKind, Template
from capacities.exports import value
from capacities.exports.names import normalize
from capacities.exports.reading.cells import read_number
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.facing import spread
from capacities.exports.reading.inventory_reader import INVENTORY
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import ImportReading, RowRefused
from capacities.exports.reading.rows import CardReader, Found, Names, Thing
from capacities.exports.reading.tables import Reader, TableKind, named

_BALANCE: Final = (
    "Ce fichier est le bilan de la carte : il se calcule d’après elle, et ne se relit pas. Rien "
    "n’a été changé. Donnez plutôt le CSV des éléments (« Importer, exporter », « CSV »), puis "
    "celui des liens (« Liens »)."
)


def refuse(_: Found) -> ImportReading:
    """Say that a balance is computed."""
    raise InvalidInput(_BALANCE)


def names(template: Template) -> Mapping[str, str]:
    """Return the names of the columns: an element that a field names has one for its text too."""
    texts = (name_column(f) for f in template.fields if f.kind is FieldKind.ELEMENT)
    ours = ("type", "texte", "couleur", "pose_sur", "equivalent", "x", "y", "auteur", "cree_le")
    return named(*ours, "id", "rang", "on", "cle_type", *texts)


class _Elements(CardReader):
    """Reads elements, knowing those of the map and of the whole file."""

    within, unplaced = "pour ce type d’élément", "le type n’est pas indiqué"
    where = "type", "cle_type"
    unknown = "aucun type d’élément ne s’appelle", "plusieurs types d’élément s’appellent"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read elements and stamps, then what they name; what has no place is given one."""
        rows, own, at = cls(found), found.ours, found.columns.at
        rows.each(found.lines, rows.card)
        cards = rows.each(found.lines, rows.joined)
        reading = rows.reading(cards, owns_color=own and "couleur" in at)
        # A file of ours that has places says so of what has none.
        return reading if own and "x" in at else spread(reading, found.snapshot)

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.know({zone.key: zone.title for zone in found.template.zones})
        self.home = "" if self.ours else None  # a type that is missing, as our export writes it
        self._elements = [f for f in found.template.fields if f.kind is FieldKind.ELEMENT]
        self._cards: dict[int, Card] = {}
        there = found.snapshot
        self._carried = {card.id for card in (*there.trash, *there.cards) if card.on}

    @cached_property
    def _names(self) -> Names:
        """What rows may name, once they are read: one another, else what the map has."""
        there = self.found.snapshot
        gone: list[Thing] = [*there.trash, *there.edge_trash]
        return Names(gone, self._cards.values(), [*there.cards, *there.edges])

    def says_nothing(self, line: Line, text: str) -> bool:
        """A stamp may have no text."""
        said = normalize(self.cell(line, "type") or self.cell(line, "cle_type"))
        return said not in self.places and super().says_nothing(line, text)

    def card(self, line: Line) -> Card | None:
        """Read one row and its place on the map."""
        if card := super().card(line):
            x, y = self._place(line)
            self._cards[line.number] = replace(card, x=x, y=y)
        return card

    def joined(self, line: Line) -> Card | None:
        """Find what a row names: what carries it, the elements of its fields."""
        if (card := self._cards.get(line.number)) is None:
            return None
        fields = dict(card.fields)
        for field in self._elements:
            if key := str(fields.get(field.key, "")):
                title = self.raw(line, name_column(field))
                fields[field.key] = self._find(key, title, field.key, field.among)
        return replace(card, on=self._carrier(line), fields=fields)

    def _place(self, line: Line) -> tuple[float | None, float | None]:
        cells = [self.cell(line, name) for name in "xy"]
        if not all(cells):
            return None, None
        try:
            x, y = (read_number(cell, decimal_point=self._decimal_point) for cell in cells)
        except ValueError as reason:
            raise RowRefused(f"la place : {reason}") from reason
        return (x, y) if max(abs(x), abs(y)) <= MAP_REACH else (None, None)

    def _carrier(self, line: Line) -> str | None:
        """Return the id of what carries it; "" when the file says that it is put down."""
        key, title = self.cell(line, "on"), self.raw(line, "pose_sur")
        if key or title.strip():
            return self._find(key, title, "pose_sur")
        down = self.cell(line, "id") in self._carried and "on" in self.columns.at
        return "" if down else None

    def _find(self, key: str, title: str, column: str, among: str | None = None) -> str:
        return self._names.find(key, title, column, sure=self.ours, among=among)


ELEMENTS: Final = TableKind(
    _Elements.read,
    names,
    needs=("texte", "type|cle_type"),
    ours={"id", "rang", "on", "cle_type"},
    sure={"id"},
)
BALANCE: Final = TableKind(
    refuse,
    lambda template: named(*(column.name for column in value.columns(template))),
    there=lambda template: [column.name for column in value.columns(template)],
)
KINDS: Final = (INVENTORY, *LINKS, BALANCE, ELEMENTS)
READER: Final = Reader(KINDS, _Elements.read, "type", "Type d’élément", "cle_type")
