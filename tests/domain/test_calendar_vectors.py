"""The windows that the page finds are those of Python: tests/vectors/calendar.json."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from templates_of_tests import PRODUCT

from capacities.domain.plans import Season, TimelinePlan
from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.windows import Window

FILE = Path(__file__).parents[1] / "vectors" / "calendar.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
BY = [date.fromisoformat(day).toordinal() for day in VECTORS["by"]]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[case["why"] for case in VECTORS["cases"]])
def test_windows_of_the_vectors(case: dict[str, Any]) -> None:
    """``starts``: the first day of the last occurrence that begins by each day of ``by``."""
    seasons = tuple(Season(**season) for season in case["given"])
    template = replace(PRODUCT["retroplanning"], plan=TimelinePlan("2027-12-31", (), seasons))
    for cards in (case["cards"], case["cards"][::-1]):
        read = [Card(zone=CALENDAR, **card) for card in cards]
        assert case["windows"] == [told(one) for one in calendar_of(read, template).windows]


def told(window: Window) -> dict[str, Any]:
    starts = [window.last_start(day) for day in BY]
    return {
        "key": window.key,
        "title": window.title,
        "source": window.source,
        "yearly": window.yearly is not None,
        "card": window.card or None,
        "starts": [start and date.fromordinal(start).isoformat() for start in starts],
    }
