"""The schedule against two others: all the ways written out, and days pushed until none moves."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date

from drawn_schedules import Drawn, plans
from hypothesis import given, settings
from schedules import HORIZON, TODAY, card, link, made

from capacities.domain.schedule_links import cut_links
from capacities.domain.snapshot import Card, Edge

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


def weeks(one: Card) -> float:
    """Read a duration without the code under test; of odd ones, « 1,5 » and « 2 » count."""
    value = one.fields.get("duree", 0.0)
    if isinstance(value, str):
        value = {"1,5": 1.5, "2": 2.0}.get(value, 0.0)
    return value if not isinstance(value, bool) and 0 <= value <= 5_200 else 0.0


def days(one: Card) -> int:
    return 0 if one.fields.get("etat") == "fait" else math.ceil(7 * weeks(one))


def own(one: Card) -> int | None:
    value = one.fields.get("date")
    try:
        known = isinstance(value, str) and value[4:5] == "-"
        return date.fromisoformat(value).toordinal() if known else None  # type: ignore[arg-type]
    except ValueError:
        return None


class Ways:
    """All the ways through a small graph, written out one by one."""

    def __init__(self, cards: list[Card], edges: list[Edge]) -> None:
        self.cards = {one.id: one for one in cards}
        self.kept: list[Edge] = []
        self.cut: list[str] = []
        for edge in sorted(edges, key=lambda edge: edge.id):
            if edge.source == edge.target or edge.target not in self.cards:
                continue
            closes = any(way[-1] == edge.source for way in self.ways(edge.target))
            (self.cut.append(edge.id) if closes else self.kept.append(edge))

    def ways(self, start: str, *, back: bool = False) -> Iterator[list[str]]:
        """Yield every way from a card, that of itself alone included."""
        yield [start]
        for edge in self.kept:
            here, there = (edge.target, edge.source) if back else (edge.source, edge.target)
            if here == start:
                for way in self.ways(there, back=back):
                    yield [start, *way]

    def limits(self, key: str) -> Iterator[int]:
        """Yield the days that a card must be finished by, whatever it leads to."""
        found, leads = own(self.cards[key]), any(edge.source == key for edge in self.kept)
        if found is not None:
            yield found
        if not leads or (self.cards[key].fields["nature"] == "reussite" and found is None):
            yield HORIZON.toordinal()

    def latest_finish(self, key: str) -> int:
        return min(
            limit - sum(days(self.cards[one]) for one in way[1:])
            for way in self.ways(key)
            for limit in self.limits(way[-1])
        )

    def earliest_start(self, key: str) -> int:
        ways = self.ways(key, back=True)
        return TODAY.toordinal() + max(
            sum(days(self.cards[one]) for one in way[1:]) for way in ways
        )

    def slack(self, key: str) -> int:
        return self.latest_finish(key) - days(self.cards[key]) - self.earliest_start(key)

    def critical(self, key: str) -> bool:
        smallest = [
            min(self.slack(one) for way in self.ways(end, back=True) for one in way)
            for end in {way[-1] for way in self.ways(key)}
            if self.cards[end].fields["nature"] == "reussite"
        ]
        return self.slack(key) <= 0 or self.slack(key) in smallest


def held(day: int) -> date:
    return date.fromordinal(min(max(day, FIRST), LAST))


@given(plans())
@settings(max_examples=400)
def test_the_schedule_is_that_of_all_the_ways_written_out(drawn: Drawn) -> None:
    """Eight cards at most, loops, odd values and links to nowhere included: to the day."""
    cards, edges = drawn
    found, ways = made(cards, edges), Ways(cards, edges)
    assert tuple(ways.cut) == found.cut
    assert list(found.cards) == [one.id for one in cards]
    for one in cards:
        planned = found.cards[one.id]
        finish, start = ways.latest_finish(one.id), ways.earliest_start(one.id)
        assert planned.latest_finish == held(finish)
        assert planned.latest_start == held(finish - days(one))
        assert planned.earliest_start == held(start)
        assert planned.earliest_finish == held(start + days(one))
        assert planned.slack == ways.slack(one.id)
        assert planned.critical == ways.critical(one.id)
        done = one.fields.get("etat") == "fait"
        assert planned.late == (not done and finish - days(one) < TODAY.toordinal())


def pushed(cards: list[Card], edges: list[Edge]) -> dict[str, tuple[int, int]]:
    """Return latest finishes and earliest starts by pushing them along links until none moves."""
    leads = {edge.source for edge in edges}
    latest, earliest = {}, {}
    for one in cards:
        day = own(one)
        limits = [] if day is None else [day]
        if one.id not in leads or (one.fields["nature"] == "reussite" and day is None):
            limits.append(HORIZON.toordinal())
        latest[one.id] = min(limits, default=10**9)
        earliest[one.id] = TODAY.toordinal()
    lasts = {one.id: days(one) for one in cards}
    moved = True
    while moved:
        moved = False
        for edge in edges:
            before, after = edge.source, edge.target
            if latest[after] - lasts[after] < latest[before]:
                latest[before], moved = latest[after] - lasts[after], True
            if earliest[before] + lasts[before] > earliest[after]:
                earliest[after], moved = earliest[before] + lasts[before], True
    return {one.id: (latest[one.id], earliest[one.id]) for one in cards}


def test_five_hundred_cards_are_as_when_days_are_pushed_until_none_moves() -> None:
    """Another way of computing a critical path gives the same days."""
    for seed in range(4):
        chance = random.Random(seed)
        natures = ["action"] * 8 + ["jalon", "reussite"]
        cards = [
            card(
                f"c{number}",
                chance.choice(natures),
                duree=chance.choice([None, 0.5, 1.0, 3.0, 8.0]),
                date=chance.choice([None] * 20 + ["2027-06-30", "2028-01-15"]),
                etat=chance.choice([None, None, None, "fait"]),
            )
            for number in range(500)
        ]
        pairs = [sorted(chance.sample(range(500), 2)) for _ in range(1_000)]
        edges = [link(f"c{a}", f"c{b}", f"l{n}") for n, (a, b) in enumerate(pairs)]
        chance.shuffle(edges)
        found = made(cards, edges)
        assert found.cut == ()
        for key, (latest, earliest) in pushed(cards, edges).items():
            planned = found.cards[key]
            assert planned.latest_finish.toordinal() == latest
            assert planned.earliest_start.toordinal() == earliest
            assert planned.slack == latest - planned.days - earliest


def searched(edges: list[Edge]) -> set[str]:
    """Cut links by the rule as it is written, searching each time from the target."""
    leads: dict[str, list[str]] = {}
    cut = set()
    for edge in sorted(edges, key=lambda edge: edge.id):
        found = {edge.target}
        path = [edge.target]
        while path:
            for one in leads.get(path.pop(), ()):
                if one not in found:
                    found.add(one)
                    path.append(one)
        if edge.source in found:
            cut.add(edge.id)
        else:
            leads.setdefault(edge.source, []).append(edge.target)
    return cut


def test_links_of_three_hundred_cards_are_cut_as_the_rule_is_written() -> None:
    """Loops everywhere, one ring, a ring whose links come last first."""
    chance = random.Random(5)
    for count in (50, 300, 300):
        names = chance.sample(range(10**6), 3 * count)
        edges = [
            link(f"c{a}", f"c{b}", f"l{name:06}")
            for name in names
            for a, b in [chance.sample(range(count), 2)]
        ]
        assert searched(edges) == cut_links(edges) != set()
    ring = [link(f"c{n}", f"c{(n + 1) % 300}", f"l{n:03}") for n in range(300)]
    for edges in (ring, ring[::-1]):
        assert {"l299"} == searched(edges) == cut_links(edges)
