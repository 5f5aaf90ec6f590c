"""The ideas by gommettes, once they may be seen: equal numbers have equal ranks, 1, 2, 2, 4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """An idea that got gommettes; ``tied``: another one has as many."""

    card_id: str
    text: str
    total: int
    rank: int
    tied: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What one table placed, or all who are at none (``name`` is then ""): id and gommettes."""

    name: str
    voters: int
    results: tuple[tuple[str, int], ...]

    @property
    def placed(self) -> int:
        """Gommettes of the group."""
        return sum(count for _, count in self.results)


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round that is over: its totals, that everybody saw; nothing of who placed them.

    Attributes:
        number: 1, 2, 3… among those that are kept.
        ended_at: ISO 8601 UTC; "" for a round that is not over.
        voters: who placed at least one and counts, the members of a table counted.
        results: each idea's id, text as it was, and gommettes.
        groups: the same by table, where that tells how nobody in particular voted.
    """

    number: int
    ended_at: str
    question: str
    voters: int
    placed: int
    results: tuple[tuple[str, str, int], ...]
    groups: tuple[Group, ...] = ()

    @property
    def ranking(self) -> tuple[Ranked, ...]:
        """The ideas, most gommettes first."""
        return rank(self.results)


def rank(results: Iterable[tuple[str, str, int]]) -> tuple[Ranked, ...]:
    """Rank ideas (id, text, gommettes); those that have none are left out."""
    placed = sorted((each for each in results if each[2] > 0), key=_order)
    several = Counter(total for _, _, total in placed)
    ranks: dict[int, int] = {}
    for place, (_, _, total) in enumerate(placed, 1):
        ranks.setdefault(total, place)
    return tuple(
        Ranked(card, text, total, ranks[total], several[total] > 1) for card, text, total in placed
    )


def _order(each: tuple[str, str, int]) -> tuple[int, str, str]:
    card, text, total = each
    return -total, text.casefold(), card
