"""Documents ↔ snapshots: exact when they are ours, never an exception when they are not."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlFragment
from strategies import AWKWARD, snapshots, texts
from templates_of_tests import ALL, BLOCKS, MATRIX, USAGERS

from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import SCHEMA, new_document, open_doc
from capacities.domain.errors import Unreadable
from capacities.domain.limits import ORIGIN_CHARS
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template

FIXTURES = Path(__file__).parent / "fixtures"


def by_id(snapshot: Snapshot) -> dict[str, Card]:
    """Return the live cards by id."""
    return {card.id: card for card in snapshot.cards}


def doc_of(**cards: dict[str, Any]) -> Doc[Any]:
    """Return a document whose cards hold exactly these values."""
    doc: Doc[Any] = Doc()
    root = doc.get("cards", type=Map)
    for card_id, values in cards.items():
        root[card_id] = Map(values)
    return doc


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.key)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read(template: Template, data: st.DataObject) -> None:
    """Any canvas of cards comes back the same, with no warning but for cards to be sorted."""
    wanted = data.draw(snapshots(template))
    doc = open_doc(new_document(template, wanted.cards), ())
    assert by_id(wanted) == by_id(read_snapshot(doc, template))


def test_cards_come_in_the_order_of_boxes_then_ranks_then_ids() -> None:
    """Ties of rank break on the id; unknown boxes come last."""
    cards = [
        Card("d", "", "perdue", "a0"),
        Card("c", "", "usagers", "a1"),
        Card("b", "", "usagers", "a0"),
        Card("a", "", "usagers", "a1"),
        Card("e", "", "partenaires", "a9"),
    ]
    snapshot = read_snapshot(open_doc(new_document(USAGERS, cards), ()), USAGERS)
    assert [card.id for card in snapshot.cards] == ["e", "b", "a", "c", "d"]
    assert snapshot.warnings == (
        "Un post-it est dans une case qui n’existe pas ou plus : il est à reclasser.",
    )


def test_added_lines_and_blocks_are_boxes_while_they_live() -> None:
    """Cards of a deleted line or block are kept, to be sorted."""
    line = Card("ligne1234567", "Locale", "lignes", "a0")
    inside = Card("dedans123456", "x", "ligne1234567.conception", "a0")
    doc = open_doc(new_document(MATRIX, [inside, line]), ())
    assert ((), [line, inside]) == (
        (found := read_snapshot(doc, MATRIX)).warnings,
        list(found.cards),
    )
    write(doc, [Card(line.id, line.text, line.zone, line.rank, deleted=True)])
    snapshot = read_snapshot(doc, MATRIX)
    assert ([inside], 1, 1) == (
        list(snapshot.cards),
        len(snapshot.trash),
        len(snapshot.warnings),
    )
    block = Card("bloc12345678", "Mairie", "partie-prenante", "a0")
    cost = Card("cout12345678", "y", "charges@bloc12345678", "a0", fields={"montant": 3.0})
    found = read_snapshot(open_doc(new_document(BLOCKS, [cost, block]), ()), BLOCKS)
    assert ((), (block, cost)) == (found.warnings, found.cards)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        (62000, 62000.0),
        (2**60, float(2**60)),
        ("62000,5", 62000.5),
        ("12", 12.0),
        (math.nan, None),
        (math.inf, None),
        ("nan", None),
        ("douze", None),
        ("9" * 400, None),
        (True, None),
        (Map({"a": 1}), None),
        (Text("3"), None),
        ([1, [2]], None),
        (b"xx", None),
        ({"a": 1.0}, None),
        (None, None),
        ("", None),
    ],
)
def test_an_amount_is_a_finite_number_or_nothing(stored: Any, read: float | None) -> None:
    """Whatever a client stored there."""
    doc = doc_of(abcdefghijkl={"text": Text("x"), "zone": "couts", "montant": stored})
    (card,) = read_snapshot(doc, USAGERS).cards
    assert read == card.fields.get("montant")


@pytest.mark.parametrize(
    ("key", "stored", "read"),
    [
        ("quand", "2027-01-31", "2027-01-31"),
        ("quand", "31/01/2027", None),
        ("quand", "20270131", None),
        ("quand", 3.0, None),
        ("mesure", False, False),
        ("mesure", "oui", None),
        ("portee", "locale", "locale"),
        ("portee", "mondiale", None),
        ("qui", "x\0y", "xy"),
        ("qui", 3.0, None),
        ("remarque", "une\nligne", "une\nligne"),
        ("remarque", True, None),
        ("source", "https://exemple.fr/charte", "https://exemple.fr/charte"),
        ("source", "javascript:alert(1)", None),
        ("source", "exemple.fr", None),
        ("source", 3.0, None),
        ("inconnu", "x", None),
    ],
)
def test_fields_are_of_their_type_or_absent(key: str, stored: Any, read: Any) -> None:
    """A value of another type is left out, and said."""
    doc = doc_of(abcdefghijkl={"text": Text("x"), "zone": "ethique.negatifs", key: stored})
    snapshot = read_snapshot(doc, MATRIX)
    assert read == snapshot.cards[0].fields.get(key)
    assert (read is None and key != "inconnu") == bool(snapshot.warnings)


def test_fields_of_another_box_are_not_shown() -> None:
    """An amount stays in the document when its card moves where amounts make no sense."""
    doc = doc_of(abcdefghijkl={"text": Text("x"), "zone": "usagers", "montant": 3.0})
    assert dict(read_snapshot(doc, USAGERS).cards[0].fields) == {}
    write(doc, [Card("abcdefghijkl", "x", "couts")])
    assert dict(read_snapshot(doc, USAGERS).cards[0].fields) == {"montant": 3.0}


def test_damaged_cards_are_repaired_and_told() -> None:
    """Missing or mistyped values give a card that can be shown, and one sentence each."""
    doc = doc_of(
        plain={"text": "brut", "zone": "usagers"},
        none={"zone": "usagers"},
        odd={"text": Map({}), "zone": 3, "rank": [], "author": True, "deleted": "oui"},
    )
    root = doc.get("cards", type=Map)
    root["texte"], root["nombre"], root["liste"] = "x", 3, Array([1])
    snapshot = read_snapshot(doc, USAGERS)
    assert {c.id: c.text for c in snapshot.cards} == {"plain": "brut", "none": "", "odd": ""}
    assert "3 éléments illisibles ont été laissés de côté." in snapshot.warnings
    assert "2 textes sont illisibles : ils sont montrés vides." in snapshot.warnings


def test_a_cycle_of_parents_is_cut_at_the_smallest_id() -> None:
    """The same everywhere, whatever the order of the cards."""
    doc = doc_of(
        **{
            card: {"text": Text(card), "zone": "usagers", "parent": parent}
            for card, parent in {"b": "c", "c": "d", "d": "b", "a": "b", "e": "e"}.items()
        }
    )
    cards = by_id(read_snapshot(doc, USAGERS))
    assert {name: card.parent for name, card in cards.items()} == {
        "a": "b",
        "b": None,
        "c": "d",
        "d": "b",
        "e": None,
    }


# --- Anything at all ----------------------------------------------------------------------

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**53), 2**53),
    texts,
    st.sampled_from([*AWKWARD, "x" * 100_000, "usagers", "couts", "lignes", "a.b", "a@b"]),
    st.binary(max_size=8),
)
plain = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
shared = st.one_of(
    plain,
    texts.map(Text),
    st.just(None).map(lambda _: Array([1, "x"])),
    st.just(None).map(lambda _: XmlFragment()),
    st.dictionaries(st.text("abc", max_size=2), plain, max_size=3).map(Map),
)
keys = st.sampled_from(
    ["text", "zone", "rank", "author", "created", "deleted", "color", "parent", "x", "y", "shape",
     "on", "origin", "montant", "periode", "nature", "quand", "mesure", "qui", "cout", "portee", "",
     "💥"]
)  # fmt: skip
junk_cards = st.dictionaries(
    st.one_of(st.text(max_size=5), st.sampled_from(["a", "b", "c", "lignes", "partie-prenante"])),
    st.one_of(shared, st.lists(st.tuples(keys, shared), max_size=8)),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(cards=junk_cards, meta=st.dictionaries(st.sampled_from(["schema", "template", "x"]), plain))
def test_a_document_of_anything_gives_a_valid_snapshot(
    cards: dict[str, Any], meta: dict[str, Any]
) -> None:
    """Never an exception; values have their types; warnings are French sentences."""
    doc: Doc[Any] = Doc()
    root, head = doc.get("cards", type=Map), doc.get("meta", type=Map)
    for card_id, value in cards.items():
        if isinstance(value, list) and all(isinstance(item, tuple) for item in value):
            root[card_id] = Map({})
            for key, inner in value:
                root[card_id][key] = inner
        else:
            root[card_id] = value
    for key, value in meta.items():
        head[key] = value
    for template in ALL:
        snapshot = read_snapshot(open_doc(doc.get_update(), ()), template)
        for card in (*snapshot.cards, *snapshot.trash):
            check_types(card, template)
        assert all(warning.endswith((".", "!")) for warning in snapshot.warnings)
        assert len(snapshot.cards) + len(snapshot.trash) <= len(cards)


def check_types(card: Card, template: Template) -> None:
    """Assert that a card is what its class says."""
    assert all(
        isinstance(value, str)
        for value in (card.id, card.text, card.zone, card.rank, card.author, card.color)
    )
    assert card.deleted in (True, False)
    assert card.origin is None or 0 < len(card.origin) <= ORIGIN_CHARS
    for key, value in card.fields.items():
        field = template.field(key)
        assert field is not None
        assert isinstance(value, field.kind.python_type)
        assert not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize("kind", [Text, Array, XmlFragment])
def test_roots_of_another_type_are_read_as_empty(kind: type) -> None:
    """Only maps are ever asked for: reading a mistyped array could loop for ever."""
    doc: Doc[Any] = Doc()
    root = doc.get("cards", type=kind)
    if kind is Text:
        root += "piège"
    update = doc.get_update()
    assert read_snapshot(open_doc(update, ()), USAGERS).cards == ()


# --- Writing ------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(before=texts, after=texts)
def test_changing_a_text_gives_that_text(before: str, after: str) -> None:
    """By a minimal change, even with characters of several bytes."""
    seed = new_document(USAGERS, [Card("abcdefghijkl", before, "usagers", "a0")])
    doc = open_doc(seed, ())
    update = write(doc, [Card("abcdefghijkl", after, "usagers", "a0")])
    assert (before == after) == (update == b"")
    other = open_doc(seed, [update])
    assert after == read_snapshot(other, USAGERS).cards[0].text


def test_what_another_person_types_at_the_same_time_is_kept() -> None:
    """Only the letters that differ are changed."""
    seed = new_document(USAGERS, [Card("abcdefghijkl", "Le toit bleu", "usagers", "a0")])
    mine, theirs = open_doc(seed, ()), open_doc(seed, ())
    update = write(mine, [Card("abcdefghijkl", "Le toit vert", "usagers", "a0")])
    text = theirs.get("cards", type=Map)["abcdefghijkl"]["text"]
    text.insert(0, "Oui : ")
    assert (
        read_snapshot(open_doc(theirs.get_update(), [update]), USAGERS).cards[0].text
    ) == "Oui : Le toit vert"


def test_fields_the_writer_owns_are_taken_away_when_absent() -> None:
    """The others are left as they are."""
    card = Card("abcdefghijkl", "x", "couts", fields={"montant": 3.0, "periode": "par-an"})
    doc = open_doc(new_document(USAGERS, [card]), ())
    write(doc, [Card("abcdefghijkl", "x", "couts")], owned_fields=["montant"])
    assert dict(read_snapshot(doc, USAGERS).cards[0].fields) == {"periode": "par-an"}


def test_restoring_takes_the_mark_away() -> None:
    """A card in the corbeille comes back with its text."""
    doc = open_doc(new_document(USAGERS, [Card("a", "x", "usagers", deleted=True)]), ())
    deleted = read_snapshot(doc, USAGERS)
    assert (deleted.cards, [card.text for card in deleted.trash]) == ((), ["x"])
    write(doc, [Card("a", "x", "usagers")])
    assert [card.text for card in read_snapshot(doc, USAGERS).cards] == ["x"]


def test_a_damaged_document_is_refused_in_french() -> None:
    """Bytes that are no update never reach the reader."""
    with pytest.raises(Unreadable, match="ne peut pas être relu"):
        open_doc(b"\xff\xff\xff\xff", ())


# --- Versions -----------------------------------------------------------------------------


def test_a_document_of_each_version_can_still_be_read() -> None:
    """A saved document per version of the schema, read as it was when it was saved."""
    for version in range(1, SCHEMA + 1):
        data = (FIXTURES / f"schema-{version}.bin").read_bytes()
        snapshot = read_snapshot(open_doc(data, ()), USAGERS)
        assert (version, "canevas-usagers", ()) == (
            snapshot.schema,
            snapshot.template,
            snapshot.warnings,
        )
        assert [(card.text, dict(card.fields)) for card in snapshot.cards] == [
            ("Été ; « ménages » 😀", {}),
            ("Étude", {"montant": 45000.5}),
        ]
        assert [card.text for card in snapshot.trash] == ["Jetée"]


def test_a_document_of_a_later_version_is_read_and_told() -> None:
    """What this version understands is shown."""
    doc = doc_of(abcdefghijkl={"text": Text("x"), "zone": "usagers"})
    doc.get("meta", type=Map)["schema"] = 99
    snapshot = read_snapshot(open_doc(doc.get_update(), ()), USAGERS)
    assert (snapshot.schema, len(snapshot.warnings)) == (99, 1)
