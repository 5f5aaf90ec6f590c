"""A day and an hour, as tools and workbooks write them → the day, and the hour in words."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Final

from capacities.domain.days import zone_of

_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*")


def split_moment(cell: str) -> tuple[str, str]:
    """Return the ISO date of a moment, in Paris, and « 10/04/2027 à 18 h 30 » unless midnight.

    What is no moment is returned as it is.
    """
    if not _MOMENT.fullmatch(cell.strip()):
        return cell, ""
    try:
        moment = datetime.fromisoformat(cell.strip())
        moment = moment.astimezone(zone_of(None)) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return cell, ""
    hour = moment.strftime("%d/%m/%Y à %-H\u00a0h") + (
        f"\u00a0{moment:%M}" if moment.minute else ""
    )
    return moment.date().isoformat(), "" if moment.time() == time() else hour
