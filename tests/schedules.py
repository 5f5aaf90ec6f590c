"""Small rétroplannings: their cards, their links, and their schedule on the days of the tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, Final

from capacities.domain.schedule import Schedule, schedule
from capacities.domain.snapshot import Card, Edge
from capacities.domain.timeline_telling import tell_chains, tell_disagreements, tell_lateness

TODAY: Final = date(2026, 11, 30)
HORIZON: Final = date(2027, 12, 31)


def card(key: str, nature: str = "action", zone: str = "convergence", **fields: Any) -> Card:
    """Make a card whose text is its id with a capital; ``duree`` is in weeks."""
    held = {name: value for name, value in fields.items() if value is not None}
    return Card(key, key.capitalize(), zone, fields={"nature": nature, **held})


def success(key: str = "but", **fields: Any) -> Card:
    return card(key, "reussite", **fields)


def link(source: str, target: str, key: str = "", kind: str = "avant") -> Edge:
    return Edge(key or f"{source}-{target}", source, target, kind)


def chain(*keys: str) -> list[Edge]:
    """Link each to the next."""
    return [link(*pair) for pair in pairwise(keys)]


def told_of(plan: Schedule) -> tuple[str, ...]:
    """Return what the synthesis says of the days alone: what presses, is late, disagrees."""
    late = (said for said, _ in tell_lateness(plan))
    return (*tell_chains(plan), *late, *tell_disagreements(plan))


def made(cards: Iterable[Card], edges: Iterable[Edge] = (), **more: Any) -> Schedule:
    return schedule(cards, edges, **{"horizon": HORIZON, "today": TODAY, **more})
