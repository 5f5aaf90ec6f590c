"""A tree → a Mermaid ``mindmap``, for wikis and Git pages. Texts and types only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from capacities.domain.limits import IMPORT_DEPTH
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.tree import arrange
from capacities.domain.wording import format_number
from capacities.exports.xml_text import allowed

DRAWN: Final = 50_000
"""Signs that Mermaid draws (``maxTextSize``), counted in UTF-16, unless the site that shows the
diagram raises it: nothing in the file itself may."""
_PLAIN = frozenset(" ,.!?:/()'-")
_ODD_START = re.compile(r"-|\d+[.)]")


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file. Whatever a text holds, it stays inside the quotes of its node."""
    tree = arrange(snapshot.cards)
    lines = ["mindmap", f'  root(("{_label(tree.centre, template)}"))']
    for number, card in enumerate(tree.order, 1):
        indent = "  " * (min(tree.depths[card.id], IMPORT_DEPTH) + 1)
        lines.append(f'{indent}n{number}["{_label(card, template)}"]')
    return told_if_large(lines)


def told_if_large(lines: Iterable[str]) -> bytes:
    """Return a diagram; its first line, a comment, says so when it is beyond what is drawn."""
    text = "\n".join(lines) + "\n"
    if (size := len(text.encode("utf-16-le")) // 2) > DRAWN:
        text = (
            f"%% Ce diagramme a {format_number(size)} signes : Mermaid n’en dessine pas plus de "
            f"{format_number(DRAWN)}, sauf si « maxTextSize » est plus grand dans les réglages du "
            f"site qui le montre.\n{text}"
        )
    return text.encode()


def _label(card: Card, template: Template) -> str:
    sign = next((color.sign for color in template.colors if color.key == card.color), "")
    lines = [_escaped(line) for line in re.split(r"\r\n|\r|\n", allowed(card.text))]
    text = "<br/>".join(lines).strip()
    return f"{_escaped(sign)} {text}".strip() or "…"


def _escaped(line: str) -> str:
    """Write as ``#code;`` what Mermaid, or the Markdown it reads in labels, could take for a sign.

    Letters of every script are left, and so are the signs of plain writing; a dash or a number
    that begins a line would make a list.
    """
    start = _ODD_START.match(line.lstrip())
    at = line.index(start.group()) + len(start.group()) - 1 if start else -1
    return "".join(
        char
        if index != at and (char in _PLAIN or (char.isalnum() and char.isprintable()))
        else " "
        if char.isspace()
        else char
        if ord(char) > 0x7F
        else f"#{ord(char)};"
        for index, char in enumerate(line)
    )
