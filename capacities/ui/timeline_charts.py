"""The figures of a timeline, from its plan: steps in time, load of each pilote.

Nothing is told by colour alone: slack is hatched, what is critical is outlined and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_figures import Load, Semester
from capacities.domain.schedule_reading import MILESTONE, SUCCESS
from capacities.domain.schedule_telling import day_words, duration_words, is_critical
from capacities.domain.timeline_telling import load_words, slack_words
from capacities.domain.wording import one_line, shortened
from capacities.domain.yearly import FIRST_DAY, LAST_DAY
from capacities.ui.bars import ACCENT, HUE_COLORS, Axis, Bars, Mark, Part, Row, axis_of

_WORK, _LATE = HUE_COLORS["existing"], HUE_COLORS["problem"]
_SIGNS: Final = {SUCCESS: "★", MILESTONE: "◆"}
_SLACK: Final = "#C9D9EA"
_NAME_CHARS: Final = 100
_TICKS: Final = 5
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000, 120_000)
"""Months between two ticks."""
_BACK_DAYS, _AHEAD_DAYS = 730, 3_650
"""How far from the day asked, and from the horizon, a figure goes; beyond, bars touch its edge."""
_MONTHS: Final = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)

Rows = tuple[list[str], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that figures of one canvas share, both ends in them."""

    first: int
    last: int

    def within(self, day: date) -> int:
        return min(max(day.toordinal(), self.first), self.last)

    def ticks(self) -> tuple[tuple[int, tuple[str, str]], ...]:
        """Return the first days of some months, with their words: a few, at equal distances."""
        step = next(months for months in _STEPS if self._months // months <= _TICKS)
        start = date.fromordinal(self.first)
        month = -(-(start.year * 12 + start.month - (start.day == 1)) // step) * step
        found = []
        while month // 12 <= date.max.year:
            day = date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                break
            found.append((day.toordinal(), (_MONTHS[day.month - 1], str(day.year))))
            month += step
        return tuple(found)

    @property
    def _months(self) -> int:
        return (self.last - self.first) // 30


def scale_of(plan: Schedule) -> Scale:
    """Return the days from the first that matters to the horizon, or to what goes beyond it."""
    today, horizon = plan.today.toordinal(), plan.horizon.toordinal()
    ends = [today, horizon]
    for card in plan.cards.values():
        starts = () if card.task.done else (card.latest_start, card.earliest_start)
        ends += [day.toordinal() for day in (card.latest_finish, *starts)]
    first = max(min(ends), today - _BACK_DAYS, FIRST_DAY)
    last = min(max(ends), max(today, horizon) + _AHEAD_DAYS, LAST_DAY)
    room = max((last - first) // 30, 7)
    return Scale(max(first - room, FIRST_DAY), min(last + room, LAST_DAY))


def steps(cards: Sequence[Planned], plan: Schedule, scale: Scale) -> Bars:
    """One line a step: its work as late as it can be, and in front of it its slack."""
    today = (scale.within(plan.today), "aujourd’hui")
    axis = Axis(scale.first, scale.last, scale.ticks(), today)
    return Bars("Étapes dans le temps", tuple(_step(card, scale) for card in cards), axis)


def _step(card: Planned, scale: Scale) -> Row:
    name = shortened(one_line(card.task.text), _NAME_CHARS) or "sans texte"
    dates = _dates(card)
    early, start, end = (
        scale.within(day) for day in (card.earliest_start, card.latest_start, card.latest_finish)
    )
    parts = []
    if not card.task.done and early < start:
        parts.append(Part(early, start, _SLACK, f"{name}\u00a0: {dates}", looks=("mince",)))
    if start < end:
        looks = ("entoure",) if is_critical(card) else ()
        color = _LATE if card.late else _WORK
        parts.append(Part(start, end, color, f"{name}\u00a0: {dates}", looks=looks))
    color = _LATE if card.late else ACCENT
    moment = not card.days or card.task.nature in (SUCCESS, MILESTONE)
    marks = (Mark(end, _SIGNS.get(card.task.nature, "○"), color),) if moment else ()
    return Row(name, _brief(card), tuple(parts), marks, details=dates)


def _brief(card: Planned) -> str:
    if card.task.done:
        return "fait"
    if card.late:
        return "▲ trop tard"
    if card.slack < 0:
        return f"▲ manque {duration_words(-card.slack)}"
    return "critique" if is_critical(card) else f"marge\u00a0: {duration_words(card.slack)}"


def _dates(card: Planned) -> str:
    return (
        f"au plus tôt {day_words(card.earliest_start)} – {day_words(card.earliest_finish)}, "
        f"au plus tard {day_words(card.latest_start)} – {day_words(card.latest_finish)}, "
        f"marge {slack_words(card)}"
    )


def steps_table(cards: Sequence[Planned]) -> Rows:
    """Return the same as a table: by when each step begins and ends, and what is left."""
    rows = [
        [
            shortened(card.task.text) or "sans texte",
            _short(card.latest_start),
            _short(card.latest_finish),
            slack_words(card),
        ]
        for card in cards
    ]
    return ["Étape", "Débuter au plus tard", "Finir au plus tard", "Marge"], rows


def _short(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def spread_loads(loads: Sequence[Load]) -> list[tuple[str, Semester, int]]:
    """Return the days of each pilote in each semester: those who lead most first, then in time."""
    ordered = sorted(loads, key=lambda load: -load.total_weeks)
    return [(load.pilot, semester, days) for load in ordered for semester, days in load.days]


def loads(spread: Sequence[tuple[str, Semester, int]]) -> Bars:
    """One line a semester under the name of each pilote: its weeks."""
    rows, before = [], None
    for pilot, semester, days in spread:
        half = f"{semester.half}{'er' if semester.half == 1 else 'e'}\u00a0sem. {semester.year}"
        who = shortened(pilot)
        says = f"{who}, {semester.words}\u00a0: {load_words(days)}"
        part = Part(0, days / 7, _WORK, says)
        rows.append(Row(half, load_words(days), (part,), group="" if pilot == before else who))
        before = pilot
    return Bars("Charge de chaque pilote", tuple(rows), axis_of(rows))


def loads_table(spread: Sequence[tuple[str, Semester, int]]) -> Rows:
    """Return the same as a table."""
    rows = [
        [f"{shortened(pilot)}, {semester.words}", load_words(days)]
        for pilot, semester, days in spread
    ]
    return ["Pilote et semestre", "Semaines"], rows
