"""A table faced with the kinds that a canvas knows: the first whose columns it has reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Field, Template
from capacities.exports.names import normalize
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rows import Columns, Found


def boxes(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    """Return the titles of the boxes of a canvas, by their keys."""
    return {box.zone: box.title for box in list_boxes(template, cards)}


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
        more = self.there(template)
        columns = Columns.of(first, self.fields(template), self.names(template))
        names = columns.at.keys() | columns.fields.keys()
        others = self.never & set(map(normalize, first.cells))
        if (
            more is None
            or others
            or any(names.isdisjoint(one.split("|")) for one in (*self.needs, *more))
        ):
            return None
        known = self.sure is None or self.sure & names or not columns.ignored
        return columns if known else None


Kinds = Iterable[TableKind]
TEXT: Final = "texte"
SUITE: Final = "suite"
"""What a column is that goes after the text."""
FIELD: Final = "champ."
"""Begins what a column is that is a field, before its key."""
SIGNED: Final[Mapping[str, str]] = {"auteur": "Auteur", "cree_le": "Créé le"}


@dataclass(frozen=True, slots=True)
class Offer:
    """What the columns of a table that is not ours may be, on a canvas of one form.

    Attributes:
        read: what reads it, once its columns are understood.
        where, where_title: the column that says where a card goes.
        where_key: the one that holds keys of ``places``, "" when nothing is to be matched.
        places: title of each place, by its key.
        more: titles of the other columns that it may have, by their names.
        home: the box of a card of which nothing says where it goes, "" when it is to be chosen.
        fields: those that it may have columns for.
    """

    read: Callable[[Found], ImportReading]
    where: str
    where_title: str
    where_key: str
    places: Callable[[Iterable[Card], Template], Mapping[str, str]]
    more: Mapping[str, str] = field(default_factory=lambda: SIGNED)
    home: str = ""
    fields: Callable[[Template], Collection[Field]] = lambda template: template.fields


def named(*names: str, **others: str) -> Mapping[str, str]:
    """Return the names of columns, each being its own; ``others`` name the same."""
    return {name: name for name in names} | others


def find(
    table: Table, separator: str, kinds: Kinds, template: Template, snapshot: Snapshot
) -> tuple[TableKind, Found] | None:
    """Return the first kind that a table is of, cut at a separator."""
    first, *lines = table.cuts.get(separator) or [Line(0, ())]
    for kind in kinds:
        if columns := kind.columns(first, template):
            ours = kind.ours <= columns.at.keys()
            return kind, Found(table, separator, template, snapshot, columns, first, lines, ours)
    return None
