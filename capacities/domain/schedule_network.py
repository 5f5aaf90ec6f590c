"""What comes before what in a rétroplanning: its cards and the links that count, without loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capacities.domain.schedule_links import cut_links, id_key, loops
from capacities.domain.schedule_reading import BEFORE, Task, read_tasks
from capacities.domain.schedule_remarks import Notes
from capacities.domain.snapshot import Card, Edge


@dataclass(frozen=True, slots=True)
class Network:
    """Cards by their place in the order given, and how they lead to one another.

    Attributes:
        before, after: places of what each card waits for, and of what it makes possible.
        order: places, each after all that come before it.
        cut: ids of the links put aside because they close a loop, in the order of ``id_key``.
        loops: ids of the cards of each group that leads to itself.
    """

    tasks: tuple[Task, ...]
    places: dict[str, int]
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    cut: tuple[str, ...] = ()
    loops: tuple[tuple[str, ...], ...] = ()

    def upstream(self, place: int) -> list[int]:
        """Return all that comes before a card, directly or not, in the order of the network."""
        return self._walked(place, self.before)

    def downstream(self, place: int) -> list[int]:
        """Return all that a card makes possible, directly or not, in the order of the network."""
        return self._walked(place, self.after)

    def _walked(self, place: int, links: Sequence[Sequence[int]]) -> list[int]:
        found, path = {place}, [place]
        while path:
            for card in links[path.pop()]:
                if card not in found:
                    found.add(card)
                    path.append(card)
        found.discard(place)
        return [card for card in self.order if card in found]


def read_network(cards: Iterable[Card], edges: Iterable[Edge], notes: Notes) -> Network:
    """Read the cards and the links between them; what cannot count is noted."""
    tasks = tuple(read_tasks(cards, notes))
    places = {task.id: place for place, task in enumerate(tasks)}
    texts = {task.id: task.text for task in tasks}
    links = list(_that_count(edges, texts, notes))
    cut = cut_links(links)
    for edge in links:
        if edge.id in cut:
            ends = [text for end in (edge.source, edge.target) if (text := texts[end].strip())]
            notes.note("cut", edge.id, " → ".join(ends))
    before: list[set[int]] = [set() for _ in tasks]
    after: list[set[int]] = [set() for _ in tasks]
    for edge in links:
        if edge.id not in cut:
            before[places[edge.target]].add(places[edge.source])
            after[places[edge.source]].add(places[edge.target])
    return Network(
        tasks=tasks,
        places=places,
        before=tuple(map(tuple, before)),
        after=tuple(map(tuple, after)),
        order=_in_order(before, after),
        cut=tuple(sorted(cut, key=id_key)),
        loops=loops(links) if cut else (),
    )


def _that_count(edges: Iterable[Edge], texts: dict[str, str], notes: Notes) -> Iterator[Edge]:
    """Yield the links that say what comes before what; one without a kind is such a link."""
    for edge in edges:
        if edge.deleted:
            continue
        if edge.kind not in (BEFORE, ""):
            notes.note("kind", edge.id)
        elif edge.source not in texts or edge.target not in texts:
            notes.note("stray", edge.id)
        elif edge.source == edge.target:
            notes.note("itself", edge.id, texts[edge.source])
        else:
            yield edge


def _in_order(before: Sequence[set[int]], after: Sequence[set[int]]) -> tuple[int, ...]:
    waits = [len(sources) for sources in before]
    order = [place for place, number in enumerate(waits) if not number]
    for place in order:
        for target in after[place]:
            waits[target] -= 1
            if not waits[target]:
                order.append(target)
    return tuple(order)
