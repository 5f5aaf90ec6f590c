"""The blocks of a Markdown text → ideas, each with the blocks that are its text and its notes.

markdown-it reads CommonMark: quotes, fences, tables, HTML, definitions. Lists are ours, so that
they nest as they look and as deep as they go: it would descend one call for each level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.rules_block.table import escapedSplit, table

from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import NESTED, html_words, parser
from capacities.exports.reading.marks import Mark, Marks

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*+")
_RULE = re.compile(r"([-*_])(?:[ \t]*+\1){2,}+[ \t]*+")
_TOGGLE = re.compile(r"(</?(?:details|summary|aside)\b[^<>]*>)", re.IGNORECASE)
_LINE = Mark("")
"""What begins an idea that nothing marks: a paragraph under nothing, a line of a plain text."""
_ENDED = ["paragraph", "reference", "blockquote"]
"""What the beginning of an item ends."""
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

    ``toggle``: all that follows is in it, until it is closed. ``end``: the line after it.
    ``blocks``: its text, then its notes.
    """

    idea: Idea
    level: int
    column: int = 0
    mark: Mark = _LINE
    inside: int = 0
    toggle: bool = False
    end: int = 0
    blocks: list[Block] = field(default_factory=list)


class Blocks:
    """Reads a text; ``items`` are its ideas in their order, ``env`` what its links are.

    Raises InvalidInput: too many ideas, or too deep.
    """

    def __init__(self, text: str, first: int, outline: Outline, plain: bool, kind: str) -> None:
        self.items: list[Item] = []
        self.env: dict[str, Any] = {}
        self._outline, self._first, self._plain, self._kind = outline, first, plain, kind
        self._marks, self._marked = Marks(text), -1
        self._open: list[Item] = []
        self._quotes = -1
        reader = parser().disable(["lheading", "paragraph"])
        reader.block.ruler.at("list", self._begins_item, {"alt": _ENDED})
        setattr(reader.block, "tokenize", self._read)  # noqa: B010 (a quote calls it back)
        self._ruler = reader.block.ruler
        self._state = StateBlock(text, reader, self.env, [])
        self._read(self._state, 0, self._state.lineMax)

    def _read(self, state: StateBlock, line: int, end: int) -> None:
        """Read lines: those of the text, or of a quote."""
        self._quotes += 1
        while (line := state.skipEmptyLines(line)) < end and state.sCount[line] >= 0:
            state.line = line
            if not self._read_mark(line):
                self._hold(line)
                if not self._read_toggle(line):
                    self._read_block(line, end)
            if self._open:
                self._open[-1].end = state.line
            line = state.line
        state.line = line
        self._quotes -= 1

    def _hold(self, line: int) -> None:
        """Leave the items that a line is not in."""
        column = self._state.sCount[line]
        while not self._quotes and line != self._marked and self._open:
            top = self._open[-1]
            if top.level < ITEM or column >= top.column + (not top.toggle):
                break
            self._open.pop()
        in_item = bool(self._open) and self._open[-1].level == ITEM
        most = self._open[-1].inside if in_item else 0
        self._state.blkIndent = column if self._quotes else min(column, most)

    # --- Items ------------------------------------------------------------------------------
    def _begins_item(self, state: StateBlock, line: int, _end: int, silent: bool) -> bool:
        """Tell whether a line ends the paragraph, or the quote, that is before it."""
        column, within = state.sCount[line], state.parentType == "paragraph"
        if within and self._open and self._is_apart(column, self._open[0], self._open[-1]):
            return silent
        return silent and self._mark(line, within and column >= state.blkIndent) is not None

    def _is_apart(self, column: int, first: Item, top: Item) -> bool:
        """Tell whether a line that nothing marks begins an idea: word processors fold no line."""
        if first is not top and first.level == ITEM and not first.mark.kind:
            return column <= first.column
        return bool(top.mark.kind) and not top.mark.of_markdown and column <= top.column

    def _mark(self, line: int, within: bool = False) -> Mark | None:
        """Return the mark of a line. After another, or a « \\ », those of Markdown only are."""
        state, again = self._state, line == self._marked
        start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if _RULE.fullmatch(state.src, start, end) or (self._plain and again):
            return None
        if self._plain:
            return _LINE
        mark = self._marks.at(state.src, start, end, within)
        broken = line > 0 and state.src.startswith("\\", max(state.eMarks[line - 1] - 1, 0))
        return mark if mark and (mark.of_markdown or not (again or broken)) else None

    def _read_mark(self, line: int) -> bool:
        """Begin an item; its first line is then what follows the mark."""
        mark, state = self._mark(line), self._state
        if mark is None:
            return False
        column = state.sCount[line]
        start = content = state.bMarks[line] + state.tShift[line] + mark.width
        offset = column + mark.width
        while content < state.eMarks[line] and state.src[content] in " \t":
            tab = state.src[content] == "\t"
            offset += 4 - (offset + state.bsCount[line]) % 4 if tab else 1
            content += 1
        state.tShift[line], state.sCount[line] = content - state.bMarks[line], offset
        self._marked = line
        if content >= state.eMarks[line]:
            state.line, offset = line + 1, column + mark.width + 1
        if not self._quotes:
            self._marks.passed(mark)
            self._begin(mark, line, column).inside = offset if content > start else column
        return True

    def _begin(self, mark: Mark, line: int, column: int) -> Item:
        while self._open and self._closes(self._open[-1], mark, line, column):
            self._open.pop()
        return self._add(ITEM, line, column, mark)

    def _add(self, level: int, line: int, column: int = 0, mark: Mark = _LINE) -> Item:
        if self._open:
            self._open[-1].end = self._state.lineMax  # a paragraph holds all of the list under it
        above = self._open[-1].idea if self._open else None
        idea = self._outline.add("", self._first + line, above)
        item = Item(idea, level, column, mark, inside=column)
        self.items.append(item)
        self._open.append(item)
        return item

    def _closes(self, top: Item, mark: Mark, line: int, column: int) -> bool:
        """Tell whether an item that begins there is not in another one."""
        if top.level < ITEM or top.toggle:
            return top.level == ITEM and column < top.column
        both = top.mark.of_markdown and mark.of_markdown
        if column != top.column:
            return column < top.column
        if not top.mark.kind or not mark.kind:  # a paragraph holds the list right under it
            apart = top.end < line or len(self._open) > 1
            return not mark.kind or (mark.of_markdown and apart)
        if both or top.mark.kind == mark.kind:
            return True
        if top.mark.numbers and mark.numbers:
            return top.mark.numbers >= mark.numbers
        return any(item.mark.kind == mark.kind for item in self._open if item.column == column)

    def _read_toggle(self, line: int) -> bool:
        """Read a line of tags that hold Markdown: toggles, and callouts, as Notion writes them."""
        if not _TOGGLE.match(text := self._shown(line)):
            return False
        for part in filter(str.strip, _TOGGLE.split(text)):
            tag = part.lower()
            if not _TOGGLE.fullmatch(part):
                self._put(line, "words", part.strip())
            elif tag.startswith("<details") and not self._quotes:
                self._begin(_LINE, line, self._state.sCount[line]).toggle = True
            elif tag.startswith("</details") and any(item.toggle for item in self._open):
                while not self._open.pop().toggle:
                    pass
        self._state.line = line + 1
        return True

    # --- Blocks -----------------------------------------------------------------------------
    def _read_block(self, line: int, end: int) -> None:
        state = self._state
        if table(state, line, end, True):
            self._read_table(line, end)
            return
        nested = state.level >= NESTED
        rules = [rule for rule in self._ruler.getRules("") if rule is not blockquote or not nested]
        if not any(rule(state, line, end, False) for rule in rules):
            self._read_paragraph(line)
        tokens = list(state.tokens)
        state.tokens.clear()
        for number, token in enumerate(tokens):
            if token.type == "heading_open":
                self._read_title(line, int(token.tag[1:]), tokens[number + 1].content)
            elif token.type == "html_block":
                self._put(line, "text", html_words(token.content, self._outline.tally))
            elif token.type in ("fence", "code_block"):
                if token.info.strip():
                    self._outline.tally.drop("langage d’un bloc de code", token.info)
                self._put(line, "text", token.content.strip("\n"))

    def _read_table(self, line: int, end: int) -> None:
        """Read rows, each on its line; cells beyond those of the first row are words too."""
        state, ends = self._state, self._ruler.getRules("blockquote")
        at = line
        while at < end and not state.isEmpty(at):
            if at > line + 1 and any(rule(state, at, end, True) for rule in ends):
                break
            if at != line + 1:
                cells = map(str.strip, escapedSplit(self._shown(at)))
                self._hold(at)
                self._put(at, "words", " | ".join(filter(None, cells)))
            at += 1
        state.line = at

    def _read_paragraph(self, line: int) -> None:
        """Read lines until an empty one, or another block; underlined, they are a title."""
        state, ends, end = self._state, self._ruler.getRules("paragraph"), self._state.lineMax
        former, state.parentType = state.parentType, "paragraph"
        at, level = line + 1, 0
        while at < end and not state.isEmpty(at):
            near = 0 <= state.sCount[at] - state.blkIndent < 4
            if near and (found := _UNDERLINE.fullmatch(self._shown(at))):
                level = 1 if found.group().startswith("=") else 2
                break
            if state.sCount[at] >= 0 and any(rule(state, at, end, True) for rule in ends):
                break
            at += 1
        state.parentType = former
        state.line = at + bool(level)
        text = "\n".join(map(self._shown, range(line, at))).rstrip(" \t")
        if level:
            self._read_title(line, level, text)
        else:
            self._put(line, self._kind, text)

    def _shown(self, line: int) -> str:
        """Return a line without its margin, nor the marks already read."""
        state = self._state
        return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]

    def _read_title(self, line: int, level: int, text: str) -> None:
        """Begin a title, or go on with the item or the quote that it is in."""
        column = self._state.sCount[line]
        while not self._quotes and self._open:
            top = self._open[-1]
            marked = top.toggle or (bool(top.mark.kind) and column >= top.inside)
            if marked if top.level == ITEM else top.level < level:
                break
            self._open.pop()
        if not self._quotes and (not self._open or not self._open[-1].mark.kind):
            self._add(level, line)
        self._put(line, "words", text)

    def _put(self, line: int, kind: str, text: str) -> None:
        """Give a block to the idea it is in: its text, else a note; an idea under a title."""
        if not text and kind == "text":
            return
        top = self._open[-1] if self._open else None
        if top is None or (top.level < ITEM and not top.idea.under and top.blocks):
            top = self._add(ITEM, line, self._state.blkIndent)
        if not top.blocks and self.items[-1] is not top:
            top.blocks.append(Block("text", ""))  # ideas are under it already
        top.blocks.append(Block(kind, text))
