"""Ranks for the cards that a file brings: where each one goes among those of its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from capacities.documents.ranks import is_rank, ranks_after, ranks_between
from capacities.domain.cards import in_order
from capacities.domain.snapshot import Card

PlaceOf = Callable[[Card], str | None]


def at_the_end(
    cards: Sequence[Card], live: Mapping[str, Card], place_of: PlaceOf
) -> tuple[Card, ...]:
    """Give a rank, at the end of its place, to each card that has none; keep their order."""
    taken = _taken((*live.values(), *cards), place_of)
    waiting: dict[str, list[str]] = {}
    for card in cards:
        place = place_of(card)
        kept = card.rank and card.id in live and live[card.id].rank == card.rank
        if place is not None and not kept and not is_rank(card.rank):
            waiting.setdefault(place, []).append(card.id)
    ranks = {
        card_id: rank
        for place, ids in waiting.items()
        for card_id, rank in zip(ids, ranks_after(taken[place], len(ids)), strict=True)
    }
    return tuple(_ranked(card, ranks) for card in cards)


def in_file_order(
    cards: Sequence[Card], live: Mapping[str, Card], place_of: PlaceOf
) -> tuple[Card, ...]:
    """Put the cards of each place in the order of ``cards``; those it does not name stay.

    As many as possible keep their rank: putting a branch before another one changes one card.
    """
    taken = _taken(live.values(), place_of)
    groups: dict[str, list[Card]] = {}
    for card in cards:
        if (place := place_of(card)) is not None:
            groups.setdefault(place, []).append(card)
    ranks: dict[str, str] = {}
    for place, group in groups.items():
        ranks |= _reranked(group, live, place_of, taken.get(place, []))
    return tuple(_ranked(card, ranks) for card in cards)


def _taken(cards: Iterable[Card], place_of: PlaceOf) -> dict[str, list[str]]:
    taken: dict[str, list[str]] = {}
    for card in cards:
        if (place := place_of(card)) is not None:
            taken.setdefault(place, []).append(card.rank)
    return taken


def _ranked(card: Card, ranks: Mapping[str, str]) -> Card:
    return replace(card, rank=ranks[card.id]) if card.id in ranks else card


def _reranked(
    group: Sequence[Card], live: Mapping[str, Card], place_of: PlaceOf, taken: list[str]
) -> dict[str, str]:
    """Return the new ranks of the cards of one place that must change theirs."""
    here = [card for card in group if _stands(card, live, place_of)]
    if len(here) == len(group) and here == in_order(here):
        return {}  # also when ranks are the same, or broken
    standing = [
        card.rank if _stands(card, live, place_of) and is_rank(card.rank) else "" for card in group
    ]
    kept = _longest_rising(standing)
    ranks: dict[str, str] = {}
    used = sorted(rank for rank in taken if is_rank(rank))
    waiting: list[str] = []
    for index, card in enumerate(group):
        if index not in kept:
            waiting.append(card.id)
            continue
        upper = standing[index]
        below = bisect_left(used, upper)
        lower = used[below - 1] if below else None
        ranks |= zip(waiting, ranks_between(lower, upper, len(waiting)), strict=True)
        waiting = []
    ranks |= zip(waiting, ranks_after(used, len(waiting)), strict=True)
    return ranks


def _stands(card: Card, live: Mapping[str, Card], place_of: PlaceOf) -> bool:
    """Tell whether a card is already in the canvas, at the place where it is wanted."""
    return card.id in live and place_of(live[card.id]) == place_of(card)


def _longest_rising(ranks: Sequence[str]) -> frozenset[int]:
    """Return places of the longest series of ranks that rise; "" is none."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for index, rank in enumerate(ranks):
        if not rank:
            continue
        at = bisect_left(tails, rank, key=lambda tail: ranks[tail])
        before[index] = tails[at - 1] if at else None
        tails[at : at + 1] = [index]
    chosen = set()
    place: int | None = tails[-1] if tails else None
    while place is not None:
        chosen.add(place)
        place = before[place]
    return frozenset(chosen)
