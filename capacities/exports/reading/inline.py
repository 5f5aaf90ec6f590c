"""Markdown inside a block → the words it shows, and where its links go."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from capacities.domain.limits import BLOCK_SIGNS, IMPORT_SIGNS
from capacities.exports.reading.html_text import read_html, with_address
from capacities.exports.reading.report import Tally

NESTED: Final = 10
"""Quotes, links and emphases inside one another: deeper, their marks are words."""
_SIGNS = re.compile(r"[\\`*_~\[\]<&!]|\(\(")
_BREAK = re.compile(r"(?<![ \\])( *+|\\)\n[ \t]*")
_OPENING = re.compile(r"[`\[<]")
_SHOWN: Final = {"softbreak": " ", "hardbreak": "\n"}
_ADDRESSES: Final = ("href", "src")
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OF_LOGSEQ = re.compile(r"!?\[\[([^\[\]]+)\]\]|\(\(([0-9a-f]{8}-[0-9a-f-]{27})\)\)")


def parser() -> MarkdownIt:
    """Return what reads Markdown, addresses staying as they are written."""
    reader = MarkdownIt("commonmark", {"maxNesting": NESTED}).enable(["table", "strikethrough"])
    for name, rule in (("normalizeLink", str), ("normalizeLinkText", str), ("validateLink", bool)):
        setattr(reader, name, rule)
    return reader


class Words:
    """Reads the words of blocks, all those that define links (``env``) having been met."""

    def __init__(self, reader: MarkdownIt, tally: Tally, env: dict[str, Any]) -> None:
        self._reader, self._tally, self._env = reader, tally, env
        self.used: set[str] = set()
        self._signs = 0

    def shown(self, text: str, apart: bool = False) -> tuple[str, str]:
        """Return the words; and "" or, ``apart`` from them, the first web address."""
        lines = _BREAK.sub(lambda found: " " if found[1] in ("", " ") else "\n", text)
        signs = len(_SIGNS.findall(lines))
        dense = signs > BLOCK_SIGNS and len(_OPENING.findall(text)) > BLOCK_SIGNS
        self._signs += 0 if dense else signs
        if dense or self._signs > IMPORT_SIGNS:
            self._tally.drop("mise en forme laissée dans les mots", text)
            return text, ""
        if not signs:
            return lines, ""
        tokens: list[Token] = []
        self._reader.inline.parse(text, self._reader, self._env, tokens)
        if sum(self._prepare(token) for token in tokens):
            html = RendererHTML().renderInline(tokens, self._reader.options, self._env)
            page = read_html(html, apart)
            return page.tell(self._tally, ""), page.link
        return "".join(_SHOWN.get(token.type, token.content) for token in tokens), ""

    def _prepare(self, token: Token) -> bool:
        """Make of a token what it shows; tell whether HTML alone can say it."""
        if token.type == "text":
            token.content = _OF_LOGSEQ.sub(self._page, token.content)
        elif token.type == "text_special":  # which was escaped, or written as a code
            token.type = "text"
            if token.content == "\ufffd" and (code := token.markup[2:-1].lower()):
                number = int(f"0{code}", 16 if code[0] == "x" else 10)
                token.content = chr(number) if 0 < number < 0xA0 else unescape(token.markup)
        elif token.type == "html_inline" and _LINE_END.fullmatch(token.content):
            token.type = "hardbreak"
        for child in token.children or ():
            self._prepare(child)
        for name in _ADDRESSES:
            if name in token.attrs:
                self.used.add(str(token.attrs[name]))
        if title := token.attrs.pop("title", ""):
            self._tally.drop("titre d’un lien", str(title))
        return bool(token.attrs) or token.type == "html_inline"

    def _page(self, found: re.Match[str]) -> str:
        page, block = found.groups()
        if block:
            self._tally.drop("renvoi à un bloc", block)
        target, _, words = (page or "").partition("|")
        return with_address(words, target)
