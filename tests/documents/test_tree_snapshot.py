"""Documents of trees ↔ snapshots: seeded once, exact, never an exception."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text
from strategies import ranks, texts, values
from templates_of_tests import PRODUCT, TREE, USAGERS

from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.plans import TreePlan
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tree import arrange

FIXTURES = Path(__file__).parent / "fixtures"
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "tree.json").read_text("utf-8"))
CENTRE_CARD = Card(CENTRE, "Notre cas d’usage", CENTRE)


def doc_of(cards: dict[str, Any]) -> Doc[Any]:
    """Return a document whose cards hold exactly these values."""
    doc: Doc[Any] = Doc()
    root = doc.get("cards", type=Map)
    for card_id, values_of_card in cards.items():
        root[card_id] = Map(values_of_card) if isinstance(values_of_card, dict) else values_of_card
    return doc


# --- Seeds --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["gouvernance", "pourquoi"])
def test_a_new_tree_has_its_centre_and_its_main_branches(key: str) -> None:
    """In the order of the file, without author, date nor type."""
    template = PRODUCT[key]
    snapshot = read_snapshot(open_doc(new_document(template), ()), template)
    centre, *branches = snapshot.cards
    assert isinstance(template.plan, TreePlan)
    assert (centre.id, centre.text, centre.zone) == (CENTRE, template.plan.centre, CENTRE)
    assert [(card.id, card.zone, card.text, card.parent) for card in branches] == [
        (zone.key, zone.key, zone.title, CENTRE) for zone in template.zones
    ]
    assert sorted({card.rank for card in branches}) == [card.rank for card in branches]
    assert {(card.author, card.created, card.color) for card in snapshot.cards} == {("", "", "")}
    assert (snapshot.warnings, snapshot.trash, snapshot.template) == ((), (), key)


def test_an_example_is_planted_among_the_seeds() -> None:
    """A card of the example takes the place of the seed that has its id."""
    cards = [
        Card(CENTRE, "Toits solaires", CENTRE),
        Card("outils", "Outils communs", "outils", "a9", parent=CENTRE),
        Card("n", "La mairie", NODE, "a0", parent="acteurs"),
    ]
    snapshot = read_snapshot(open_doc(new_document(TREE, cards), ()), TREE)
    assert [card.text for card in snapshot.cards] == [
        "Toits solaires", "Acteurs", "La mairie", "Outils communs",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "use_case", "centre"),
    [
        ("pourquoi", "Port de plaisance", "Port de plaisance"),
        ("pourquoi", "", "Notre cas d’usage"),
        ("gouvernance", "Port de plaisance", "Gouvernance de la donnée du territoire"),
    ],
)
def test_the_three_whys_begin_from_the_use_case(key: str, use_case: str, centre: str) -> None:
    """The dossier's, when it names one; other trees keep their own centre."""
    doc = open_doc(new_document(PRODUCT[key], use_case=use_case), ())
    assert centre == read_snapshot(doc, PRODUCT[key]).cards[0].text


def test_other_forms_are_not_seeded() -> None:
    """A canvas of boxes begins empty."""
    assert read_snapshot(open_doc(new_document(USAGERS), ()), USAGERS).cards == ()


# --- What is written is read ----------------------------------------------------------------


@st.composite
def nodes(draw: st.DrawFn) -> tuple[Card, ...]:
    """Nodes of any shape of tree under the seeded branches, some of them deleted."""
    names = draw(st.lists(st.text("abcxyz", min_size=3, max_size=6), unique=True, max_size=8))
    above = [CENTRE, "acteurs", "outils"]
    cards = []
    for name in names:
        cards.append(
            Card(
                id=f"n-{name}",
                text=draw(texts),
                zone=NODE,
                rank=draw(ranks),
                author=draw(texts),
                color=draw(st.sampled_from(["", "reponse", "frein"])),
                deleted=draw(st.booleans()),
                fields={
                    field.key: draw(values(field))
                    for field in TREE.fields_of(NODE)
                    if draw(st.booleans())
                },
                parent=draw(st.sampled_from(above)),
            )
        )
        above.append(f"n-{name}")
    return tuple(cards)


@settings(max_examples=100, deadline=None)
@given(cards=nodes())
def test_what_is_written_is_read(cards: tuple[Card, ...]) -> None:
    """Every node comes back the same, live or in the trash, with no warning."""
    snapshot = read_snapshot(open_doc(new_document(TREE, cards), ()), TREE)
    found = {card.id: card for card in (*snapshot.cards, *snapshot.trash)}
    assert {card.id: card for card in cards} == {
        key: card for key, card in found.items() if card.zone == NODE
    }
    assert (snapshot.warnings, snapshot.schema) == ((), 1)


