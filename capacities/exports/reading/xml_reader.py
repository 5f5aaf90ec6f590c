"""The text of an XML file → its elements, bounded, or a clear refusal.

No DTD is read, so no entity of the file's own: nothing grows, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_DEPTH, IMPORT_ELEMENTS
from capacities.domain.wording import format_number

_DEPTH = IMPORT_DEPTH + 50
"""Nested elements: the levels of the tree, and what a rich note nests below."""


class _Bounded(TreeBuilder):
    """Builds elements, and stops before a small file makes too many of them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0
        self.lines: dict[Element, int] = {}
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


def parse(text: str) -> tuple[Element, Mapping[Element, int]]:
    """Return the root element, and the line of each. Raises InvalidInput, with the line."""
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
        line = error.position[0]
        raise InvalidInput(
            f"Ligne {line} : ce fichier XML est abîmé ou coupé à cet endroit. "
            "Exportez-le de nouveau, puis recommencez."
        ) from error
    if not isinstance(root, Element):
        raise InvalidInput("Ce fichier XML est vide.")
    return root, builder.lines


def local_name(element: Element) -> str:
    """Return the tag without its namespace, in small letters."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
