"""« Et si ? » : what would close the loop, if each gave back a share of what it gains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from capacities.domain.value import Balance, Coverage, Party
from capacities.domain.value_stamps import Span
from capacities.domain.value_telling import euros, name_of

_TOLD: Final = 3
"""Ways to close the loop that are told: the first ones of the map."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is given back each year, against the costs of a year.

    Attributes:
        shares: percentage of its gains of a year that each party gives back, by id.
        coverage: what that covers; its gains are what is given back.
        sentences: what it means, and what would close the loop.
    """

    shares: Mapping[str, int]
    coverage: Coverage
    sentences: tuple[str, ...]


def givers(balance: Balance) -> tuple[Party, ...]:
    """Return the parties that have gains of a year to give back, in the order of the map."""
    return tuple(party for party in balance.parties if party.classified.likely > 0)


def shares_now(balance: Balance) -> dict[str, int]:
    """Return the shares that the map says: all of its gains for who contributes, else nothing."""
    return {party.id: 100 if party.contributing else 0 for party in givers(balance)}


def suppose(balance: Balance, shares: Mapping[str, int]) -> WhatIf:
    """Suppose that each party gives back a share; those not named keep everything.

    Shares are percentages, brought between 0 and 100. The map is not touched.
    """
    kept = {p.id: min(100, max(0, shares.get(p.id, 0))) for p in givers(balance)}
    given = [[_part(end, kept[p.id]) for end in p.classified] for p in givers(balance)]
    total = Span(*map(sum, zip(*given, strict=True))) if given else Span()
    coverage = Coverage(total, balance.coverage.costs, balance.coverage.spent_once)
    return WhatIf(kept, coverage, tuple(_sentences(balance, kept, coverage)))


def _part(cents: int, share: int) -> int:
    return (cents * share + 50) // 100


def _sentences(balance: Balance, shares: Mapping[str, int], coverage: Coverage) -> Iterator[str]:
    if coverage.likely is None:
        yield "Aucun coût par an n’est encore chiffré\u00a0: il n’y a pas de boucle à fermer."
        return
    given, costs, left = coverage.gains.likely, coverage.costs.likely, coverage.left
    start = f"{euros(given)} par an seraient reversés pour {euros(costs)} de coûts"
    if left.likely >= 0:
        yield f"{start}\u00a0: la boucle est fermée, il reste {euros(left.likely)}."
        if left.low < 0:
            yield f"Au pire, il manquerait encore {euros(-left.low)} par an."
        return
    yield f"{start}\u00a0: il manque {euros(-left.likely)} par an."
    yield from _ways(balance, shares, -left.likely)


def _ways(balance: Balance, shares: Mapping[str, int], lacking: int) -> Iterator[str]:
    """Tell which parties could close the loop alone, or which share they would give together."""
    found, costs = givers(balance), balance.coverage.costs.likely
    ways = []
    for party in found:
        gains = party.classified.likely
        needed = _share(lacking + _part(gains, shares[party.id]), gains)
        if needed <= 100:
            ways.append(f"si {name_of(party)} reversait {needed}\u00a0% de ses gains")
    if ways:
        yield f"La boucle se fermerait {' ou '.join(ways[:_TOLD])}, les autres comme ici."
    gained = sum(party.classified.likely for party in found)
    if gained < costs:
        yield (
            f"Même si chacune reversait tout ({euros(gained)}), la boucle ne se fermerait "
            "pas\u00a0: cherchez d’autres gains, ou d’autres ressources."
        )
        return
    together = _share(costs, gained)
    while sum(_part(party.classified.likely, together) for party in found) < costs:
        together += 1
    start = "Ou si" if ways else "La boucle se fermerait si"
    yield f"{start} chacune reversait {together}\u00a0% de ses gains."


def _share(part: int, whole: int) -> int:
    """Return the least percentage of a whole that makes a part."""
    return -(-part * 100 // whole)
