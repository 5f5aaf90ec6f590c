"""The figures of a timeline, drawn by Plotly from its plan: steps in time, load of each pilote.

Words are above the bars: there is room for them on a phone too. What people wrote is escaped.
Nothing is told by colour alone: slack is hatched, what is critical is outlined and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import plotly.graph_objects as go

from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_figures import Load, Semester
from capacities.domain.schedule_reading import MILESTONE, SUCCESS
from capacities.domain.schedule_telling import day_words, duration_words, is_critical
from capacities.domain.timeline_telling import load_words, slack_words
from capacities.domain.wording import one_line, shortened
from capacities.domain.yearly import FIRST_DAY, LAST_DAY
from capacities.ui.charts import HUE_COLORS, INK, escaped, quiet

_HOVER: Final = "%{customdata}<extra></extra>"
_WORK, _LATE, _SUCCESS = HUE_COLORS["existing"], HUE_COLORS["problem"], "#0B5D66"
_SLACK: Final = "#C9D9EA"
_PAPER: Final = "rgba(250,249,245,.8)"
"""Behind words that a line crosses."""
_ROW: Final = 44
_LOAD_ROW: Final = 60
"""Pixels of a bar with its words above it."""
_NAME_CHARS: Final = 26
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

    def ticks(self) -> tuple[list[int], list[str]]:
        """Return the first days of some months, with their words: a few, at equal distances."""
        step = next(months for months in _STEPS if self._months // months <= _TICKS)
        start = date.fromordinal(self.first)
        month = -(-(start.year * 12 + start.month - (start.day == 1)) // step) * step
        days, words = [], []
        while month // 12 <= date.max.year:
            day = date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                break
            days.append(day.toordinal())
            words.append(f"{_MONTHS[day.month - 1]}<br>{day.year}")
            month += step
        return days, words

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


def steps(cards: Sequence[Planned], plan: Schedule, scale: Scale) -> go.Figure:
    """One bar a step: its work as late as it can be, and in front of it its slack."""
    figure = go.Figure([*_bars(cards, scale), _points(cards, scale)])
    notes = [note for place, card in enumerate(cards) for note in _words(place, card)]
    today = scale.within(plan.today)
    notes.append(
        {
            **{"x": today, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False},
            **{"text": "Aujourd’hui", "font": {"color": _LATE}, "xanchor": _side(today, scale)},
        }
    )
    days, words = scale.ticks()
    line = {"type": "line", "x0": today, "x1": today, "y0": 0, "y1": 1, "yref": "paper"}
    figure = quiet(figure, 66 + _ROW * len(cards))
    return figure.update_layout(
        annotations=notes,
        shapes=[{**line, "line": {"color": _LATE, "width": 2}, "layer": "below"}],
        barmode="overlay",
        showlegend=False,
        margin={"l": 2, "r": 2, "t": 24, "b": 40},
        xaxis={
            **{"range": [scale.first, scale.last], "fixedrange": True, "gridcolor": "#E3E0D8"},
            **{"tickvals": days, "ticktext": words, "zeroline": False},
        },
        yaxis={"visible": False, "range": [len(cards) - 0.5, -0.7], "fixedrange": True},
    )


def _side(day: int, scale: Scale) -> str:
    """Return by which side words are held, so that they stay inside."""
    share = (day - scale.first) / max(scale.last - scale.first, 1)
    return "left" if share < 0.15 else "right" if share > 0.85 else "center"


def _bars(cards: Sequence[Planned], scale: Scale) -> list[go.Bar]:
    """Return the work, as late as it can be, then the slack, in front of it, as the Gantt does."""
    slack, work = [], []
    for card in cards:
        early = scale.within(card.earliest_start)
        start, end = scale.within(card.latest_start), scale.within(card.latest_finish)
        work.append((start, end - start))
        slack.append((early, 0 if card.task.done else max(start - early, 0)))
    said = [_hover(card) for card in cards]
    common: dict[str, Any] = {
        **{"y": list(range(len(cards))), "orientation": "h"},
        **{"customdata": said, "hovertemplate": _HOVER},
    }
    outlined = [
        2 if is_critical(card) and length else 0
        for card, (_, length) in zip(cards, work, strict=True)
    ]
    return [
        go.Bar(
            base=[start for start, _ in work],
            x=[length for _, length in work],
            width=0.34,
            marker={
                "color": [_LATE if card.late else _WORK for card in cards],
                "line": {"color": INK, "width": outlined},
            },
            **common,
        ),
        go.Bar(
            base=[start for start, _ in slack],
            x=[length for _, length in slack],
            width=0.2,
            marker={
                "color": _SLACK,
                "pattern": {
                    "shape": "/",
                    **{"fillmode": "overlay", "fgcolor": INK, "fgopacity": 0.5},
                    **{"solidity": 0.2, "size": 6},
                },
            },
            **common,
        ),
    ]


def _points(cards: Sequence[Planned], scale: Scale) -> go.Scatter:
    """Return what has no length, or is a moment: réussites, jalons, what lasts nobody knows."""
    shown = [
        (place, card)
        for place, card in enumerate(cards)
        if not card.days or card.task.nature in (SUCCESS, MILESTONE)
    ]
    shapes = {SUCCESS: "star", MILESTONE: "diamond"}
    return go.Scatter(
        x=[scale.within(card.latest_finish) for _, card in shown],
        y=[place for place, _ in shown],
        mode="markers",
        marker={
            "symbol": [shapes.get(card.task.nature, "circle-open") for _, card in shown],
            "size": 13,
            "color": [_LATE if card.late else _SUCCESS for _, card in shown],
            "line": {"width": 2, "color": [_LATE if c.late else _SUCCESS for _, c in shown]},
        },
        customdata=[_hover(card) for _, card in shown],
        hovertemplate=_HOVER,
        cliponaxis=False,
    )


def _words(place: int, card: Planned) -> list[dict[str, Any]]:
    common = {"y": place, "yshift": 17, "showarrow": False, "xref": "paper", "bgcolor": _PAPER}
    name = escaped(shortened(card.task.text, _NAME_CHARS)) or "sans texte"
    return [
        {"x": 0, "xanchor": "left", "text": name, **common},
        {"x": 1, "xanchor": "right", "text": f"<b>{_brief(card)}</b>", **common},
    ]


def _brief(card: Planned) -> str:
    if card.task.done:
        return "fait"
    if card.late:
        return "▲ trop tard"
    if card.slack < 0:
        return f"▲ manque {duration_words(-card.slack)}"
    return "critique" if is_critical(card) else f"marge\u00a0: {duration_words(card.slack)}"


def _hover(card: Planned) -> str:
    name = escaped(shortened(one_line(card.task.text), 80)) or "sans texte"
    return (
        f"<b>{name}</b><br>au plus tôt\u00a0: {day_words(card.earliest_start)} – "
        f"{day_words(card.earliest_finish)}<br>au plus tard\u00a0: {day_words(card.latest_start)} "
        f"– {day_words(card.latest_finish)}<br>marge\u00a0: {slack_words(card)}"
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


def loads(spread: Sequence[tuple[str, Semester, int]]) -> go.Figure:
    """One bar a pilote and semester: its weeks; the name has a line of its own above them."""
    places = list(range(len(spread)))
    notes = []
    for place, (pilot, semester, days) in zip(places, spread, strict=True):
        common = {"y": place, "showarrow": False, "xref": "paper"}
        half = f"{semester.half}{'er' if semester.half == 1 else 'e'}\u00a0sem. {semester.year}"
        who = escaped(shortened(pilot, _NAME_CHARS))
        notes += [
            {"x": 0, "xanchor": "left", "yshift": 33, "text": who, **common},
            {"x": 0, "xanchor": "left", "yshift": 17, "text": half, **common},
            {
                "x": 1,
                "xanchor": "right",
                "yshift": 17,
                "text": f"<b>{load_words(days)}</b>",
                **common,
            },
        ]
    figure = go.Figure(
        go.Bar(
            x=[days / 7 for _, _, days in spread],
            y=places,
            orientation="h",
            width=0.34,
            marker={"color": _WORK},
            customdata=[
                f"{escaped(shortened(pilot))}, {semester.words}\u00a0: {load_words(days)}"
                for pilot, semester, days in spread
            ],
            hovertemplate=_HOVER,
        )
    )
    return quiet(figure, 36 + _LOAD_ROW * len(places)).update_layout(
        annotations=notes,
        margin={"l": 2, "r": 2, "t": 20, "b": 0},
        xaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
        yaxis={"visible": False, "range": [len(places) - 0.5, -0.8], "fixedrange": True},
    )


def loads_table(spread: Sequence[tuple[str, Semester, int]]) -> Rows:
    """Return the same as a table."""
    rows = [
        [f"{shortened(pilot)}, {semester.words}", load_words(days)]
        for pilot, semester, days in spread
    ]
    return ["Pilote et semestre", "Semaines"], rows
