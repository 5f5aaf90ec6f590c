"""A Markdown outline, ours or another tool's, or a plain indented text → ideas.

Headings and bullets are ideas, each under the one it is nested in. A line that goes on under a
bullet continues its text; a paragraph apart is a note, an idea of its own under a title. When
there is neither heading nor bullet, each line is an idea, under the one less indented above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from capacities.domain.addresses import is_web_address
from capacities.domain.template import Template
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE, fields_by_name, types_by_name
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import ends_with_break, literal, shown

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t](.*)|$)")
_BULLET = re.compile(r"([ \t]*)(?:[-*+•–]|[0-9]{1,9}[.)])(?:[ \t]+(.*)|$)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_FACT = re.compile(r"\*((?:\\.|[^*\\])+?)[ \u00a0\u202f]?:\*[ ]?(.*)")
_TYPE = re.compile(r"\[((?:\\.|[^\]\\\[])+)\](?: |$)(.*)")
_TAB = 4
"""Columns between two tab stops."""
_PARAGRAPH = (1, 10_000)
"""Depth of a paragraph: under any bullet or heading, and nothing under it."""


def looks_like_outline(text: str) -> bool:
    """Tell whether a text has headings or bullets."""
    lines = text.split("\n")
    return any(_HEADING.fullmatch(line) or _BULLET.fullmatch(line) for line in lines)


def read(text: str, template: Template) -> Outline:
    """Read a text, its lines ended by « \\n ».

    Raises:
        InvalidInput: too many ideas, or too deep.
    """
    reader = _Reader(template)
    take = reader.take if looks_like_outline(text) else reader.take_plain
    for number, line in _body(text):
        take(line, number)
    return reader.finish()


def _body(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, without the head that some tools write first."""
    lines = text.split("\n")
    start = 0
    if lines[0].rstrip() == "---" and "---" in (line.rstrip() for line in lines[1:100]):
        start = 2 + [line.rstrip() for line in lines[1:]].index("---")
    yield from enumerate(lines[start:], start + 1)


@dataclass(slots=True)
class _Item:
    """A heading, a bullet or a paragraph, with its lines as written.

    ``depth``: (0, level) of a heading, (1, margin) of the others.
    """

    idea: Idea
    depth: tuple[int, int]
    lines: list[str] = field(default_factory=list)


class _Reader:
    """Reads line after line, knowing what each one may be nested in."""

    def __init__(self, template: Template) -> None:
        self._outline = Outline()
        self._fields, self._types = fields_by_name(template), types_by_name(template)
        self._open: list[_Item] = []
        self._blank = self._fenced = self._plain = False
        self._titles: set[str] = set()

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        heading, bullet = _HEADING.fullmatch(line), _BULLET.fullmatch(line)
        if _FENCE.match(line):
            self._fenced = not self._fenced
        elif not line.strip():
            self._blank = True
        elif self._fenced or self._goes_on(heading, bullet):
            self._continue(line, number)
        elif heading:
            self._begin(_title(heading.group(2) or ""), number, (0, len(heading.group(1))))
        elif _RULE.fullmatch(line):
            self._blank = True
        elif bullet:
            self._begin(bullet.group(2) or "", number, (1, _margin(bullet.group(1))))
        else:
            self._continue(line, number)

    def take_plain(self, line: str, number: int) -> None:
        """Read one line of a text that has no mark but its margins."""
        if line.strip() and not _RULE.fullmatch(line):
            item = self._begin(line, number, (1, _margin(line)))
            item.idea.text, item.lines = line.strip(), []
            self._plain = True

    def finish(self) -> Outline:
        """Return the outline, its last items being complete."""
        while self._open:
            self._close()
        tops = [idea.key for idea in self._outline.ideas if not idea.under]
        titled = self._plain and len(self._outline.ideas) > 1
        self._outline.rooted = len(tops) == 1 and (titled or tops[0] in self._titles)
        return self._outline

    def _goes_on(self, heading: object, bullet: object) -> bool:
        """Tell whether the last line ended with a break that this one must follow."""
        lines = self._open[-1].lines if self._open and not self._blank else []
        return bool(lines) and ends_with_break(lines[-1]) and not heading and not bullet

    def _begin(self, text: str, number: int, depth: tuple[int, int]) -> _Item:
        while self._open and self._open[-1].depth >= depth:
            self._close()
        above = self._open[-1].idea if self._open else None
        item = _Item(self._outline.add("", number, above), depth, [text])
        self._open.append(item)
        self._blank = False
        if depth[0] == 0:
            self._titles.add(item.idea.key)
        return item

    def _continue(self, line: str, number: int) -> None:
        """Read a line that is neither heading nor bullet."""
        apart = self._blank and not self._fenced
        while apart and self._open and self._open[-1].depth >= (1, max(1, _margin(line))):
            self._close()
        item = self._open[-1] if self._open else None
        if item is None or (item.depth[0] == 0 and not item.idea.under):
            self._begin(line.strip(), number, _PARAGRAPH)
            return
        if self._fenced:
            item.idea.add_note(line.strip())
        elif item.depth[0] == 0 or apart:
            item.idea.add_note(shown(line.strip())[0])
        else:
            item.lines.append(line.lstrip(" \t"))
        self._blank = False

    def _close(self) -> None:
        """Understand the lines of the last item, now that all are there."""
        item = self._open.pop()
        lines = list(_joined(item.lines))
        if not lines:
            return
        if (found := _TYPE.fullmatch(lines[0])) and self._types.get(_name(found.group(1))):
            item.idea.type = self._types[_name(found.group(1))]
            lines[0] = found.group(2)
        text, facts = [lines[0]], list[tuple[str, list[str]]]()
        for line in lines[1:]:
            if (found := _FACT.fullmatch(line)) and self._is_name(_name(found.group(1))):
                facts.append((literal(found.group(1)), [found.group(2)]))
            elif facts:
                facts[-1][1].append(line)
            else:
                text.append(line)
        read = [shown(line) for line in text]
        item.idea.text = "\n".join(line for line, _ in read)
        item.idea.link = next((link for _, link in read if is_web_address(link)), "")
        item.idea.facts += [(name, "\n".join(map(literal, value))) for name, value in facts]

    def _is_name(self, name: str) -> bool:
        return name in self._fields or name == normalize(TYPE)


def _title(written: str) -> str:
    """Return what a heading says, without the « # » that may close it."""
    title = written.strip(" \t")
    opened = title.rstrip("#")
    return opened.rstrip(" \t") if opened.endswith((" ", "\t")) else title


def _name(written: str) -> str:
    return normalize(literal(written))


def _margin(line: str) -> int:
    """Return how far the text of a line begins."""
    line = line.expandtabs(_TAB)
    return len(line) - len(line.lstrip(" ")) if line.strip() else len(line)


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are shown: cut at breaks only, however the file folds them."""
    whole = ""
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        if ends_with_break(line) and not last:
            yield whole + line[:-1]
            whole = ""
        elif line.endswith("  ") and not last:
            yield whole + line.rstrip(" \t")
            whole = ""
        else:
            whole += line.rstrip(" \t") + ("" if last else " ")
    if lines:
        yield whole
