"""A tree → a Markdown outline: the central idea as title, then nested bullets.

A node is « [Type] text »; its fields follow on lines of their own, « *Title :* value ». Every
sign that Markdown could take for its own is escaped, so that any reader shows the text as it
was typed, and ours reads it back (``markdown_reader``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from capacities.domain.limits import IMPORT_DEPTH
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.domain.tree import arrange
from capacities.exports.outline import facts_of, names_of, type_of

_ALWAYS = re.compile(r"[\\`*\[<~|{]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w)|\((?=\([0-9a-f]{8}-)")
_AT_START = re.compile(r"[#>=+-]|[0-9]{1,9}(?=[.)])")
_CLOSING = re.compile(r"(?<= )#+$")  # ends a title for Markdown, and is then not shown
_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_EMPTY = "- <!-- vide -->"
"""A bullet alone would underline the line above, and make a title of it."""
_MARGIN = 40
"""Spaces before a line that goes on: deeper, they would weigh more than the texts."""
_CONTROL = re.compile(r"[\x01-\x1f]")


def write(snapshot: Snapshot, template: Template) -> bytes:
    """Return the file."""
    tree = arrange(snapshot.cards)
    title = _first(tree.centre, template, "<br>")
    lines = [f"# {title}".rstrip(), ""]
    for card in tree.order:
        indent = "  " * (min(tree.depths[card.id], IMPORT_DEPTH) - 1)
        # A « \ » breaks a line; the margin, which may be shorter, keeps the next inside.
        newline = f"\\\n{indent[:_MARGIN]}  "
        item = f"- {_first(card, template, newline)}{_facts(card, template, newline)}"
        lines.append(indent + (item if item != "- " else _EMPTY).rstrip())
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _first(card: Card, template: Template, newline: str) -> str:
    kind = type_of(card, template)
    text = newline.join(_lines(card.text))
    return f"[{escaped(kind)}] {text}" if kind else text


def _facts(card: Card, template: Template, newline: str) -> str:
    names = names_of(template)
    written = ""
    for fact in facts_of(card, template):
        value = newline.join(_lines(fact.value))
        if fact.field.kind is FieldKind.LINK and _ADDRESS.fullmatch(fact.value):
            value = f"<{fact.value}>"
        written += f"{newline}*{escaped(names[fact.field.key])} :* {value}"
    return written


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; empty ones at its end would not be shown, nor kept."""
    text = text.replace("\0", "")
    *lines, last = text.rstrip("\n").split("\n")
    ending = _code("\n") * (len(text) - len(text.rstrip("\n")))
    for number, line in enumerate((*lines, last)):
        marked = number > 0 and line.startswith(("•", "–"))  # bullets too, for our reader
        written = _code(line[0]) + escaped(line[1:]) if marked else escaped(line)
        yield written + (ending if number == len(lines) else "")


def escaped(line: str) -> str:
    """Return one line as Markdown must hold it to show it exactly."""
    line = _ALWAYS.sub(lambda found: f"\\{found.group()}", line)
    if found := _AT_START.match(line):
        start = found.group()
        line = f"{start}\\{line[len(start) :]}" if start[0].isdigit() else f"\\{line}"
    line = _CLOSING.sub(r"\\\g<0>", line)
    line = _CONTROL.sub(lambda found: _code(found.group()), line)
    text = line.strip()
    begin = len(line) - len(line.lstrip()) if text else len(line)
    before, after = line[:begin], line[begin + len(text) :]
    return f"{''.join(map(_code, before))}{text}{''.join(map(_code, after))}"


def _code(char: str) -> str:
    return f"&#{ord(char)};"
