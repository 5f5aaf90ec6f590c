"""A .mm map, ours, FreeMind's or Freeplane's → ideas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from capacities.domain.addresses import is_web_address
from capacities.domain.errors import InvalidInput
from capacities.exports.freeplane import ID_PREFIX
from capacities.exports.reading.html_text import read_elements
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import Tally
from capacities.exports.reading.xml_reader import local_name

_LEFT_OUT: Final = {
    "icon": "icône",
    "arrowlink": "flèche",
    "cloud": "nuage",
    "connector": "flèche",
}


def read(root: Element, lines: Mapping[Element, int]) -> Outline:
    """Read the nodes from the root one; styles and layout are left.

    Raises:
        InvalidInput: no node, too many, or too deep.
    """
    top = next((child for child in root if local_name(child) == "node"), None)
    if top is None:
        raise InvalidInput("Cette carte (.mm) ne contient aucune idée (« node »).")
    outline = Outline(rooted=True)
    waiting: list[tuple[Element, Idea | None]] = [(top, None)]
    while waiting:
        element, above = waiting.pop()
        given = element.get("ID", "")
        key = given.removeprefix(ID_PREFIX) if given.startswith(ID_PREFIX) else ""
        idea = outline.add(_attribute_text(element), lines[element], above, key)
        _read_link(element.get("LINK", ""), idea, outline.tally)
        if "ENCRYPTED_CONTENT" in element.attrib:
            outline.tally.drop("branche chiffrée", idea.text)
        children = []
        for child in element:
            if local_name(child) == "node":
                children.append(child)
            else:
                _read_part(child, idea, outline.tally)
        waiting += [(child, idea) for child in reversed(children)]
    return outline


def _attribute_text(element: Element) -> str:
    """Return the text of a node written as attribute; a typed value may be there alone."""
    text = element.get("TEXT")
    if text is None and (typed := element.get("OBJECT")):
        text = typed.split("|")[1] if "|" in typed else typed
    return text or ""


def _read_link(link: str, idea: Idea, tally: Tally) -> None:
    if link.startswith("#"):
        tally.drop("lien d’une idée à une autre", idea.text)
    elif is_web_address(link):
        idea.link = link
    elif link:
        idea.add_note(f"Lien : {link}")


def _read_part(part: Element, idea: Idea, tally: Tally) -> None:
    name = local_name(part)
    if name == "richcontent":
        _read_rich(part, idea)
    elif name == "attribute" and (label := part.get("NAME", "").strip()):
        idea.facts.append((label, part.get("VALUE", "")))
    elif name == "hook" and part.get("NAME", "").endswith("NodeNote.properties"):
        idea.add_note(read_elements(part).text.strip())  # notes of FreeMind before 0.9
    elif name in _LEFT_OUT:
        tally.drop(_LEFT_OUT[name], idea.text)


def _read_rich(part: Element, idea: Idea) -> None:
    plain = next((child for child in part if local_name(child) == "text"), None)
    text = "".join(plain.itertext()) if plain is not None else read_elements(part).text
    kind = part.get("TYPE", "").upper()
    if kind == "NODE":
        idea.text = text.strip() or idea.text
    elif text.strip():  # NOTE, and DETAILS, which Freeplane shows under the node
        idea.add_note(text)
