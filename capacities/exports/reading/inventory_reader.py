"""An inventory of data, as a CSV → the bases, the applications and the links of a map, laid out.

A row is a data that goes from a base (« de ») to an application (« vers »), or that a base holds
when it goes nowhere. What the map has already, by its id or its text, is completed: read twice, a
file adds nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import Template
from capacities.exports.names import abridge, group_by_name, normalize
from capacities.exports.reading.guessing import titles
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.reading.spreading import spread
from capacities.exports.reading.tables import TableKind

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
        edges, cards = tuple(rows.edges.values()), list(rows.cards.values())
        new = rows.cards.keys() - rows.there.keys()
        return rows.reading(spread(cards, new, edges, rows.there.values()), edges=edges)

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot = found.template, found.snapshot
        plan = map_plan(template).inventory
        assert plan is not None
        self._plan = plan
        self._kind = plan.links[0] if plan.links else ""
        kind = template.edge_kind(self._kind)
        self._of_links = {field.key: field for field in kind.fields} if kind else {}
        self._carried = {f.key for zone in plan.elements for f in template.fields_of(zone)}
        self._of_cards = {field.key: field for field in template.fields}
        self.there = {card.id: card for card in snapshot.cards}
        self._links = {edge.id: edge for edge in snapshot.edges if edge.kind in plan.links}
        self.cards: dict[str, Card] = {}
        self.edges: dict[str, Edge] = {}
        named = {e.key for e in map_plan(template).elements if not e.stamp and e.shape not in _SAID}
        cards = [card for card in snapshot.cards if card.zone in named]
        self._by_text = group_by_name((card.text, card.id) for card in cards)
        if self.ours:  # our own file has only the beginning of what is long
            short = group_by_name((abridge(card.text), card.id) for card in cards)
            self._by_text = short | self._by_text
        self._between: dict[tuple[str, str, str], str] = {}
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

    def _base(self, line: Line, one: str, name: str) -> None:
        name = name or self._data(line)
        if not name:
            raise RowRefused("ni la base ni la donnée ne sont dites")
        self._said(line, Card("", name, ""))  # refused before anything is made
        found = one if one in self.there else self._named(name)
        if one and found in self.cards.keys() - self.there.keys() and UNNAMED not in found:
            found = one  # another of the same name, which has its own row
        card = self._card(found) or self._new(one or f"{UNNAMED}{line.number}", name)
        if card.zone not in self._plan.elements:
            raise RowRefused(f"« {name} » est déjà sur la carte, et n’est pas une base de données")
        self.cards[card.id] = replace(card, fields=self._said(line, card))

    def _link(self, line: Line, one: str, source: str, target: str) -> None:
        if not source:
            raise RowRefused("on ne dit pas d’où vient la donnée (« de »)")
        if normalize(source) == normalize(target):
            raise RowRefused("un lien relie deux éléments différents")
        data = self._data(line)
        self._said(line, Edge("", "", "", self._kind, data))
        ends = self._end(source, line, "de"), self._end(target, line, "vers")
        same = self._between.get((*ends, normalize(data)), "")
        edge = self.edges.get(same) or self._links.get(same)
        edge = edge or Edge(one or f"{UNNAMED}{line.number}", *ends, self._kind, data)
        self.edges[edge.id] = replace(edge, fields=self._said(line, edge))
        self._link_known(self.edges[edge.id])

    def _link_known(self, edge: Edge) -> None:
        """Remember a link by what it joins and what it carries."""
        data = normalize(str(edge.fields.get(self._plan.data) or edge.text))
        self._between.setdefault((edge.source, edge.target, data), edge.id)

    def _data(self, line: Line) -> str:
        return self._at(line, self.columns.fields.get(self._plan.data)).strip()

    def _said(self, line: Line, one: Card | Edge) -> dict[str, FieldValue]:
        """Read the fields; what the data is, is not said twice when the text says it."""
        link = isinstance(one, Edge)
        declared = self._of_links if link else self._of_cards
        carried = declared.keys() if link else self._carried
        values, data = self.values(line, declared, carried, "dans l’inventaire"), self._plan.data
        said, before = str(values.get(data, "")), one.fields.get(data, "")
        if before and said.strip() == str(before).strip():
            values[data] = before
        elif not before and normalize(said) == normalize(one.text):
            values.pop(data, None)
        return values

    def _end(self, name: str, line: Line, column: str) -> str:
        """Return the id of an end, made when nothing has this name: a base, or an application."""
        if found := self._named(name):
            return found
        base = column == "de" and self._plan.elements
        zone = self._plan.elements[0] if base else self._plan.application
        return self._new(f"{UNNAMED}{line.number}-{column}", name, zone).id

    def _named(self, name: str) -> str:
        """Return the id of the first that has this name, "" when nothing has."""
        return self._by_text.get(normalize(name), [""])[0]

    def _card(self, one: str) -> Card | None:
        return self.cards.get(one) or self.there.get(one)

    def _new(self, one: str, name: str, zone: str = "") -> Card:
        card = Card(one, name, zone or self._plan.elements[0])
        self.cards[one] = card
        self._by_text.setdefault(normalize(name), [one])
        return card


def _data(template: Template) -> tuple[str, ...] | None:
    plan = map_plan(template).inventory
    return (plan.data,) if plan else None


INVENTORY: Final = TableKind(
    _Rows.read,
    lambda _: {one: ours for ours, names in titles()["inventaire"].items() for one in names},
    needs=("de|vers",),
    ours={"id", "type"},
    there=_data,
    never={"texte", "rang", "cle_de", "cle_vers", "cle_type"},
)
