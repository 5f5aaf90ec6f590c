"""A tree → a mind map of FreeMind 0.9, that Freeplane, XMind and MindManager open too.

Freeplane looks at the first bytes: behind an XML declaration, or of FreeMind 1.0, it warns of a
file of another program before it opens it. Some of its versions read those bytes in the encoding
of the machine, and none makes one character of a reference beyond U+FFFF.

The first note of the template is the note of the node, the first link its link; the type and
the other fields are attributes, by their titles. The id of a node is ``capacities_`` and ours:
Freeplane keeps it, so that a map edited there changes the same ideas when it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from capacities.domain.cards import is_safe_id
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, FieldKind, Template
from capacities.domain.tree import Tree, arrange
from capacities.exports.nesting import Nest, nested
from capacities.exports.outline import TYPE, Fact, facts_of, first_of, names_of, type_of
from capacities.exports.xml_text import allowed, attribute, content

ID_PREFIX: Final = "capacities_"
_REFERRED: Final = re.compile("[\u0080-\uffff]")
"""Written as references, so that any encoding reads them; emoji and rarer are left in UTF-8."""


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file. Main branches go to the right, then to the left, by halves."""
    tree = arrange(snapshot.cards)
    left = _on_the_left(tree)
    lines = [
        '<map version="0.9.0">',
        *nested(tree, lambda card: _node(card, template, card.id in left)),
        "</map>",
    ]
    text = "\n".join(lines) + "\n"
    return _REFERRED.sub(lambda found: f"&#{ord(found.group())};", text).encode()


def _on_the_left(tree: Tree) -> frozenset[str]:
    """Return the last main branches, from where half of the nodes are behind."""
    weights = [1 + sum(1 for _ in tree.below(branch.id)) for branch in tree.children_of(CENTRE)]
    passed, total, left = 0, sum(weights), []
    for branch, weight in zip(tree.children_of(CENTRE), weights, strict=True):
        if passed * 2 >= total:
            left.append(branch.id)
        passed += weight
    return frozenset(left)


def _node(card: Card, template: Template, on_the_left: bool) -> Nest:
    facts = list(facts_of(card, template))
    parts = [attribute("TEXT", card.text)]
    if is_safe_id(card.id):
        parts.append(attribute("ID", ID_PREFIX + card.id))
    if card.parent == CENTRE:
        parts.append(attribute("POSITION", "left" if on_the_left else "right"))
    link = first_of(template, FieldKind.LINK)
    parts += [attribute("LINK", fact.value) for fact in facts if fact.field is link]
    if any(text.startswith("=") for text in (card.text, *(fact.value for fact in facts))):
        parts.append(attribute("FORMAT", "NO_FORMAT"))  # else Freeplane runs it as a formula
    return Nest("node", "".join(parts), "".join(_inner(card, template, facts)))


def _inner(card: Card, template: Template, facts: list[Fact]) -> Iterator[str]:
    note, link = first_of(template, FieldKind.NOTE), first_of(template, FieldKind.LINK)
    names = names_of(template)
    for fact in facts:
        if fact.field is note:
            lines = allowed(fact.value).split("\n")
            paragraphs = "".join(f"<p>{content(line)}</p>" for line in lines)
            page = f"<html><head/><body>{paragraphs}</body></html>"
            yield f'<richcontent TYPE="NOTE">{page}</richcontent>'
    if kind := type_of(card, template):
        yield _attribute(TYPE, kind)
    for fact in facts:
        if fact.field is not note and fact.field is not link:
            yield _attribute(names[fact.field.key], fact.value)


def _attribute(name: str, value: str) -> str:
    return f"<attribute{attribute('NAME', name)}{attribute('VALUE', value)}/>"
