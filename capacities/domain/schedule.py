"""The backward schedule of a rétroplanning: from each réussite back to the day asked.

Atelier 2 of the carnet: « Nous sommes dans 5 ans, comme par magie nous avons réussi », then
« Comment on en est arrivé là ? ». The rules, in calendar days, a duration being seven days a week
rounded up to whole days:

1. latest finish = the smallest of: the card's own date; the latest start of each card it makes
   possible; the horizon, for a réussite without date and for any card that leads nowhere (one that
   has a date too: a date beyond the horizon is then told as a disagreement with it);
2. latest start = latest finish − duration; earliest start = the latest earliest-finish of what
   comes before, else the day asked; earliest finish = earliest start + duration;
3. a card that is done (``etat`` fait) lasts 0 days and is never late; its date still counts;
4. slack = latest start − earliest start, in calendar days; late = not done, and the latest start is
   before the day asked; critical: see ``schedule_chains.find_critical``;
5. a field that makes no sense counts as absent, and is told; so is a link to nowhere or to itself;
6. links that close a loop are cut by the rule of ``schedule_links``, told, and scheduled around; a
   card whose links are all cut leads nowhere;
7. a card that must be finished ``avant`` a window of the public calendar is finished by the eve of
   its last occurrence whose eve is not after the latest finish found above; when every occurrence
   is after, nothing changes.

Every card has its dates, those of the tray too. The order of cards and links changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from capacities.domain.schedule_chains import Chain, find_chains, find_critical
from capacities.domain.schedule_days import Bound, Clash, Dates, compute
from capacities.domain.schedule_links import id_key
from capacities.domain.schedule_network import read_network
from capacities.domain.schedule_reading import Task
from capacities.domain.schedule_remarks import Notes
from capacities.domain.snapshot import Card, Edge
from capacities.domain.value_remarks import Remark
from capacities.domain.windows import Window
from capacities.domain.working_days import EVERY_DAY, Days
from capacities.domain.yearly import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, slots=True)
class Limit:
    """What fixes a latest finish: ``kind`` is "date", "horizon" or "fenetre".

    ``card`` is the id of the card whose own date or window it is, or that the horizon ends.
    """

    kind: str
    card: str
    day: date


@dataclass(frozen=True, slots=True)
class Planned:
    """One card and its days.

    Attributes:
        task: what was read of it.
        days: calendar days that it lasts (of work, with a working calendar); 0 when done.
        slack: calendar days from the earliest start to the latest one; negative when it lacks.
        late: « il est déjà trop tard »: it should have begun before the day asked.
        limit: what fixes its latest finish.
    """

    task: Task
    latest_start: date
    latest_finish: date
    earliest_start: date
    earliest_finish: date
    slack: int
    critical: bool
    late: bool
    limit: Limit

    @property
    def id(self) -> str:
        return self.task.id

    @property
    def days(self) -> int:
        return self.task.days


@dataclass(frozen=True, slots=True)
class Conflict:
    """A card's own date is after the day by which another one asks it to be finished.

    ``limit`` is what that comes from in the end; ``following`` is the id of the next card, that
    has to begin on ``needed`` at the latest, "" when the limit is the card's own.
    """

    card: str
    day: date
    needed: date
    limit: Limit
    following: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """The last occurrence of a window before which a card may be finished is begun already.

    Attributes:
        start: its first day.
        following: first day of the next occurrence before which the card can be finished, if any.
    """

    card: str
    window: Window
    start: date
    following: date | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that links, durations and dates say of when.

    Attributes:
        cards: by id, in the order given.
        chains: the tightest one of each réussite, the most pressing first.
        conflicts, missed: in the order of the ids of their cards.
        cut: ids of the links that the dates go around.
        loops: ids of the cards of each group that comes before itself.
        warnings: what was decided of what makes no sense, in French.
        dates: the same days as ordinals, for what is asked next (``advise``).
    """

    horizon: date
    today: date
    cards: Mapping[str, Planned]
    chains: tuple[Chain, ...]
    conflicts: tuple[Conflict, ...]
    missed: tuple[Missed, ...]
    cut: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    warnings: tuple[Remark, ...]
    dates: Dates = field(repr=False, compare=False)

    @property
    def late(self) -> tuple[Planned, ...]:
        """The cards that are late: those that should have begun first come first."""
        late = [card for card in self.cards.values() if card.late]
        return tuple(sorted(late, key=lambda card: (card.latest_start, id_key(card.id))))


def schedule(
    cards: Iterable[Card],
    edges: Iterable[Edge],
    *,
    horizon: date,
    today: date,
    calendar: Days = EVERY_DAY,
    windows: Iterable[Window] = (),
) -> Schedule:
    """Schedule the cards backwards from the horizon; ``today`` is the day asked.

    Whatever cards and links hold, no card is lost and nothing is raised. A horizon that is past is
    no error: nearly everything is then late.
    """
    notes = Notes()
    network = read_network(cards, edges, notes)
    known = {window.key: window for window in windows}
    dates = compute(network, horizon.toordinal(), today.toordinal(), calendar, known)
    for place in dates.unknown:
        notes.note("window", network.tasks[place].id, network.tasks[place].text)
    planned = _planned(dates, notes)
    return Schedule(
        horizon=horizon,
        today=today,
        cards=MappingProxyType(planned),
        chains=find_chains(dates),
        conflicts=_conflicts(dates),
        missed=_missed(dates),
        cut=network.cut,
        loops=network.loops,
        warnings=notes.told(),
        dates=dates,
    )


def as_date(day: int) -> date:
    """Return a day as a date, the first or the last that there is when it is beyond."""
    return date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY))


def _planned(dates: Dates, notes: Notes) -> dict[str, Planned]:
    critical = find_critical(dates)
    found = {}
    for place, task in enumerate(dates.network.tasks):
        ends = (
            dates.latest_start[place],
            dates.latest_finish[place],
            dates.earliest_start[place],
            dates.earliest_finish[place],
        )
        if min(ends) < FIRST_DAY or max(ends) > LAST_DAY:
            notes.note("beyond", task.id, task.text)
        found[task.id] = Planned(
            task,
            latest_start=as_date(ends[0]),
            latest_finish=as_date(ends[1]),
            earliest_start=as_date(ends[2]),
            earliest_finish=as_date(ends[3]),
            slack=dates.slack(place),
            critical=critical[place],
            late=not task.done and dates.latest_start[place] < dates.today,
            limit=_limit(dates.bounds[place]),
        )
    return found


def _limit(bound: Bound) -> Limit:
    return Limit(bound.kind, bound.card, as_date(bound.day))


def _conflicts(dates: Dates) -> tuple[Conflict, ...]:
    def told(clash: Clash) -> Conflict:
        day, needed = as_date(clash.day), as_date(clash.needed)
        return Conflict(clash.card, day, needed, _limit(clash.bound), clash.following)

    return tuple(told(clash) for clash in sorted(dates.clashes, key=lambda one: id_key(one.card)))


def _missed(dates: Dates) -> tuple[Missed, ...]:
    found = []
    for card, window, start in sorted(dates.eves, key=lambda eve: id_key(eve.card)):
        place = dates.network.places[card]
        if dates.network.tasks[place].done or start > dates.today:
            continue
        following = window.next_start(dates.earliest_finish[place])
        later = as_date(following) if following is not None else None
        found.append(Missed(card, window, as_date(start), later))
    return tuple(found)
