"""HTML, of a page, a note or a line of another tool → the words that it shows.

Words, line ends, rows of tables and addresses are kept; styles, scripts and comments are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser, LexborNode

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import HTML_CHARS, HTML_TAGS
from capacities.exports.reading.xml_reader import local_name


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS: Final = _names(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr "
    "ul"
)
_UNSEEN: Final = _names("-comment head script style title")
_FORMATS: Final = _names("b big code em font i nobr s small strike strong tt u")
"""A parser opens each again in every paragraph until it is closed: they are read as ``span``."""
_OTHERS: Final = _names(
    "a abbr acronym audio base bdi bdo body br button cite col colgroup data datalist del dfn dir "
    "g html iframe img input ins kbd label legend link map mark menu meta meter noscript object "
    "option optgroup output param path picture progress q rp rt ruby samp select source span sub "
    "sup svg tbody td template textarea tfoot th thead time var video wbr"
)
_KNOWN: Final = _BLOCKS | _UNSEEN | _OTHERS
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+|!--|!\[|!doctype|\?|)", re.IGNORECASE)
_HTML: Final = re.compile(
    rf"</(?:{'|'.join(sorted(_KNOWN | _FORMATS))})\s*+>|<(?:br|hr)\s*+/?>|<(?:img|html)[\s>]",
    re.IGNORECASE,
)
_SPACES: Final = " \t\r\n\f"
_FOLDED: Final = re.compile(f"[{_SPACES}]+")
_BLOCK, _PARAGRAPH, _LINE, _CELL = _MARKS = "\x1c\x1d\x1e\x1f"
"""Among the words, where a block, an empty line of its own, a line and a cell begin."""
_UNMARKED: Final = dict.fromkeys(map(ord, _MARKS))


@dataclass(frozen=True, slots=True)
class Shown:
    """What HTML shows.

    Attributes:
        text: the words; after those of a link or of an image, its address between brackets.
        links: the addresses of the links, in order.
        images: those of which no address is left, being written inside the HTML itself.
        link: the first web address, when it was asked apart: it is not in the text.
    """

    text: str
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    link: str = ""


def is_html(text: str) -> bool:
    """Tell whether a text that may be HTML is: « a < b » and « <case> » are words."""
    return _HTML.search(text) is not None


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
    end = html.rfind(">") + 1  # a tag that nothing closes is words too
    page = _TAG.sub(_tag, html[:end]) + html[end:].replace("<", "&lt;")
    return _read(LexborHTMLParser(page).root, _node, apart)


def read_elements(root: Element, apart: bool = False) -> Shown:
    """Read HTML that is part of an XML file, as `read_html` does."""
    return _read(root, _element, apart)


def _tag(found: re.Match[str]) -> str:
    """Keep a tag of HTML; what is none becomes words."""
    slash, name = found.groups()
    if name.lower() in _FORMATS:
        return f"<{slash}span"
    known = name.lower() in _KNOWN or ":" in name or (name[:1] in ("!", "?") and not slash)
    return found.group() if known else f"&lt;{slash}{name}"


_Parts = tuple[str, Mapping[str, str | None], list[Any]]


def _node(node: LexborNode) -> _Parts:
    inside = node.iter(include_text=True)
    children = [child.text_content if child.is_text_node else child for child in inside]
    return node.tag or "", node.attributes, children


def _element(element: Element) -> _Parts:
    inside = chain.from_iterable((child, child.tail or "") for child in element)
    return local_name(element), element.attrib, [element.text or "", *inside]


def _read(root: Any, parts: Callable[[Any], _Parts], apart: bool) -> Shown:
    page = _Page(apart)
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            page.add(item)
        elif isinstance(item, tuple):
            page.end(*item)
        elif item is not None:
            name, attributes, children = parts(item)
            if name not in _UNSEEN:
                page.start(name, attributes)
                waiting += [(name,), *reversed(children)]
    return page.shown()


class _Page:
    """The words met, and marks where lines begin.

    A text written on one line is taken as it is; in the others, made by editors that indent,
    spaces and line ends are one space, as browsers show them.
    """

    def __init__(self, apart: bool) -> None:
        self._apart, self._link = apart, ""
        self._pieces: list[str] = []
        self._anchors: list[tuple[str, int]] = []
        self._links: list[str] = []
        self._images: list[str] = []
        self._inside = dict.fromkeys(("pre", "td", "th"), 0)

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        self._begin(name)
        if name in self._inside:
            self._inside[name] += 1
        if name == "a":
            self._anchors.append((attributes.get("href") or "", len(self._pieces)))
        elif name == "img":
            self._show_image(attributes.get("src") or "", attributes.get("alt") or "")

    def end(self, name: str) -> None:
        if name in self._inside:
            self._inside[name] -= 1
        if name == "a":
            self._end_link(*self._anchors.pop())
        elif name in _BLOCKS:
            self._begin("div" if name == "p" else name)

    def add(self, text: str) -> None:
        text = text.translate(_UNMARKED)
        self._pieces.append(text.replace("\n", _LINE) if self._inside["pre"] else text)

    def shown(self) -> Shown:
        blocks = "".join(self._pieces).split(_BLOCK)
        lines = chain.from_iterable(map(_lines, blocks))
        return Shown("\n".join(lines), tuple(self._links), tuple(self._images), self._link)

    def _begin(self, name: str) -> None:
        """Begin a line; a row of a table is one line, where the others are spaces."""
        if name in ("td", "th"):
            self._pieces.append(_CELL)
        elif name == "br" or name in _BLOCKS:
            in_row = (self._inside["td"] or self._inside["th"]) and name not in ("tr", "table")
            mark = {"br": _LINE, "p": _BLOCK + _PARAGRAPH}.get(name, _BLOCK)
            self._pieces.append("\n" if in_row else mark)

    def _end_link(self, address: str, start: int) -> None:
        if not address:
            return
        self._links.append(address)
        nested = bool(self._anchors)  # else its words would be read again for each
        said = "" if nested else "".join(self._pieces[start:]).translate(_UNMARKED)
        words = _FOLDED.sub(" ", said).strip(" ")
        if self._apart and not self._link and is_web_address(address):
            self._link = address
            address = "" if words else address
        end = len(self._pieces)
        while end > start and not self._pieces[end - 1].strip(_MARKS + _SPACES):
            end -= 1
        if not address.startswith("#"):
            self._pieces.insert(end, with_address(words, address).removeprefix(words))

    def _show_image(self, address: str, words: str) -> None:
        if not address or address.startswith("data:"):
            self._images.append(words or address.partition(",")[0])
            address = ""
        self.add(with_address(words, address))


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
    return " | ".join(cells if cells[0] else cells[1:] or cells)
