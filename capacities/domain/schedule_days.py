"""The four days of each card: from the réussites back, then from the day asked on.

Days are ordinals, never brought back inside the calendar here: nothing can overflow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from capacities.domain.schedule_network import Network
from capacities.domain.schedule_reading import SUCCESS
from capacities.domain.windows import Window
from capacities.domain.working_days import EVERY_DAY, Days

OWN_DATE: Final = "date"
HORIZON: Final = "horizon"
WINDOW: Final = "fenetre"


class Bound(NamedTuple):
    """A day that something must be finished by, and what says so.

    ``kind`` is OWN_DATE, HORIZON or WINDOW; ``card`` is the id of who holds the date, leads
    nowhere (or is a réussite without date), or must come before the window.
    """

    day: int
    kind: str
    card: str


class Clash(NamedTuple):
    """A card's own date is after what another bound lets it: those two disagree.

    ``needed`` is the day by which the bound asks the card to be finished; ``following`` is the id
    of the card that begins then, "" when the bound is the card's own.
    """

    card: str
    day: int
    needed: int
    bound: Bound
    following: str = ""


class Eve(NamedTuple):
    """A card must be finished by the eve of an occurrence of a window."""

    card: str
    window: Window
    start: int


@dataclass(slots=True)
class Dates:
    """The days of every card, by its place in the network.

    Attributes:
        held: what bounds each card itself, whatever it leads to.
        bounds: the one that fixes its latest finish; its day is that of who holds it.
    """

    network: Network
    horizon: int
    today: int
    days: Days
    latest_start: list[int]
    latest_finish: list[int]
    earliest_start: list[int]
    earliest_finish: list[int]
    held: list[tuple[Bound, ...]]
    bounds: list[Bound]
    clashes: list[Clash] = field(default_factory=list)
    eves: list[Eve] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    """Places of the cards whose window is in no calendar."""

    def slack(self, place: int) -> int:
        return self.latest_start[place] - self.earliest_start[place]


def compute(
    network: Network,
    horizon: int,
    today: int,
    days: Days = EVERY_DAY,
    windows: Mapping[str, Window] | None = None,
) -> Dates:
    """Return the days of every card; ``windows`` by their keys."""
    count = len(network.tasks)
    dates = Dates(
        network=network,
        horizon=horizon,
        today=today,
        days=days,
        latest_start=[0] * count,
        latest_finish=[0] * count,
        earliest_start=[0] * count,
        earliest_finish=[0] * count,
        held=[()] * count,
        bounds=[Bound(horizon, HORIZON, "")] * count,
    )
    for place in reversed(network.order):
        _go_back(dates, place, windows or {})
    for place in network.order:
        ends = [dates.earliest_finish[one] for one in network.before[place]]
        start = max(ends, default=today)
        dates.earliest_start[place] = start
        dates.earliest_finish[place] = days.forth(start, network.tasks[place].days)
    return dates


def _go_back(dates: Dates, place: int, windows: Mapping[str, Window]) -> None:
    """Find the latest finish of a card from those of what it makes possible."""
    network, task = dates.network, dates.network.tasks[place]
    asked = [
        (dates.latest_start[one], dates.bounds[one], network.tasks[one].id)
        for one in network.after[place]
    ]
    held = []
    if not asked or (task.nature == SUCCESS and task.day is None):
        held.append(Bound(dates.horizon, HORIZON, task.id))
        asked.append((dates.horizon, held[0], ""))
    finish, bound, following = min(asked, key=_first)
    if task.day is not None:
        own = Bound(task.day, OWN_DATE, task.id)
        held.append(own)
        if task.day > finish and not task.done:
            dates.clashes.append(Clash(task.id, task.day, finish, bound, following))
        if task.day < finish:
            finish, bound = task.day, own
    if task.window:
        eve = _eve(dates, place, finish, windows)
        if eve is not None:
            held.append(eve)
            if eve.day < finish:
                finish, bound = eve.day, eve
    dates.held[place], dates.bounds[place] = tuple(held), bound
    dates.latest_finish[place] = finish
    dates.latest_start[place] = dates.days.back(finish, task.days)


def _first(asked: tuple[int, Bound, str]) -> tuple[int, str, str, int, str]:
    """Order what is asked of a card; of the same day, by what asks it, never by who came first."""
    day, bound, following = asked
    return day, bound.kind, bound.card, bound.day, following


def _eve(dates: Dates, place: int, finish: int, windows: Mapping[str, Window]) -> Bound | None:
    """Return the eve of the last occurrence whose eve is not after ``finish``; else None."""
    task = dates.network.tasks[place]
    window = windows.get(task.window)
    if window is None:
        dates.unknown.append(place)
        return None
    start = window.last_start(finish + 1)
    if start is None:
        return None
    dates.eves.append(Eve(task.id, window, start))
    return Bound(start - 1, WINDOW, task.id)
