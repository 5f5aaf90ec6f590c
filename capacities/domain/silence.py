"""A time of silence: what each person writes is theirs until it is revealed to all.

A courtesy, so that nobody is led by what others write, and no secret: the cards are in the
document that everybody shares. While it lasts, ``meta`` holds its id under SILENCE, and so does
each card written meanwhile; nothing has to be moved when it ends, and nothing can be lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.wording import counted

SILENCE: Final = "silence"
"""The key, of ``meta`` and of a card."""


def lasting(snapshot: Snapshot) -> str | None:
    """Return the id of the time of silence that lasts, None when none does."""
    silence = snapshot.meta.get(SILENCE)
    return silence if isinstance(silence, str) and silence else None


def hush(snapshot: Snapshot, name: str) -> Snapshot:
    """Return what ``name`` may see: without the cards, and links to them, that others keep quiet.

    ``Snapshot.hidden`` says how many live ones there are, and a warning does.
    """
    silence = lasting(snapshot)
    if silence is None:
        return snapshot

    def quiet(card: Card) -> bool:
        return card.silence == silence and card.author != name

    hidden = {card.id for card in (*snapshot.cards, *snapshot.trash) if quiet(card)}
    if not hidden:
        return snapshot
    number = sum(card.id in hidden for card in snapshot.cards)
    return replace(
        snapshot,
        cards=tuple(card for card in snapshot.cards if card.id not in hidden),
        trash=tuple(card for card in snapshot.trash if card.id not in hidden),
        edges=tuple(edge for edge in snapshot.edges if not hidden & {edge.source, edge.target}),
        edge_trash=tuple(
            edge for edge in snapshot.edge_trash if not hidden & {edge.source, edge.target}
        ),
        warnings=(*snapshot.warnings, *([tell_hidden(number, "idée", "idées")] if number else [])),
        hidden=number,
    )


def tell_hidden(number: int, one: str, many: str) -> str:
    """Say how many are hidden, by the (feminine) noun of one and of several."""
    verb = "est encore cachée" if number < 2 else "sont encore cachées"
    return (
        f"{counted(number, one, many)} des autres {verb}\u00a0: c’est le temps de silence, jusqu’à "
        "ce que la personne qui anime le lève."
    )
