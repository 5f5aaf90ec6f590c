"""A CSV of a map → elements and stamps, row by row: ours, or « type ; texte » of a spreadsheet.

What a row names, by its id or by a text that one element alone has, is an element of the map or
of another row of the file. What was gone already when the file was made has an id and no text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import MAP_REACH
from capacities.domain.plans import name_column
from capacities.domain.snapshot import Card
from capacities.domain.template import FieldKind, Template
from capacities.exports import value
from capacities.exports.names import abridge, group_by_name, normalize
from capacities.exports.reading.cells import read_number
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.inventory_reader import INVENTORY
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import ELEMENTS as NAMED
from capacities.exports.reading.rows import CardReader, Found, only
from capacities.exports.reading.spreading import spread
from capacities.exports.reading.tables import Offer, TableKind, boxes, named

_BALANCE: Final = (
    "Ce fichier est le bilan de la carte : il se calcule d’après elle, et ne se relit pas. Rien "
    "n’a été changé. Donnez plutôt le CSV des éléments (« Exporter », « CSV »), puis celui des "
    "liens (« Liens »)."
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
        """Read elements and stamps; what has no place is given one."""
        rows = cls(found)
        cards = rows.placed(rows.each(found.lines, rows.card))
        return rows.reading(cards, owns_color="couleur" in rows.columns.at and rows.ours)

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot = found.template, found.snapshot
        self.know({zone.key: zone.title for zone in template.zones})
        self.home = "" if self.ours else None  # a type that is missing, as our export writes it
        self._named = [f for f in template.fields if f.kind is FieldKind.ELEMENT]
        self._there = snapshot.cards
        cards = (*snapshot.trash, *snapshot.cards)
        self._before = {card.id: card for card in cards}
        said = [(card.text, card.id, card.zone) for card in snapshot.cards]
        said += [(edge.text, edge.id, "") for edge in snapshot.edges]
        said += [(self.text(one), self._id_of(one), self._type(one) or "") for one in found.lines]
        self._zones = {one: zone for _, one, zone in said}
        gone = {edge.id for edge in snapshot.edge_trash}
        self._known = self._before.keys() | self._zones.keys() | gone
        self._names = group_by_name((abridge(text), one) for text, one, _ in said)

    def _id_of(self, line: Line) -> str:
        return self.cell(line, "id") or f"{UNNAMED}{line.number}"

    def says_nothing(self, line: Line, text: str) -> bool:
        """A stamp may have no text."""
        return not self._type(line) and super().says_nothing(line, text)

    def card(self, line: Line) -> Card | None:
        """Read one row, its place on the map and what it names besides."""
        if (card := super().card(line)) is None:
            return None
        x, y = self._place(line)
        fields = dict(card.fields)
        for field in self._named:
            if field.key in fields:
                key, title = str(fields[field.key]), self.raw(line, name_column(field))
                fields[field.key] = self._find(key, title, field.key, field.among)
        return replace(card, x=x, y=y, on=self._carrier(line), fields=fields)

    def placed(self, cards: Sequence[Card]) -> list[Card]:
        """Give a place, below the rest, to what is new, carried by nothing and without any.

        A file of ours that has places says so of what has none.
        """
        said = self.ours and "x" in self.columns.at
        new = {c.id for c in cards if not (said or c.id in self._before or c.on or c.x is not None)}
        return spread(cards, new, (), self._there)

    def _type(self, line: Line) -> str | None:
        named = normalize(self.raw(line, "type") or self.cell(line, "cle_type"))
        return next(iter(self.places.get(named, ())), None)

    def _place(self, line: Line) -> tuple[float | None, float | None]:
        cells = [self.raw(line, name) for name in "xy"]
        if not all(cell.strip() for cell in cells):
            return None, None
        try:
            x, y = (read_number(cell, decimal_point=self._decimal_point) for cell in cells)
        except ValueError as reason:
            raise RowRefused(f"la place : {reason}") from reason
        return (x, y) if max(abs(x), abs(y)) <= MAP_REACH else (None, None)

    def _carrier(self, line: Line) -> str | None:
        """Return the id of what carries it; "" when the file says that it is put down."""
        key, title = self.raw(line, "on"), self.raw(line, "pose_sur")
        if key.strip() or title.strip():
            return self._find(key, title, "pose_sur", None)
        before = self._before.get(self.cell(line, "id"))
        return "" if before and before.on and "on" in self.columns.at else None

    def _find(self, key: str, title: str, column: str, among: str | None) -> str:
        """Return the id of what is named, which is of the type ``among`` unless it is None."""
        if key in self._known or (self.ours and key.strip()):
            return key
        words = title if title.strip() else key
        found = self._names.get(normalize(abridge(words)), ())
        fit = [one for one in found if among in (None, self._zones[one])]
        return only(fit, words, NAMED, f" (« {column} »)")


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
OFFER: Final = Offer(_Elements.read, "type", "Type d’élément", "cle_type", boxes)
