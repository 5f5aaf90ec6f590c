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
from capacities.domain.limits import IMPORT_ELEMENTS, IMPORT_QUOTES
from capacities.domain.wording import format_number
from capacities.exports.reading.report import Tally
from capacities.exports.xml_text import allowed

_MEANT: Final = re.compile(
    r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)"
    r"|(?:&(?=&))+|&(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]*+;)|)",
    re.DOTALL,
)
_RICH: Final = re.compile(
    r"(<richcontent\b[^<>]*+(?<!/)>)(?!\s*<text)((?:[^<]++|<(?!/?richcontent))*+)(?=</)"
)
_VALUE: Final = re.compile(
    r"(\s[A-Za-z_][\w:.-]*+=\")(.*?)(?=\"\s+[A-Za-z_][\w:.-]*+=\"|\"\s*+[/?]?>\s*+(?:<|\Z)|\Z)",
    re.DOTALL,
)
"""What an attribute holds: up to the quote that another one, or the end of the tag, follows."""
_ESCAPED: Final = {'"': "&quot;", "'": "&apos;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def parse(text: str, tally: Tally) -> tuple[Element, dict[Element, int]]:
    """Return the root element, and the line of each. Raises InvalidInput, with the line."""
    text = re.sub(r"\A<\?xml\s[^<>]*>", "", text)  # it is decoded already
    meant = _MEANT.sub(_as_xml, text) if text.count("&") <= IMPORT_QUOTES else text
    halves = meant.encode("utf-16", "surrogatepass")
    signs = halves.decode("utf-16", "surrogatepass")
    kept = allowed(signs)
    if len(signs) > len(kept):
        tally.drop("signe illisible", count=len(signs) - len(kept))
    try:
        try:
            return _parse(kept)
        except expat.ExpatError:
            if kept.count('"') > IMPORT_QUOTES:
                raise
            return _parse(_VALUE.sub(_closed, kept))
    except expat.ExpatError as error:
        raise InvalidInput(
            f"Ligne {error.lineno} : ce fichier XML est abîmé ou coupé à cet endroit. "
            "Exportez-le de nouveau, puis recommencez."
        ) from error


def _parse(text: str) -> tuple[Element, dict[Element, int]]:
    builder, parser = TreeBuilder(), expat.ParserCreate()
    lines: dict[Element, int] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        lines[builder.start(tag, attributes)] = parser.CurrentLineNumber
        if len(lines) > IMPORT_ELEMENTS:
            raise InvalidInput(
                f"Ce fichier est trop chargé : {format_number(IMPORT_ELEMENTS)} éléments XML au "
                "plus. Rien n’a été changé ; découpez-le en plusieurs fichiers."
            )

    def doctype(_name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        if declares:
            raise InvalidInput(
                "Ce fichier XML contient une DTD ou des entités, que ce site ne lit pas par "
                "sécurité. Exportez-le de nouveau en OPML ou en .mm, puis recommencez."
            )

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, start
    parser.EndElementHandler, parser.CharacterDataHandler = builder.end, builder.data
    parser.buffer_text = True
    parser.Parse(_RICH.sub(lambda found: found[1] + escape(found[2]), text), True)
    return builder.close(), lines


def _as_xml(found: re.Match[str]) -> str:
    """Write what a reference means; in place of what is none, a sign that XML forbids."""
    cdata, decimal, hexadecimal, name = found.groups()
    if cdata is not None:
        return escape(cdata)
    if decimal or hexadecimal:
        code = int(decimal or hexadecimal, 10 if decimal else 16)
        return escape(chr(code if code <= sys.maxunicode else 0), _ESCAPED)
    return escape(html5.get(name, found[0]), _ESCAPED)


def _closed(found: re.Match[str]) -> str:
    return found[1] + found[2].replace("<", "&lt;").replace('"', "&quot;")
