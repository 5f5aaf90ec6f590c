"""The lines of a Markdown text → ideas, each with the blocks that are its text and its notes.

Titles and lists are ours, so that they nest as they look and as deep as they go. markdown-it reads
the lines of each idea: quotes, fences, tables, HTML, definitions of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from capacities.domain.limits import IMPORT_DEFINITIONS
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import NESTED, html_words, parser
from capacities.exports.reading.marks import Mark, Marks

_UNDERLINE = re.compile(r"=+[ \t]*+|-+[ \t]*+")
_RULE = re.compile(r"([-*_])(?:[ \t]*+\1){2,}+[ \t]*+")
_TITLE = re.compile(r"(#{1,6})(?:[ \t]|$)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_TOGGLE = re.compile(r"(</?details\b[^<>]*>)", re.IGNORECASE)
_CALLOUT = re.compile(r"</?(?:summary|aside)\b[^<>]*>", re.IGNORECASE)
_LINE = Mark("")
"""What begins an idea that nothing marks: a paragraph under nothing."""
_LONG = 1_000
"""A longer line is no rule, and has one mark: each is looked for in all that follows the last."""
ITEM = 7
"""The level of items, below those of titles."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an idea: « words » in Markdown, or a « text » to be left as it is."""

    kind: str
    text: str


