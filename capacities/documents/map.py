"""The form "map": a document of elements, and stamps on them or on links → a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from pycrdt import Doc, Map

from capacities.documents.cards import Repairs, read_cards
from capacities.documents.ydoc import read_head
from capacities.domain.cards import roots_of_cycles
from capacities.domain.limits import MAP_REACH
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import FieldKind, Template


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze the document; whatever it holds, a valid snapshot and French warnings.

    Live cards are by type, then (rank, id); those of an unknown type come last. A card keeps the
    id of what carried it and is gone, and an id that a field names: they may come back.
    """
    repairs = Repairs()
    name, version = read_head(doc, repairs)
    cards = [_placed(card, repairs) for card in read_cards(doc, template, repairs)]
    live = _out_of_circles([card for card in cards if not card.deleted], repairs)
    _tell(live, _links_that_carry(doc, live), template, repairs)
    order = {zone.key: place for place, zone in enumerate(template.zones)}
    live.sort(key=lambda card: (order.get(card.zone, len(order)), card.zone, card.rank, card.id))
    return Snapshot(
        template=name,
        cards=tuple(live),
        trash=tuple(sorted((card for card in cards if card.deleted), key=lambda card: card.id)),
        warnings=repairs.sentences(),
        schema=version,
    )


def _placed(card: Card, repairs: Repairs) -> Card:
    """Return the card, without a place where nobody could go and see it."""
    if card.x is not None and card.y is not None and max(abs(card.x), abs(card.y)) <= MAP_REACH:
        return card
    if not card.deleted and card.on is None:
        repairs.add(
            "Un élément n’a pas de place sur la carte : il est montré près des autres.",
            "{n} éléments n’ont pas de place sur la carte : ils sont montrés près des autres.",
        )
    return replace(card, x=None, y=None)


def _out_of_circles(cards: Iterable[Card], repairs: Repairs) -> list[Card]:
    """Let nothing carry itself: in each circle, the card of smallest id is put down."""
    cards = list(cards)
    cut = roots_of_cycles({card.id: card.on for card in cards if card.on is not None})
    for _ in cut:
        repairs.add(
            "Des timbres étaient posés les uns sur les autres, en rond : l’un d’eux est détaché.",
            "{n} fois, des timbres étaient posés les uns sur les autres, en rond : l’un d’eux est "
            "détaché.",
        )
    return [replace(card, on=None) if card.id in cut else card for card in cards]


def _links_that_carry(doc: Doc[Any], cards: Iterable[Card]) -> set[str]:
    """Return the ids of the live links on which some of the cards stand."""
    with doc.transaction():
        root = doc.get("edges", type=Map)
        found = {on: root[on] for on in {card.on for card in cards} if on and on in root}
        return {
            on
            for on, edge in found.items()
            if isinstance(edge, Map) and edge.get("deleted") is not True
        }


def _tell(
    cards: Iterable[Card], links: Collection[str], template: Template, repairs: Repairs
) -> None:
    """Note what is kept as it is, and is not as it should be."""
    zones = {card.id: card.zone for card in cards}
    there = {*zones, *links}
    for card in cards:
        for one, many in _oddities(card, there, zones, template):
            repairs.add(one, many)


def _oddities(
    card: Card, there: Collection[str], zones: dict[str, str], template: Template
) -> Iterator[tuple[str, str]]:
    if template.zone(card.zone) is None:
        yield (
            "Un élément est d’un type que ce canevas ne connaît pas : il est gardé tel quel.",
            "{n} éléments sont d’un type que ce canevas ne connaît pas : ils sont gardés tels "
            "quels.",
        )
    if card.on is not None and card.on not in there:
        yield (
            "Un timbre n’a plus ce qui le portait : il est gardé. Reposez-le.",
            "{n} timbres n’ont plus ce qui les portait : ils sont gardés. Reposez-les.",
        )
    for field in template.fields_of(card.zone):
        named = card.fields.get(field.key)
        if field.kind is FieldKind.ELEMENT and named and zones.get(str(named)) != field.among:
            yield (
                f"« {field.title} » nomme ce qui n’est pas, ou plus, sur la carte : à choisir de "
                "nouveau.",
                f"{{n}} fois, « {field.title} » nomme ce qui n’est pas, ou plus, sur la carte : à "
                "choisir de nouveau.",
            )
