"""The lanes that the page finds are those of Python: tests/vectors/lanes.json."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from templates_of_tests import PRODUCT

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.lanes import lanes_of, steps_of
from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR, LANES, TRAY, Zone

FILE = Path(__file__).parents[1] / "vectors" / "lanes.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
RETRO = PRODUCT["retroplanning"]


def _cards(case: dict[str, Any]) -> list[Card]:
    return [
        Card(
            id=card["id"],
            text=card["text"],
            zone=LANES,
            rank=card["rank"],
            parent=card["parent"],
            deleted=card["deleted"],
        )
        for card in case["cards"]
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_lanes_of_the_vectors(case: dict[str, Any]) -> None:
    zones = tuple(Zone(zone["key"], zone["title"]) for zone in case["given"])
    template = replace(RETRO, zones=zones)
    for cards in (_cards(case), _cards(case)[::-1]):
        found = [
            {
                "key": lane.key,
                "title": lane.title,
                "rank": lane.rank,
                "card": lane.card or None,
                "given": lane.given,
            }
            for lane in lanes_of(cards, template)
        ]
        assert found == case["lanes"]


def test_a_lane_that_cannot_be_shown_is_told() -> None:
    """No page makes one, a program may: what it says stays in the document."""
    cards = (Card("espace", "Pirate", LANES), Card("parcours", "Chemins", LANES, parent="parcours"))
    found = read_snapshot(open_doc(new_document(RETRO, cards), ()), RETRO)
    assert found.warnings == ("Un fil a le nom interne d’un autre endroit : il n’est pas montré.",)
    assert {card.id for card in found.cards} == {"espace", "parcours"}


def test_a_card_of_another_zone_is_no_lane_and_is_a_step() -> None:
    step = Card("a", "Choisir", "espace", parent="espace")
    others = [Card("b", "Fil", LANES), Card("c", "Budget", CALENDAR), Card("d", "Idée", TRAY)]
    assert [lane.key for lane in lanes_of([step], RETRO)] == [zone.key for zone in RETRO.zones]
    assert [card.id for card in steps_of([step, *others])] == ["a", "d"]
