"""A tree → an OPML 2.0 outline, for the other outliners.

Besides what OPML defines, attributes begin with « _ », as outliners do for theirs (``_note``):
``_type``, one per field by its key, and ``_capacities``, the id by which a node is known again.
"""

from __future__ import annotations

from typing import Final

from capacities.domain.cards import is_safe_id
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.tree import arrange
from capacities.exports.nesting import Nest, nested
from capacities.exports.outline import facts_of, first_of, type_of
from capacities.exports.xml_text import attribute, content

ID: Final = "_capacities"
TYPE: Final = "_type"
NOTE: Final = "_note"


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file. The central idea is its only outline at the top."""
    tree = arrange(snapshot.cards)
    title = " ".join(tree.centre.text.split()) or template.title
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{content(title)}</title></head>",
        "<body>",
        *nested(tree, lambda card: _outline(card, template)),
        "</body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _outline(card: Card, template: Template) -> Nest:
    parts = [attribute("text", card.text)]
    if is_safe_id(card.id):
        parts.append(attribute(ID, card.id))
    if kind := type_of(card, template):
        parts.append(attribute(TYPE, kind))
    note, link = first_of(template, FieldKind.NOTE), first_of(template, FieldKind.LINK)
    for fact in facts_of(card, template):
        if fact.field is note:
            parts.append(attribute(NOTE, fact.value))
        elif fact.field is link:
            parts.append(attribute("type", "link") + attribute("url", fact.value))
        else:
            parts.append(attribute(name_of(fact.field), fact.value))
    return Nest("outline", "".join(parts))


def name_of(field: Field) -> str:
    """Return the attribute of a field that has none of OPML's own."""
    name = f"_{field.key}"
    return f"_champ{name}" if name in (ID, TYPE, NOTE) else name
