"""Documents of maps ↔ snapshots: exact when they are ours, never an exception when they are not."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text
from templates_of_tests import PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.limits import MAP_REACH
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import Template
from tests.maps import maps

VALUE = PRODUCT["creation-valeur"]
MAPS = [template for template in PRODUCT.values() if map_plan(template).elements]
PARTY = Card("mairie", "Mairie", "partie-prenante", "a0", x=0.0, y=0.0)
DATA = Card("cadastre", "Cadastre", "donnee", "a0", x=200.0, y=0.0)
EURO = Card("gain", "", "euro", "a0", on="cadastre", fields={"qui_gagne": "mairie"})
LINK = Edge("lien", "cadastre", "mairie", "lien")


def doc_of(*cards: Card, edges: tuple[Edge, ...] = ()) -> Doc[Any]:
    """Return a document that holds these."""
    doc: Doc[Any] = Doc()
    write(doc, cards, edges)
    return doc


@pytest.mark.parametrize("template", MAPS, ids=lambda template: template.key)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read(template: Template, data: st.DataObject) -> None:
    """Every element, stamp and link comes back the same, on what carries it."""
    wanted = data.draw(maps(template))
    found = read_snapshot(
        open_doc(new_document(template, wanted.cards, wanted.edges), ()), template
    )
    assert {card.id: card for card in wanted.cards} == {card.id: card for card in found.cards}
    assert {edge.id: edge for edge in wanted.edges} == {edge.id: edge for edge in found.edges}


def test_a_sound_map_has_no_warning_and_is_in_the_order_of_types() -> None:
    """Then of ranks; stamps come last."""
    second = Card("caf", "CAF", "donnee", "Zz", x=0.0, y=9.0)
    snapshot = read_snapshot(doc_of(EURO, DATA, PARTY, second, edges=(LINK,)), VALUE)
    assert [card.id for card in snapshot.cards] == ["mairie", "caf", "cadastre", "gain"]
    assert snapshot.warnings == ()


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (Card("a", "", "euro", on="nulle-part"), "n’a plus ce qui le portait"),
        (Card("a", "", "euro", on="cadastre", fields={"qui_gagne": "cadastre"}), "« Qui gagne »"),
        (Card("a", "", "euro", on="cadastre", fields={"qui_paie": "parti"}), "« Qui paie »"),
        (Card("a", "", "donnee", x=math.nan, y=0.0), "n’a pas de place"),
        (Card("a", "", "donnee", x=1e300, y=0.0), "n’a pas de place"),
        (Card("a", "", "donnee", y=0.0), "n’a pas de place"),
        (Card("a", "", "disparu", x=0.0, y=0.0), "type que ce canevas ne connaît pas"),
    ],
)
def test_what_is_odd_is_kept_and_told(card: Card, said: str) -> None:
    """In French; the rest of the map is as it was."""
    snapshot = read_snapshot(doc_of(card, DATA, PARTY), VALUE)
    kept = next(one for one in snapshot.cards if one.id == "a")
    assert (kept.zone, kept.on, kept.fields) == (card.zone, card.on, card.fields)
    assert [one for one in snapshot.cards if one in (DATA, PARTY)] == [PARTY, DATA]
    assert [said in warning for warning in snapshot.warnings] == [True]


def test_a_link_to_itself_is_kept_and_told() -> None:
    """Nobody draws one by hand; another program may."""
    snapshot = read_snapshot(
        doc_of(DATA, edges=(Edge("l", "cadastre", "cadastre", "lien"),)), VALUE
    )
    assert [edge.id for edge in snapshot.edges] == ["l"]
    assert [warning[:30] for warning in snapshot.warnings] == ["Un lien part d’un élément et y"]


def test_a_stamp_waits_for_what_carried_it() -> None:
    """In the corbeille, then restored: it never left it."""
    doc = doc_of(DATA, PARTY, EURO)
    write(doc, [Card("cadastre", "Cadastre", "donnee", "a0", x=200.0, y=0.0, deleted=True)])
    lost = read_snapshot(doc, VALUE)
    assert (len(lost.cards), lost.cards[-1].on, len(lost.warnings)) == (2, "cadastre", 1)
    write(doc, [DATA])
    assert read_snapshot(doc, VALUE).warnings == ()


names = st.sampled_from("abcdef")


@given(carriers=st.dictionaries(names, names))
def test_nothing_carries_itself(carriers: dict[str, str]) -> None:
    """Each circle is cut at its smallest id, as it is on every screen; the rest is untouched."""
    cards = [Card(one, "", "euro", on=on, x=0.0, y=0.0) for one, on in carriers.items()]
    snapshot = read_snapshot(doc_of(*cards), VALUE)
    kept = {card.id: card.on for card in snapshot.cards}
    for start in kept:
        seen, one = set(), start
        while (above := kept.get(one)) is not None:
            assert one not in seen
            seen.add(one)
            one = above
    changed = [one for one in kept if kept[one] != carriers[one]]
    assert all(kept[one] is None for one in changed)


_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.builds(lambda: [1, [2]]),
    st.builds(lambda: {"a": 1.0}),
    st.builds(lambda: Text("écrit")),
    st.builds(lambda: Map({"x": 1})),
)
_KEYS = st.sampled_from(
    ["zone", "text", "on", "x", "y", "rank", "color", "deleted", "origin", "montant", "qui_gagne",
     "?"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(names, st.dictionaries(_KEYS, _JUNK)))
def test_whatever_is_stored_gives_a_snapshot(stored: dict[str, dict[str, Any]]) -> None:
    """Every element is there once, live or deleted; nothing raises, no number is none."""
    doc: Doc[Any] = Doc()
    root = doc.get("cards", type=Map)
    for key, one in stored.items():
        root[key] = Map(one)
    snapshot = read_snapshot(doc, VALUE)
    assert sorted(card.id for card in (*snapshot.cards, *snapshot.trash)) == sorted(stored)
    for card in snapshot.cards:
        assert (card.x is None) == (card.y is None)
        assert all(at is None or abs(at) <= MAP_REACH for at in (card.x, card.y))


def test_a_choice_said_by_its_title_is_that_choice() -> None:
    """As another program may store it, having read it on the screen or in the CSV."""
    said = Card("a", "", "donnee", x=0.0, y=0.0, fields={"cadre": "open data"})
    (read,) = read_snapshot(doc_of(said), VALUE).cards
    assert dict(read.fields) == {"cadre": "open-data"}