@settings(max_examples=100, deadline=None)
@given(cards=nodes())
def test_the_tree_is_given_back_by_the_cards_of_the_snapshot(cards: tuple[Card, ...]) -> None:
    """Exports and figures arrange the snapshot again: the same tree, with nothing hidden."""
    snapshot = read_snapshot(open_doc(new_document(TREE, cards), ()), TREE)
    tree = arrange(snapshot.cards)
    assert (tree.centre, *tree.order) == snapshot.cards
    assert tree.hidden == ()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_shared_vectors_hold_for_documents_too(vector: dict[str, Any]) -> None:
    """What the rule says of cards is what is read of a document."""
    cards = [
        Card(key, "", NODE, c["rank"], deleted=c.get("deleted", False), parent=c.get("parent"))
        for key, c in vector["cards"].items()
    ]
    doc: Doc[Any] = Doc()
    write(doc, cards)
    snapshot = read_snapshot(doc, TREE)
    assert vector["order"] == [card.id for card in snapshot.cards[1:]]
    assert vector["hidden"] == [card.id for card in snapshot.trash]


def test_moving_writes_the_parent_and_the_rank_only() -> None:
    """What another person types in the branch at the same time is kept."""
    seed = new_document(TREE, [Card("n", "La mairie", NODE, "a0", parent="acteurs")])
    mine, theirs = open_doc(seed, ()), open_doc(seed, ())
    update = write(mine, [Card("n", "La mairie", NODE, "a3", parent="outils")])
    theirs.get("cards", type=Map)["n"]["text"].insert(9, " de Lisieux")
    both = read_snapshot(open_doc(theirs.get_update(), [update]), TREE)
    assert [(card.text, card.parent, card.rank) for card in both.cards if card.id == "n"] == [
        ("La mairie de Lisieux", "outils", "a3")
    ]


# --- Repairs --------------------------------------------------------------------------------


def test_two_moves_at_once_lose_nothing_and_are_told() -> None:
    """Each branch moved into the other: the smallest id is shown under the centre."""
    cards = [CENTRE_CARD] + [
        Card(name, name, NODE, "a0", parent=CENTRE) for name in ("b", "c", "d")
    ]
    seed = new_document(TREE, cards)
    mine, theirs = open_doc(seed, ()), open_doc(seed, ())
    moves = (
        write(mine, [Card("b", "b", NODE, "a0", parent="c")]),
        write(theirs, [Card("c", "c", NODE, "a0", parent="b")]),
    )
    for order in (moves, moves[::-1]):
        snapshot = read_snapshot(open_doc(seed, order), TREE)
        parents = {card.id: card.parent for card in snapshot.cards if card.zone == NODE}
        assert parents == {"b": CENTRE, "c": "b", "d": CENTRE}
        assert snapshot.warnings == (
            "Deux branches étaient chacune dans l’autre : l’une d’elles est montrée sous l’idée "
            "centrale.",
        )


def test_orphans_are_shown_under_the_centre_and_told() -> None:
    """An unknown parent, none, or oneself."""
    doc = doc_of(
        {
            "centre": {"text": Text("x"), "zone": "centre"},
            "a": {"text": Text("a"), "zone": NODE, "parent": "perdu"},
            "b": {"text": Text("b"), "zone": NODE},
            "c": {"text": Text("c"), "zone": NODE, "parent": "c"},
            "d": {"text": Text("d"), "zone": NODE, "parent": "perdu", "deleted": True},
        }
    )
    snapshot = read_snapshot(doc, TREE)
    assert {card.id: card.parent for card in snapshot.cards[1:]} == dict.fromkeys("abc", CENTRE)
    assert snapshot.warnings == (
        "3 idées n’avaient plus de branche au-dessus d’elles : elles sont montrées sous l’idée "
        "centrale.",
    )


def test_a_missing_centre_is_shown_empty_and_told() -> None:
    """The nodes are kept."""
    doc = doc_of({"a": {"text": Text("a"), "zone": NODE, "parent": "centre"}})
    snapshot = read_snapshot(doc, TREE)
    assert [(card.id, card.text) for card in snapshot.cards] == [(CENTRE, ""), ("a", "a")]
    assert snapshot.warnings == ("L’idée centrale manquait : elle est montrée vide, à compléter.",)


def test_the_centre_is_the_root_whatever_its_card_says() -> None:
    """Deleted, or moved under a branch by a document that is not ours."""
    doc = doc_of(
        {
            "centre": {"text": Text("x"), "zone": "centre", "parent": "a", "deleted": True},
            "a": {"text": Text("a"), "zone": NODE, "parent": "centre"},
        }
    )
    snapshot = read_snapshot(doc, TREE)
    assert [(c.id, c.parent, c.deleted) for c in snapshot.cards] == [
        (CENTRE, None, False), ("a", CENTRE, False),
    ]  # fmt: skip


