"""What of one drawing begins another: the use case, as the first elements of a map of value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from capacities.domain.limits import FIELD_TEXT_CHARS, ORIGIN_CHARS
from capacities.domain.plans import InventoryPlan, map_plan
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import EdgeKind, Field, FieldKind, Template


@dataclass(frozen=True, slots=True)
class Reused:
    """Elements and links, by the ids of those that they come from, which are their origins.

    Each is to be written under an id of its own: two who begin at once never write the same one.
    """

    cards: tuple[Card, ...] = ()
    edges: tuple[Edge, ...] = ()


def reuse(source: Snapshot, drawn: Template, held: Snapshot, template: Template) -> Reused:
    """Return what ``source``, of ``drawn``, brings to a map of ``template`` that holds ``held``.

    Types, links and fields are those of the map; what has no equal in it is left. What a link
    says of the data that it carries goes to the element that holds this data. What the map had
    once, thrown away since, does not come back, nor the links that would join it: unless nothing
    is left of it, when all begins again. What a map has is what says to come from there, and what
    has the same id, as copies had once.
    """
    origin = map_plan(template).origin
    if origin is None:
        return Reused()
    here, gone, known = _state_of(held)
    zones, kinds = dict(origin.elements), dict(origin.links)
    taken = {card.id: zones[card.zone] for card in source.cards if card.zone in zones}
    ends = taken | here
    inventory = map_plan(drawn).inventory
    edges = [
        _edge(edge, kind, ends, template, inventory.data if inventory else "")
        for edge in source.edges
        if (kind := template.edge_kind(kinds.get(edge.kind, "")))
        and {edge.source, edge.target} <= taken.keys() - gone
    ]
    carriers = taken.keys() | {edge.id for edge in edges}
    told = _told_of(source, inventory) if inventory else {}
    return Reused(
        tuple(
            _card(card, taken[card.id], carriers, template, told.get(card.id, {}))
            for card in source.cards
            if card.id in taken.keys() - known
        ),
        tuple(edge for edge in edges if edge.id not in known),
    )


def _state_of(held: Snapshot) -> tuple[dict[str, str], Set[str], Set[str]]:
    """Return, by what they come from, the types of the elements there, those gone, all known."""
    if not held.cards:
        return {}, frozenset(), frozenset()
    here = {origin: card.zone for card in held.cards for origin in (card.origin, card.id) if origin}
    trash = _origins(held.trash)
    links = _origins((*held.edges, *held.edge_trash))
    return here, trash - here.keys(), here.keys() | trash | links


def _origins(ones: Iterable[Card | Edge]) -> set[str]:
    return {origin for one in ones for origin in (one.origin, one.id) if origin}


def _origin(one: Card | Edge) -> str | None:
    return one.id if len(one.id) <= ORIGIN_CHARS else None


def _told_of(source: Snapshot, plan: InventoryPlan) -> dict[str, dict[str, FieldValue]]:
    """Return what links say of the data that each element holds: it leaves it, else reaches it.

    Several that say other things of one field say nothing together, but for texts, listed.
    """
    holders = {card.id for card in source.cards if card.zone in plan.elements}
    told: dict[str, dict[str, list[FieldValue]]] = {}
    for edge in source.edges:
        holder = next((end for end in (edge.source, edge.target) if end in holders), None)
        if holder is None or edge.kind not in plan.links:
            continue
        for key, value in edge.fields.items():
            values = told.setdefault(holder, {}).setdefault(key, [])
            if value not in values:
                values.append(value)
    texts = (plan.usage, plan.frequency)
    return {
        holder: {
            key: values[0] if len(values) == 1 else ", ".join(map(str, values))[:FIELD_TEXT_CHARS]
            for key, values in fields.items()
            if len(values) == 1 or key in texts
        }
        for holder, fields in told.items()
    }


def _card(
    card: Card,
    zone: str,
    carriers: Set[str],
    template: Template,
    told: Mapping[str, FieldValue],
) -> Card:
    colors = {color.key for color in template.colors}
    fields = {field.key: field for field in template.fields_of(zone)}
    moved = replace(
        card,
        zone=zone,
        color=card.color if card.color in colors else "",
        fields=_fields({**told, **card.fields}, fields),
        origin=_origin(card),
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
    kind = next((one for one in (kind, *template.edge_kinds) if one.joins(*zones)), kind)
    return replace(
        edge,
        kind=kind.key,
        text=edge.text if edge.text.strip() else str(edge.fields.get(data, "")),
        fields=_fields(edge.fields, {field.key: field for field in kind.fields}),
        origin=_origin(edge),
    )


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
