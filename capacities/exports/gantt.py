"""A timeline → a Mermaid ``gantt``, for wikis and Git pages: a section per lane, a bar per step.

A bar goes from the latest start to the latest finish; what takes no time is a milestone. Texts
are whole, and whatever they hold they stay titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned
from capacities.domain.schedule_telling import day_words, is_critical
from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import one_line
from capacities.exports.mermaid import told_if_large
from capacities.exports.timeline import days_of, lane_titles, planned
from capacities.exports.xml_text import allowed

_PLAIN: Final = frozenset(" ,.!?/()'-")
_KEYWORD: Final = re.compile(
    r"(?i)(?:title|section|dateFormat|axisFormat|tickInterval|inclusiveEndDates|topAxis|includes"
    r"|excludes|todayMarker|weekday|weekend|click|href|call|acc(?:Title|Descr)|gantt|\d)"
)
"""What begins a line of the grammar otherwise than a title; a date is one."""


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file."""
    return told_if_large(_lines(snapshot, template))


def _lines(snapshot: Snapshot, template: Template) -> Iterator[str]:
    schedule, titles = planned(snapshot, template), lane_titles(snapshot, template)
    horizon = day_words(schedule.horizon)
    yield "gantt"
    if hidden := tell_hidden(snapshot, template.form):
        yield f"    %% {hidden}"
    yield f"    title {_label(f'{template.title} (horizon {horizon})')}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %m/%Y"
    number = 0
    lanes = groupby(steps_of(snapshot.cards), lambda card: titles.get(card.zone, ""))
    for lane, cards in lanes:
        yield f"    section {_label(lane or 'À placer')}"
        for card in cards:
            number += 1
            yield f"    {_label(card.text)} :{_data(schedule.cards[card.id], card, number)}"


def _data(one: Planned, card: Card, number: int) -> str:
    """Say the state, the name and the days of a bar."""
    state = card.fields.get("etat")
    signs = [
        *(["crit"] if is_critical(one) else []),
        *(["done"] if one.task.done else ["active"] if state == "en-cours" else []),
    ]
    start, finish = map(date.isoformat, days_of(one))
    if start == finish:
        signs, days = [*signs, "milestone"], f"{finish}, 0d"
    else:
        days = f"{start}, {finish}"
    return ", ".join([*signs, f"e{number}", days])


def _label(text: str) -> str:
    """Write a text on one line; what the grammar could take for a sign is written ``#code;``."""
    line = one_line(allowed(text)) or "…"
    first = _escaped(line[0]) if not _KEYWORD.match(line) else f"#{ord(line[0])};"
    return first + "".join(map(_escaped, line[1:]))


def _escaped(char: str) -> str:
    if char in _PLAIN or (char.isalnum() and char.isprintable()) or ord(char) > 0x7F:
        return " " if char.isspace() else char
    return f"#{ord(char)};"
