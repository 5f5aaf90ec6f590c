"""When a day ends for somebody, wherever the server is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo


def today(now: datetime) -> date:
    """Return the day that it is for those who plan here, in France."""
    return now.astimezone(zone_of(None)).date()


def evening(now: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the last moment, in ``zone``, of the day that comes ``days`` after that of ``now``."""
    last_day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last_day, time.max, tzinfo=zone)


def zone_of(name: str | None) -> tzinfo:
    """Return the time zone that a browser names, else that of Paris."""
    for known in (name, "Europe/Paris"):
        try:
            return ZoneInfo(known or "")
        except (KeyError, ValueError, OSError):
            continue
    return UTC
