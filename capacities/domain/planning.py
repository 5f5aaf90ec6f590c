"""A timeline as it stands, scheduled: its steps, links, horizon and calendar at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

from capacities.domain.days import zone_of
from capacities.domain.horizon import horizon_of
from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Schedule, schedule
from capacities.domain.seasons import windows_of
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template


def plan_of(snapshot: Snapshot, template: Template, today: date | None = None) -> Schedule:
    """Schedule the steps as of ``today``, else the snapshot's day, else today in Paris."""
    asked = today or day_of(snapshot)
    return schedule(
        steps_of(snapshot.cards),
        snapshot.edges,
        horizon=horizon_of(snapshot, template, asked),
        today=asked,
        windows=windows_of(all_cards(snapshot), template),
    )


def day_of(snapshot: Snapshot) -> date:
    """Return the day as of which a canvas is read: the one asked, else today in Paris."""
    return snapshot.day or datetime.now(UTC).astimezone(zone_of(None)).date()


def all_cards(snapshot: Snapshot) -> tuple[Card, ...]:
    """Return the live cards and those of the corbeille: a lane or a window is removed by a card."""
    return (*snapshot.cards, *snapshot.trash)
