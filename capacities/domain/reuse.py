"""What of one drawing begins another: the use case, as the first elements of a map of value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template


@dataclass(frozen=True, slots=True)
class Reused:
    """Elements and links, each with the id of the one it comes from: copied twice, it is itself."""

    cards: tuple[Card, ...] = ()
    edges: tuple[Edge, ...] = ()


def reuse(source: Snapshot, held: Snapshot, template: Template) -> Reused:
    """Return what ``source`` brings to a map of ``template`` that holds ``held``.

    Types, links and fields are those of the map; what has no equal in it is left. What the map
    had once, thrown away since, does not come back.
    """
    origin = map_plan(template).origin
    if origin is None:
        return Reused()
    known = {card.id for card in (*held.cards, *held.trash)}
    known |= {edge.id for edge in (*held.edges, *held.edge_trash)}
    zones, kinds = dict(origin.elements), dict(origin.links)
    taken = {card.id for card in source.cards if card.zone in zones}
    edges = tuple(_edges(source, kinds, taken, template))
    carriers = taken | {edge.id for edge in edges}
    cards = (
        _card(card, zones[card.zone], carriers, template)
        for card in source.cards
        if card.id in taken
    )
    return Reused(
        tuple(card for card in cards if card.id not in known),
        tuple(edge for edge in edges if edge.id not in known),
    )


def _card(card: Card, zone: str, carriers: set[str], template: Template) -> Card:
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


def _edges(
    source: Snapshot, kinds: Mapping[str, str], taken: set[str], template: Template
) -> Iterator[Edge]:
    for edge in source.edges:
        kind = template.edge_kind(kinds.get(edge.kind, ""))
        if kind and {edge.source, edge.target} <= taken:
            fields = {field.key: field for field in kind.fields}
            yield replace(edge, kind=kind.key, fields=_fields(edge.fields, fields))


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
