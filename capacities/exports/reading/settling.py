"""What a source says by name → what a card holds of it: fields, else the note, else the text.

A source is a row of a table that is not ours, or an idea of a plan; nothing that it says is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from datetime import datetime, time
from typing import Final

from capacities.domain.addresses import is_web_address
from capacities.domain.days import read_date, zone_of
from capacities.domain.limits import PSEUDONYM_CHARS
from capacities.domain.people import clean_name
from capacities.domain.snapshot import Card
from capacities.domain.template import FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE, fields_by_name, types_by_name
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.ideas import Idea
from capacities.exports.reading.rows import carried_by
from capacities.exports.reading.tables import FIELD, SIGNED, SUITE, TEXT, Reader

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\[\]{}|»]+", re.IGNORECASE)

Said = tuple[str, str, str]
"""The role of what is said (``guessing.Roles``), "" for none, what people call it, its value."""


class Settling:
    """Knows the fields of a canvas, by the names that files give them."""

    def __init__(self, template: Template, reader: Reader | None = None) -> None:
        self._template = template
        declared = reader.fields(template) if reader else template.fields
        more = reader.more if reader else {"type": TYPE}
        self.fields = {f"{FIELD}{field.key}": field for field in declared}
        self._types = types_by_name(template) if "type" in more else None
        self._nests = reader is None
        self._link, self._note = (
            next((role for role, field in self.fields.items() if field.kind is kind), "")
            for kind in (FieldKind.LINK, FieldKind.NOTE)
        )
        by_name = {name: f"{FIELD}{f.key}" for name, f in fields_by_name(template).items()}
        self._names = {name: role for name, role in by_name.items() if role in self.fields}
        self._names |= {normalize(one): role for role, t in more.items() for one in (role, t)}

    def card(self, idea: Idea, zone: str) -> Card:
        """Make a card of an idea, in a box; its text or a note may be longer than cards hold."""
        cells = self.cells(self.said(idea), zone)
        kind = cells.get("type", "")
        fields = {
            field.key: cell if field.kind is FieldKind.NOTE else read_value(field, cell)
            for role, cell in cells.items()
            if (field := self.fields.get(role))
        }
        color = (self._types or {}).get(normalize(kind), kind)
        return Card("", cells.get(TEXT, idea.text), zone, color=color, fields=fields)

    def said(self, idea: Idea) -> list[Said]:
        """Return what an idea says."""
        return [
            (TEXT, "", idea.text),
            (self._note, "", idea.note),
            (self._link, "", idea.link),
            *((self._names.get(normalize(name), ""), name, value) for name, value in idea.facts),
        ]

    def cells(self, said: Iterable[Said], zone: str) -> dict[str, str]:
        """Return what a card of a box holds, by role.

        A row without text has all its words for one; its first address is its link. Ideas that
        nest have their own text and link, as their file says.
        """
        said = [one for one in said if one[2].strip()]
        wordless = not self._nests and all(role != TEXT for role, _, _ in said)
        carried = {f"{FIELD}{field.key}" for field in carried_by(self._template, zone)}
        cells, after = dict[str, str](), list[str]()
        for role, title, value in said:
            field = self.fields.get(role)
            aside = wordless and (field or role in SIGNED)
            day, hour = value, ""
            if field and field.kind is FieldKind.DATE:
                day, hour = split_moment(value)
            held = "" if role in cells or aside else self._held(role, day, carried, title)
            if held:
                cells[role] = held
            if left := hour if held else value:
                after.append(f"{title} : {left.strip()}" if title else left)
        words = "" if self._nests else "\n".join((cells.get(TEXT, ""), *after))
        if self._link not in cells and (
            address := self._held(self._link, _address(words), carried)
        ):
            cells[self._link] = address
        note = self._note if self._note in carried and not wordless else TEXT
        if after:
            cells[note] = "\n".join([*filter(None, [cells.get(note)]), *after])
        return cells

    def _held(self, role: str, value: str, carried: Set[str], column: str = "") -> str:
        """Return what can be held of a value, "" when it is to go with the words.

        In a table, the title of its ``column`` may say in what unit it is.
        """
        field = self.fields.get(role)
        try:
            if role == "cree_le":
                return f"{read_date(split_moment(value)[0])}T00:00:00Z"
            if field and field.kind is not FieldKind.NOTE:
                read_value(field, value, column="" if self._nests else column)
        except ValueError:
            return ""
        astray = role in ("", SUITE) or (field and role not in carried)
        unknown = role == "type" and self._types is not None and normalize(value) not in self._types
        long = role in SIGNED and len(clean_name(value)) > PSEUDONYM_CHARS
        return "" if astray or unknown or long else value


def split_moment(cell: str) -> tuple[str, str]:
    """Return the ISO date of a moment, in Paris, and « 10/04/2027 à 18 h 30 » unless midnight.

    What is no moment is returned as it is.
    """
    try:
        moment = datetime.fromisoformat(cell.strip()) if ":" in cell else None
        moment = moment.astimezone(zone_of(None)) if moment and moment.tzinfo else moment
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        return cell, ""
    minutes = "\u00a0%M" if moment.minute else ""
    hour = moment.strftime(f"%d/%m/%Y à %-H\u00a0h{minutes}")
    return moment.date().isoformat(), "" if moment.time() == time() else hour


def _address(text: str) -> str:
    """Return the first web address of a text, "" when it has none."""
    found = (one.group().rstrip(".,;:!?…") for one in _ADDRESS.finditer(text))
    return next(filter(is_web_address, found), "")
