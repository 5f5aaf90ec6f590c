"""The open days that the page finds are those of Python: tests/vectors/open_days.json."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from capacities.documents.holidays import list_holidays
from capacities.domain.working_days import calendar_around

FILE = Path(__file__).parents[1] / "vectors" / "open_days.json"


def test_open_days_of_the_vectors() -> None:
    """August, the end of the year, the holidays of the library."""
    for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]:
        today, horizon = (date.fromisoformat(case[key]) for key in ("today", "horizon"))
        days = calendar_around(today, horizon, list_holidays())
        for step in case["steps"]:
            day = date.fromisoformat(step["day"]).toordinal()
            for way in (days.back, days.forth):
                found = date.fromordinal(way(day, step["count"]))
                assert found.isoformat() == step[way.__name__], step