def test_an_unknown_type_is_kept() -> None:
    """It comes back when the type is declared again; meanwhile nobody is bothered."""
    card = Card("n", "x", NODE, "a0", color="ancien", parent=CENTRE)
    snapshot = read_snapshot(open_doc(new_document(TREE, [card]), ()), TREE)
    assert {card.id: card.color for card in snapshot.cards}["n"] == "ancien"
    assert snapshot.warnings == ()


def test_deleting_a_branch_takes_what_is_below_to_the_trash() -> None:
    """Only its top is marked; restoring it brings everything back."""
    cards = [
        Card("n", "La mairie", NODE, "a0", parent="acteurs"),
        Card("m", "Le maire", NODE, "a0", parent="n"),
    ]
    seed = new_document(TREE, cards)
    doc = open_doc(seed, ())
    doc.get("cards", type=Map)["acteurs"]["deleted"] = True
    snapshot = read_snapshot(doc, TREE)
    assert [card.id for card in snapshot.cards] == [CENTRE, "outils"]
    assert [(card.id, card.deleted) for card in snapshot.trash] == [
        ("acteurs", True), ("m", False), ("n", False),
    ]  # fmt: skip
    del doc.get("cards", type=Map)["acteurs"]["deleted"]
    assert read_snapshot(doc, TREE) == read_snapshot(open_doc(seed, ()), TREE)


# --- Anything at all ------------------------------------------------------------------------

ids = st.sampled_from(["centre", "a", "b", "c", "d", "acteurs", "outils", "perdu", "", "💥"])
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**53), 2**53),
    texts,
    ids,
    st.lists(st.integers(0, 3), max_size=2),
    st.binary(max_size=3),
    texts.map(Text),
    st.just(None).map(lambda _: Array([1])),
    st.just(None).map(lambda _: Map({"a": 1})),
)
keys = st.sampled_from(
    ["text", "zone", "rank", "author", "created", "deleted", "color", "parent", "x",
     *(field.key for field in TREE.fields)]
)  # fmt: skip
claims = st.fixed_dictionaries(
    {"zone": st.sampled_from(["noeud", "acteurs", "centre", "perdue"]), "parent": ids},
    optional={"deleted": st.just(True), "rank": ranks},
)


@st.composite
def wild_cards(draw: st.DrawFn) -> dict[str, Any]:
    """Cards that know their parent, some spoiled, and things that are no card."""
    found: dict[str, Any] = {}
    for card_id in draw(st.lists(ids, unique=True, max_size=9)):
        card = draw(st.one_of(claims, claims, junk))
        if isinstance(card, dict):
            card = card | dict(draw(st.lists(st.tuples(keys, junk), max_size=3)))
        found[card_id] = card
    return found


@settings(max_examples=300, deadline=None)
@given(cards=wild_cards())
def test_a_document_of_anything_gives_a_valid_tree(cards: dict[str, Any]) -> None:
    """Never an exception; every card once, after the one it is under; values have their types."""
    doc = doc_of(cards)
    snapshot = read_snapshot(open_doc(doc.get_update(), ()), TREE)
    assert (snapshot.cards[0].id, snapshot.cards[0].parent) == (CENTRE, None)
    seen: set[str] = set()
    for card in snapshot.cards:
        assert card.id not in seen
        assert card.id == CENTRE or card.parent in seen
        assert not card.deleted
        seen.add(card.id)
    readable = {key for key, value in cards.items() if isinstance(value, dict | Map)}
    assert readable | {CENTRE} == seen | {card.id for card in snapshot.trash}
    for card in (*snapshot.cards, *snapshot.trash):
        for key, value in card.fields.items():
            field = TREE.field(key)
            assert field is not None
            assert isinstance(value, field.kind.python_type)
            assert not isinstance(value, float) or math.isfinite(value)
    assert all(warning.endswith(".") for warning in snapshot.warnings)


def test_the_saved_tree_can_still_be_read() -> None:
    """A document saved when trees came, read as it was."""
    data = (FIXTURES / "schema-1.tree.bin").read_bytes()
    snapshot = read_snapshot(open_doc(data, ()), TREE)
    assert (snapshot.schema, snapshot.template, snapshot.warnings) == (1, "arbre", ())
    assert [(card.id, card.parent, card.text, dict(card.fields)) for card in snapshot.cards] == [
        (CENTRE, None, "Notre cas d’usage", {}),
        ("acteurs", CENTRE, "Acteurs", {}),
        (
            "n",
            "acteurs",
            "Été ; « ménages » 😀",
            {"lien": "https://exemple.fr", "remarque": "a\nb"},
        ),
        ("outils", CENTRE, "Outils", {}),
    ]
    assert [(card.id, card.deleted) for card in snapshot.trash] == [("m", True), ("o", False)]
