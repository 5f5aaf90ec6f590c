"""An inventory of data, as a CSV → the bases, the applications and the links of a map, laid out.

A row is a data that goes from a base (« de ») to an application (« vers »), or that a base holds
when it goes nowhere. What the map has already, by its id or its text, is completed: read twice, a
file adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import Template
from capacities.exports.names import abridge, normalize
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.reading.spreading import spread
from capacities.exports.reading.tables import TableKind
from capacities.exports.reading.titles import synonyms

_SAID: Final = ("note", "label")
"""Shapes of what is words about the drawing, and no thing that data goes from or to."""


class _Rows(RowReader):
    """Makes of each row a base, or a link and what it joins."""

    title = "Inventaire"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read what goes from where to where."""
        rows = cls(found)
        rows.each(found.lines, rows.note)
        return rows.reading(rows.cards(), edges=tuple(rows.edges.values()))

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot = found.template, found.snapshot
        plan = map_plan(template).inventory
        assert plan is not None
        self._plan, self._snapshot = plan, snapshot
        self._kind = plan.links[0] if plan.links else ""
        kind = template.edge_kind(self._kind)
        self._of_links = {field.key: field for field in kind.fields} if kind else {}
        self._of_cards = {field.key: field for field in template.fields}
        self._there = {card.id: card for card in snapshot.cards}
        self._links = {edge.id: edge for edge in snapshot.edges if edge.kind in plan.links}
        self._cards: dict[str, Card] = {}
        self.edges: dict[str, Edge] = {}
        self._by_text: dict[str, str] = {}
        self._shortened: dict[str, str] = {}
        named = {e.key for e in map_plan(template).elements if not e.stamp and e.shape not in _SAID}
        for card in snapshot.cards:
            if card.zone in named:
                self._by_text.setdefault(normalize(card.text), card.id)
                self._shortened.setdefault(normalize(abridge(card.text)), card.id)
        self._between: dict[tuple[str, str], dict[str, str]] = {}
        for edge in self._links.values():
            self._link_known(edge)

    def note(self, line: Line) -> None:
        """Remember what a row says."""
        source, target = self.cell(line, "de"), self.cell(line, "vers")
        if not (source or target or self.values_given(line)):
            return
        for name in (source, target):
            self.check_lengths(line, name)
        one = self.id(line)
        if one in self._links:
            known = self._links[one]
            self.edges[one] = replace(known, fields=self._said(line, known))
        elif target:
            self._link(line, one, source, target)
        else:
            self._base(line, one, source)

    def cards(self) -> Iterator[Card]:
        """Yield what was read; what is new has a place, below what the map holds."""
        new = [card for card in self._cards.values() if card.id not in self._there]
        placed = {card.id: card for card in spread(new, self.edges.values(), self._snapshot.cards)}
        yield from (placed.get(card.id, card) for card in self._cards.values())

    def _base(self, line: Line, one: str, name: str) -> None:
        name = name or self._data(line)
        if not name:
            raise RowRefused("ni la base ni la donnée ne sont dites")
        self._said(line, Card("", name, ""))  # refused before anything is made
        found = one if one in self._there else self._named(name)
        if one and found in self._cards.keys() - self._there.keys() and UNNAMED not in found:
            found = one  # another of the same name, which has its own row
        card = self._card(found) or self._new(one or f"{UNNAMED}{line.number}", name)
        if card.zone not in self._plan.elements:
            raise RowRefused(f"« {name} » est déjà sur la carte, et n’est pas une base de données")
        self._cards[card.id] = replace(card, fields=self._said(line, card))

    def _link(self, line: Line, one: str, source: str, target: str) -> None:
        if not source:
            raise RowRefused("on ne dit pas d’où vient la donnée (« de »)")
        if normalize(source) == normalize(target):
            raise RowRefused("un lien relie deux éléments différents")
        data = self._data(line)
        self._said(line, Edge("", "", "", self._kind, data))
        ends = self._end(source, line, "de"), self._end(target, line, "vers")
        same = self._between.get(ends, {}).get(normalize(data), "")
        edge = self.edges.get(same) or self._links.get(same)
        edge = edge or Edge(one or f"{UNNAMED}{line.number}", *ends, self._kind, data)
        self.edges[edge.id] = replace(edge, fields=self._said(line, edge))
        self._link_known(self.edges[edge.id])

    def _link_known(self, edge: Edge) -> None:
        """Remember a link by what it joins and what it carries."""
        data = normalize(str(edge.fields.get(self._plan.data) or edge.text))
        self._between.setdefault((edge.source, edge.target), {}).setdefault(data, edge.id)

    def _data(self, line: Line) -> str:
        return self._at(line, self.columns.fields.get(self._plan.data)).strip()

    def _said(self, line: Line, one: Card | Edge) -> dict[str, FieldValue]:
        """Read the fields; what the data is, is not said twice when the text says it."""
        link = isinstance(one, Edge)
        declared = self._of_links if link else self._of_cards
        carried = declared.keys() if link else self._carried()
        values, data = self.values(line, declared, carried, "dans l’inventaire"), self._plan.data
        said, before = str(values.get(data, "")), one.fields.get(data, "")
        if before and said.strip() == str(before).strip():
            values[data] = before
        elif not before and normalize(said) == normalize(one.text):
            values.pop(data, None)
        return values

    def _carried(self) -> set[str]:
        return {f.key for zone in self._plan.elements for f in self.template.fields_of(zone)}

    def _end(self, name: str, line: Line, column: str) -> str:
        """Return the id of an end, made when nothing has this name: a base, or an application."""
        if found := self._named(name):
            return found
        base = column == "de" and self._plan.elements
        zone = self._plan.elements[0] if base else self._plan.application
        return self._new(f"{UNNAMED}{line.number}-{column}", name, zone).id

    def _named(self, name: str) -> str:
        """Return the id of what has this name; our own file has only its beginning."""
        key = normalize(name)
        return self._by_text.get(key) or (self._shortened.get(key, "") if self.ours else "")

    def _card(self, one: str) -> Card | None:
        return self._cards.get(one) or self._there.get(one)

    def _new(self, one: str, name: str, zone: str = "") -> Card:
        card = Card(one, name, zone or self._plan.elements[0])
        self._cards[one] = card
        self._by_text.setdefault(normalize(name), one)
        return card


def _data(template: Template) -> tuple[str, ...] | None:
    plan = map_plan(template).inventory
    return (plan.data,) if plan else None


INVENTORY: Final = TableKind(
    _Rows.read,
    lambda _: synonyms("inventaire"),
    needs=("de|vers",),
    ours={"id", "type"},
    there=_data,
    never={"texte", "rang", "cle_de", "cle_vers", "cle_type"},
)
