"""The text of an XML file → its elements, bounded, or a clear refusal.

No DTD is read, so no entity of the file's own: nothing grows, nothing is fetched. What tools write
though XML forbids it is mended: halves of signs, control characters, names of HTML's entities. The
HTML of rich nodes and notes is the words of their element: what is wrong in it refuses nothing.
"""

from __future__ import annotations

import re
import sys
from html.entities import html5
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

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
_RICH: Final = re.compile(
    r"(<richcontent\b[^<>]*+(?<!/)>)(?!\s*<text)((?:[^<]++|<(?!/?richcontent))*+)(?=</)"
)
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_OF_XML: Final = ("amp;", "lt;", "gt;", "quot;", "apos;")
_ESCAPED: Final = {'"': "&quot;"}
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


def parse(text: str) -> tuple[Element, Lines]:
    """Return the root element, and the line of each. Raises InvalidInput, with the line."""
    legible = _PAIR.sub(_joined, _LOOSE.sub(_mended, text))
    kept = allowed(legible)
    try:
        try:
            root, lines = _parse(kept)
        except expat.ExpatError:
            root, lines = _parse(_with_values_closed(kept))
    except expat.ExpatError as error:
        raise InvalidInput(
            f"Ligne {error.lineno} : ce fichier XML est abîmé ou coupé à cet endroit. "
            "Exportez-le de nouveau, puis recommencez."
        ) from error
    lines.left_out = len(legible) - len(kept)
    return root, lines


def _parse(text: str) -> tuple[Element, Lines]:
    builder, lines, depth = TreeBuilder(), Lines(), 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if len(lines) >= IMPORT_ELEMENTS or depth > _DEPTH:
            raise InvalidInput(
                "Ce fichier est trop profond ou trop chargé : "
                f"{format_number(IMPORT_DEPTH)} niveaux au plus. Rien n’a été changé ; "
                "découpez-le en plusieurs fichiers."
            )
        lines[builder.start(tag, attributes)] = parser.CurrentLineNumber

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, _refuse
    parser.Parse(_RICH.sub(_words, text), True)
    return builder.close(), lines


def _refuse(*_: object) -> None:
    raise InvalidInput(
        "Ce fichier XML contient une DTD ou des entités, que ce site ne lit pas par "
        "sécurité. Exportez-le de nouveau en OPML ou en .mm, puis recommencez."
    )


def _words(found: re.Match[str]) -> str:
    return f"{found[1]}<![CDATA[{_CDATA.sub('', found[2])}]]>"


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
    return found.group() if sign < "\x80" and allowed(sign) else sign


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
