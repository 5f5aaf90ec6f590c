"""What a canvas holds before anybody writes in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from capacities.documents.ranks import ranks_after
from capacities.domain.plans import TreePlan
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, Form, Template


def first_cards(template: Template, use_case: str = "") -> tuple[Card, ...]:
    """Return what the canvas begins with; ``use_case`` is the dossier's."""
    return SEEDS[template.form](template, use_case)


def _nothing(_template: Template, _use_case: str) -> tuple[Card, ...]:
    return ()


def _centre_and_branches(template: Template, use_case: str) -> tuple[Card, ...]:
    """Return a tree's central idea, which may be the use case, and its main branches.

    Ids are fixed: the central idea is found by its id, and a document created twice holds each
    branch once.
    """
    plan = template.plan
    if not isinstance(plan, TreePlan):
        return ()
    ranks = ranks_after((), len(template.zones))
    branches = (
        Card(id=zone.key, text=zone.title, zone=zone.key, rank=rank, parent=CENTRE)
        for zone, rank in zip(template.zones, ranks, strict=True)
    )
    centre = (use_case if plan.use_case else "") or plan.centre
    return (Card(id=CENTRE, text=centre, zone=CENTRE), *branches)


SEEDS: Final[dict[Form, Callable[[Template, str], tuple[Card, ...]]]] = {
    Form.ZONES: _nothing,
    Form.TREE: _centre_and_branches,
    Form.MAP: _nothing,
    Form.TIMELINE: _nothing,
}
