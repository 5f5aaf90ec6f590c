"""What the outline formats (Markdown, OPML, .mm) write of a node, and under which names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from capacities.domain.snapshot import Card
from capacities.domain.template import Field, FieldKind, Template
from capacities.exports.dialects import DialectRules, write_value
from capacities.exports.names import normalize

TYPE: Final = "Type"
"""Name of the type of a node, besides those of the fields."""
_AS_PEOPLE_READ: Final = DialectRules("utf-8", ";", ",", neutralise=False, french_dates=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """A field that a node carries, with its value as people read it."""

    field: Field
    value: str


def facts_of(card: Card, template: Template) -> Iterator[Fact]:
    """Yield the fields of a node that say something, in the order of the template."""
    for field in template.fields:
        value = write_value(field, card.fields.get(field.key), _AS_PEOPLE_READ)
        if value.strip():
            yield Fact(field, value)


def type_of(card: Card, template: Template) -> str:
    """Return the title of a node's type; "" when it has none or one that no longer exists."""
    return next((color.title for color in template.colors if color.key == card.color), "")


def first_of(template: Template, kind: FieldKind) -> Field | None:
    """Return the field that a format's own note, or own link, goes to."""
    return next((field for field in template.fields if field.kind is kind), None)


def names_of(template: Template) -> Mapping[str, str]:
    """Return what each field is called in a file: its title, its key when that is no name."""
    titles = [normalize(field.title) for field in template.fields]
    taken = {normalize(TYPE), *(normalize(field.key) for field in template.fields)}
    return {
        field.key: field.title
        if titles.count(title) == 1 and (title not in taken or title == normalize(field.key))
        else field.key
        for field, title in zip(template.fields, titles, strict=True)
    }


def fields_by_name(template: Template) -> Mapping[str, Field]:
    """Return the fields by every name a file may give them, normalized."""
    names = names_of(template)
    by_title = {normalize(names[field.key]): field for field in template.fields}
    return {normalize(field.key): field for field in template.fields} | by_title


def types_by_name(template: Template) -> Mapping[str, str]:
    """Return the keys of the types by every name a file may give them, normalized."""
    titles = {normalize(color.title): color.key for color in reversed(template.colors)}
    return {normalize(color.key): color.key for color in template.colors} | titles
