"""An inventory of data, as a CSV → the bases, the applications and the links of a map, laid out.

A row is a data that goes from a base (« de ») to an application (« vers »), or that a base holds
when it goes nowhere. What the map has already, by its id or its text, is completed: read twice, a
file adds nothing.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace
from typing import Final

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import Template
from capacities.exports.names import abridge, normalize
from capacities.exports.reading.facing import spread
from capacities.exports.reading.guessing import titles
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import Found, RowReader, Thing
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
        cards = [one for one in rows.met.values() if isinstance(one, Card)]
        edges = tuple(one for one in rows.met.values() if isinstance(one, Edge))
        return spread(rows.reading(cards, edges=edges), found.snapshot)

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        plan, template, snapshot = map_plan(found.template), found.template, found.snapshot
        assert plan.inventory is not None
        self._plan = plan.inventory
        self._kind = next(iter(self._plan.links), "")
        kind = template.edge_kind(self._kind)
        self._of_links = kind.fields if kind else ()
        self._of_cards = [f for zone in self._plan.elements for f in template.fields_of(zone)]
        self.met: dict[str, Thing] = {}
        self._there: dict[str, Thing] = {card.id: card for card in snapshot.cards}
        self._there |= {edge.id: edge for edge in snapshot.edges if edge.kind in self._plan.links}
        self._things = ChainMap(self.met, self._there)
        things = {one.key for one in plan.elements if not one.stamp and one.shape not in _SAID}
        self._ids: dict[tuple[str, ...], str] = {}
        """What has a name, and the link between two things that carries a data."""
        for one in self._there.values():
            if isinstance(one, Edge) or one.zone in things:
                self._ids.setdefault(self._key(one), one.id)

    def note(self, line: Line) -> None:
        """Remember what a row says."""
        source, target = self.cell(line, "de"), self.cell(line, "vers")
        if not (source or target or self.values_given(line)):
            return
        for name in (source, target):
            self.check_lengths(line, name)
        own, new = self.id(line), f"{UNNAMED}{line.number}"
        one = self._there.get(own)
        link = target or isinstance(one, Edge)
        carried = self._of_links if link else self._of_cards
        declared = () if link else self.template.fields
        values = self.values(line, carried, declared, "dans l’inventaire")
        data = str(values.get(self._plan.data, "")).strip()
        if not link:
            one = self._base(own or new, source or data)
        elif not isinstance(one, Edge):
            edge = Edge(own or new, f"{new}-de", f"{new}-vers", self._kind, data)
            one = self._link(edge, source, target)
        self._complete(one, values)

    def _base(self, own: str, name: str) -> Thing:
        if not name:
            raise RowRefused("ni la base ni la donnée ne sont dites")
        new = Card(own, name, self._plan.elements[0])
        one = own if own in self._there else self._ids.get(self._key(new), own)
        if UNNAMED not in own + one and one not in self._there:
            one = own  # another of the same name, which has its own row
        base = self._things.get(one) or new
        if not isinstance(base, Card) or base.zone not in self._plan.elements:
            raise RowRefused(f"« {name} » est déjà sur la carte, et n’est pas une base de données")
        return base

    def _link(self, new: Edge, source: str, target: str) -> Thing:
        if not source:
            raise RowRefused("on ne dit pas d’où vient la donnée (« de »)")
        if normalize(source) == normalize(target):
            raise RowRefused("un lien relie deux éléments différents")
        start = self._end(Card(new.source, source, self._plan.elements[0]))
        end = self._end(Card(new.target, target, self._plan.application))
        new = replace(new, source=start, target=end)
        return self._things.get(self._ids.get(self._key(new), "")) or new

    def _end(self, new: Card) -> str:
        """Return the id of what has the name of a card, which is made when nothing has."""
        if self._key(new) not in self._ids:
            self._remember(new)
        return self._ids[self._key(new)]

    def _complete(self, one: Thing, values: dict[str, FieldValue]) -> None:
        """Remember a thing with its fields; its data is not said twice when its text says it."""
        data = self._plan.data
        said, before = str(values.get(data, "")), one.fields.get(data, "")
        if before and said.strip() == str(before).strip():
            values[data] = before
        elif not before and normalize(said) == normalize(one.text):
            values.pop(data, None)
        self._remember(replace(one, fields=values))

    def _remember(self, one: Thing) -> None:
        self.met[one.id] = one
        self._ids.setdefault(self._key(one), one.id)

    def _key(self, one: Thing) -> tuple[str, ...]:
        """Return what is alone of its sort; our own file has only the beginning of a long name."""
        if isinstance(one, Card):
            return (normalize(abridge(one.text) if self.ours else one.text),)
        return one.source, one.target, normalize(str(one.fields.get(self._plan.data) or one.text))


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
