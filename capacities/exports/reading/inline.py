"""Markdown inside a line → the text it shows."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from collections.abc import Iterator

_TOKEN = re.compile(
    r"((?:\\[!-/:-@\[-`{-~])++)"  # escaped signs
    r"|&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);"
    r"|<((?:https?|mailto):[^\s<>]+)>"
    r"|(<br\s*+/?>)"
    r"|(`++)"  # opens a piece of code, if the same number of them closes it
    r"|(<!--)"
)
_TICKS = re.compile(r"`+")
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*+<?([^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+)>?"
    r"(?:\s++\"[^\"]*\")?\s*+\)"
)
_EMPHASES = tuple(
    (re.compile(opening), re.compile(closing))
    for opening, closing in (
        (r"\*\*(?=\S)", r"(?<=\S)\*\*"),
        (r"(?<!\w)__(?=\S)", r"(?<=\S)__(?!\w)"),
        (r"\*(?=\S)", r"(?<=\S)\*"),
        (r"(?<!\w)_(?=\S)", r"(?<=\S)_(?!\w)"),
        (r"~~(?=\S)", r"(?<=\S)~~"),
    )
)
_HIDDEN = {code: 0xDC00 + code for code in range(128)}
"""Halves of surrogate pairs, which no text read from a file holds, in place of signs."""
_SHOWN = {hidden: code for code, hidden in _HIDDEN.items()}


def ends_with_break(line: str) -> bool:
    """Tell whether a « \\ » ends the line: what follows is the next line of the same text."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def shown(line: str) -> tuple[str, str]:
    """Return the text that a line shows, and the address of its first link, or ""."""
    links: list[str] = []

    def name_link(found: re.Match[str]) -> str:
        label, address = found.groups()
        links.append(address)
        if len(links) == 1 and label.strip():
            return label
        return f"{label} ({address})" if label.strip() else address

    line = _LINK.sub(name_link, "".join(_protected(line)))
    for opening, closing in _EMPHASES:
        line = "".join(_plain(line, opening, closing))
    return line.translate(_SHOWN), links[0].translate(_SHOWN) if links else ""


def literal(line: str) -> str:
    """Return what we wrote before escaping it."""
    return "".join(_protected(line)).translate(_SHOWN)


def _plain(line: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> Iterator[str]:
    """Yield the line without the marks of one emphasis.

    A mark that nothing closes ends the search: nothing closes those after it either.
    """
    at = 0
    while opened := opening.search(line, at):
        closed = closing.search(line, opened.end() + 1)
        if closed is None:
            break
        yield line[at : opened.start()]
        yield line[opened.end() : closed.start()]
        at = closed.end()
    yield line[at:]


def _protected(line: str) -> Iterator[str]:
    """Yield the line, what its tokens show being put out of reach of the rules that follow."""
    closing = _Closing(line)
    at = 0
    while found := _TOKEN.search(line, at):
        yield line[at : found.start()]
        at = found.end()
        escaped, entity, address, newline, ticks, comment = found.groups()
        if comment:
            end = closing.comment(at)
            if end is None:
                yield comment
            else:
                at = end
        elif ticks:
            end = closing.code(at, len(ticks))
            if end is None:
                yield ticks
            else:
                yield line[at : end - len(ticks)].translate(_HIDDEN)
                at = end
        elif newline:
            yield "\n".translate(_HIDDEN)
        elif entity:
            yield (_character(entity) or found.group()).translate(_HIDDEN)
        else:
            yield (escaped[1::2] if escaped else address).translate(_HIDDEN)
    yield line[at:]


class _Closing:
    """Where what is opened in a line is closed, each closing mark being looked for once."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._ticks: dict[int, list[int]] | None = None
        self._last_comment: int | None = None

    def comment(self, start: int) -> int | None:
        """Return where a comment whose text begins at ``start`` is over; None: never."""
        if self._last_comment is None:
            self._last_comment = self._line.rfind("-->")
        return self._line.index("-->", start) + 3 if self._last_comment >= start else None

    def code(self, start: int, ticks: int) -> int | None:
        """Return where a piece of code whose text begins at ``start`` is over; None: never."""
        if self._ticks is None:
            self._ticks = {}
            for found in _TICKS.finditer(self._line):
                self._ticks.setdefault(len(found.group()), []).append(found.end())
        ends = self._ticks.get(ticks, [])
        place = bisect_right(ends, start)
        return ends[place] if place < len(ends) else None


def _character(entity: str) -> str:
    if not entity.startswith("#"):
        return html.entities.html5.get(f"{entity};", "")
    number = int(entity[2:], 16) if entity[1] in "xX" else int(entity[1:])
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)
