"""A time of silence: what each person writes is theirs until it is revealed to all.

What holds the steps, lanes and windows of the calendar, is everybody's at once.

A courtesy, so that nobody is led by what others write, and no secret: the cards are in the
document that everybody shares. While it lasts, ``meta`` holds its id under SILENCE, and so does
each card written meanwhile; nothing has to be moved when it ends, and nothing can be lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.lanes import is_step
from capacities.domain.nouns import NOUNS
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form

SILENCE: Final = "silence"
"""The key, of ``meta`` and of a card."""


def lasting(snapshot: Snapshot) -> str | None:
    """Return the id of the time of silence that lasts, None when none does."""
    silence = snapshot.meta.get(SILENCE)
    return silence if isinstance(silence, str) and silence else None


def quiet(snapshot: Snapshot) -> frozenset[str]:
    """Return the ids of the cards that somebody, whoever it is, keeps quiet."""
    silence = lasting(snapshot)
    if silence is None:
        return frozenset()
    cards = (*snapshot.cards, *snapshot.trash)
    return frozenset(card.id for card in cards if is_step(card) and card.silence == silence)


def hush(snapshot: Snapshot, name: str) -> Snapshot:
    """Return what ``name`` may see: without the cards, and links to them, that others keep quiet.

    ``Snapshot.hidden`` says how many live ones there are.
    """
    kept = quiet(snapshot)
    cards = (*snapshot.cards, *snapshot.trash) if kept else ()
    hidden = {card.id for card in cards if card.id in kept and card.author != name}
    if not hidden:
        return snapshot
    return replace(
        snapshot,
        cards=tuple(card for card in snapshot.cards if card.id not in hidden),
        trash=tuple(card for card in snapshot.trash if card.id not in hidden),
        edges=tuple(edge for edge in snapshot.edges if not hidden & {edge.source, edge.target}),
        edge_trash=tuple(
            edge for edge in snapshot.edge_trash if not hidden & {edge.source, edge.target}
        ),
        hidden=sum(card.id in hidden for card in snapshot.cards),
    )


def tell_hidden(snapshot: Snapshot, form: Form) -> str:
    """Say how many cards others keep quiet; "" when none."""
    number, noun = snapshot.hidden, NOUNS[form]
    if not number:
        return ""
    ending = "e" * noun.feminine + "s" * (number > 1)
    return (
        f"{noun.count(number)} des autres {'sont' if number > 1 else 'est'} encore caché{ending}"
        "\u00a0: le temps de silence dure jusqu’à ce que la personne qui anime y mette fin."
    )
