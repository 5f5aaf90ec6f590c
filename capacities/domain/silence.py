"""The time of silence: until it ends, each person sees the cards that they wrote meanwhile, and
only a count of those of the others.

A courtesy, not a secret: the cards are in the document that everybody's browser holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.wording import counted

SILENCE: Final = "silence"
"""Key in ``meta`` of what is set while it lasts, and in the cards written meanwhile."""


def seen_by(snapshot: Snapshot, name: str) -> Snapshot:
    """Return what somebody may see of a canvas; it says how many cards are not shown yet."""
    cards = (*snapshot.cards, *snapshot.trash)
    hidden = {card.id for card in cards if card.id in snapshot.withheld and card.author != name}
    if not hidden:
        return snapshot
    live = tuple(card for card in snapshot.cards if card.id not in hidden)
    number = len(snapshot.cards) - len(live)
    return replace(
        snapshot,
        cards=live,
        trash=tuple(card for card in snapshot.trash if card.id not in hidden),
        edges=tuple(e for e in snapshot.edges if not hidden & {e.source, e.target}),
        edge_trash=tuple(e for e in snapshot.edge_trash if not hidden & {e.source, e.target}),
        warnings=(*snapshot.warnings, *([_told(number)] if number else ())),
    )


def _told(number: int) -> str:
    one = "post-it écrit pendant le temps de silence n’est pas encore montré"
    many = "post-its écrits pendant le temps de silence ne sont pas encore montrés"
    return f"{counted(number, one, many)}."
