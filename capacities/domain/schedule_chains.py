"""Which cards are critical, and the tightest chain that leads to each réussite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from capacities.domain.schedule_days import Dates
from capacities.domain.schedule_links import id_key
from capacities.domain.schedule_reading import SUCCESS


@dataclass(frozen=True, slots=True)
class Chain:
    """The tightest chain of what is still to do for a réussite.

    Attributes:
        success: id of the réussite.
        cards: ids in order of time; it ends at the réussite, or at the card whose own date or
            window is what makes it tight. Cards that are done are not in it.
        slack: days, the smallest of the réussite and of all that comes before it, done ones apart.
    """

    success: str
    cards: tuple[str, ...]
    slack: int


def find_critical(dates: Dates) -> list[bool]:
    """Tell for each card whether it is critical.

    The chain of a réussite is the réussite and all that comes before it, directly or not, done or
    not. A card is critical when its slack is zero or less, or is the smallest of the chain of a
    réussite that it belongs to.
    """
    network = dates.network
    slack = [dates.slack(place) for place in range(len(network.tasks))]
    smallest = slack.copy()
    for place in network.order:
        for one in network.before[place]:
            smallest[place] = min(smallest[place], smallest[one])
    largest: list[int | None] = [None] * len(slack)
    """Of the réussites that a card leads to, the largest of those smallest slacks: none of them is
    above the card's own, so it equals one of them when it equals this."""
    for place in reversed(network.order):
        seen = [found for one in network.after[place] if (found := largest[one]) is not None]
        if network.tasks[place].nature == SUCCESS:
            seen.append(smallest[place])
        largest[place] = max(seen, default=None)
    return [own <= 0 or own == best for own, best in zip(slack, largest, strict=True)]


class _Tightest(NamedTuple):
    slack: int
    height: int
    name: bytes
    place: int


def find_chains(dates: Dates) -> tuple[Chain, ...]:
    """Return the tightest chain of each réussite that is not done: the most pressing ones first."""
    network = dates.network
    depth = [0] * len(network.tasks)
    tightest: list[_Tightest | None] = [None] * len(network.tasks)
    chains = []
    for place in network.order:
        task = network.tasks[place]
        sources = network.before[place]
        depth[place] = max((depth[one] + 1 for one in sources), default=0)
        seen = [found for one in sources if (found := tightest[one])]
        if not task.done:
            seen.append(_Tightest(dates.slack(place), -depth[place], id_key(task.id), place))
        best = tightest[place] = min(seen, default=None)
        if task.nature == SUCCESS and not task.done and best:
            chains.append(Chain(task.id, _back_from(dates, best.place), best.slack))
    return tuple(sorted(chains, key=lambda chain: (chain.slack, id_key(chain.success))))


def _back_from(dates: Dates, place: int) -> tuple[str, ...]:
    """Walk from the end of a chain to its start, along what each card waits for last."""
    network = dates.network
    walked = [place]
    while True:
        start = dates.earliest_start[place]
        waited = [one for one in network.before[place] if dates.earliest_finish[one] == start]
        if not waited:
            break
        place = min(
            waited, key=lambda one: (network.tasks[one].done, id_key(network.tasks[one].id))
        )
        walked.append(place)
    kept = [network.tasks[one] for one in reversed(walked)]
    return tuple(task.id for task in kept if not task.done)
