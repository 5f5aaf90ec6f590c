"""A timeline → a sheet of coloured cells: one line per step, a column per week or per month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_reading import SUCCESS
from capacities.domain.schedule_telling import day_words, is_critical
from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import one_line
from capacities.exports.sheets import DARK, HEAD, WHITE, Cell, Look, Sheet, Track
from capacities.exports.table_sheet import FIRST_DAY
from capacities.exports.timeline import days_of, is_planned, lane_titles, planned

_FILLS: Final = {"critique": "C2410C", "fait": "5F6B73", "réussite": DARK, "étape": "3E7F86"}
_SIGNS: Final = {"critique": "▲", "fait": "✓", "réussite": "★", "étape": "■"}
_BARS: Final = {
    word: Cell(_SIGNS[word], Look(color=WHITE, fill=fill, bold=True, centred=True))
    for word, fill in _FILLS.items()
}
_DAY: Final = Look(color=WHITE, fill=DARK, bold=True, centred=True, upright=True)
_TODAY: Final = Look(color=WHITE, fill=_FILLS["critique"], bold=True, centred=True, upright=True)
_BESIDE: Final = Look(beside=True)
_LANE, _STEP, _PERIOD, _HEAD_HEIGHT = 26, 46, 3.5, 145
_COLUMNS: Final = 160
_CELLS: Final = 20_000
"""Columns of the frise, and cells of its bars, at most: beyond, months take the place of weeks, and
then its end is cut."""


def to_sheet(snapshot: Snapshot, template: Template) -> Sheet:
    """Return the frise, with its legend below."""
    schedule, titles = planned(snapshot, template), lane_titles(snapshot, template)
    steps = [(card, schedule.cards[card.id]) for card in steps_of(snapshot.cards)]
    bars = [one for card, one in steps if is_planned(card, one)]
    starts = _periods(schedule, bars)
    rows: list[list[Cell | None]] = [_scale(schedule, starts)]
    for card, one in steps:
        names = (one_line(titles.get(card.zone, "")) or "À placer", one_line(card.text))
        rows.append([*map(Cell, names), *(_bar(one, starts) if is_planned(card, one) else ())])
    signs = " · ".join(f"{sign} {word}" for word, sign in _SIGNS.items())
    legend = f"{signs} · horizon : {day_words(schedule.horizon)}"
    rows += [[], [None, Cell(legend, _BESIDE)]]
    if hidden := tell_hidden(snapshot, template.form):
        rows.append([None, Cell(hidden, _BESIDE)])
    tracks = [Track(_LANE), Track(_STEP), *(Track(_PERIOD) for _ in starts)]
    return Sheet("Frise", tracks, rows, frozen=2, head_height=_HEAD_HEIGHT)


def _periods(schedule: Schedule, planned_steps: Sequence[Planned]) -> list[date]:
    """Return the first day of each column, from today or the first bar to the last."""
    bars = [days_of(one) for one in planned_steps]
    first = min([schedule.today, *(bar[0] for bar in bars)])
    last = max([schedule.horizon, schedule.today, *(bar[1] for bar in bars)])
    first = max(first, FIRST_DAY + timedelta(days=7))
    weeks = (last - first).days // 7 + 1
    cells = sum((end - start).days // 7 + 1 for start, end in bars)
    fits = weeks <= _COLUMNS and cells <= _CELLS
    return list(_mondays(first, last) if fits else _months(first, last))


def _mondays(day: date, last: date) -> Iterator[date]:
    day -= timedelta(days=day.weekday())
    for number in range(day.toordinal(), last.toordinal() + 1, 7):  # none after the last day
        yield date.fromordinal(number)


def _months(day: date, last: date) -> Iterator[date]:
    year, month = day.year, day.month
    for number in range(month - 1, month - 1 + _COLUMNS):
        if year + number // 12 > date.max.year:
            return
        start = date(year + number // 12, number % 12 + 1, 1)
        if start > last:
            return
        yield start


def _scale(schedule: Schedule, starts: Sequence[date]) -> list[Cell | None]:
    now = _column(schedule.today, starts)
    today = Cell(f"Aujourd’hui {schedule.today:%d/%m/%Y}", _TODAY)
    days = (today if at == now else Cell(start, _DAY) for at, start in enumerate(starts))
    return [Cell("Fil", HEAD), Cell("Étape", HEAD), *days]


def _column(day: date, starts: Sequence[date]) -> int:
    """Return the place of the column of a day; the first or the last when it is beyond."""
    return max(bisect_right(starts, day) - 1, 0)


def _bar(one: Planned, starts: Sequence[date]) -> list[Cell | None]:
    first, last = (_column(day, starts) for day in days_of(one))
    bar = _BARS[_word(one)]
    return [*([None] * first), *([bar] * (last - first + 1))]


def _word(one: Planned) -> str:
    """Say what a bar is, by one of _SIGNS."""
    if one.task.done:
        return "fait"
    if one.task.nature == SUCCESS:
        return "réussite"
    return "critique" if is_critical(one) else "étape"
