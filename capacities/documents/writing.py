"""Cards and links written in a Yjs document, whatever the form: seeds, examples, imports, rewinds.

What does not change is not touched, so that what others do at the same time is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from pycrdt import Doc, Map, Text, TransactionEvent

from capacities.documents.cards import entries
from capacities.domain.cards import CARD_STORED, EDGE_KEYS
from capacities.domain.snapshot import Card, Edge, FieldValue

_NAMED: Final = {"from": "source", "to": "target"}
"""Keys of a link that a snapshot names otherwise."""


def write(
    doc: Doc[Any],
    cards: Iterable[Card],
    edges: Iterable[Edge] = (),
    owned_fields: Collection[str] = (),
    fields_of_edges: Collection[str] = (),
) -> bytes:
    """Do as ``put``; return the update to append, b"" if nothing changed."""
    return emitted(doc, lambda: put(doc, cards, edges, owned_fields, fields_of_edges))


def emitted(doc: Doc[Any], act: Callable[[], None]) -> bytes:
    """Change a document in one transaction; return the update of it, b"" if nothing changed."""
    sent: list[bytes] = []

    def keep(event: TransactionEvent) -> None:
        sent.append(event.update)

    subscription = doc.observe(keep)
    try:
        with doc.transaction():
            act()
    finally:
        doc.unobserve(subscription)
    return sent[0] if sent else b""


def put(
    doc: Doc[Any],
    cards: Iterable[Card],
    edges: Iterable[Edge] = (),
    owned_fields: Collection[str] = (),
    fields_of_edges: Collection[str] = (),
) -> None:
    """Add or change cards and links, by id.

    Who made one does not change: what was read before the name was erased, and is written after,
    does not bring it back. A key of ``owned_fields`` that a card does not carry is taken away from
    it, and one of ``fields_of_edges`` from a link.
    """
    with doc.transaction():
        for root, own, ones, owned in (
            ("cards", CARD_STORED, cards, owned_fields),
            ("edges", EDGE_KEYS, edges, fields_of_edges),
        ):
            for one in ones:
                _put(doc.get(root, type=Map), one, _stored(one, own), own.union(owned))


def _stored(one: Card | Edge, own: Collection[str]) -> dict[str, FieldValue]:
    """Return what a card or a link stores besides its text; what it has not is not stored."""
    found = {key: getattr(one, _NAMED.get(key, key)) for key in sorted(own) if key != "text"}
    kept = {key: value for key, value in found.items() if value is not None and value is not False}
    return kept | dict(one.fields)


def _put(
    root: Map[Any], one: Card | Edge, wanted: Mapping[str, FieldValue], may_lack: Collection[str]
) -> None:
    existing = root[one.id] if one.id in root else None  # noqa: SIM401
    if not isinstance(existing, Map):
        root[one.id] = Map({"text": Text(one.text), **wanted})
        return
    current = dict(entries(existing))
    text = current.get("text")
    if isinstance(text, Text):
        change_text(text, one.text)
    else:
        existing["text"] = Text(one.text)
    for key, value in wanted.items():
        if key == "author" and current.get("author"):
            continue
        if type(current.get(key)) is not type(value) or current[key] != value:
            existing[key] = value
    for key in current.keys() & may_lack - wanted.keys() - {"text"}:
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
