"""How much a canvas holds, in words."""

from __future__ import annotations

from dataclasses import replace

from capacities.domain.nouns import count_cards
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CALENDAR, LANES, TRAY, Form

CARD = Card("c", "Une carte", TRAY, "a0", "Ada")


def _held(*zones: str) -> Snapshot:
    return Snapshot(
        "t", cards=tuple(replace(CARD, id=str(at), zone=z) for at, z in enumerate(zones))
    )


def test_lanes_and_windows_are_no_steps() -> None:
    """They are cards of a timeline, but nobody reads them as steps."""
    assert count_cards(_held(LANES, CALENDAR), Form.TIMELINE) == "0 étape"
    assert count_cards(_held(LANES, "espace", TRAY, CALENDAR), Form.TIMELINE) == "2 étapes"


def test_what_is_always_there_is_not_counted() -> None:
    """The central idea of a tree; of boxes, everything is."""
    assert count_cards(_held("centre", "noeud"), Form.TREE) == "1 idée"
    assert count_cards(_held(), Form.TREE) == "0 idée"
    assert count_cards(_held("usagers", LANES), Form.ZONES) == "2 post-its"
