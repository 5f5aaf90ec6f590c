"""A text → the ideas that it nests, whatever its kind, which is found in what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_LINES
from capacities.domain.template import Template
from capacities.domain.wording import format_number
from capacities.exports.reading import markdown_reader, mermaid_reader
from capacities.exports.reading.decoding import ACCEPTED
from capacities.exports.reading.ideas import Outline
from capacities.exports.reading.xml_plans import read_xml

_XML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*+<(?:\?xml|!DOCTYPE|opml|map)\b", re.DOTALL | re.IGNORECASE
)
"""How a plan in XML begins; what begins with other tags is Markdown."""


def read_plan(
    text: str, template: Template, is_table: Callable[[str], bool]
) -> tuple[Outline, str] | None:
    """Return the ideas of a text and what people call its kind, None when it is a table.

    Raises:
        InvalidInput: it cannot be read as a whole (kind, size, depth).
    """
    text = text.removeprefix("\ufeff")
    if _XML.match(text):
        return read_xml(text.lstrip(), template)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := mermaid_reader.read(plain):
        return found, "Carte (Mermaid)"
    if is_table(plain):
        return None
    if plain.count("\n") > IMPORT_LINES:
        raise InvalidInput(
            f"Ce fichier a plus de {format_number(IMPORT_LINES)} lignes. "
            "Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )
    outline = markdown_reader.read(plain, template)
    if not outline.ideas:
        raise InvalidInput(f"Ce fichier ne contient aucune idée. {ACCEPTED}")
    return outline, "Plan (Markdown)"
