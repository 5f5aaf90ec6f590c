"""HTML, of a page, a note or a line of another tool → the words that it shows.

Words, line ends, rows of tables and addresses are kept; styles, scripts and comments are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Final

from markdown_it.common.html_blocks import block_names
from selectolax.lexbor import LexborHTMLParser, LexborNode

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import HTML_CHARS, HTML_DEPTH, HTML_TAGS
from capacities.exports.reading.report import Tally

_CELLS: Final = frozenset(["td", "th"])
_BLOCKS: Final = frozenset([*block_names, "pre"]) - _CELLS
_UNSEEN: Final = frozenset(["head", "script", "style", "svg", "title"])
_USED: Final = _BLOCKS | _CELLS | _UNSEEN | {"a", "br", "img"}
_IDS: Final = 1_000
"""A parser gives a lower number to the tags of HTML, and only to them."""
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+|!--|!\[|!doctype|\?|)", re.IGNORECASE)
_CLEAR: Final = re.compile(r"</([A-Za-z][A-Za-z0-9]*+)\s*+>|<(br|hr|html|img)[\s/>]", re.IGNORECASE)
_LINES: Final = ", ".join([*_BLOCKS, "br"])
_ROWS: Final = re.compile(r"\s*<(?:tr|t[dh]|tbody|thead|tfoot)[\s>]", re.IGNORECASE)
_EMPTY: Final = re.compile(r"<(?:a|script|style|svg|title)\b[^<>]*/>", re.IGNORECASE)
_SPACES: Final = " \t\r\n\f"
_FOLDED: Final = re.compile(f"[{_SPACES}]+")
_BLOCK, _PARAGRAPH, _LINE, _CELL, _LINK, _ADDRESS = "\x1c\x1d\x1e\x1f\x1a\x1b"
"""Among the words, where a block, a paragraph, which may be empty, a line, a cell and a link begin;
around an address, that goes just after the words of its link."""
_OURS: Final = re.compile(r"[\x1a-\x1f]|&#(?:0*(?:2[6-9]|3[01])|x0*1[a-f])(?![0-9a-f]);?", re.I)
_AFTER: Final = re.compile(
    rf"(?<![{_SPACES}\x1c-\x1f])[{_SPACES}]*+([{_SPACES}\x1c-\x1f]*+)(\x1b[^\x1b]*\x1b)"
)


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
    is_known, depth = _knowing(), 0

    def plain(found: re.Match[str]) -> str:
        """Keep the tags that are used, unless too deep; the others of HTML only surround words."""
        nonlocal depth
        slash, name = found.groups()
        if name.lower() in _BLOCKS:
            depth += -1 if slash else 1
            if depth > HTML_DEPTH:
                return f"{_BLOCK}<{slash}span"
        if name.lower() in _USED or ":" in name or (name[:1] in ("!", "?") and not slash):
            return found.group()
        return f"<{slash}span" if name and is_known(name) else f"&lt;{slash}{name}"

    whole = _EMPTY.sub("", _OURS.sub("", html))
    end = whole.rfind(">") + 1  # a tag that nothing closes is words too
    around = "<table>" if _ROWS.match(whole) else ""
    kept = _TAG.sub(plain, whole[:end]) + whole[end:].replace("<", "&lt;")
    tree = LexborHTMLParser(around + kept)
    tree.strip_tags([*_UNSEEN], recursive=True)
    images = [_show_image(image) for image in tree.css("img")]
    for node in tree.css("[src]:not([src^='data:'])"):  # a film, a page inside this one
        node.insert_before(f"{node.attributes.get('src') or ''}\n")
    links, link = _show_links(tree.css("a[href]"), apart)
    in_cell = {node.mem_id for node in tree.css("td *, th *")}
    for node in tree.css("pre:not(pre pre)"):
        for part in [*node.traverse(include_text=True)]:
            if part.is_text_node:
                part.replace_with((part.text_content or "").replace("\n", _LINE))
    for cell in tree.css("td, th"):
        cell.insert_before(_CELL)
    for node in tree.css(_LINES):
        folded = node.mem_id in in_cell and node.tag not in ("tr", "table")
        before = {"br": _LINE, "p": _BLOCK + _PARAGRAPH}.get(node.tag or "", _BLOCK)
        node.insert_before("\n" if folded else before)
        if node.tag != "br":
            node.insert_after("\n" if folded else _BLOCK)
    text = _AFTER.sub(r"\2\1", tree.root.text() if tree.root else "")
    text = text.replace(_LINK, "").replace(_ADDRESS, "")
    blocks = "\n".join(chain.from_iterable(map(_lines, text.split(_BLOCK))))
    return Shown(blocks, tuple(links), tuple(images), link)


def _show_image(image: LexborNode) -> str:
    """Write what an image is called in its place, and return it."""
    address = image.attributes.get("src") or ""
    words = image.attributes.get("alt") or ""
    said = with_address(words, "" if address.startswith("data:") else address)
    image.replace_with(said)
    return said or address.partition(",")[0]


def _show_links(links: list[LexborNode], apart: bool) -> tuple[list[str], str]:
    """Write the addresses of links after their words; return them, and the one asked apart."""
    addresses, first = list[str](), ""
    for node in links:
        if not (address := node.attributes.get("href") or ""):
            continue
        addresses.append(address)
        words = _FOLDED.sub(" ", node.text()).strip(" ")
        if apart and not first and is_web_address(address):
            first = address
            address = "" if words else address
        if not _is_inside(address):
            said = with_address(words, address).removeprefix(words)
            node.insert_before(_LINK)
            node.insert_after(f"{_ADDRESS}{said}{_ADDRESS}")
    return addresses, first


def _knowing() -> Callable[[str], bool]:
    """Return what tells whether a name is that of a tag of HTML."""
    parser = LexborHTMLParser("")
    return lambda name: parser.create_node(name).tag_id < _IDS


def _is_inside(address: str) -> bool:
    return address.startswith("#")


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
