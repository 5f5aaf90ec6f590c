"""A table faced with the kinds that a canvas knows: the first whose columns it has reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import Card
from capacities.domain.template import Field, Template
from capacities.exports.names import normalize
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rows import Columns, Found

TEXT: Final = "texte"
SUITE: Final = "suite"
"""What a column is that goes after the text."""
FIELD: Final = "champ."
"""Begins what a column is that is a field, before its key."""
SIGNED: Final[Mapping[str, str]] = {"auteur": "Auteur", "cree_le": "Créé le"}


def boxes(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    """Return the titles of the boxes of a canvas, by their keys."""
    return {box.zone: box.title for box in list_boxes(template, cards)}


def named(*names: str, **others: str) -> Mapping[str, str]:
    """Return the names of columns, each being its own; ``others`` name the same."""
    return {name: name for name in names} | others


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a kind of table declares.

    Attributes:
        read: what reads its rows.
        names: its columns, by each name they may have, on the canvas of a template.
        needs: columns that it has; one at least of « case|cle_case ».
        ours: columns that only our own export has all; without any, all are ours.
        there: what it needs besides, on the canvas of a template; None: there is none there.
        fields: those that it has columns for.
        never: names on the first line that say that it is another table.
        sure: without any of these, it is of this kind only when all its columns are known.
    """

    read: Callable[[Found], ImportReading]
    names: Callable[[Template], Mapping[str, str]]
    needs: tuple[str, ...] = ()
    ours: Set[str] = frozenset()
    there: Callable[[Template], Iterable[str] | None] = lambda _: ()
    fields: Callable[[Template], Collection[Field]] = lambda template: template.fields
    never: Set[str] = frozenset()
    sure: Set[str] | None = None

    def columns(self, first: Line, template: Template) -> Columns | None:
        """Return the columns that the first line names, None when it is of another kind."""
        if (more := self.there(template)) is None or self.never & set(map(normalize, first.cells)):
            return None
        columns = Columns.of(first, self.fields(template), self.names(template))
        names = columns.at.keys() | columns.fields.keys()
        known = self.sure is None or self.sure & names or not columns.ignored
        has_all = not any(names.isdisjoint(one.split("|")) for one in (*self.needs, *more))
        return columns if known and has_all else None


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file fills a canvas of one form.

    Attributes:
        kinds: the tables that it knows, in the order they are tried.
        read: what reads any other, once its columns are understood.
        where, where_title: the column that says where a card goes.
        where_key: the one that holds keys of ``offered``, "" when nothing is to be matched.
        offered: titles of the places where a card may go, by their keys.
        more: titles of the other columns that such a table may have, by their names.
        home: the box of a card of which nothing says where it goes, "" when it is to be chosen.
        fields: those that it may have columns for.
        aside: titles of other places, by their keys.
        colored: a card whose file says no colour takes the first; else "" is a colour: none.
        nests: cards may be under one another, as the ideas of a plan; else it makes a table.
    """

    kinds: Iterable[TableKind]
    read: Callable[[Found], ImportReading]
    where: str
    where_title: str
    where_key: str
    offered: Callable[[Iterable[Card], Template], Mapping[str, str]] = boxes
    more: Mapping[str, str] = field(default_factory=lambda: SIGNED)
    home: str = ""
    fields: Callable[[Template], Collection[Field]] = lambda template: template.fields
    aside: Mapping[str, str] = field(default_factory=dict)
    colored: bool = False
    nests: bool = False

    def place_of(self, card: Card) -> str | None:
        """Return where a card is: what its rank is compared in; None when it has no rank."""
        return card.parent if self.nests else card.zone

    def places(self, cards: Iterable[Card], template: Template) -> Mapping[str, str]:
        """Return what people call each place, given all the cards."""
        return {**self.offered(cards, template), **self.aside}
