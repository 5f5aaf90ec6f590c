"""Markdown inside a line → the text it shows."""

from __future__ import annotations

import html.entities
import re
from typing import Final

_TOKEN = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped sign
    r"|&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);"
    r"|(`+)(.+?)\3(?!`)"
    r"|<((?:https?|mailto):[^\s<>]+)>"
    r"|(<br\s*/?>)"
    r"|(<!--.*?-->)"
)
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_EMPHASES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\*\*(?=\S)(.+?)(?<=\S)\*\*",
        r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)",
        r"\*(?=\S)(.+?)(?<=\S)\*",
        r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)",
        r"~~(?=\S)(.+?)(?<=\S)~~",
    )
)
_KEPT = re.compile("\0([0-9a-f]+);")
_BREAK: Final = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def ends_with_break(line: str) -> bool:
    """Tell whether a « \\ » ends the line: what follows is the next line of the same text."""
    return _BREAK.search(line) is not None


def shown(line: str) -> tuple[str, str]:
    """Return the text that a line shows, and the address of its first link, or ""."""
    line = _TOKEN.sub(_protect, line)
    links: list[str] = []

    def name_link(found: re.Match[str]) -> str:
        label, address = found.groups()
        links.append(address)
        if len(links) == 1 and label.strip():
            return label
        return f"{label} ({address})" if label.strip() else address

    line = _LINK.sub(name_link, line)
    for emphasis in _EMPHASES:
        line = emphasis.sub(r"\1", line)
    return _restored(line), _restored(links[0]) if links else ""


def literal(line: str) -> str:
    """Return what we wrote before escaping it."""
    return _restored(_TOKEN.sub(_protect, line))


def _protect(found: re.Match[str]) -> str:
    """Put what a token shows out of reach of the rules that follow. No text holds a NUL."""
    escaped, entity, _, code, address, newline, comment = found.groups()
    if comment:
        text = ""
    elif newline:
        text = "\n"
    elif entity:
        text = _character(entity) or found.group()
    else:
        text = escaped or code or address
    return "".join(f"\0{ord(char):x};" for char in text)


def _character(entity: str) -> str:
    if not entity.startswith("#"):
        return html.entities.html5.get(f"{entity};", "")
    number = int(entity[2:], 16) if entity[1] in "xX" else int(entity[1:])
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def _restored(line: str) -> str:
    return _KEPT.sub(lambda found: chr(int(found.group(1), 16)), line)
