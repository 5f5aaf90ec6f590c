"""What of one drawing begins another: the use case, as the first elements of a map of value."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import EdgeKind, Field, FieldKind, Template


@dataclass(frozen=True, slots=True)
class Reused:
    """Elements and links, each with the id of the one it comes from: copied twice, it is itself."""

    cards: tuple[Card, ...] = ()
    edges: tuple[Edge, ...] = ()


def reuse(source: Snapshot, drawn: Template, held: Snapshot, template: Template) -> Reused:
    """Return what ``source``, of ``drawn``, brings to a map of ``template`` that holds ``held``.

    Types, links and fields are those of the map; what has no equal in it is left. What the map
    had once, thrown away since, does not come back, nor the links that would join it.
    """
    origin = map_plan(template).origin
    if origin is None:
        return Reused()
    gone = {card.id for card in held.trash}
    known = {card.id for card in held.cards} | gone
    known |= {edge.id for edge in (*held.edges, *held.edge_trash)}
    zones, kinds = dict(origin.elements), dict(origin.links)
    taken = {card.id: zones[card.zone] for card in source.cards if card.zone in zones}
    ends = taken | {card.id: card.zone for card in held.cards}
    inventory = map_plan(drawn).inventory
    edges = [
        _edge(edge, kind, ends, template, inventory.data if inventory else "")
        for edge in source.edges
        if (kind := template.edge_kind(kinds.get(edge.kind, "")))
        and {edge.source, edge.target} <= taken.keys() - gone
    ]
    carriers = taken.keys() | {edge.id for edge in edges}
    return Reused(
        tuple(
            _card(card, taken[card.id], carriers, template)
            for card in source.cards
            if card.id in taken.keys() - known
        ),
        tuple(edge for edge in edges if edge.id not in known),
    )


def _card(card: Card, zone: str, carriers: Set[str], template: Template) -> Card:
    colors = {color.key for color in template.colors}
    fields = {field.key: field for field in template.fields_of(zone)}
    moved = replace(
        card,
        zone=zone,
        color=card.color if card.color in colors else "",
        fields=_fields(card.fields, fields),
    )
    lost = card.on is not None and card.on not in carriers
    return replace(moved, on=None, x=None, y=None) if lost else moved


def _edge(
    edge: Edge, kind: EdgeKind, ends: Mapping[str, str], template: Template, data: str
) -> Edge:
    """Return a link as the map has it: of a kind that may join its ends, named by what it carries.

    ``data`` is the field that says what travels along a link without text.
    """
    zones = ends[edge.source], ends[edge.target]
    kind = next((one for one in (kind, *template.edge_kinds) if _joins(one, *zones)), kind)
    return replace(
        edge,
        kind=kind.key,
        text=edge.text if edge.text.strip() else str(edge.fields.get(data, "")),
        fields=_fields(edge.fields, {field.key: field for field in kind.fields}),
    )


def _joins(kind: EdgeKind, source: str, target: str) -> bool:
    return source in (kind.sources or (source,)) and target in (kind.targets or (target,))


def _fields(
    values: Mapping[str, FieldValue], declared: Mapping[str, Field]
) -> dict[str, FieldValue]:
    return {
        key: value
        for key, value in values.items()
        if (field := declared.get(key)) and _fits(field, value)
    }


def _fits(field: Field, value: FieldValue) -> bool:
    if field.kind is FieldKind.CHOICE:
        return any(choice.key == value for choice in field.choices)
    return isinstance(value, field.kind.python_type) and field.kind is not FieldKind.ELEMENT
