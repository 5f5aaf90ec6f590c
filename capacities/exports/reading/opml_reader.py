"""An OPML outline, ours or another tool's → ideas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from capacities.domain.errors import InvalidInput
from capacities.domain.template import Template
from capacities.exports import opml
from capacities.exports.outline import TYPE
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import Tally
from capacities.exports.reading.xml_reader import local_name

_LINKS: Final = ("url", "htmlUrl", "xmlUrl")
_OF_OPML: Final = ("text", "title", "type", "version", "language")
_OF_LINES: Final = ("created", "isComment", "isBreakpoint")
_TECHNICAL: Final = frozenset([*_OF_OPML, *_OF_LINES, *_LINKS, opml.ID])
"""Attributes of OPML itself, that are read apart or say nothing of the idea."""


def read(root: Element, lines: Mapping[Element, int], template: Template) -> Outline:
    """Read the outlines of the body. Several at the top are held by the title of the file.

    Raises:
        InvalidInput: no outline, too many, or too deep.
    """
    body = next((child for child in root if local_name(child) == "body"), None)
    tops = [child for child in body if local_name(child) == "outline"] if body is not None else []
    if not tops:
        raise InvalidInput("Ce fichier OPML ne contient aucune ligne (« outline »).")
    outline = Outline()
    names = {opml.name_of(field): field.key for field in template.fields}
    above = None
    title = _title(root)
    if len(tops) > 1 and title:
        above = outline.add(title, 1)
    outline.rooted = above is not None or len(tops[0]) > 0
    waiting = [(top, above) for top in reversed(tops)]
    while waiting:
        element, above = waiting.pop()
        text = element.get("text") or element.get("title") or ""
        idea = outline.add(text, lines[element], above, element.get(opml.ID, ""))
        _read_attributes(element, idea, names, outline.tally)
        children = [child for child in element if local_name(child) == "outline"]
        waiting += [(child, idea) for child in reversed(children)]
    return outline


def _read_attributes(element: Element, idea: Idea, names: dict[str, str], tally: Tally) -> None:
    for name, value in element.attrib.items():
        if name == opml.NOTE:
            idea.add_note(value)
        elif name == opml.TYPE:
            idea.facts.append((TYPE, value))
        elif name in names:
            idea.facts.append((names[name], value))
        elif name not in _TECHNICAL and value.strip():
            tally.drop(f"colonne « {name.rpartition('}')[2]} »", value)
    idea.link = next((element.attrib[name] for name in _LINKS if element.get(name)), "")


def _title(root: Element) -> str:
    head = next((child for child in root if local_name(child) == "head"), None)
    for child in head if head is not None else ():
        if local_name(child) == "title":
            return " ".join("".join(child.itertext()).split())
    return ""
