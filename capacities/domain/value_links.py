"""What each donnée and each croisement is worth: the stamps on it, on its links and downstream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capacities.domain.cards import cycles_of
from capacities.domain.plans import ValuePlan
from capacities.domain.snapshot import Snapshot
from capacities.domain.value_remarks import Remarks
from capacities.domain.value_stamps import Stamp, Sums, add


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
    snapshot: Snapshot, plan: ValuePlan, stamps: Sequence[Stamp], standing: Mapping[str, str]
) -> tuple[tuple[Worth, ...], tuple[Worth, ...]]:
    """Return the worth of every donnée, and of every croisement, in the order of the map.

    ``standing`` says on which card or link each stamp stands (``stand``).
    """
    network = _Network(snapshot, stamps, standing)
    data = [card for card in snapshot.cards if card.zone == plan.data]
    crossings = [card for card in snapshot.cards if card.zone == plan.crossing]
    reached = {card.id: network.below(card.id) for card in (*data, *crossings)}
    fed_by = Counter(key for card in data for key in reached[card.id] if key != card.id)
    worths = []
    for cards in (data, crossings):
        held = {card.id: network.held(card.id, reached[card.id]) for card in cards}
        times = Counter(stamp for ids in held.values() for stamp in ids)
        worths.append(
            tuple(
                Worth(
                    card.id,
                    card.text,
                    add(network.rows[stamp] for stamp in held[card.id]),
                    len(held[card.id]),
                    sum(times[stamp] > 1 for stamp in held[card.id]),
                    fed_by[card.id] if cards is crossings else 0,
                )
                for card in cards
            )
        )
    return worths[0], worths[1]


class _Network:
    """The links of a map, and the stamps on what they join.

    Attributes:
        rows: what each stamp adds, by its id.
    """

    def __init__(
        self, snapshot: Snapshot, stamps: Sequence[Stamp], standing: Mapping[str, str]
    ) -> None:
        self.rows = {stamp.id: stamp.as_classified() for stamp in stamps}
        cards = {card.id for card in snapshot.cards}
        self._out: dict[str, list[str]] = {}
        self._links: dict[str, list[str]] = {}
        self._into: dict[str, list[str]] = {}
        for edge in snapshot.edges:
            self._links.setdefault(edge.source, []).append(edge.id)
            self._into.setdefault(edge.target, []).append(edge.id)
            if edge.target in cards:
                self._out.setdefault(edge.source, []).append(edge.target)
        self._on: dict[str, list[str]] = {}
        for stamp, carrier in standing.items():
            self._on.setdefault(carrier, []).append(stamp)

    def below(self, start: str) -> set[str]:
        """Return a card and all those that links lead to from it."""
        seen, waiting = {start}, [start]
        while waiting:
            for target in self._out.get(waiting.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen

    def held(self, start: str, reached: Iterable[str]) -> set[str]:
        """Return the stamps on the cards ``reached``, on their links, on those that enter the
        first one, and those that are reached themselves."""
        found: set[str] = set()
        for link in self._into.get(start, ()):
            found.update(self._on.get(link, ()))
        for card in reached:
            found.update(self._on.get(card, ()))
            for link in self._links.get(card, ()):
                found.update(self._on.get(link, ()))
            if card in self.rows:
                found.add(card)
        return found


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
