"""The text of an XML file → its elements, bounded, or a clear refusal.

No DTD is read, so no entity of the file's own: nothing grows, nothing is fetched. What tools write
though XML forbids it is mended: halves of signs, control characters, names of HTML's entities.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.entities import html5
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat.errors import XML_ERROR_UNBOUND_PREFIX, codes
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_DEPTH, IMPORT_ELEMENTS, IMPORT_QUOTES
from capacities.domain.wording import format_number
from capacities.exports.reading.report import Tally
from capacities.exports.xml_text import allowed

_LOOSE: Final = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|(<!DOCTYPE[^<>\[\]]*+>|<\?xml\s[^<>]*+>)"
    r"|&(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]*+;)|)",
    re.DOTALL,
)
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PREFIX: Final = re.compile(r"[<\s/]([A-Za-z_][\w.-]*+):(?=[\w.-]++[\s=/>])")
_PREFIXES: Final = 50
_OF_XML: Final = ("amp;", "lt;", "gt;", "quot;", "apos;")
_ESCAPED: Final = {'"': "&quot;"}
_ROOT: Final = re.compile(r"<[A-Za-z_][^\s<>/]*+")
_QUOTE: Final = re.compile(
    r"(\s[A-Za-z_][\w:.-]*+=\")|(\"(?=\s+[A-Za-z_][\w:.-]*+=\"|\s*+[/?]?>\s*+(?:<|\Z)))|[\"<]"
)
"""What opens the value of an attribute, what may close it, and what it may not hold."""
_DEPTH = IMPORT_DEPTH + 50
"""Nested elements: the levels of the tree, and what a rich note nests below."""


class Lines(dict[Element, int]):
    """The line of each element, and how many signs of the file were left out."""

    left_out = 0

    def tell(self, tally: Tally) -> None:
        """Count them."""
        if self.left_out:
            tally.drop("signe illisible", count=self.left_out)


class _Bounded(TreeBuilder):
    """Builds elements, and stops before a small file makes too many of them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0
        self.lines = Lines()
        self.line: Callable[[], int] = lambda: 1

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > IMPORT_ELEMENTS or self._depth > _DEPTH:
            raise InvalidInput(
                "Ce fichier est trop profond ou trop chargé : "
                f"{format_number(IMPORT_DEPTH)} niveaux au plus. Rien n’a été changé ; "
                "découpez-le en plusieurs fichiers."
            )
        element = super().start(tag, attrs)
        self.lines[element] = self.line()
        return element

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse(text: str) -> tuple[Element, Lines]:
    """Return the root element, and the line of each. Raises InvalidInput, with the line."""
    legible = _PAIR.sub(_joined, _LOOSE.sub(_mended, text))
    kept = allowed(legible)
    try:
        try:
            root, lines = _parse(kept)
        except ParseError:
            root, lines = _parse(_with_values_closed(kept))
    except ParseError as error:
        line = error.position[0]
        raise InvalidInput(
            f"Ligne {line} : ce fichier XML est abîmé ou coupé à cet endroit. "
            "Exportez-le de nouveau, puis recommencez."
        ) from error
    lines.left_out = len(legible) - len(kept)
    return root, lines


def local_name(element: Element) -> str:
    """Return the tag without its namespace, in small letters."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _parse(text: str, named: bool = False) -> tuple[Element, Lines]:
    builder = _Bounded()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(text)
        root = parser.close()
    except DefusedXmlException as error:
        raise InvalidInput(
            "Ce fichier XML contient une DTD ou des entités, que ce site ne lit pas par "
            "sécurité. Exportez-le de nouveau en OPML ou en .mm, puis recommencez."
        ) from error
    except ParseError as error:
        if named or error.code != codes[XML_ERROR_UNBOUND_PREFIX]:
            raise
        prefixes = sorted({*_PREFIX.findall(text)} - {"xml", "xmlns"})[:_PREFIXES]
        names = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in prefixes)
        return _parse(_ROOT.sub(rf"\g<0>{names}", text, count=1), named=True)
    if not isinstance(root, Element):
        raise InvalidInput("Ce fichier XML est vide.")
    return root, builder.lines


def _mended(found: re.Match[str]) -> str:
    """Write as XML allows what may be, and as a forbidden sign what is to be left out."""
    cdata, head, decimal, hexadecimal, name = found.groups()
    if cdata:
        return cdata
    if head:
        return "\n" * head.count("\n")
    if name:
        return found.group() if name in _OF_XML else escape(html5.get(name, found.group()))
    if not decimal and not hexadecimal:
        return "&amp;"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    sign = chr(code) if code <= sys.maxunicode else "\0"
    return found.group() if allowed(sign) else sign


def _with_values_closed(text: str) -> str:
    """Write as XML allows the quotes and the tags that some tools leave in values."""
    inside = False
    if text.count('"') + text.count("<") > IMPORT_QUOTES:
        return text

    def mended(found: re.Match[str]) -> str:
        nonlocal inside
        opens, closes = found.groups()
        was, inside = inside, (not closes) if inside else bool(opens)
        return escape(found.group(), _ESCAPED) if was and inside else found.group()

    return _QUOTE.sub(mended, text)


def _joined(found: re.Match[str]) -> str:
    return found.group().encode("utf-16", "surrogatepass").decode("utf-16")
