"""A text → the ideas that it nests, whatever its kind, which is found in what it holds."""

from __future__ import annotations

import re
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_COLUMNS, IMPORT_LINES, IMPORT_ROWS
from capacities.domain.wording import format_number
from capacities.exports.reading import markdown_reader, mermaid_reader
from capacities.exports.reading.decoding import ACCEPTED
from capacities.exports.reading.guessing import Roles
from capacities.exports.reading.ideas import Outline
from capacities.exports.reading.opening import open_text, split_hint
from capacities.exports.reading.tables import TEXT
from capacities.exports.reading.xml_plans import read_xml

_XML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*+<(?:\?xml|!DOCTYPE|opml|map)\b", re.DOTALL | re.IGNORECASE
)
"""How a plan in XML begins; what begins with other tags is Markdown."""
_HEAD: Final = re.compile(r"\s*---[ \t]*\n")
_NESTED: Final = re.compile(r"^(?:\t| {2,})\S|^[ \t]*+<!--", re.MULTILINE)
_MOST: Final = 0.6
"""The share of lines cut alike that make a table of a text, where ideas do not nest."""


def read_plan(text: str, roles: Roles) -> tuple[Outline, str] | None:
    """Return the ideas of a text and what people call its kind, None when it is a table.

    Raises:
        InvalidInput: it cannot be read as a whole (kind, size, depth).
    """
    text = text.removeprefix("\ufeff")
    if _XML.match(text):
        return read_xml(text.lstrip(), roles.template)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    is_long = plain.count("\n") > IMPORT_LINES
    if not is_long and (found := mermaid_reader.read(plain)):
        return found, "Carte (Mermaid)"
    if _is_table(plain, roles):
        return None
    if is_long:
        raise InvalidInput(
            f"Ce fichier a plus de {format_number(IMPORT_LINES)} lignes. "
            "Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )
    outline = markdown_reader.read(plain, roles.template)
    if not outline.ideas:
        raise InvalidInput(f"Ce fichier ne contient aucune idée. {ACCEPTED}")
    return outline, "Plan (Markdown)"


def _is_table(text: str, roles: Roles) -> bool:
    """Tell whether a text has titles of columns, or lines cut alike, rather than a plan.

    Where ideas nest, a text in doubt is a plan; elsewhere, a table of one column.
    """
    nests, texts = roles.reader.nests, split_hint(text)[0].split("\n")
    first = next(filter(str.strip, texts), "")[:IMPORT_COLUMNS]
    if markdown_reader.looks_like_outline(first) or _HEAD.match(text):
        return False
    for head, *_ in open_text(first, "").cuts.values():
        said = list(filter(None, roles.of(head.cells)))
        known = TEXT in said and len(said) > 1
        if known or any(kind.columns(head, roles.template) for kind in roles.reader.kinds):
            return True
    for separator, lines in open_text(text, "").cuts.items():
        width = len(lines[0].cells)
        even = sum(len(line.cells) == width for line in lines) / len(lines)
        spaced = separator == "," and any(cell.startswith(" ") for cell in lines[0].cells)
        indented = separator == "\t" and any(not line.cells[0] for line in lines)
        words = spaced or indented or separator == "|" or 1 in (width, len(lines))
        if not words and even >= (1 if nests else _MOST):
            return True
    nested = text.count("\n") <= IMPORT_ROWS and _NESTED.search(text)
    return not (nests or nested or markdown_reader.looks_like_outline(text))
