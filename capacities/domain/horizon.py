"""The day by which all is to have succeeded."""

from __future__ import annotations

from datetime import date
from typing import Final

from capacities.domain.plans import timeline_plan
from capacities.domain.schedule_reading import read_day
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template

HORIZON: Final = "horizon"
"""The key of what people set, among what holds for the whole canvas: an ISO date."""
_YEARS: Final = 5
"""« Nous sommes dans 5 ans »: where nobody set it and the template's own is past."""


def horizon_of(snapshot: Snapshot, template: Template, today: date) -> date:
    """Return what people set, past or not; else the template's while it is ahead; else in 5 years.

    A value that is no date counts as absent.
    """
    chosen = read_day(snapshot.meta.get(HORIZON))
    if chosen is not None:
        return date.fromordinal(chosen)
    usual = read_day(timeline_plan(template).horizon)
    if usual is not None and usual > today.toordinal():
        return date.fromordinal(usual)
    return date(min(today.year + _YEARS, date.max.year), 12, 31)
