"""When a share link ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from capacities.domain.days import evening, zone_of


@pytest.mark.parametrize(
    ("zone", "end"),
    [
        ("America/Martinique", "2026-11-28T03:59:59+00:00"),
        ("Pacific/Noumea", "2026-11-28T12:59:59+00:00"),
        ("Europe/Paris", "2026-11-27T22:59:59+00:00"),
    ],
)
def test_tonight_is_that_of_whoever_sets_the_end(zone: str, end: str) -> None:
    """A workshop of the afternoon is not cut because it is midnight elsewhere."""
    now = datetime(2026, 11, 27, 18, tzinfo=UTC)
    tonight = evening(now, 0, zone_of(zone)).astimezone(UTC)
    assert end == tonight.isoformat(timespec="seconds")


@pytest.mark.parametrize("name", [None, "", "Nulle/Part", "../../etc/passwd", "Europe", "\0"])
def test_a_browser_that_says_nothing_sensible_is_in_paris(name: str | None) -> None:
    """The name comes from the browser, and may be anything."""
    assert str(zone_of(name)) == "Europe/Paris"
