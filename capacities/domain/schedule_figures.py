"""What a rétroplanning says in figures: the load of each pilote, and what nobody said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacities.domain.people import clean_name, folded
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_reading import Task
from capacities.domain.yearly import year_of

_SEMESTERS: Final = 40
"""Semesters that the load of one card is spread over."""


@dataclass(frozen=True, slots=True, order=True)
class Semester:
    """Six months of a year: ``half`` is 1 or 2."""

    year: int
    half: int

    @property
    def words(self) -> str:
        """Say it: « 1er semestre 2027 »."""
        return f"{'1er' if self.half == 1 else '2e'} semestre {self.year}"


@dataclass(frozen=True, slots=True)
class Load:
    """Days that a pilote leads in each semester, by semester; those without any are left out."""

    pilot: str
    days: tuple[tuple[Semester, int], ...]

    def weeks(self, semester: Semester) -> float:
        """Return its weeks in a semester, seven days each."""
        return dict(self.days).get(semester, 0) / 7

    @property
    def total_weeks(self) -> float:
        return sum(days for _, days in self.days) / 7


@dataclass(frozen=True, slots=True)
class ScheduleFigures:
    """Everything counted beside a rétroplanning.

    Attributes:
        loads: by the name of the pilote; what is not done and has a duration.
        without_pilot, without_duration: ids of the actions not done that nobody leads, or of which
            nobody said how long they last (0 is said).
        late: ids of what is late, as in ``Schedule.late``.
    """

    loads: tuple[Load, ...]
    without_pilot: tuple[str, ...]
    without_duration: tuple[str, ...]
    late: tuple[str, ...]


def count_schedule(schedule: Schedule) -> ScheduleFigures:
    """Count everything at once.

    A card is led from its latest start on, or from its earliest start when that is too late; each
    pilote of a card that several lead carries all of it. Names are one whatever their capitals.
    """
    acting = [
        card.task for card in schedule.cards.values() if card.task.acts and not card.task.done
    ]
    return ScheduleFigures(
        loads=_loads(schedule),
        without_pilot=tuple(task.id for task in acting if not pilots_of(task)),
        without_duration=tuple(task.id for task in acting if task.weeks is None),
        late=tuple(card.id for card in schedule.late),
    )


def pilots_of(task: Task) -> dict[str, str]:
    """Return the names of those who lead a card, by what two names that are the same share."""
    return {key: clean_name(name) for name in reversed(task.people) if (key := folded(name))}


def _loads(schedule: Schedule) -> tuple[Load, ...]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    days: defaultdict[str, Counter[Semester]] = defaultdict(Counter)
    for card in schedule.cards.values():
        spent = dict(_spent(schedule, card))
        for key, name in pilots_of(card.task).items():
            spellings[key][name] += 1
            if spent:
                days[key].update(spent)
    loads = [
        Load(_usual(spellings[key]), tuple(sorted(found.items()))) for key, found in days.items()
    ]
    return tuple(sorted(loads, key=lambda load: folded(load.pilot)))


def _usual(spellings: Counter[str]) -> str:
    """Return the spelling that is used most; of several, the first as text."""
    return min(spellings, key=lambda name: (-spellings[name], name))


def _spent(schedule: Schedule, card: Planned) -> Iterator[tuple[Semester, int]]:
    """Yield the days that a card takes in each semester.

    Of one that lasts longer than _SEMESTERS, all that is left is in the last one: it is a slip of
    the keyboard.
    """
    dates = schedule.dates
    place = dates.network.places[card.id]
    start = max(dates.latest_start[place], dates.earliest_start[place])
    end = dates.days.forth(start, card.days)
    for number in range(_SEMESTERS):
        if start >= end:
            return
        semester, following = _semester(start)
        goes_on = following > start and number < _SEMESTERS - 1
        until = min(end, following) if goes_on else end
        if spent := dates.days.between(start, until):
            yield semester, spent
        start = until


def _semester(day: int) -> tuple[Semester, int]:
    """Return the semester of a day and the first day of the next; the last one has no end."""
    year = year_of(day)
    middle = date(year, 7, 1).toordinal()
    if day < middle:
        return Semester(year, 1), middle
    following = date(year + 1, 1, 1).toordinal() if year < date.max.year else day
    return Semester(year, 2), following
