"""What each donnée and each croisement is worth: the stamps on it, on its links and downstream.

Downstream ends at the parties: what a party does next with what it receives is not the donnée's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capacities.domain.cards import cycles_of
from capacities.domain.plans import ValuePlan
from capacities.domain.reach import all_below
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.value_remarks import Remarks
from capacities.domain.value_stamps import NOTHING, Stamp, Sums, add


@dataclass(frozen=True, slots=True)
class Worth:
    """The value that begins at one donnée or croisement.

    Attributes:
        sums: gains and costs as they are classified, whoever gains or pays.
        stamps: how many it counts, each once.
        shared: how many of them another of the same list counts too: those lists overlap, and
            are not to be added.
        fed_by: how many données lead to it; 0 for a donnée.
    """

    id: str
    title: str
    sums: Sums
    stamps: int
    shared: int
    fed_by: int = 0


def weigh(
    snapshot: Snapshot, plan: ValuePlan, rows: Mapping[str, Sums], standing: Mapping[str, str]
) -> tuple[tuple[Worth, ...], tuple[Worth, ...]]:
    """Return the worth of every donnée, and of every croisement, in the order of the map.

    ``rows`` says what each stamp comes to as it is classified; ``standing`` on which card or link
    it stands (``stand``).
    """
    network = _Network(snapshot, plan, rows, standing)
    data = [card for card in snapshot.cards if card.zone == plan.data]
    crossings = [card for card in snapshot.cards if card.zone == plan.crossing]
    fed_by = network.fed_by(data, crossings)
    return _worths(data, network, {}), _worths(crossings, network, fed_by)


def _worths(
    cards: Sequence[Card], network: _Network, fed_by: Mapping[str, int]
) -> tuple[Worth, ...]:
    held = [network.held(card.id) for card in cards]
    met = twice = 0
    for stamps in held:
        twice |= met & stamps
        met |= stamps
    return tuple(
        Worth(
            id=card.id,
            title=card.text,
            sums=network.sums(card.id),
            stamps=stamps.bit_count(),
            shared=(stamps & twice).bit_count(),
            fed_by=fed_by.get(card.id, 0),
        )
        for card, stamps in zip(cards, held, strict=True)
    )


class _Network:
    """The links of a map, and the stamps on what they join. A set of cards is a number, which has
    a bit for each of them: those of a large map are many, and are mostly the same."""

    def __init__(
        self,
        snapshot: Snapshot,
        plan: ValuePlan,
        rows: Mapping[str, Sums],
        standing: Mapping[str, str],
    ) -> None:
        self._bits = {card.id: 1 << place for place, card in enumerate(snapshot.cards)}
        self._rows = [rows.get(card.id, NOTHING) for card in snapshot.cards]
        self._stamps = sum(self._bits[stamp] for stamp in rows)
        self._sums = {0: NOTHING}
        on: defaultdict[str, int] = defaultdict(int)
        for stamp, carrier in standing.items():
            on[carrier] |= self._bits[stamp]
        self._into: defaultdict[str, int] = defaultdict(int)
        ends = {end for edge in snapshot.edges for end in (edge.source, edge.target)}
        own = {  # a stamp seldom has links: most lead nowhere
            card: bit | on.get(card, 0)
            for card, bit in self._bits.items()
            if card in ends or card not in rows
        }
        parties = {card.id for card in snapshot.cards if card.zone == plan.party}
        leads: dict[str, list[str]] = {card: [] for card in own}
        for edge in snapshot.edges:
            self._into[edge.target] |= on[edge.id]
            if edge.source in own and edge.source not in parties:
                own[edge.source] |= on[edge.id]
                if edge.target in own:
                    leads[edge.source].append(edge.target)
        self._below = all_below(leads, own)

    def fed_by(self, sources: Iterable[Card], targets: Sequence[Card]) -> dict[str, int]:
        """Return from how many of the sources links lead to each target, however far."""
        asked = sum(self._bits[card.id] for card in targets)
        reached = Counter(self._below[card.id] & asked for card in sources)
        return {
            card.id: sum(many for bits, many in reached.items() if bits & self._bits[card.id])
            for card in targets
        }

    def held(self, card: str) -> int:
        """Return the stamps on a card, on its links, and on all that links lead to."""
        return (self._below[card] | self._into[card]) & self._stamps

    def sums(self, card: str) -> Sums:
        """Add what the stamps that a card holds come to."""
        self._add(self._below[card] & self._stamps)
        return self._add(self.held(card))

    def _add(self, stamps: int) -> Sums:
        """Add what is not in the largest set already added of those that are in this one."""
        if stamps not in self._sums:
            others = ~stamps
            known = max((s for s in self._sums if not s & others), key=int.bit_count)
            rows, left = [self._sums[known]], stamps ^ known
            while left:
                last = left.bit_length() - 1
                rows.append(self._rows[last])
                left ^= 1 << last
            self._sums[stamps] = add(rows)
        return self._sums[stamps]


def stand(snapshot: Snapshot, stamps: Sequence[Stamp], remarks: Remarks) -> dict[str, str]:
    """Return on which card or link each stamp stands in the end: one may be on another stamp.

    Those that are free, on what is gone, or on one another in a circle have no place.
    """
    ids = {stamp.id for stamp in stamps}
    on = {card.id: card.on for card in snapshot.cards if card.id in ids and card.on}
    known = {item.id for items in (snapshot.cards, snapshot.edges) for item in items}
    turning = {key for cycle in cycles_of(on) for key in cycle}
    found = {}
    for stamp, carrier in on.items():
        while carrier in on and carrier not in turning:
            carrier = on[carrier]
        if carrier in turning:
            remarks.note("loop", stamp)
        elif carrier not in known:
            remarks.note("stray", stamp)
        else:
            found[stamp] = carrier
    return found
