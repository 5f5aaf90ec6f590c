"""A timeline → an agenda (iCalendar, RFC 5545): one all-day event per step.

An action lasts from its latest start to its latest finish, both days in it; a réussite, a jalon
and what takes no time are on the day by which they must be there. A step of the tray has an
event only when somebody gave it a date.

Nothing in the file depends on the day it is made: brought in twice, it changes nothing. The
SEQUENCE grows with the document, so that what comes later replaces what came before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned
from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import agreed, one_line
from capacities.exports.dialects import RULES, Dialect, write_value
from capacities.exports.timeline import days_of, is_planned, lane_titles, planned, step_fields
from capacities.exports.xml_text import allowed

if TYPE_CHECKING:
    from icalendar import Event

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Of a step whose date of creation is unknown."""
_HOST: Final = "capacities"
_WORDS: Final = replace(RULES[Dialect.EXCEL_FR], neutralise=False)
_SEQUENCES: Final = 2**31
"""An INTEGER of iCalendar is less."""


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file."""
    from icalendar import Calendar, Event  # other jobs do without its 10 MB

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//CAPACities//Retroplanning//FR")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", template.title)
    if hidden := tell_hidden(snapshot, template.form):
        calendar.add("x-wr-caldesc", hidden)
    days, titles = planned(snapshot, template).cards, lane_titles(snapshot, template)
    for card in steps_of(snapshot.cards):
        one = days[card.id]
        if is_planned(card, one):
            event = Event()
            _fill(event, card, one, snapshot)
            _tell(event, card, template, titles.get(card.zone, ""))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _fill(event: Event, card: Card, one: Planned, snapshot: Snapshot) -> None:
    """Say when, and what makes the event known again."""
    start, finish = days_of(one)
    event.add("uid", f"{one_line(allowed(card.id))}@{snapshot.name or 'canevas'}.{_HOST}")
    event.add("dtstamp", _moment(card.created))
    event.add("sequence", snapshot.version % _SEQUENCES)
    event.add("dtstart", start)
    event.add("dtend", _after(finish))


def _after(day: date) -> date:
    """Return the day after: the end of an event is not in it."""
    return day + timedelta(days=1) if day < date.max else day


def _moment(created: str) -> datetime:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return _MADE
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _tell(event: Event, card: Card, template: Template, lane: str) -> None:
    """Say what it is; it takes nobody's time in their agenda."""
    done = card.fields.get("etat") == "fait"
    title = one_line(allowed(card.text)) or "Étape sans texte"
    event.add("summary", f"{title} (fait)" if done else title)
    if facts := "\n".join(_facts(card, template)):
        event.add("description", facts)
    if lane.strip():
        event.add("categories", [one_line(allowed(lane))])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")


def _facts(card: Card, template: Template) -> Iterator[str]:
    for field in step_fields(template):
        if (value := card.fields.get(field.key)) is not None:
            size = value if isinstance(value, float) else 0
            unit = f" {agreed(field.unit, size)}" if field.unit else ""
            yield allowed(f"{field.title}\u00a0: {write_value(field, value, _WORDS)}{unit}")
