"""A map of value begins from the drawing of the use case, which stays as it is."""

from __future__ import annotations

import pytest

from capacities.domain.access import Role
from capacities.domain.errors import Conflict, Forbidden
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import Context
from capacities.services.copy_drawing import copy_drawing, find_drawing
from capacities.services.read_canvas import read_canvas
from capacities.services.read_overview import read_overview
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
LINK = Edge("flux", "caf", "carte", "donnee", "Revenus", "Ada", fields={"cadre": "convention"})


def test_elements_links_and_stamps_are_copied_with_their_ids(ctx: Context, door: Door) -> None:
    """As the types of the map; of fields, those that it has too. The original does not change."""
    who = door.identity(Role.EDITOR)
    assert find_drawing(ctx, who, TO) is None
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    before = read_canvas(ctx, who, FROM)
    assert read_overview(ctx, who, TO).reusable == find_drawing(ctx, who, TO)
    assert copy_drawing(ctx, who, TO) == 4
    copied = read_canvas(ctx, who, TO)
    assert copied.warnings == ()
    found = {card.id: card for card in copied.cards}
    assert {key: (one.zone, one.color, dict(one.fields)) for key, one in found.items()} == {
        "caf": ("donnee", "", {"cadre": "convention", "personnelle": "oui"}),
        "carte": ("service", "", {}),
        "delai": ("probleme", "", {}),
    }
    assert (found["caf"].x, found["caf"].author, found["delai"].on) == (1.0, "Ada", "flux")
    assert [(e.id, e.kind, e.text, dict(e.fields)) for e in copied.edges] == [
        ("flux", "alimente", "Revenus", {})
    ]
    assert read_canvas(ctx, who, FROM) == before


def test_what_is_there_or_was_thrown_away_is_not_copied_again(ctx: Context, door: Door) -> None:
    """Copying again brings what was drawn since, and nothing else."""
    who = door.identity(Role.EDITOR)
    write_canvas(ctx, who, FROM, CARDS, [LINK])
    copy_drawing(ctx, who, TO)
    write_canvas(ctx, who, TO, [Card("caf", "La CAF", "donnee", deleted=True)])
    with pytest.raises(Conflict, match="rien à reprendre"):
        copy_drawing(ctx, who, TO)
    assert read_overview(ctx, who, TO).reusable is None
    write_canvas(ctx, who, FROM, [Card("neuf", "Neuf", "silo", "a1", x=0.0, y=0.0)])
    assert copy_drawing(ctx, who, TO) == 1
    assert [card.id for card in read_canvas(ctx, who, TO).trash] == ["caf"]


def test_a_link_says_what_it_carried_and_may_join_its_ends(ctx: Context, door: Door) -> None:
    """Without text, its data is its text; its kind is one that goes from where it does to there."""
    who = door.identity(Role.EDITOR)
    menage = Card("ménage", "Ménage", "acteur", "a2", x=9.0, y=9.0)
    carried = {"donnee": "Revenus", "cadre": "convention"}
    links = (
        Edge("dit", "caf", "carte", "donnee", "", fields=carried),
        Edge("rendu", "carte", "ménage", "donnee", "Alerte", fields=carried),
        Edge("donné", "ménage", "carte", "donnee", " ", fields=carried),
    )
    write_canvas(ctx, who, FROM, (*CARDS[:2], menage), links)
    copy_drawing(ctx, who, TO)
    copied = read_canvas(ctx, who, TO)
    assert copied.warnings == ()
    assert {(edge.id, edge.kind, edge.text) for edge in copied.edges} == {
        ("dit", "alimente", "Revenus"),
        ("rendu", "rend-service", "Alerte"),
        ("donné", "lien", "Revenus"),
    }


def test_links_drawn_since_are_copied_without_new_elements(ctx: Context, door: Door) -> None:
    """Not those that would join what was thrown away here."""
    who = door.identity(Role.EDITOR)
    write_canvas(ctx, who, FROM, CARDS)
    copy_drawing(ctx, who, TO)
    write_canvas(ctx, who, FROM, (), [LINK])
    found = find_drawing(ctx, who, TO)
    assert found is not None
    assert (found.elements, found.links) == (0, 1)
    assert copy_drawing(ctx, who, TO) == 1
    assert [edge.id for edge in read_canvas(ctx, who, TO).edges] == ["flux"]
    write_canvas(ctx, who, TO, [Card("caf", "La CAF", "donnee", deleted=True)])
    write_canvas(ctx, who, FROM, (), [Edge("neuf", "caf", "carte", "donnee", "Neuf")])
    assert find_drawing(ctx, who, TO) is None


def test_only_those_who_may_edit_copy(ctx: Context, door: Door) -> None:
    """Nothing is even proposed to who reads."""
    write_canvas(ctx, door.identity(Role.EDITOR), FROM, CARDS)
    reader = door.identity(Role.READER)
    assert read_overview(ctx, reader, TO).reusable is None
    with pytest.raises(Forbidden):
        copy_drawing(ctx, reader, TO)


def test_the_maps_of_the_product_name_what_the_other_canvas_has(ctx: Context) -> None:
    """A type that was renamed there is renamed here."""
    templates = ctx.templates().templates
    for template in templates.values():
        if origin := map_plan(template).origin:
            there = templates[origin.canvas]
            assert {zone for zone, _ in origin.elements} == {zone.key for zone in there.zones}
            assert {kind for kind, _ in origin.links} == {kind.key for kind in there.edge_kinds}
