"""HTML, of a page, a note or a line of another tool → the words that it shows.

Words, line ends, rows of tables and addresses are kept; styles, scripts and comments are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from markdown_it.common.html_blocks import block_names
from selectolax.lexbor import LexborHTMLParser, LexborNode

from capacities.domain.addresses import is_web_address
from capacities.domain.limits import HTML_CHARS, HTML_TAGS
from capacities.exports.reading.report import Tally

_IDS: Final = 1_000
"""A parser gives a lower number to the tags of HTML, and only to them."""
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+|!\[|!doctype|\?|)", re.IGNORECASE)
_FOREIGN: Final = re.compile(r"[\w-]+:[\w-]+")
"""The name of a tag of Word, « o:p »: addresses between « < » and « > » are words."""
_CLEAR: Final = re.compile(r"</([A-Za-z][A-Za-z0-9]*+)\s*+>|<(br|hr|html|img)[\s/>]", re.IGNORECASE)
_EMPTY: Final = re.compile(r"<(?:a|script|style|svg|title)\b[^<>]*/>", re.IGNORECASE)
_PRE: Final = re.compile(r"(<pre\b[^<>]*>)\n?((?:[^<]|<(?!/?pre\b))*+)", re.IGNORECASE)
_BLOCK, _PARAGRAPH, _LINE, _CELL = "\x1c\x1d\x1e\x1f"
"""Among the words, where a block, a paragraph, which may be empty, a line and a cell begin."""
_OURS: Final = re.compile(r"[\x1c-\x1f]|&#(?:0*(?:2[89]|3[01])|x0*1[c-f])(?![0-9a-f]);?", re.I)
_COMMENT: Final = re.compile(
    r"<(style|script)\b[^<>]*>(?:[^<]|<(?!/\1\b))*+|<!--(.*?)-->", re.DOTALL | re.IGNORECASE
)
_NO_TEXT: Final = "vide"
"""The comment that our own files hold, in an idea without text."""
_SPACES: Final = " \t\r\n\f"
_GAPS: Final = f"{_SPACES}{_BLOCK}{_PARAGRAPH}{_LINE}{_CELL}"
_FOLDED: Final = re.compile(f"[{_GAPS}]+")
_UNSEEN: Final = frozenset(["script", "style", "svg", "title"])
_SAID: Final = _UNSEEN | {"a", "img"}
_SIGNS: Final = {slash + name: _BLOCK for name in (*block_names, "pre") for slash in ("", "/")} | {
    **{"p": _BLOCK + _PARAGRAPH, "br": _LINE, "td": _CELL, "th": _CELL, "/td": "", "/th": ""}
}
"""What the tags that make lines and cells are among the words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What HTML shows.

    Attributes:
        text: the words; after those of a link or of an image, its address between brackets.
        left: what nothing else is made of: its kind, and an example if it has one.
        link: the first web address, when it was asked apart: it is not in the text.
    """

    text: str
    left: tuple[tuple[str, str], ...] = ()
    link: str = ""

    def tell(self, tally: Tally, where: str) -> str:
        """Return the text, having counted what is not in it; ``where`` is an example of it."""
        for kind, example in self.left:
            tally.drop(kind, example or where or self.text)
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
    is_known, in_cell, opened = _knowing(), False, set[str]()

    def flat(found: re.Match[str]) -> str:
        """Keep the tags of links and images; leave of the others of HTML what they show."""
        nonlocal in_cell
        slash, name = found[1], found[2].lower()
        sign = "" if slash and name not in opened else _SIGNS.get(slash + name, "")
        opened.add(name)
        if name in _SAID or (name[:1] in ("!", "?") and not slash):
            return found[0]
        if name in ("table", "tr", "td", "th"):
            in_cell = sign == _CELL
        elif in_cell and sign:
            sign = "\n"
        known = sign or _FOREIGN.fullmatch(name) or (name and is_known(name))
        return f"{sign}<{slash}br" if known else f"&lt;{found[0][1:]}"

    last = html.rfind("-->") + 3  # one that nothing closes is words
    comments = [said.strip() for _, said in _COMMENT.findall(html, 0, last)]
    whole = _EMPTY.sub("", _OURS.sub("", _COMMENT.sub("", html[:last]) + html[last:]))
    whole = _PRE.sub(lambda found: found[1] + found[2].replace("\n", _LINE), whole)
    end = whole.rfind(">") + 1  # a tag that nothing closes is words too
    tree = LexborHTMLParser(_TAG.sub(flat, whole[:end]) + whole[end:].replace("<", "&lt;"))
    tree.strip_tags([*_UNSEEN], recursive=True)
    left = [("commentaire", said) for said in comments if said not in ("", _NO_TEXT)]
    left += [("image", _show_image(image)) for image in tree.css("img")]
    for node in tree.css("[src]:not([src^='data:'])"):  # a film, a page inside this one
        node.insert_before(f"{node.attributes.get('src') or ''}\n")
    link = ""
    for node in tree.css("a[href]"):
        address = node.attributes.get("href") or ""
        if address.startswith("#"):
            left.append(("lien d’une idée à une autre", ""))
            continue
        if apart and not link and is_web_address(address):
            link, address = address, "" if node.text().strip(_GAPS) else address
        _show_link(node, address)
    text = tree.root.text() if tree.root else ""
    blocks = "\n".join(chain.from_iterable(map(_lines, text.split(_BLOCK))))
    return Shown(blocks, tuple(left), link)


def _show_image(image: LexborNode) -> str:
    """Write what an image is called in its place, and return it."""
    address = image.attributes.get("src") or ""
    words = image.attributes.get("alt") or ""
    said = with_address(words, "" if address.startswith("data:") else address)
    image.replace_with(said)
    return said or address.partition(",")[0]


def _show_link(link: LexborNode, address: str) -> None:
    """Write an address just after the words of its link."""
    words = _FOLDED.sub(" ", link.text()).strip(" ")
    said = with_address(words, address).removeprefix(words)
    if not words:
        link.insert_after(said)
    for part in reversed([*link.traverse(include_text=True)] if words and said else []):
        text = part.text_content or "" if part.is_text_node else ""
        if kept := text.rstrip(_GAPS):
            part.replace_with(kept + said + text[len(kept) :].lstrip(_SPACES))
            return


def _knowing() -> Callable[[str], bool]:
    """Return what tells whether a name is that of a tag of HTML."""
    parser = LexborHTMLParser("")
    return cache(lambda name: parser.create_node(name).tag_id < _IDS)


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
