"""A map begins from the drawing of the use case, or from the example; both stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import Forbidden, NotFound
from capacities.domain.limits import ORIGIN_CHARS
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.open_canvas import open_canvas
from capacities.services.read_beginnings import Beginning, read_beginning, read_beginnings
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from tests.services.conftest import Door

FROM, TO = "cas-usage", "creation-valeur"
CARDS = (
    Card("caf", "CAF", "silo", "a0", "Ada", color="bleu", x=1.0, y=2.0,
         fields={"cadre": "convention", "donnee": "Revenus", "personnelle": "oui"}),
    Card("carte", "Carte", "application", "a0", "Ada", x=3.0, y=4.0, fields={"usage": "service"}),
    Card("delai", "Six mois", "probleme", "a0", "Ada", on="flux", fields={"nature": "delais"}),
    Card("jeté", "", "note", "a0", "Ada", x=5.0, y=6.0, deleted=True),
)  # fmt: skip
LINK = Edge("flux", "caf", "carte", "donnee", "Revenus", "Ada", fields={"frequence": "chaque mois"})


@pytest.fixture
def who(ctx: Context, door: Door) -> Identity:
    """Somebody who writes, the map being open and empty."""
    identity = door.identity(Role.EDITOR)
    open_canvas(ctx, identity, TO)
    return identity


def drawing(ctx: Context, who: Identity) -> Beginning:
    return read_beginning(ctx, who, TO, "dessin")


def take(ctx: Context, who: Identity, name: str = "copie") -> int:
    """Write what the page would, each under an id of its own; return how much it is."""
    found = drawing(ctx, who)
    held = read_canvas(ctx, who, TO)
    there = (*held.trash, *held.edge_trash, *held.cards, *held.edges)
    ids = {one.origin: one.id for one in there if held.cards}
    ids |= {one.id: f"{name}-{one.id}" for one in (*found.cards, *found.edges)}
    cards = [replace(card, id=ids[card.id], on=ids.get(card.on)) for card in found.cards]
    edges = [
        replace(edge, id=ids[edge.id], source=ids[edge.source], target=ids[edge.target])
        for edge in found.edges
    ]
    write_canvas(ctx, who, TO, cards, edges)
    return len(cards) + len(edges)


def thrown_away(name: str) -> Card:
    return Card(name, "La CAF", "donnee", deleted=True, origin="caf")


def test_elements_links_and_stamps_come_and_tell_from_where(ctx: Context, who: Identity) -> None:
    """As the types of the map; of fields, those that it has too. The original does not change."""
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    before = read_canvas(ctx, who, FROM)
    found = drawing(ctx, who)
    assert (found.title, found.canvas, found.empty) == ("Cas d’usage", FROM, False)
    assert take(ctx, who) == 4
    copied = read_canvas(ctx, who, TO)
    assert copied.warnings == ()
    cards = {card.origin or "": card for card in copied.cards}
    assert {card.id for card in copied.cards} == {f"copie-{key}" for key in cards}
    assert {key: (one.zone, one.color, dict(one.fields)) for key, one in cards.items()} == {
        "caf": (
            "donnee",
            "",
            {"cadre": "convention", "personnelle": "oui", "frequence": "chaque mois"},
        ),
        "carte": ("service", "", {}),
        "delai": ("probleme", "", {}),
    }
    assert (cards["caf"].x, cards["delai"].on) == (1.0, "copie-flux")
    assert [(e.origin, e.kind, e.text, dict(e.fields)) for e in copied.edges] == [
        ("flux", "alimente", "Revenus", {})
    ]
    assert read_canvas(ctx, who, FROM) == before


def test_what_links_say_of_a_data_goes_to_the_data(ctx: Context, who: Identity) -> None:
    """What it says itself stays; links that disagree leave a question, and list their texts."""
    bare = Card("cadastre", "Cadastre", "silo", "a1", x=0.0, y=0.0)
    links = [
        Edge("un", "cadastre", "carte", "donnee",
             fields={"cadre": "contrat", "personnelle": "non", "usage": "service"}),
        Edge("deux", "carte", "cadastre", "donnee",
             fields={"cadre": "aucun", "personnelle": "non", "usage": "statistiques"}),
        Edge("caf-carte", "caf", "carte", "donnee", fields={"cadre": "contrat"}),
        Edge("autre", "cadastre", "carte", "lien"),
    ]  # fmt: skip
    write_canvas(ctx, who, FROM, (*CARDS[:2], bare), links)
    found = {card.id: dict(card.fields) for card in drawing(ctx, who).cards}
    assert found["cadastre"] == {"personnelle": "non", "usage": "statistiques, service"}
    assert found["caf"] == {"cadre": "convention", "personnelle": "oui"}


def test_what_is_there_or_was_thrown_away_does_not_come_again(ctx: Context, who: Identity) -> None:
    """Beginning again brings what was drawn since, and nothing else."""
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    take(ctx, who)
    write_canvas(ctx, who, TO, [thrown_away("copie-caf")])
    assert take(ctx, who) == 0
    assert not drawing(ctx, who).empty
    write_canvas(ctx, who, FROM, [Card("neuf", "Neuf", "silo", "a1", x=0.0, y=0.0)])
    assert take(ctx, who) == 1
    assert [card.id for card in read_canvas(ctx, who, TO).trash] == ["copie-caf"]


def test_copies_of_the_former_version_are_known_by_their_ids(ctx: Context, who: Identity) -> None:
    """They had those of the drawing: nothing comes twice, and what is new joins them."""
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    found = drawing(ctx, who)
    former = [replace(card, origin=None) for card in found.cards]
    write_canvas(ctx, who, TO, former, [replace(edge, origin=None) for edge in found.edges])
    assert take(ctx, who) == 0
    write_canvas(ctx, who, FROM, (), [Edge("neuf", "caf", "carte", "donnee", "Neuf")])
    assert [edge.id for edge in drawing(ctx, who).edges] == ["neuf"]


def test_of_copies_made_twice_one_may_be_thrown_away(ctx: Context, who: Identity) -> None:
    """What is left stands for both: it does not come again, and links may join it."""
    write_canvas(ctx, who, FROM, CARDS)
    found = drawing(ctx, who)
    take(ctx, who)
    write_canvas(ctx, who, TO, [replace(card, id=f"autre-{card.id}") for card in found.cards])
    write_canvas(ctx, who, TO, [thrown_away("autre-caf")])
    write_canvas(ctx, who, FROM, (), [LINK])
    assert [one.id for one in (*drawing(ctx, who).cards, *drawing(ctx, who).edges)] == ["flux"]
    write_canvas(ctx, who, TO, [thrown_away("copie-caf")])
    assert take(ctx, who) == 0


def test_an_id_too_long_to_be_remembered_comes_all_the_same(ctx: Context, who: Identity) -> None:
    """As another program may have written it in the drawing; at worst it comes again."""
    name = "x" * (ORIGIN_CHARS + 1)
    write_canvas(ctx, who, FROM, [Card(name, "Long", "silo", "a0", x=0.0, y=0.0)])
    assert [(card.id, card.origin) for card in drawing(ctx, who).cards] == [(name, None)]


def test_a_map_that_was_emptied_begins_again(ctx: Context, who: Identity) -> None:
    """As after « Annuler »: all of the drawing is offered, what is in the corbeille too."""
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    first = drawing(ctx, who)
    take(ctx, who)
    held = read_canvas(ctx, who, TO)
    gone = [replace(one, deleted=True) for one in held.cards]
    write_canvas(ctx, who, TO, gone, [replace(one, deleted=True) for one in held.edges])
    again = drawing(ctx, who)
    assert [one.id for one in (*again.cards, *again.edges)] == [
        one.id for one in (*first.cards, *first.edges)
    ]


def test_a_link_says_what_it_carried_and_may_join_its_ends(ctx: Context, who: Identity) -> None:
    """Without text, its data is its text; its kind is one that goes from where it does to there."""
    menage = Card("ménage", "Ménage", "acteur", "a2", x=9.0, y=9.0)
    carried = {"donnee": "Revenus", "cadre": "convention"}
    links = (
        Edge("dit", "caf", "carte", "donnee", "", fields=carried),
        Edge("rendu", "carte", "ménage", "donnee", "Alerte", fields=carried),
        Edge("donné", "ménage", "carte", "donnee", " ", fields=carried),
    )
    write_canvas(ctx, who, FROM, (*CARDS[:2], menage), links)
    take(ctx, who)
    copied = read_canvas(ctx, who, TO)
    assert copied.warnings == ()
    assert {(edge.origin, edge.kind, edge.text) for edge in copied.edges} == {
        ("dit", "alimente", "Revenus"),
        ("rendu", "rend-service", "Alerte"),
        ("donné", "lien", "Revenus"),
    }


def test_links_drawn_since_come_without_new_elements(ctx: Context, who: Identity) -> None:
    """Not those that would join what was thrown away here."""
    write_canvas(ctx, who, FROM, CARDS)
    take(ctx, who)
    write_canvas(ctx, who, FROM, (), [LINK])
    assert take(ctx, who) == 1
    (link,) = read_canvas(ctx, who, TO).edges
    assert (link.source, link.target) == ("copie-caf", "copie-carte")
    write_canvas(ctx, who, TO, [thrown_away("copie-caf")])
    write_canvas(ctx, who, FROM, (), [Edge("neuf", "caf", "carte", "donnee", "Neuf")])
    assert take(ctx, who) == 0


def test_a_drawing_that_is_empty_or_that_nobody_opened_is_said_to_be(
    ctx: Context, who: Identity
) -> None:
    """One is then told to begin by it."""
    assert drawing(ctx, who).empty
    open_canvas(ctx, who, FROM)
    assert drawing(ctx, who).empty
    assert drawing(ctx, who).cards == ()


def test_the_example_is_offered_as_long_as_the_map_is_empty(ctx: Context, who: Identity) -> None:
    """Both maps have one; a drawing begins from nothing else."""
    open_canvas(ctx, who, FROM)
    assert [one.key for one in read_beginnings(ctx, who, FROM)] == ["exemple"]
    example = read_beginning(ctx, who, TO, "exemple")
    ids = {one.id for one in (*example.cards, *example.edges)}
    assert {edge.source for edge in example.edges} <= ids
    assert {card.on for card in example.cards} <= {*ids, None}
    named = {card.fields["qui_gagne"] for card in example.cards if "qui_gagne" in card.fields}
    assert named
    assert named <= ids
    assert {one.origin for one in (*example.cards, *example.edges)} == ids
    drawn = read_beginning(ctx, who, FROM, "exemple")
    assert not ids & {one.id for one in (*drawn.cards, *drawn.edges)}
    write_canvas(ctx, who, TO, [Card("a", "A", "donnee")])
    assert [one.key for one in read_beginnings(ctx, who, TO)] == ["dessin"]
    with pytest.raises(NotFound):
        read_beginning(ctx, who, TO, "exemple")


def test_only_those_who_may_edit_are_offered_it(ctx: Context, door: Door, who: Identity) -> None:
    """Nothing is even counted for who reads."""
    write_canvas(ctx, who, FROM, CARDS)
    with pytest.raises(Forbidden):
        read_beginnings(ctx, door.identity(Role.READER), TO)


def test_the_maps_of_the_product_name_what_the_other_canvas_has(ctx: Context) -> None:
    """A type that was renamed there is renamed here."""
    templates = ctx.templates().templates
    for template in templates.values():
        if origin := map_plan(template).origin:
            there = templates[origin.canvas]
            assert {zone for zone, _ in origin.elements} == {zone.key for zone in there.zones}
            assert {kind for kind, _ in origin.links} == {kind.key for kind in there.edge_kinds}
