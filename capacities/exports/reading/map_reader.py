"""A CSV of a map → elements and stamps, row by row: ours, or « type ; texte » of a spreadsheet.

What a row names, by its id or by a text that one element alone has, is an element of the map or
of another row of the file. What was gone already when the file was made has an id and no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import MAP_REACH
from capacities.domain.plans import name_column
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import FieldKind, Template
from capacities.exports import value
from capacities.exports.names import abridge, keys_by_name, normalize
from capacities.exports.reading.cells import read_number
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.inventory_reader import INVENTORY
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused, excerpt
from capacities.exports.reading.rows import CardReader, Found
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

    within = "pour ce type d’élément"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read elements and stamps; what has no place is given one."""
        rows = cls(found)
        cards = rows.placed(rows.each(found.lines, rows.card))
        return rows.reading(cards, owns_color="couleur" in rows.columns.at and rows.ours)

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot = found.template, found.snapshot
        self._types = keys_by_name((zone.key, zone.title) for zone in template.zones)
        self._named = [f for f in template.fields if f.kind is FieldKind.ELEMENT]
        self._there = snapshot.cards
        cards = (*snapshot.trash, *snapshot.cards)
        self._before = {card.id: card for card in cards}
        edges = (*snapshot.edges, *snapshot.edge_trash)
        self._known = self._before.keys() | {edge.id for edge in edges}
        self._by_text: dict[str, dict[str, str]] = {}
        self._learn((card.id, card.text, card.zone) for card in snapshot.cards)
        self._learn((edge.id, edge.text, "") for edge in snapshot.edges)
        self._learn(self._said(found.lines))

    def _said(self, lines: Iterable[Line]) -> Iterable[tuple[str, str, str]]:
        for line in lines:
            yield self._id_of(line), self.text(line), self._type(line) or ""

    def _learn(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Remember the id and type of what has each text."""
        for one, text, zone in found:
            self._known.add(one)
            if text.strip():
                self._by_text.setdefault(normalize(abridge(text)), {})[one] = zone

    def _id_of(self, line: Line) -> str:
        return self.cell(line, "id") or f"{UNNAMED}{line.number}"

    def says_nothing(self, line: Line, text: str) -> bool:
        """A stamp may have no text."""
        return not self._type(line) and super().says_nothing(line, text)

    def card(self, line: Line) -> Card | None:
        """Read one row, its place on the map and what it names besides."""
        card = super().card(line)
        if card is None:
            return None
        x, y = self._place(line)
        fields = self._resolved(card.fields, line)
        return replace(card, x=x, y=y, on=self._carrier(line), fields=fields)

    def placed(self, cards: Sequence[Card]) -> list[Card]:
        """Give a place, below the rest, to what is new, carried by nothing and without any.

        A file of ours that has places says so of what has none.
        """
        if self.ours and "x" in self.columns.at:
            return list(cards)
        new = [c for c in cards if c.id not in self._before and not c.on and c.x is None]
        ids = {card.id for card in new}
        rest = [card for card in (*self._there, *cards) if card.id not in ids]
        found = {card.id: card for card in spread(new, (), rest)}
        return [found.get(card.id, card) for card in cards]

    def _type(self, line: Line) -> str | None:
        return self._types.get(normalize(self.raw(line, "type") or self.cell(line, "cle_type")))

    def zone_of(self, line: Line) -> str:
        """Find the type: its title, then its key."""
        if zone := self._type(line):
            return zone
        title, key = self.raw(line, "type"), self.cell(line, "cle_type")
        if title == key and self.ours:
            return key  # unknown or missing, as our export writes it
        if not title.strip():
            raise RowRefused("le type n’est pas indiqué")
        raise RowRefused(f"aucun type d’élément ne s’appelle « {excerpt(title)} »")

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

    def _resolved(self, values: Mapping[str, FieldValue], line: Line) -> dict[str, FieldValue]:
        """Put an id where a field names an element."""
        found = dict(values)
        for field in self._named:
            if field.key in found:
                key, title = str(found[field.key]), self.raw(line, name_column(field))
                found[field.key] = self._find(key, title, field.key, field.among)
        return found

    def _find(self, key: str, title: str, column: str, among: str | None) -> str:
        """Return the id of what is named, which is of the type ``among`` unless it is None."""
        if key in self._known or (self.ours and key.strip()):
            return key
        words = title if title.strip() else key
        found = self._by_text.get(normalize(abridge(words)), {})
        fit = [one for one, zone in found.items() if among is None or zone == among]
        if len(fit) == 1:
            return fit[0]
        many = "plusieurs éléments s’appellent" if fit else "aucun élément ne s’appelle"
        raise RowRefused(f"{many} « {excerpt(words)} » (« {column} »)")


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
