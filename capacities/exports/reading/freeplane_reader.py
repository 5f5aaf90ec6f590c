"""A .mm map, ours, FreeMind's or Freeplane's → ideas."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

from capacities.domain.days import today
from capacities.domain.errors import InvalidInput
from capacities.exports.freeplane import ID_PREFIX
from capacities.exports.reading.html_text import read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import Tally, excerpt
from capacities.exports.reading.xml_reader import Lines

_ARROWS: Final = ("arrowlink", "connector")
_LABELS: Final = ("SOURCE_LABEL", "MIDDLE_LABEL", "TARGET_LABEL")
_SAID_BY: Final = {
    "EQUATION": "Formule", "URI": "Image", "REMINDUSERAT": "Rappel", "TAGS": "Étiquettes"
}  # fmt: skip
_ICONS: Final = {
    **{f"full-{figure}": ("Priorité", f"{figure}") for figure in range(10)},
    **{f"{figure}%": ("Avancement", f"{figure} %") for figure in range(101)},
    "button_ok": ("Icône", "OK"), "yes": ("Icône", "Important"),
    "help": ("Icône", "Question"), "idea": ("Icône", "Idée"),
}  # fmt: skip
"""Icons that are a word, a priority or a progress; the others are left."""


def read(root: Element, lines: Lines) -> Outline:
    """Read the nodes from the root one; styles and layout are left.

    Raises:
        InvalidInput: no node, too many, or too deep, as is a clone inside its original.
    """
    top = root.find("node")
    if top is None:
        raise InvalidInput("Cette carte (.mm) ne contient aucune idée (« node »).")
    outline = Outline(rooted=True)
    tally = outline.tally
    lines.tell(tally)
    nodes = {node.get("ID"): node for node in root.iter("node")}
    known: dict[Element | None, Idea] = {}
    arrows: list[tuple[Idea, Element]] = []
    waiting: list[tuple[Element, Idea | None]] = [(top, None)]
    while waiting:
        node, above = waiting.pop()
        given = node.get("ID", "")
        key = given.removeprefix(ID_PREFIX) if given.startswith(ID_PREFIX) else ""
        idea = outline.add("", lines[node], above, key)
        named = node.get("CONTENT_ID") or node.get("TREE_ID")
        original = nodes.get(named, node) if named else node
        if original in known:
            idea.copy(known[original])
        else:
            known[original] = idea
            _read_node(original, idea, tally)
        arrows += [(idea, part) for part in original if part.tag in _ARROWS]
        children = node.findall("node")
        if original is not node:
            tally.drop("clone, recopié", idea.text)
            if "TREE_ID" in node.attrib and not children:
                children = original.findall("node")
        waiting += [(child, idea) for child in reversed(children)]
    for idea, arrow in arrows:
        labels = " / ".join(filter(None, (arrow.get(name, "").strip() for name in _LABELS)))
        end = known.get(nodes.get(arrow.get("DESTINATION")))
        if labels:
            idea.add_note(f"→ {excerpt(end.text)} : {labels}" if end else f"→ {labels}")
        else:
            tally.drop("flèche", idea.text)
    return outline


def _read_node(node: Element, idea: Idea, tally: Tally) -> None:
    """Read what a node says itself: first its words, which serve as an example of what is left."""
    link = node.get("LINK", "")
    if not link.startswith("#"):
        idea.add_address(link)
    _read_text(node, idea, tally)
    parts = [part for child in node if child.tag != "node" for part in (child, *child)]
    for part in [*sorted(parts, key=lambda part: part.get("TYPE") != "NODE"), node]:
        _read_part(part, idea, tally)
    if link.startswith("#"):
        tally.drop("lien d’une idée à une autre", idea.text)
    if "ENCRYPTED_CONTENT" in node.attrib:
        tally.drop("branche chiffrée", idea.text)


def _read_text(node: Element, idea: Idea, tally: Tally) -> None:
    """Read the words written as attribute; a typed value may be there alone."""
    typed = node.get("OBJECT", "")
    idea.text = node.get("TEXT", typed.split("|")[1] if "|" in typed else typed)
    if idea.is_named:
        return  # it is ours: as it was typed
    if idea.text.lstrip()[:5].lower() == "<html":
        _read_html(idea.text, idea, tally, own=True)
    elif idea.text.startswith("=") and node.get("FORMAT") != "NO_FORMAT":
        tally.drop("résultat d’une formule", idea.text)


def _read_html(html: str, idea: Idea, tally: Tally, own: bool) -> None:
    """Read the text of an idea, or a piece of its note: there, first, details as it shows them."""
    shown = read_html(html, apart=own and not idea.link)
    text = shown.tell(tally, "" if own else idea.text)
    if own:
        idea.text, idea.link = text.strip() or idea.text, idea.link or shown.link
    elif text.strip():
        idea.add_note(text)


def _read_part(part: Element, idea: Idea, tally: Tally) -> None:
    if part.tag == "richcontent":
        _read_html(part.text or "", idea, tally, own=part.get("TYPE", "").upper() == "NODE")
    elif part.tag == "text":  # of a note that is no HTML
        idea.add_note(part.text or "")
    elif part.tag == "attribute" and (label := part.get("NAME", "").strip()):
        idea.facts.append((label, part.get("VALUE", "")))
    elif part.tag == "icon":
        if fact := _ICONS.get(name := part.get("BUILTIN", "")):
            idea.facts.append(fact)
        else:
            tally.drop("icône", f"{name} ({idea.text})")
    elif part.tag == "cloud":
        tally.drop("nuage", idea.text)
    for name, label in _SAID_BY.items():
        if value := part.get(name):
            said = _day(value) if name == "REMINDUSERAT" else value
            idea.facts.append((label, ", ".join(filter(None, said.split("\n")))))
            if name == "URI":
                tally.drop("image", value)


def _day(moment: str) -> str:
    """Return the day of a number of milliseconds."""
    with suppress(ValueError, OverflowError, OSError):
        return f"{today(datetime.fromtimestamp(int(moment) / 1000, UTC)):%d/%m/%Y}"
    return moment
