"""The cards of a rétroplanning as its schedule reads them; none is lost for being odd."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacities.domain.numbers import read_decimal
from capacities.domain.schedule_remarks import Notes
from capacities.domain.snapshot import Card

SUCCESS: Final = "reussite"
ACTION: Final = "action"
MILESTONE: Final = "jalon"
DONE: Final = "fait"
BEFORE: Final = "avant"
"""The kind of a link, and the field that names a window."""
NATURES: Final = frozenset({SUCCESS, ACTION, MILESTONE})
STATES: Final = frozenset({"a-faire", "en-cours", DONE, "bloque"})

DURATION_WEEKS: Final = 5_200
"""Weeks that one card may last, a century: beyond, it is a slip of the keyboard."""
_PEOPLE: Final = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Task:
    """What the schedule needs of a card.

    Attributes:
        nature: one of NATURES; "" when nobody said, or it is unknown: planned as an action.
        weeks: its duration as it was given, None when it was not or makes no sense.
        days: the duration that counts, in whole days; 0 when it is done.
        day: its own date as an ordinal, None when it has none that exists.
        window: key of the window before which it must be finished, "" for none.
        people: names of those who lead it, in the order given.
    """

    id: str
    text: str
    nature: str
    done: bool
    weeks: float | None
    days: int
    day: int | None
    window: str
    people: tuple[str, ...]

    @property
    def acts(self) -> bool:
        """It is work to be led by somebody: an action, or what nobody said the nature of."""
        return self.nature not in (SUCCESS, MILESTONE)


def read_tasks(cards: Iterable[Card], notes: Notes) -> list[Task]:
    """Read every card that is not deleted, wherever it is: those of the tray count as others."""
    return [_task(card, notes) for card in cards if not card.deleted]


def _task(card: Card, notes: Notes) -> Task:
    weeks = _read_weeks(card, notes)
    done = _among(card, "etat", STATES, "state", notes) == DONE
    people = card.fields.get("qui")
    return Task(
        id=card.id,
        text=card.text,
        nature=_among(card, "nature", NATURES, "nature", notes),
        done=done,
        weeks=weeks,
        days=0 if done or weeks is None else days_of(weeks),
        day=_read_day(card, notes),
        window=_text(card, BEFORE),
        people=split_people(people) if isinstance(people, str) else (),
    )


def days_of(weeks: float) -> int:
    """Return the days of a duration: seven a week, rounded up to whole days."""
    return math.ceil(7 * weeks)


def weeks_of(days: float) -> float:
    """Return weeks down to a hundredth: rounded up again to whole days, they are those days."""
    return math.floor(days / 7 * 100) / 100


def split_people(names: str) -> tuple[str, ...]:
    """Return the names that a text holds, between commas or semicolons; none is empty."""
    return tuple(name.strip() for name in _PEOPLE.split(names) if name.strip())


def _text(card: Card, key: str) -> str:
    value = card.fields.get(key)
    return value.strip() if isinstance(value, str) else ""


def _among(card: Card, key: str, known: frozenset[str], kind: str, notes: Notes) -> str:
    value = card.fields.get(key)
    if value is None or value == "":
        return ""
    if isinstance(value, str) and value in known:
        return value
    notes.note(kind, card.id, card.text)
    return ""


def _read_weeks(card: Card, notes: Notes) -> float | None:
    value = card.fields.get("duree")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    number = read_weeks(value)
    if number is None:
        notes.note("duration", card.id, card.text)
    return number


def read_weeks(value: object) -> float | None:
    """Return a duration in weeks, from 0 to DURATION_WEEKS; None for what is none.

    A text that is a number counts as one, as everywhere in documents: « 1,5 » is 1.5.
    """
    if isinstance(value, str):
        value = read_decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= DURATION_WEEKS else None


def _read_day(card: Card, notes: Notes) -> int | None:
    value = card.fields.get("date")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = read_day(value)
    if day is None:
        notes.note("date", card.id, card.text)
    return day


def read_day(value: object) -> int | None:
    """Return the ordinal of a date written AAAA-MM-JJ; None for what is none, or does not exist."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found.toordinal() if found.isoformat() == value else None
