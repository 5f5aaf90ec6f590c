"""A Markdown text → ideas, each with the blocks that are its text and its notes.

markdown-it reads blocks: quotes, fences, tables, HTML, definitions of links. What each is in is
ours, so that titles and lists nest as they look, and as deep as they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import rules_block
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, blockquote, code, fence, heading, hr, html_block
from markdown_it.rules_block.table import getLine
from markdown_it.token import Token

from capacities.exports.reading.html_text import read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import NESTED, parser
from capacities.exports.reading.marks import Mark, Marks

_RULES: Final = (fence, blockquote, hr, html_block, heading, rules_block.reference)
_FIRST: Final = frozenset("`~>-*_<#")
"""What begins a block that needs no empty line before it."""
_UNDERLINE = re.compile(r"(?:(=+)|-+)[ \t]*+")
_RULE = re.compile(r"([-*_])(?:[ \t]{0,9}+\1){2,99}+[ \t]{0,99}+")
_TAGS = re.compile(r"<(/?)details\b[^<>]*>|(?:</?(?:summary|aside)\b[^<>]*>)+", re.IGNORECASE)
"""What holds Markdown: toggles, and callouts, as Notion writes them."""
_CLOSED = re.compile(r"<(?:[!?]|pre|script|style|textarea)", re.IGNORECASE)
"""The HTML that only its end ends."""
_BAR = re.compile(r"(?<!\\)\|")
_LINE = Mark("")
"""What begins an idea that nothing marks: a paragraph under nothing."""
ITEM: Final = 7
"""The level of items, below those of titles."""


class Verbatim(str):
    """Words that are no Markdown: they are left as they are."""

    __slots__ = ()


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
    blocks: list[str] = field(default_factory=list)


class Blocks:
    """Reads a text; ``items`` are its ideas in their order, ``env`` what its links are.

    Raises InvalidInput: too many ideas, or too deep.
    """

    def __init__(
        self, text: str, first: int, outline: Outline, plain: bool, form: type[str]
    ) -> None:
        self.items: list[Item] = []
        self.env: dict[str, Any] = {}
        self._outline, self._first, self._plain, self._form = outline, first, plain, form
        self._marks, self._open = Marks(text), list[Item]()
        reader = parser()
        reader.options["maxNesting"] = 3 * NESTED
        for name, rule in (("table", _table), ("list", self._item), ("blockquote", _quote)):
            alt = ["paragraph", "reference", "blockquote"]
            reader.block.ruler.at(name, rule, {"alt": alt})
        self._state = StateBlock(text, reader, self.env, [])
        line = 0
        while line < self._state.lineMax:
            line = self._read(line)

    def _read(self, line: int) -> int:
        """Read the items that begin on a line, and the block after them; return the next line."""
        state = self._state
        self._begin_items(line)
        if state.isEmpty(line):
            return line + 1
        column = state.sCount[line]
        self._leave(column, 0)
        top = self._open[-1] if self._open else None
        held = top and not self._plain and (top.level == ITEM or top.idea.under)
        inside = top.inside if top and held else column if self._plain else 0
        state.blkIndent, state.tokens = min(inside, column), []
        rules = (_table, *_RULES, *([code] if held else []), self._paragraph)
        end = self._end(line, is_code=bool(held) and state.is_code_block(line))
        any(rule(state, line, end, False) for rule in rules)
        head, after = state.tokens[:1], state.line
        level = int(head[0].tag[1]) if head and head[0].type == "heading_open" else 0
        blocks = [*self._blocks(state.tokens)]
        if level:
            self._leave(column, level)
        if level and not (self._open and self._open[-1].mark.kind):
            self._add(level, line)
        elif blocks and not (held or level):
            self._add(ITEM, line, inside)
        if blocks:
            top = self._open[-1]
            if not top.blocks and self.items[-1] is not top:
                top.blocks.append("")  # ideas are under it already
            top.blocks += blocks
        return after

    def _end(self, line: int, is_code: bool) -> int:
        """Return where a block ends at the latest: code, and HTML, do where an item begins."""
        state, start = self._state, self._state.bMarks[line] + self._state.tShift[line]
        is_html = state.src[start] == "<" and not _CLOSED.match(state.src, start)
        for one in range(line + 1, state.lineMax) if is_code or is_html else ():
            empty = state.isEmpty(one)
            over = not (empty or state.is_code_block(one)) if is_code else empty
            if over or self._ends(one):
                return one
        return state.lineMax

    def _paragraph(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Read a paragraph, or a title when it is underlined."""
        line = start + 1
        while line < end and not (state.isEmpty(line) or self._ends(line)):
            text = getLine(state, line)
            underline = _UNDERLINE.fullmatch(text)
            if underline and state.sCount[line] - state.blkIndent < 4:
                state.push("heading_open", "h1" if underline[1] else "h2", 0)
                break
            rules = _RULES[:-1] if text[0] in _FIRST else ()
            if any(rule(state, line, end, True) for rule in (_table, *rules)):
                break
            line += 1
        state.line = line + len(state.tokens)
        if state.is_code_block(start):
            text = state.getLines(start, line, state.sCount[start], False).rstrip()
            state.push("code", "", 0).content = text
        else:
            lines = [getLine(state, one) for one in range(start, line)]
            state.push("inline", "", 0).content = mdTrim("\n".join(lines))
        return True

    def _item(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """Read an item: what ends a block above it or, in a quote, a paragraph."""
        if state.level == 0:
            in_table = state.parentType == "root"  # a quote, a definition, are in themselves
            return not (self._plain and in_table) and self._ends(line)
        mark = self._mark(line, within=True)
        if mark and not silent:
            self._skip(line, mark.width)
            self._marks.passed(mark)
            return rules_block.paragraph(state, line, end, False)
        return mark is not None

    def _ends(self, line: int) -> bool:
        """Tell whether a line that no empty one precedes begins an idea.

        One that nothing marks does among the items of word processors, that fold no line.
        """
        if self._plain:
            return True
        state = self._state
        column = state.sCount[line]
        if self._mark(line, within=not self._open or column >= self._open[-1].inside):
            return True
        if not self._open:
            return False
        first, top = self._open[0], self._open[-1]
        if first is not top and first.level == ITEM and not first.mark.kind:
            return column <= first.column
        return bool(top.mark.kind) and not top.mark.of_markdown and column <= top.column

    # --- Items ------------------------------------------------------------------------------
    def _begin_items(self, line: int) -> None:
        """Begin the items whose marks, or tags, begin a line, and go past these."""
        state, marked = self._state, False
        while not state.isEmpty(line):
            column, start = state.sCount[line], state.bMarks[line] + state.tShift[line]
            if mark := self._mark(line, marked):
                marked, width = True, mark.width
                self._marks.passed(mark)
                item = self._begin(mark, line, column)
            elif tags := _TAGS.match(state.src, start, state.eMarks[line]):
                width = len(tags[0])
                if tags[1] == "":
                    self._begin(_LINE, line, column).toggle = True
                while tags[1] and any(item.toggle for item in self._open):
                    if self._open.pop().toggle:
                        break
            else:
                return
            self._skip(line, width)
            if mark:
                item.inside = column + width + 1 if state.isEmpty(line) else state.sCount[line]
            else:
                state.sCount[line] = column

    def _skip(self, line: int, width: int) -> None:
        """Go past a mark, and the spaces after it."""
        state = self._state
        start = state.bMarks[line] + state.tShift[line] + width
        words = state.skipSpaces(start)
        state.sCount[line] += width
        for sign in state.src[start:words]:
            state.sCount[line] += 4 - state.sCount[line] % 4 if sign == "\t" else 1
        state.bMarks[line], state.tShift[line] = words, 0

    def _mark(self, line: int, again: bool = False, within: bool = False) -> Mark | None:
        """Return the mark of a line. After another, or a « \\ », those of Markdown only are."""
        state = self._state
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if self._plain or _RULE.fullmatch(state.src, start, end):
            return None
        mark = self._marks.at(state.src, start, end, within)
        broken = again or (line > 0 and state.src[state.eMarks[line - 1] - 1] == "\\")
        return mark if mark and (mark.of_markdown or not broken) else None

    def _begin(self, mark: Mark, line: int, column: int) -> Item:
        while self._open and self._closes(self._open[-1], mark, line, column):
            self._open.pop()
        return self._add(ITEM, line, column, mark)

    def _add(self, level: int, line: int, column: int = 0, mark: Mark = _LINE) -> Item:
        above = self._open[-1].idea if self._open else None
        idea = self._outline.add("", self._first + line, above)
        item = Item(idea, level, column, mark, inside=column)
        self.items.append(item)
        self._open.append(item)
        return item

    def _leave(self, column: int, level: int) -> None:
        """Leave the items that a block, of a title if it has a ``level``, is not in."""
        while self._open and self._leaves(self._open[-1], column, level):
            self._open.pop()

    def _leaves(self, top: Item, column: int, level: int) -> bool:
        if top.level < ITEM:
            return 0 < level <= top.level
        if not (self._plain or top.mark.kind or top.toggle):
            return True  # a paragraph holds nothing but the list right under it
        inside = top.toggle or not level or (bool(top.mark.kind) and column >= top.inside)
        return not inside or column < top.column + (not top.toggle)

    def _closes(self, top: Item, mark: Mark, line: int, column: int) -> bool:
        """Tell whether an item that begins there is not in another one."""
        if top.level < ITEM or top.toggle:
            return top.level == ITEM and column < top.column
        if column != top.column:
            return column < top.column
        if not top.mark.kind or not mark.kind:  # a paragraph holds the list right under it
            apart = self._state.isEmpty(line - 1) or len(self._open) > 1
            return not mark.kind or (mark.of_markdown and apart)
        if (top.mark.of_markdown and mark.of_markdown) or top.mark.kind == mark.kind:
            return True
        if top.mark.numbers and mark.numbers:
            return top.mark.numbers >= mark.numbers
        return any(item.mark.kind == mark.kind for item in self._open if item.column == column)

    # --- Blocks -----------------------------------------------------------------------------
    def _blocks(self, tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            if token.type == "row":
                cells = (cell.strip() for cell in _BAR.split(token.content))
                yield " | ".join(filter(None, cells))
            elif token.type == "inline":
                lines = token.content.split("\n")
                yield self._form("\n".join(line.lstrip(" \t") for line in lines))
            elif token.type in ("fence", "code", "code_block", "html_block"):
                if token.info.strip():
                    self._outline.tally.drop("langage d’un bloc de code", token.info)
                text = token.content
                if token.type == "html_block":
                    text = read_html(text).tell(self._outline.tally, "")
                if text.strip("\n"):
                    yield Verbatim(text.strip("\n"))


def _quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read a quote; one that is too deep in others is words."""
    return state.level < NESTED and blockquote(state, line, end, silent)


def _table(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read the rows of a table, as they are written."""
    found = rules_block.table(state, line, end, True)
    if silent or not found:
        return found
    ending = state.md.block.ruler.getRules("blockquote")
    state.line = line + 2
    while state.line < end and not (
        state.isEmpty(state.line) or any(rule(state, state.line, end, True) for rule in ending)
    ):
        state.line += 1
    for row in (line, *range(line + 2, state.line)):
        state.push("row", "", 0).content = getLine(state, row)
    return True
