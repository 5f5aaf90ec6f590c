"""What a canvas holds before anybody writes in it."""

from __future__ import annotations

from capacities.documents.ranks import ranks_after
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, Template


def first_cards(template: Template, use_case: str = "") -> tuple[Card, ...]:
    """Return a tree's central idea and its main branches; other forms begin empty.

    ``use_case`` is the dossier's, which some trees begin from. Ids are fixed: the central idea
    is found by its id, and a document created twice holds each branch once.
    """
    if template.tree is None:
        return ()
    ranks = ranks_after((), len(template.zones))
    branches = (
        Card(id=zone.key, text=zone.title, zone=zone.key, rank=rank, parent=CENTRE)
        for zone, rank in zip(template.zones, ranks, strict=True)
    )
    centre = (use_case if template.tree.use_case else "") or template.tree.centre
    return (Card(id=CENTRE, text=centre, zone=CENTRE), *branches)
