"""Which links of a rétroplanning are put aside, so that nothing comes before itself.

The rule of the cut link, the same for everybody and in TypeScript (tests/vectors/schedule.json):

1. a link whose end is unknown, or whose two ends are the same card, is not looked at;
2. the others are taken in the order of their ids, compared as JavaScript compares texts (by
   UTF-16 code units), then of the ids of their source, then of their target;
3. each is kept, unless those kept before it already lead from its target to its source: it is cut.

So of a loop alone it is the link with the largest id that is cut, whoever drew it, in whatever
order it came; a link that is in no loop is never cut, and whatever is outside of a loop changes
nothing to what is cut in it. Ids alone are looked at, since clocks differ from one person to the
next.

A program may search each time from the target (the rule says no more); here an order of the cards
is kept as links come (Pearce and Kelly, 2006), and links between two cards that do not lead to each
other are not even looked at, which changes no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capacities.domain.snapshot import Edge


def id_key(name: str) -> bytes:
    """Return what sorts ids as JavaScript does."""
    return name.encode("utf-16-be", "surrogatepass")


def cut_links(edges: Iterable[Edge]) -> frozenset[str]:
    """Return the ids of the links that are cut; no link may have the same card at both ends."""
    edges = list(edges)
    places: dict[str, int] = {}
    for edge in edges:
        places.setdefault(edge.source, len(places))
        places.setdefault(edge.target, len(places))
    ends = [(places[edge.source], places[edge.target]) for edge in edges]
    group, walked = _groups(len(places), ends)
    inner = [
        (id_key(edge.id), id_key(edge.source), id_key(edge.target), edge.id, source, target)
        for edge, (source, target) in zip(edges, ends, strict=True)
        if group[source] == group[target]
    ]
    order = _Order(len(places), walked)
    return frozenset(
        name for *_, name, source, target in sorted(inner) if not order.add(source, target)
    )


def loops(edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of cards that lead to one another, each in the order of ids."""
    edges = list(edges)
    names = sorted({end for edge in edges for end in (edge.source, edge.target)}, key=id_key)
    places = {name: place for place, name in enumerate(names)}
    ends = [(places[edge.source], places[edge.target]) for edge in edges]
    found: dict[int, list[str]] = {}
    for name, number in zip(names, _groups(len(names), ends)[0], strict=True):
        found.setdefault(number, []).append(name)
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


def _groups(count: int, ends: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Number the groups of cards that lead to one another (a card in no loop is alone in its own).

    The cards that a loop leads to are also returned in an order that most links follow.
    """
    ahead: list[list[int]] = [[] for _ in range(count)]
    behind: list[list[int]] = [[] for _ in range(count)]
    for source, target in ends:
        ahead[source].append(target)
        behind[target].append(source)
    alone = _peeled(ahead, behind)
    group = [place if place in alone else -1 for place in range(count)]
    walked = _finished_last_first(ahead, alone)
    for start in walked:
        if group[start] >= 0:
            continue
        group[start] = start
        found = [start]
        for place in found:
            for source in behind[place]:
                if group[source] < 0:
                    group[source] = start
                    found.append(source)
    return group, walked


def _peeled(ahead: Sequence[Sequence[int]], behind: Sequence[Sequence[int]]) -> set[int]:
    """Return cards that no loop leads to: nearly always all of them."""
    waits = [len(sources) for sources in behind]
    peeled = [place for place, number in enumerate(waits) if not number]
    for place in peeled:
        for target in ahead[place]:
            waits[target] -= 1
            if not waits[target]:
                peeled.append(target)
    return set(peeled)


def _finished_last_first(ahead: Sequence[Sequence[int]], left: set[int]) -> list[int]:
    """Return the cards that are not ``left`` out, those first from which a walk ends last."""
    seen = set(left)
    finished: list[int] = []
    for start in range(len(ahead)):
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(ahead[start]))]
        while path:
            place, targets = path[-1]
            following = next((target for target in targets if target not in seen), None)
            if following is None:
                finished.append(place)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(ahead[following])))
    return finished[::-1]


class _Order:
    """An order of the cards that all the links added so far follow."""

    def __init__(self, count: int, first: Sequence[int]) -> None:
        """Begin with the cards of ``first`` in their order; the others have no link to come."""
        self.place = [0] * count
        for place, card in enumerate(first):
            self.place[card] = place
        self.ahead: list[list[int]] = [[] for _ in range(count)]
        self.behind: list[list[int]] = [[] for _ in range(count)]

    def add(self, source: int, target: int) -> bool:
        """Add a link, or tell that it would close a loop."""
        low, high = self.place[target], self.place[source]
        if low < high:
            after = self._reached(target, self.ahead, low, high)
            if source in after:
                return False
            self._move(self._reached(source, self.behind, low, high), after)
        self.ahead[source].append(target)
        self.behind[target].append(source)
        return True

    def _reached(self, start: int, links: Sequence[list[int]], low: int, high: int) -> set[int]:
        place, found, path = self.place, {start}, [start]
        while path:
            for card in links[path.pop()]:
                if low <= place[card] <= high and card not in found:
                    found.add(card)
                    path.append(card)
        return found

    def _move(self, before: set[int], after: set[int]) -> None:
        """Put what leads to the new link before what it leads to, in the places that both held."""
        place = self.place
        cards = [*sorted(before, key=place.__getitem__), *sorted(after, key=place.__getitem__)]
        for card, new in zip(cards, sorted(place[card] for card in cards), strict=True):
            place[card] = new
