"""The plan of a timeline: everything its schedule needs, gathered in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from capacities.domain.horizon import horizon_of
from capacities.domain.lanes import Lane, lanes_of, steps_of
from capacities.domain.schedule import Schedule, schedule
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.working_days import EVERY_DAY, Days, calendar_around

CLOSED_DAYS: Final = "calendrier"
WORKING: Final = "ouvre"
"""What the key CLOSED_DAYS of ``meta`` holds when only the days that are not closed count."""


def plan_of(snapshot: Snapshot, template: Template, today: date) -> Schedule:
    """Schedule a canvas as of the day asked: the one place that screens and exports ask."""
    horizon = horizon_of(snapshot, template, today)
    public = calendar_of((*snapshot.cards, *snapshot.trash), template)
    found = schedule(
        steps_of(snapshot.cards),
        snapshot.edges,
        horizon=horizon,
        today=today,
        calendar=_days(snapshot, today, horizon),
        windows=public.windows,
    )
    return replace(found, warnings=(*found.warnings, *public.odd)) if public.odd else found


def shown_lanes(snapshot: Snapshot, template: Template) -> tuple[Lane, ...]:
    """Return the lanes of a canvas in order: what its trash holds tells which are removed."""
    return lanes_of((*snapshot.cards, *snapshot.trash), template)


def works_on_open_days(snapshot: Snapshot) -> bool:
    """Tell whether the canvas closes August, the end of the year and public holidays."""
    return snapshot.meta.get(CLOSED_DAYS) == WORKING


def _days(snapshot: Snapshot, today: date, horizon: date) -> Days:
    if not works_on_open_days(snapshot):
        return EVERY_DAY
    return calendar_around(today, horizon, snapshot.holidays)
