"""A file of ideas → cards of a tree; its kind is found in what it holds, not in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_LINES
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.tree import arrange
from capacities.domain.wording import format_number
from capacities.exports.reading import (
    freeplane_reader,
    markdown_reader,
    mermaid_reader,
    opml_reader,
    tree_rows,
    xml_reader,
)
from capacities.exports.reading.opening import split_hint
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.rooting import outline_reading
from capacities.exports.tree import node_paths

_XML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*+<(?:\?xml|!DOCTYPE|opml|map)\b", re.DOTALL | re.IGNORECASE
)
"""How a plan in XML begins; what begins with other tags is Markdown."""
ACCEPTED = (
    "Sont lus : un tableau (CSV, .xlsx, .ods), un plan Markdown ou à puces, une carte Mermaid, un "
    "fichier OPML, une carte FreeMind ou Freeplane (.mm)."
)


def read_ideas(
    text: str, encoding: str, template: Template, snapshot: Snapshot
) -> ImportReading | None:
    """Read a text, unless it is a table; nothing is changed.

    Raises:
        InvalidInput: it cannot be read as a whole (kind, size, depth).
    """
    text = text.removeprefix("\ufeff")
    if _XML.match(text):
        return _read_xml(text, encoding, template, snapshot)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if mermaid_reader.looks_like_mermaid(plain):
        outline = mermaid_reader.read(plain)
        return outline_reading(outline, template, snapshot, "Carte (Mermaid)", encoding)
    lines = (line for line in split_hint(plain)[0].split("\n") if line.strip())
    first = next(lines, "")
    if not markdown_reader.looks_like_outline(first) and tree_rows.has_header(first, template):
        return None
    if plain.count("\n") > IMPORT_LINES:
        raise InvalidInput(
            f"Ce fichier a plus de {format_number(IMPORT_LINES)} lignes. "
            "Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )
    if not markdown_reader.looks_like_outline(plain) and tree_rows.looks_cut(plain):
        return None
    outline = markdown_reader.read(plain, template)
    if not outline.ideas:
        raise InvalidInput(f"Ce fichier ne contient aucune idée. {ACCEPTED}")
    return outline_reading(outline, template, snapshot, "Plan (Markdown)", encoding)


def places(cards: Iterable[Card], _: Template) -> Mapping[str, str]:
    """Return the path of each card, by its id: what is said of where an idea is."""
    return node_paths(arrange(cards))


def _read_xml(text: str, encoding: str, template: Template, snapshot: Snapshot) -> ImportReading:
    root, lines = xml_reader.parse(text.lstrip())
    name = root.tag.lower()
    if name == "opml":
        outline, kind = opml_reader.read(root, lines, template), "OPML"
    elif name == "map":
        outline, kind = freeplane_reader.read(root, lines), "Carte (.mm)"
    else:
        raise InvalidInput(f"Ce fichier XML (« {name[:40]} ») n’est pas un plan. {ACCEPTED}")
    return outline_reading(outline, template, snapshot, kind, encoding)
