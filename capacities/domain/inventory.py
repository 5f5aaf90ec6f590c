"""The inventory of data that a map holds: what is stored, what circulates, what is still to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from capacities.domain.plans import InventoryPlan, map_plan
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Field, Template


@dataclass(frozen=True, slots=True)
class Holding:
    """One data stored or circulating, from an element or a link of the map.

    Attributes:
        id: that of the element or link, whose ``kind`` is the title of its type.
        data: what it is; "" when nobody said.
        source, target: texts of the ends of a link; of the element itself, and "".
        values: by the key of each field of the inventory; "" when it is not filled.
        asks: keys of the fields that are questions still to be asked.
    """

    id: str
    kind: str
    data: str
    source: str
    target: str
    values: Mapping[str, str]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that a map says of its data, in the order of the map: elements, then links."""

    holdings: tuple[Holding, ...] = ()
    problems: tuple[Card, ...] = ()
    wishes: tuple[Card, ...] = ()


def take_inventory(snapshot: Snapshot, template: Template) -> Inventory:
    """Return the inventory of a map; an empty one for a template that has none."""
    plan = map_plan(template).inventory
    if plan is None:
        return Inventory()
    return Inventory(
        holdings=(*_stored(snapshot, template, plan), *_circulating(snapshot, template, plan)),
        problems=tuple(card for card in snapshot.cards if card.zone == plan.problem),
        wishes=tuple(card for card in snapshot.cards if card.zone == plan.wish),
    )


def asked_fields(template: Template) -> tuple[Field, ...]:
    """Return the fields of the inventory besides what the data is, in their order."""
    plan = map_plan(template).inventory
    keys = (plan.frame, plan.usage, plan.personal, plan.frequency) if plan else ()
    return tuple(field for key in keys if (field := template.field(key)))


def _stored(snapshot: Snapshot, template: Template, plan: InventoryPlan) -> Iterator[Holding]:
    titles = {zone.key: zone.title for zone in template.zones}
    for card in snapshot.cards:
        if card.zone in plan.elements:
            yield _holding(card, titles[card.zone], (card.text, ""), template, plan)


def _circulating(snapshot: Snapshot, template: Template, plan: InventoryPlan) -> Iterator[Holding]:
    texts = {card.id: card.text for card in snapshot.cards}
    titles = {kind.key: kind.title for kind in template.edge_kinds}
    for edge in snapshot.edges:
        if edge.kind in plan.links:
            ends = texts.get(edge.source, ""), texts.get(edge.target, "")
            yield _holding(edge, titles[edge.kind], ends, template, plan)


def _holding(
    one: Card | Edge, kind: str, ends: tuple[str, str], template: Template, plan: InventoryPlan
) -> Holding:
    values = {field.key: str(one.fields.get(field.key, "")) for field in asked_fields(template)}
    data = str(one.fields.get(plan.data, "")).strip() or one.text.strip()
    asks = [key for key, value in values.items() if not value.strip() or value in plan.open]
    return Holding(
        id=one.id,
        kind=kind,
        data=data,
        source=ends[0],
        target=ends[1],
        values=values,
        asks=((plan.data,) if not data else ()) + tuple(asks),
    )