@dataclass(slots=True)
class Item:
    """A title, or what begins at some column; what is ``inside`` begins at another.

    ``toggle``: all that follows is in it, until it is closed. ``blocks``: its text, then its notes.
    """

    idea: Idea
    level: int
    column: int = 0
    mark: Mark = _LINE
    inside: int = 0
    toggle: bool = False
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class Blocks:
    """Reads a text; ``items`` are its ideas in their order, ``env`` what its links are.

    Raises InvalidInput: too many ideas, or too deep.
    """

    def __init__(self, text: str, first: int, outline: Outline, plain: bool, kind: str) -> None:
        self.items: list[Item] = []
        self.env: dict[str, Any] = {}
        self._outline, self._first, self._plain, self._kind = outline, first, plain, kind
        self._marks, self._lines = Marks(text), text.split("\n")
        self._open: list[Item] = []
        self._reader = parser()
        self._reader.options["maxNesting"] = 5 * NESTED
        for rule in self._reader.block.ruler.__rules__:
            rule.fn = _shallow(rule.fn) if rule.name in ("blockquote", "list") else rule.fn
            rule.fn = _few(rule.fn) if rule.name == "reference" else rule.fn
        self._flow = ""
        """What the line before is, that this one may go on with: « text », « > », a fence."""
        for number, line in enumerate(self._lines):
            self._read(number, *_margin(line, 0))
        for item in self.items:
            item.blocks += self._blocks(item)
        self._forget_empty()

    # --- Lines ------------------------------------------------------------------------------
    def _read(self, number: int, column: int, text: str) -> None:
        """Read a line: what is left of it, and where that begins."""
        if self._goes_on(column, text):
            return
        marked = False
        while text and (mark := self._mark(number, column, text, marked)):
            at, (column, text) = column, _margin(text[mark.width :], column + mark.width)
            self._marks.passed(mark)
            inside = column if text else at + mark.width + 1
            self._begin(mark, number, at).inside = inside
            marked, self._flow = True, ""
        if not text:
            if self._open:
                self._open[-1].lines.append("")
            self._flow = ""
        elif not self._read_toggle(number, column, text):
            self._hold(number, column, text, marked)

    def _goes_on(self, column: int, text: str) -> bool:
        """Go on with a fence or a comment."""
        top, commented = self._open[-1] if self._open else None, self._flow == "-->"
        if not top or self._flow[:1] not in ("`", "~", "-"):
            return False
        if text and column < top.inside and not commented:
            top.lines.append(self._flow)
            self._flow = ""
            return False
        top.lines.append(" " * (column - top.inside) + text)
        is_fence = len(text.rstrip()) >= len(self._flow) and not text.strip(self._flow + " \t")
        if self._flow in text if commented else is_fence:
            self._flow = ""
        return True

    def _mark(self, number: int, column: int, text: str, again: bool) -> Mark | None:
        """Return the mark of a line. After another, or a « \\ », those of Markdown only are."""
        if self._plain or (again if len(text) > _LONG else _RULE.fullmatch(text)):
            return None
        within = bool(self._flow) and column >= (self._open[-1].inside if self._open else 0)
        mark = self._marks.at(text, 0, len(text), within)
        broken = number > 0 and self._lines[number - 1].endswith("\\")
        return mark if mark and (mark.of_markdown or not (again or broken)) else None

    def _hold(self, number: int, column: int, text: str, marked: bool) -> None:
        """Give a line to the idea that it is in."""
        fence, title = _FENCE.match(text), _TITLE.match(text)
        begins = bool(fence or title) or (text[0] == ">" and self._flow != ">")
        flows = bool(self._flow) and not begins and not self._is_apart(column)
        level = len(title[1]) if title else 0 if flows else self._underlined(number, text)
        while not (flows or marked) and self._open and self._leaves(self._open[-1], column, level):
            self._open.pop()
        if level and not (self._open and self._open[-1].mark.kind):
            self._add(level, number)
        top = self._open[-1] if self._open else None
        held = flows or level or (top and not self._plain and (top.level == ITEM or top.idea.under))
        if top is None or not held:
            top = self._add(ITEM, number, column if self._plain else 0)
        if not any(top.lines) and self.items[-1] is not top:
            top.blocks.append(Block("text", ""))  # ideas are under it already
        if not flows:
            top.lines.append("")
        top.lines.append(" " * (column - top.inside) + text)
        ended = title or _RULE.fullmatch(text) or (flows and _UNDERLINE.fullmatch(text))
        self._flow = "" if ended else text[0] if text[0] in ">|" else "text"
        if fence and column < top.inside + 4:
            self._flow = fence[1] or fence[2]
        elif text.startswith("<!--") and "-->" not in text:
            self._flow = "-->"

    def _is_apart(self, column: int) -> bool:
        """Tell whether a line that nothing marks begins an idea: word processors fold no line."""
        first, top = self._open[0], self._open[-1]
        if self._plain:
            return self._flow == "text"
        if first is not top and first.level == ITEM and not first.mark.kind:
            return column <= first.column
        return bool(top.mark.kind) and not top.mark.of_markdown and column <= top.column

    def _underlined(self, number: int, text: str) -> int:
        """Return the level of the title whose first line this is, 0 when it is none."""
        if text[0] in ">|" or _RULE.fullmatch(text):
            return 0
        for following in range(number + 1, len(self._lines)):
            column, text = _margin(self._lines[following], 0)
            if column < 4 and _UNDERLINE.fullmatch(text):
                return 1 if text[0] == "=" else 2
            if not text or text[0] in ">#`~" or self._marks.at(text, 0, len(text), True):
                return 0
        return 0

    def _leaves(self, top: Item, column: int, level: int) -> bool:
        """Tell whether a line, of a title if it has a ``level``, is not in an item."""
        if top.level < ITEM:
            return 0 < level <= top.level
        if not (self._plain or top.mark.kind or top.toggle):
            return True  # a paragraph holds nothing but the list right under it
        inside = top.toggle or not level or (bool(top.mark.kind) and column >= top.inside)
        return not inside or column < top.column + (not top.toggle)

    def _read_toggle(self, number: int, column: int, text: str) -> bool:
        """Read a line of tags that hold Markdown: toggles, and callouts, as Notion writes them."""
        if not (_TOGGLE.match(text) or _CALLOUT.match(text)):
            return False
        self._flow = ""
        for part in filter(str.strip, _TOGGLE.split(_CALLOUT.sub("", text))):
            if not _TOGGLE.fullmatch(part):
                self._hold(number, column, part.strip(), marked=False)
                self._flow = ""
            elif part[1] != "/":
                self._begin(_LINE, number, column).toggle = True
            elif any(item.toggle for item in self._open):
                while not self._open.pop().toggle:
                    pass
        return True

    # --- Items ------------------------------------------------------------------------------
    def _begin(self, mark: Mark, number: int, column: int) -> Item:
        while self._open and self._closes(self._open[-1], mark, column):
            self._open.pop()
        return self._add(ITEM, number, column, mark)

    def _add(self, level: int, number: int, column: int = 0, mark: Mark = _LINE) -> Item:
        above = self._open[-1].idea if self._open else None
        idea = self._outline.add("", self._first + number, above)
        item = Item(idea, level, column, mark, inside=column)
        self.items.append(item)
        self._open.append(item)
        return item

    def _closes(self, top: Item, mark: Mark, column: int) -> bool:
        """Tell whether an item that begins there is not in another one."""
        if top.level < ITEM or top.toggle:
            return top.level == ITEM and column < top.column
        if column != top.column:
            return column < top.column
        if not top.mark.kind or not mark.kind:  # a paragraph holds the list right under it
            apart = not self._flow or len(self._open) > 1
            return not mark.kind or (mark.of_markdown and apart)
        if (top.mark.of_markdown and mark.of_markdown) or top.mark.kind == mark.kind:
            return True
        if top.mark.numbers and mark.numbers:
            return top.mark.numbers >= mark.numbers
        return any(item.mark.kind == mark.kind for item in self._open if item.column == column)

    def _forget_empty(self) -> None:
        """Forget the ideas of lines that show nothing: comments, definitions of links."""
        above: dict[str, str] = {}
        for item in self.items:
            item.idea.under = above.get(item.idea.under, item.idea.under)
            if not (item.blocks or item.mark.kind or item.toggle or item.level < ITEM):
                above[item.idea.key] = item.idea.under
        self.items = [item for item in self.items if item.idea.key not in above]
        self._outline.ideas[:] = [item.idea for item in self.items]

    # --- Blocks -----------------------------------------------------------------------------
    def _blocks(self, item: Item) -> Iterator[Block]:
        tokens: list[Token] = []
        self._reader.block.parse("\n".join(item.lines), self._reader, self.env, tokens)
        for before, token in pairwise((Token("", "", 0), *tokens)):
            if token.type == "tr_open" and token.map:
                cells = map(str.strip, escapedSplit(item.lines[token.map[0]].strip("> \t")))
                yield Block("words", " | ".join(filter(None, cells)))
            elif token.type == "inline" and before.type not in ("th_open", "td_open"):
                lines = token.content.split("\n")
                yield Block(self._kind, "\n".join(line.lstrip(" \t") for line in lines))
            elif token.type in ("fence", "code_block", "html_block"):
                if token.info.strip():
                    self._outline.tally.drop("langage d’un bloc de code", token.info)
                is_html = token.type == "html_block"
                text = html_words(token.content, self._outline.tally) if is_html else token.content
                if text.strip("\n"):
                    yield Block("text", text.strip("\n"))


def _shallow(rule: Any) -> Any:
    """Return a rule that leaves as words what is nested too deep in quotes."""
    return lambda state, *at: state.level < 2 * NESTED and rule(state, *at)


def _margin(text: str, column: int) -> tuple[int, str]:
    """Return the column where words begin, after spaces and tabs, and these words."""
    words = text.lstrip(" \t")
    before = " " * (column % 4) + text[: len(text) - len(words)]
    return column - column % 4 + len(before.expandtabs(4)), words


def _few(rule: Any) -> Any:
    """Return a rule that leaves as words the definitions of links that come after many."""

    def bounded(state: Any, *at: Any) -> bool:
        met = (state.env.get(name, ()) for name in ("references", "duplicate_refs"))
        return sum(map(len, met)) < IMPORT_DEFINITIONS and rule(state, *at)

    return bounded
