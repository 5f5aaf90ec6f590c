"""The day by which all is to have succeeded: what people set, else what the template says."""

from __future__ import annotations

from datetime import date
from typing import Final

from capacities.domain.plans import timeline_plan
from capacities.domain.schedule_reading import read_day
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template

HORIZON: Final = "horizon"
"""Its key in ``meta``: an ISO date."""


def horizon_of(snapshot: Snapshot, template: Template, today: date) -> date:
    """Return the horizon, past or not: a plan does not move by itself when its term is over.

    A horizon that is no date counts as none; a template without one ends five years from today,
    as the workshop says.
    """
    for said in (snapshot.meta.get(HORIZON), timeline_plan(template).horizon):
        if (day := read_day(said)) is not None:
            return date.fromordinal(day)
    return date(min(today.year + 5, date.max.year), 12, 31)
