"""HTML, of a page, a note or a line of another tool → the words that it shows.

Words, line ends, rows of tables and addresses are kept; styles, scripts and comments are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from markdown_it.common.html_blocks import block_names
from selectolax.lexbor import LexborHTMLParser, LexborNode

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import HTML_CHARS, HTML_TAGS
from capacities.exports.reading.report import Tally

_CELLS: Final = frozenset(["td", "th"])
_BLOCKS: Final = frozenset([*block_names, "pre"]) - _CELLS
_UNSEEN: Final = frozenset(["-comment", "head", "script", "style", "svg", "title"])
_USED: Final = _BLOCKS | _CELLS | _UNSEEN | {"a", "br", "img"}
_IDS: Final = 1_000
"""A parser gives a lower number to the tags of HTML, and only to them."""
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+|!--|!\[|!doctype|\?|)", re.IGNORECASE)
_CLEAR: Final = re.compile(r"</([A-Za-z][A-Za-z0-9]*+)\s*+>|<(br|hr|html|img)[\s/>]", re.IGNORECASE)
_ROWS: Final = re.compile(r"\s*<(?:tr|t[dh]|tbody|thead|tfoot)[\s>]", re.IGNORECASE)
_EMPTY: Final = re.compile(r"<(?:a|script|style|svg|title)\b[^<>]*/>", re.IGNORECASE)
_SPACES: Final = " \t\r\n\f"
_FOLDED: Final = re.compile(f"[{_SPACES}]+")
_BLOCK, _PARAGRAPH, _LINE, _CELL = _MARKS = "\x1c\x1d\x1e\x1f"
"""Among the words, where a block, a paragraph, which may be empty, a line and a cell begin."""
_UNMARKED: Final = dict.fromkeys(map(ord, _MARKS))


@dataclass(frozen=True, slots=True)
class Shown:
    """What HTML shows.

    Attributes:
        text: the words; after those of a link or of an image, its address between brackets.
        links: the addresses of the links, in order.
        images: what they are called in the text, of which nothing else is left.
        link: the first web address, when it was asked apart: it is not in the text.
    """

    text: str
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    link: str = ""

    def tell(self, tally: Tally, where: str) -> str:
        """Return the text, having counted what is not in it; ``where`` is an example of it."""
        for image in self.images:
            tally.drop("image", image)
        for _ in filter(_is_inside, self.links):
            tally.drop("lien d’une idée à une autre", where or self.text)
        return self.text


def is_html(text: str) -> bool:
    """Tell whether a text that may be HTML is: « a < b » and « <case> » are words."""
    if "<" not in text:
        return False
    is_known = _knowing()
    return any(is_known(found[1] or found[2]) for found in _CLEAR.finditer(text))


def with_address(words: str, address: str) -> str:
    """Return the words of a link and its address, once when they are the same."""
    if not address or words.strip() in (address, address.removeprefix("mailto:")):
        return words
    return f"{words} ({address})" if words.strip() else address


def read_html(html: str, apart: bool = False) -> Shown:
    """Read a page, or a piece of one. What is no tag of HTML is words; so is what is too large.

    Args:
        apart: the first web address is returned as ``link``, and not written in the text.
    """
    if len(html) > HTML_CHARS or html.count("<") > HTML_TAGS:
        return Shown(html)
    is_known = _knowing()

    def plain(found: re.Match[str]) -> str:
        """Keep the tags that are used; the others of HTML only surround words."""
        slash, name = found.groups()
        if name.lower() in _USED or ":" in name or (name[:1] in ("!", "?") and not slash):
            return found.group()
        return f"<{slash}span" if name and is_known(name) else f"&lt;{slash}{name}"

    whole = _EMPTY.sub("", html)
    end = whole.rfind(">") + 1  # a tag that nothing closes is words too
    around = "<table>" if _ROWS.match(whole) else ""
    kept = _TAG.sub(plain, whole[:end]) + whole[end:].replace("<", "&lt;")
    root = LexborHTMLParser(around + kept).root
    page = _Page(apart)
    waiting: list[LexborNode | str] = [root] if root else []
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            page.end(item)
        elif item.is_text_node:
            page.add(item.text_content or "")
        elif (name := item.tag or "") not in _UNSEEN:
            page.start(name, item.attributes)
            waiting += [name, *reversed([*item.iter(include_text=True)])]
    return page.shown()


def _knowing() -> Callable[[str], bool]:
    """Return what tells whether a name is that of a tag of HTML."""
    parser = LexborHTMLParser("")
    return lambda name: parser.create_node(name).tag_id < _IDS


def _is_inside(address: str) -> bool:
    return address.startswith("#")


class _Page:
    """The words met, and marks where lines begin.

    A text written on one line is taken as it is; in the others, made by editors that indent,
    spaces and line ends are one space, as browsers show them.
    """

    def __init__(self, apart: bool) -> None:
        self._apart, self._link = apart, ""
        self._pieces: list[str] = []
        self._inside: Counter[str] = Counter()
        self._anchors: list[tuple[str, int]] = []
        self._links: list[str] = []
        self._images: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        if name in _CELLS:
            self._pieces.append(_CELL)
        elif name in _BLOCKS or name == "br":
            self._begin(name, {"br": _LINE, "p": _BLOCK + _PARAGRAPH}.get(name, _BLOCK))
        elif name == "a":
            self._anchors.append((attributes.get("href") or "", len(self._pieces)))
        elif name == "img":
            self._show_image(attributes.get("src") or "", attributes.get("alt") or "")
        self._inside[name] += 1

    def end(self, name: str) -> None:
        self._inside[name] -= 1
        if name == "a":
            self._end_link(*self._anchors.pop())
        elif name in _BLOCKS:
            self._begin(name, _BLOCK)

    def add(self, text: str) -> None:
        text = text.translate(_UNMARKED)
        self._pieces.append(text.replace("\n", _LINE) if self._inside["pre"] else text)

    def shown(self) -> Shown:
        blocks = "".join(self._pieces).split(_BLOCK)
        text = "\n".join(chain.from_iterable(map(_lines, blocks)))
        return Shown(text, tuple(self._links), tuple(self._images), self._link)

    def _begin(self, name: str, mark: str) -> None:
        """Begin a line; a row of a table is one, where those of cells are spaces."""
        in_cell = any(self._inside[cell] for cell in _CELLS)
        self._pieces.append("\n" if in_cell and name not in ("tr", "table") else mark)

    def _end_link(self, address: str, start: int) -> None:
        if not address:
            return
        self._links.append(address)
        nested = bool(self._anchors)  # else the same pieces would be read again for each
        said = "" if nested else "".join(self._pieces[start:]).translate(_UNMARKED)
        words = _FOLDED.sub(" ", said).strip(" ")
        if self._apart and not self._link and is_web_address(address):
            self._link = address
            address = "" if words else address
        end = len(self._pieces)
        while not nested and end > start and not self._pieces[end - 1].strip(_MARKS + _SPACES):
            end -= 1
        if not _is_inside(address):
            self._pieces.insert(end, with_address(words, address).removeprefix(words))

    def _show_image(self, address: str, words: str) -> None:
        said = with_address(words, "" if address.startswith("data:") else address)
        self._images.append(said or address.partition(",")[0])
        self.add(said)


def _lines(block: str) -> list[str]:
    lines = [_line(line) for line in block.removeprefix(_PARAGRAPH).split(_LINE)]
    if len(lines) > 1 and not lines[-1]:
        lines.pop()  # a line end before the end of a block shows nothing
    elif len(lines) == 1 and not lines[0].strip(_SPACES) and not block.startswith(_PARAGRAPH):
        return []
    return lines


def _line(line: str) -> str:
    if "\n" not in line and _CELL not in line:
        return line
    cells = [_FOLDED.sub(" ", cell).strip(" ") for cell in line.split(_CELL)]
    return " | ".join(cells if cells[0] else cells[1:] or cells).strip(" ")
