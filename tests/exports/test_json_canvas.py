"""What another board reads of a map: every card where it is, every link that has two ends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from templates_of_tests import PRODUCT

from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Template
from capacities.exports.json_canvas import write
from tests.maps import maps

VALUE, DRAWING = PRODUCT["creation-valeur"], PRODUCT["cas-usage"]


def board(snapshot: Snapshot, template: Template = VALUE) -> dict[str, Any]:
    """Return the file as another program reads it."""
    return json.loads(write(snapshot, template))  # type: ignore[no-any-return]


@pytest.mark.parametrize("template", [VALUE, DRAWING], ids=lambda template: template.key)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_card_is_a_node_and_every_edge_joins_two(
    template: Template, data: st.DataObject
) -> None:
    """As version 1.0 asks: whole numbers, ids that are there."""
    snapshot = data.draw(maps(template))
    read = board(snapshot, template)
    nodes = {node["id"]: node for node in read["nodes"]}
    assert nodes.keys() == {card.id for card in snapshot.cards}
    for node in read["nodes"]:
        assert all(isinstance(node[key], int) for key in ("x", "y", "width", "height"))
    whole = [edge for edge in snapshot.edges if {edge.source, edge.target} <= nodes.keys()]
    assert [edge["id"] for edge in read["edges"]] == [edge.id for edge in whole]


def test_a_stamp_is_beside_what_carries_it_and_says_what_it_is() -> None:
    """From a corner of an element, from the middle of a link; who gains is named."""
    snapshot = Snapshot(
        VALUE.key,
        (
            Card("p", "Mairie", "partie-prenante", x=100.0, y=50.0),
            Card("d", "Cadastre", "donnee", x=300.0, y=250.0),
            Card("e", "Gain *net*", "euro", on="p", x=10.0, y=-20.0,
                 fields={"montant": 2417.5, "qui_gagne": "p"}),
            Card("s", "", "smiley", on="l"),
        ),
        edges=(Edge("l", "d", "p", "lien"),),
    )  # fmt: skip
    nodes = {node["id"]: node for node in board(snapshot)["nodes"]}
    assert (nodes["e"]["x"], nodes["e"]["y"]) == (110, 30)
    assert (nodes["s"]["x"], nodes["s"]["y"]) == (200 + 160, 150 - 90)
    assert nodes["e"]["text"] == (
        "*€ Valeur en euros*\nGain \\*net\\*\nMontant : 2417,5 €\nQui gagne : Mairie"
    )
    assert (nodes["e"]["color"], "color" in nodes["p"]) == ("4", False)


def test_stamps_in_a_circle_are_somewhere() -> None:
    """No snapshot of ours has any; a file is made all the same."""
    circle = (Card("a", "", "euro", on="b"), Card("b", "", "euro", on="a"))
    assert len(board(Snapshot(VALUE.key, circle))["nodes"]) == 2
