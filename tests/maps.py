"""Random maps: elements, links, stamps on any of them or on what is gone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from strategies import cards_of, ids, pseudonyms, texts, values

from capacities.domain.limits import MAP_REACH
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import FieldKind, Template

places = st.floats(-MAP_REACH, MAP_REACH).map(lambda at: round(at, 2))
GONE = "parti-depuis-longtemps"


@st.composite
def maps(draw: st.DrawFn, template: Template) -> Snapshot:
    """A map: what is carried was made before, so nothing carries itself."""
    cards = draw(st.lists(cards_of(template), max_size=6, unique_by=lambda card: card.id))
    edges = [draw(_edges(template, cards, number)) for number in range(draw(st.integers(0, 3)))]
    stamps = {element.key for element in map_plan(template).elements if element.stamp}
    known = [edge.id for edge in edges]
    for number, card in enumerate(cards):
        on = draw(st.sampled_from([None, GONE, *known])) if card.zone in stamps else None
        place = {"x": draw(places), "y": draw(places)} if on is None or draw(st.booleans()) else {}
        cards[number] = replace(card, on=on, **place, fields=_named(draw, card, template, known))
        known.append(card.id)
    return Snapshot(template=template.key, cards=tuple(cards), edges=tuple(edges))


def _named(
    draw: st.DrawFn, card: Card, template: Template, known: list[str]
) -> dict[str, str | float | bool]:
    fields = dict(card.fields)
    for field in template.fields_of(card.zone):
        if field.kind is FieldKind.ELEMENT and field.key in fields:
            fields[field.key] = draw(st.one_of(st.sampled_from([GONE, *known]), values(field)))
    return fields


@st.composite
def _edges(draw: st.DrawFn, template: Template, cards: list[Card], number: int) -> Edge:
    ids_of_cards = [card.id for card in cards]
    source = draw(st.sampled_from([GONE, *ids_of_cards]))
    target = draw(
        st.sampled_from([f"{GONE}-aussi", *(one for one in ids_of_cards if one != source)])
    )
    kind = draw(st.sampled_from(template.edge_kinds))
    return Edge(
        f"lien{number}-{draw(ids)}",
        source,
        target,
        kind.key,
        draw(texts),
        draw(pseudonyms),
        "2026-11-22T09:32:44.123Z",
        fields={f.key: draw(values(f)) for f in kind.fields if draw(st.booleans())},
    )
