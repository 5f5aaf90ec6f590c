"""What a file of another tool says of an idea → type, fields, note: nothing said is lost.

What has no field of its name, or a value that the field cannot hold, becomes a line of the note;
of the text itself when ideas of this canvas have no note.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field, FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE, fields_by_name, first_of, types_by_name
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.ideas import Idea
from capacities.exports.reading.rows import carried_by


@dataclass(slots=True)
class Settled:
    """An idea as a card holds it."""

    text: str
    color: str = ""
    fields: dict[str, FieldValue] = field(default_factory=dict)


class Settling:
    """Knows the fields and types of a template by the names that files give them."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._fields, self._types = fields_by_name(template), types_by_name(template)
        self._note = first_of(template, FieldKind.NOTE)
        self._link = first_of(template, FieldKind.LINK)

    def __call__(self, idea: Idea, zone: str) -> Settled:
        """Settle an idea in a box; a text or a note may be longer than what a card holds."""
        carried = carried_by(self._template, zone)
        settled = Settled(idea.text, idea.type)
        left = [] if self._put(settled, self._link, idea.link, carried) else [idea.link]
        for name, value in idea.facts:
            known, kind = normalize(name), normalize(value)
            if known == normalize(TYPE) and kind in self._types:
                settled.color = self._types[kind]
            elif not self._put(settled, self._fields.get(known), value, carried):
                left.append(f"{name} : {value}")
        note = "\n".join(part for part in (idea.note, *left) if part.strip())
        if not note:
            return settled
        if self._note is None or self._note not in carried:
            settled.text = f"{settled.text}\n{note}" if settled.text else note
            return settled
        said = settled.fields.get(self._note.key)
        settled.fields[self._note.key] = f"{said}\n{note}" if said else note
        return settled

    def _put(
        self, settled: Settled, place: Field | None, value: str, carried: tuple[Field, ...]
    ) -> bool:
        """Fill a field; False when it cannot be."""
        if not value.strip():
            return True
        if place is None or place not in carried or place.key in settled.fields:
            return False
        try:
            long = place.kind is FieldKind.NOTE
            settled.fields[place.key] = value if long else read_value(place, value)
        except ValueError:
            return False
        return True
