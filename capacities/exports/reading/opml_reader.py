"""An OPML outline, ours or another tool's → ideas."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IDEA_COLUMNS
from capacities.domain.template import Template
from capacities.exports import opml
from capacities.exports.outline import TYPE
from capacities.exports.reading.html_text import Shown, is_html, read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import Tally
from capacities.exports.reading.xml_reader import Lines

_NOTES: Final = (opml.NOTE, "note", "notes")
_LINKS: Final = ("url", "htmlUrl", "xmlUrl")
_READ_APART: Final = frozenset(["text", "title", "type", opml.ID, *_LINKS])
_DONE: Final = {
    "_complete": "true",
    "complete": "true",
    "checked": "true yes",
    "_status": "checked",
}
"""Attributes that say that a line is ticked, and by which words."""
_LAYOUT: Final = re.compile(
    r"_.*|(?:is|date)[A-Z].*|.*(?:[cC]olou?r|[eE]xpan.*|[cC]ollapsed|Style)|created|modified|updated"
    r"|checked|checkbox|complete|heading|icon|u?id|guid|version|language|style|width"
)
"""Attributes of outliners that are no words of people: how a line is shown, when it was made."""
_LINES: Final = re.compile(r"<(?:br|p|div|li|pre)[\s/>]", re.IGNORECASE)

_ENTITY: Final = re.compile(r"&#?\w+;")


def read(root: Element, lines: Lines, template: Template) -> Outline:
    """Read the outlines of the body. Several at the top are held by the title of the file.

    Raises:
        InvalidInput: no outline, too many, or too deep.
    """
    tops = root.findall("body/outline")
    if not tops:
        raise InvalidInput("Ce fichier OPML ne contient aucune ligne (« outline »).")
    outline = Outline()
    lines.tell(outline.tally)
    reading = _Reading(template, outline.tally, ours=opml.ID in tops[0].attrib)
    above = None
    title = " ".join(root.findtext("head/title", "").split())
    if len(tops) > 1 and title:
        above = outline.add(title, 1)
    outline.rooted = above is not None or len(tops[0]) > 0
    waiting = [(top, above) for top in reversed(tops)]
    while waiting:
        element, above = waiting.pop()
        idea = outline.add("", lines[element], above, element.get(opml.ID, ""))
        reading.fill(idea, element)
        waiting += [(child, idea) for child in reversed(element.findall("outline"))]
    return outline


class _Reading:
    """Reads what the attributes of a line say."""

    def __init__(self, template: Template, tally: Tally, ours: bool) -> None:
        self._names = {opml.name_of(field): field.key for field in template.fields}
        self._names[opml.TYPE] = TYPE
        self._tally, self._ours = tally, ours

    def fill(self, idea: Idea, element: Element) -> None:
        """Give an idea its text, then all that is said of it."""
        for name in _LINKS:
            idea.add_address(element.get(name, ""))
        text = element.get("text") or element.get("title") or ""
        shown = self._shown(text, apart=not idea.link)
        idea.text, idea.link = shown.tell(self._tally, text), idea.link or shown.link
        if len(element.attrib) > IDEA_COLUMNS:
            said = f"colonne au-delà de {IDEA_COLUMNS} sur une ligne"
            self._tally.drop(said, idea.text, len(element.attrib) - IDEA_COLUMNS)
        for given, value in islice(element.attrib.items(), IDEA_COLUMNS):
            space, _, name = given.rpartition(":")
            if name in _NOTES:
                idea.add_note(self._shown(value).tell(self._tally, idea.text))
            elif name in self._names:
                idea.facts.append((self._names[name], value))
            elif value.strip() and name not in _READ_APART and "xmlns" not in (space, name):
                self._read_column(name, value, idea)

    def _read_column(self, name: str, value: str, idea: Idea) -> None:
        if name in _DONE and value.lower() in _DONE[name].split():
            idea.facts.append(("État", "fait"))
        elif _LAYOUT.fullmatch(name) and not self._ours:
            self._tally.drop(f"colonne « {name} »", value)
        else:
            idea.facts.append(
                (name.removeprefix("_"), self._shown(value).tell(self._tally, idea.text))
            )

    def _shown(self, text: str, apart: bool = False) -> Shown:
        """Read what is HTML, or text written as inside HTML, in files that are not ours."""
        if self._ours:
            return Shown(text)
        if not is_html(text):
            return Shown(_ENTITY.sub(lambda found: unescape(found[0]), text))
        return read_html(text if _LINES.search(text) else text.replace("\n", "<br>"), apart)
