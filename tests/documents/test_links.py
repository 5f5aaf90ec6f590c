"""Links are read whatever is there, written by what changes, and lost by nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from capacities.collab.document import RoomDocument, TooLarge
from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import EdgeKind, Field, FieldKind, Template
from tests.templates_of_tests import PRODUCT

FLOW = EdgeKind("flux", "Flux", (Field("debit", "Débit", FieldKind.NUMBER),))
LINKED = replace(PRODUCT["canevas-usagers"], edge_kinds=(FLOW,))
CARDS = (Card("a", "Silo", "usagers", "a0"), Card("b", "Données", "usagers", "a1"))
LINK = Edge(
    "l", "a", "b", "flux", "chaque nuit", "Ada", "2026-11-22T10:00:00Z", fields={"debit": 2.5}
)


def doc_of(*edges: Edge, cards: Iterable[Card] = CARDS) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    write(doc, cards, edges)
    return doc


@pytest.mark.parametrize("template", [LINKED, *PRODUCT.values()], ids=lambda t: t.key)
def test_what_is_written_is_read_whatever_the_form(template: Template) -> None:
    """A canvas whose template has no link keeps those that a document has, and says so."""
    gone = replace(LINK, id="m", deleted=True)
    snapshot = read_snapshot(doc_of(LINK, gone), template)
    known = template.edge_kind("flux") is not None
    fields = LINK.fields if known else {}
    assert snapshot.edges == (replace(LINK, fields=fields),)
    assert snapshot.edge_trash == (replace(gone, fields=fields),)
    told = any("type que ce canevas ne connaît pas" in said for said in snapshot.warnings)
    assert told is not known


def test_a_link_without_its_end_is_kept_and_told() -> None:
    """One end in the corbeille, which may come back, is not one that nobody knows."""
    doc = doc_of(LINK, replace(LINK, id="m", target="nulle part"))
    write(doc, [replace(CARDS[0], deleted=True)])
    broken = read_snapshot(doc, LINKED)
    assert [edge.id for edge in broken.edges] == ["l", "m"]
    away, unknown = broken.warnings
    assert away.startswith("Un lien a une extrémité dans la corbeille")
    assert unknown.startswith("Un lien n’a plus")
    write(doc, CARDS, [replace(LINK, id="m", deleted=True)])
    assert read_snapshot(doc, LINKED).warnings == ()


def test_a_link_of_an_unknown_kind_keeps_its_fields() -> None:
    """All those that links may have, as a card in an unknown box."""
    other = replace(LINK, kind="ancien type")
    assert read_snapshot(doc_of(other), LINKED).edges == (other,)


def test_only_what_changes_is_written() -> None:
    """Who drew a link stays; a field that it ceases to have is taken away when that is said."""
    doc = doc_of(LINK)
    assert write(doc, CARDS, [LINK]) == b""
    write(doc, (), [replace(LINK, author="Eve", text="chaque jour", fields={})])
    assert read_snapshot(doc, LINKED).edges == (replace(LINK, text="chaque jour"),)
    write(doc, (), [replace(LINK, fields={})], fields_of_edges=["debit"])
    assert dict(read_snapshot(doc, LINKED).edges[0].fields) == {}


def test_a_card_names_what_carries_it() -> None:
    """A card, a link, or what is no more there; put down elsewhere, it is carried by nothing."""
    stamps = [Card(f"s{on}", "€", "usagers", "a2", x=1, y=2, on=on) for on in ("a", "l", "rien")]
    doc = doc_of(LINK, cards=(*CARDS, *stamps))
    read = read_snapshot(doc, LINKED)
    assert [card.on for card in read.cards] == [None, None, "a", "l", "rien"]
    assert write(doc, read.cards, read.edges) == b""
    write(doc, [replace(stamps[0], on=None)])
    assert [card.on for card in read_snapshot(doc, LINKED).cards] == [None, None, None, "l", "rien"]


_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.builds(lambda: [1, [2]]),
    st.builds(lambda: {"a": 1.0}),
    st.builds(lambda: Text("écrit")),
    st.builds(lambda: Map({"x": 1})),
)
_KEYS = st.sampled_from(
    ["from", "to", "kind", "text", "author", "created", "deleted", "debit", "?"]
)


@given(st.dictionaries(st.text(max_size=5), st.one_of(_JUNK, st.dictionaries(_KEYS, _JUNK))))
def test_whatever_is_stored_gives_a_snapshot(stored: dict[str, Any]) -> None:
    """Every link that is one is there once, live or deleted; nothing raises."""
    doc: Doc[Any] = Doc()
    root = doc.get("edges", type=Map)
    entries = {key for key, one in stored.items() if isinstance(one, (dict, Map))}
    for key, one in stored.items():
        root[key] = Map(one) if isinstance(one, dict) else one
    snapshot = read_snapshot(doc, LINKED)
    found = [edge.id for edge in (*snapshot.edges, *snapshot.edge_trash)]
    assert sorted(found) == sorted(entries)
    assert all(isinstance(edge.source, str) for edge in snapshot.edges)


def test_a_room_holds_so_many_cards_and_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links count as cards do, those of the corbeille apart."""
    monkeypatch.setattr("capacities.domain.limits.CARDS_PER_CANVAS", 4)
    monkeypatch.setattr("capacities.domain.limits.CARDS_TOGETHER", 0)
    room = RoomDocument(doc_of(LINK).get_update(), ())

    def more(*edges: Edge) -> bytes:
        person: Doc[Any] = Doc()
        person.apply_update(room.encode())
        return write(person, (), edges)

    room.apply(more(replace(LINK, id="n")))
    with pytest.raises(TooLarge):
        room.apply(more(replace(LINK, id="o")))
    room.apply(more(replace(LINK, deleted=True)))
    assert room.apply(more(replace(LINK, id="o")))
    assert pycrdt.get_state(room.encode())
