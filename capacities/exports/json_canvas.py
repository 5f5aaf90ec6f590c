"""A map → JSON Canvas 1.0 (jsoncanvas.org), which Obsidian and other boards open.

A stamp is a small card beside what carries it. A link that lost an end has no place there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from capacities.domain.plans import ElementType, map_plan
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.exports.map import texts_of
from capacities.exports.markdown import escaped
from capacities.exports.outline import Fact, facts_of

Place = tuple[float, float]

_COLORS: Final = {"problem": "1", "note": "3", "wish": "4", "existing": "5", "violet": "6"}
"""The presets of JSON Canvas: red, yellow, green, cyan, purple."""
_WIDTH, _STAMP_WIDTH, _LINE, _LINE_CHARS = 190, 150, 24, 20
_APART: Final = 300.0
"""Points on the screen: cards are large enough for the words of most of them."""


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file."""
    places = _places(snapshot)
    texts = texts_of(snapshot)
    there = {card.id for card in snapshot.cards}
    board = {
        "nodes": [_node(card, places[card.id], texts, template) for card in snapshot.cards],
        "edges": [
            _edge(edge, template) for edge in snapshot.edges if {edge.source, edge.target} <= there
        ],
    }
    return json.dumps(board, ensure_ascii=False, indent=1).encode()


def _node(
    card: Card, place: tuple[float, float], texts: Mapping[str, str], template: Template
) -> dict[str, Any]:
    type_ = map_plan(template).element(card.zone)
    text = "\n".join(_words(card, type_, texts, template))
    width = _STAMP_WIDTH if type_ and type_.stamp else _WIDTH
    lines = sum(1 + len(line) // _LINE_CHARS for line in text.split("\n"))
    return {
        "id": card.id,
        "type": "text",
        "x": round(place[0]),
        "y": round(place[1]),
        "width": width,
        "height": 2 * _LINE + lines * _LINE,
        **_colored(next((c.hue for c in template.colors if c.key == card.color), ""), type_),
        "text": text,
    }


def _words(
    card: Card, type_: ElementType | None, texts: Mapping[str, str], template: Template
) -> Iterator[str]:
    """Yield the lines of a card: its type, its text, its fields, in Markdown."""
    zone = template.zone(card.zone)
    sign = f"{type_.sign} " if type_ and type_.sign else ""
    yield f"*{escaped(sign + (zone.title if zone else card.zone or '?'))}*"
    yield from map(escaped, card.text.replace("\0", "").split("\n"))
    for fact in facts_of(card, template):
        if value := _said(fact, texts):
            yield f"{escaped(fact.field.title)} : {escaped(value)}"


def _said(fact: Fact, texts: Mapping[str, str]) -> str:
    if fact.field.kind is FieldKind.ELEMENT:
        return texts.get(fact.value, "")
    said = " ".join(fact.value.split())
    return f"{said} {fact.field.unit}" if fact.field.unit else said


def _edge(edge: Edge, template: Template) -> dict[str, Any]:
    kind = template.edge_kind(edge.kind)
    label = " ".join(edge.text.split()) or (kind.title if kind else "")
    color = _COLORS.get(kind.hue, "") if kind else ""
    return {
        "id": edge.id,
        "fromNode": edge.source,
        "toNode": edge.target,
        **({"color": color} if color else {}),
        **({"label": label} if label else {}),
    }


def _colored(hue: str, type_: ElementType | None) -> dict[str, str]:
    color = _COLORS.get(hue or (type_.hue if type_ else ""), "")
    return {"color": color} if color else {}


def _places(snapshot: Snapshot) -> dict[str, Place]:
    """Return where each card is; a stamp beside what carries it, what has no place below all."""
    cards = {card.id: card for card in snapshot.cards}
    places: dict[str, Place] = {}
    for card in snapshot.cards:
        if card.on is None and card.x is not None and card.y is not None:
            places[card.id] = card.x, card.y
    below = max((y for _, y in places.values()), default=0.0) + _APART
    lost = [card.id for card in snapshot.cards if card.on is None and card.id not in places]
    places |= {one: (number * _APART, below) for number, one in enumerate(lost)}
    anchors = places | dict(_middles(snapshot.edges, places))
    carried: Counter[str] = Counter()
    for card in snapshot.cards:
        if card.on is None:
            continue
        root = _root(card.on, cards)
        x, y = anchors.get(root, (0.0, below))
        beside: Place = (160.0, -90.0 + 110 * carried[root])
        carried[root] += 1
        own = card.on == root and card.x is not None and card.y is not None
        by = (card.x or 0.0, card.y or 0.0) if own else beside
        places[card.id] = x + by[0], y + by[1]
    return places


def _middles(edges: Iterable[Edge], places: Mapping[str, Place]) -> Iterator[tuple[str, Place]]:
    for edge in edges:
        ends = [places[end] for end in (edge.source, edge.target) if end in places]
        if ends:
            x, y = (sum(at) / len(ends) for at in zip(*ends, strict=True))
            yield edge.id, (x, y)


def _root(one: str, cards: Mapping[str, Card]) -> str:
    """Return what carries the first of the stamps that stand on one another."""
    seen: set[str] = set()
    while one in cards and (above := cards[one].on) is not None and one not in seen:
        seen.add(one)
        one = above
    return one
