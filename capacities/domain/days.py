"""Days as people write them, and when one ends for somebody, wherever the server is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII
)
_DATE: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


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


def is_moment(text: str) -> bool:
    """Tell whether a text is a day, or a moment, in ISO 8601."""
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def read_date(cell: str) -> str:
    """Return the ISO date of « 12/3/2027 » or « 2027-03-12 », or raise ValueError, in French."""
    text = cell.strip()
    if french := _DATE.fullmatch(text):
        day, month, year = french.groups()
        text = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"« {cell.strip()[:40]} » n’est pas une date JJ/MM/AAAA") from None
