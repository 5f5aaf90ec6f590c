"""Cards and links written in a Yjs document, whatever the form: seeds, examples, imports, rewinds.

What does not change is not touched, so that what others do at the same time is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from pycrdt import Doc, Map, Text, TransactionEvent

from capacities.documents.cards import entries
from capacities.domain.snapshot import Card, Edge, FieldValue

_MAY_LACK: Final = ("parent", "x", "y", "shape", "on")
"""What a card may cease to have, besides the fields that are told."""


def write(
    doc: Doc[Any],
    cards: Iterable[Card],
    edges: Iterable[Edge] = (),
    owned_fields: Collection[str] = (),
) -> bytes:
    """Do as ``put``; return the update to append, b"" if nothing changed."""
    sent: list[bytes] = []

    def keep(event: TransactionEvent) -> None:
        sent.append(event.update)

    subscription = doc.observe(keep)
    try:
        put(doc, cards, edges, owned_fields)
    finally:
        doc.unobserve(subscription)
    return sent[0] if sent else b""


def put(
    doc: Doc[Any],
    cards: Iterable[Card],
    edges: Iterable[Edge] = (),
    owned_fields: Collection[str] = (),
) -> None:
    """Add or change cards and links, by id.

    Who made one does not change: what was read before the name was erased, and is written after,
    does not bring it back. A key of ``owned_fields`` that one does not carry is taken away from it.
    """
    with doc.transaction():
        root = doc.get("cards", type=Map)
        for card in cards:
            _put(root, card, _of_card(card), {*_MAY_LACK, *owned_fields})
        root = doc.get("edges", type=Map)
        for edge in edges:
            _put(root, edge, _of_edge(edge), owned_fields)


def _of_card(card: Card) -> dict[str, FieldValue]:
    """Return what a card stores besides its text."""
    values: dict[str, FieldValue] = {"zone": card.zone, "rank": card.rank, **_signed(card)}
    values["color"] = card.color
    for key in _MAY_LACK:
        if (value := getattr(card, key)) is not None:
            values[key] = value
    return values | dict(card.fields)


def _of_edge(edge: Edge) -> dict[str, FieldValue]:
    """Return what a link stores besides its text."""
    ends: dict[str, FieldValue] = {"from": edge.source, "to": edge.target, "kind": edge.kind}
    return ends | _signed(edge) | dict(edge.fields)


def _signed(one: Card | Edge) -> dict[str, FieldValue]:
    signed: dict[str, FieldValue] = {"author": one.author, "created": one.created}
    return signed | {"deleted": True} if one.deleted else signed


def _put(
    root: Map[Any], one: Card | Edge, wanted: dict[str, FieldValue], may_lack: Collection[str]
) -> None:
    existing = root[one.id] if one.id in root else None  # noqa: SIM401
    if isinstance(existing, Map):
        _change(existing, one.text, wanted, may_lack)
    else:
        root[one.id] = Map({"text": Text(one.text), **wanted})


def _change(
    existing: Map[Any], said: str, wanted: Mapping[str, FieldValue], may_lack: Collection[str]
) -> None:
    current = dict(entries(existing))
    text = current.get("text")
    if isinstance(text, Text):
        change_text(text, said)
    else:
        existing["text"] = Text(said)
    for key, value in wanted.items():
        if key == "author" and current.get("author"):
            continue
        if type(current.get(key)) is not type(value) or current[key] != value:
            existing[key] = value
    for key in {"deleted", *may_lack} - wanted.keys():
        if key in current:
            del existing[key]


def change_text(text: Text, wanted: str) -> None:
    """Make ``text`` read ``wanted`` by one deletion and one insertion, the shortest.

    What others type at the same time around it is kept. Offsets of pycrdt are UTF-8 bytes.
    """
    current = str(text)
    if current == wanted:
        return
    limit = min(len(current), len(wanted))
    start = 0
    while start < limit and current[start] == wanted[start]:
        start += 1
    end = 0
    while end < limit - start and current[-1 - end] == wanted[-1 - end]:
        end += 1
    at = len(current[:start].encode())
    gone = len(current[start : len(current) - end].encode())
    added = wanted[start : len(wanted) - end]
    if gone:
        del text[at : at + gone]
    if added:
        text.insert(at, added)
