"""A .mm map, ours, FreeMind's or Freeplane's → ideas."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from capacities.domain.days import today
from capacities.domain.errors import InvalidInput
from capacities.exports.freeplane import ID_PREFIX
from capacities.exports.reading.html_text import Shown, read_elements, read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import Tally, excerpt
from capacities.exports.reading.xml_reader import Lines, local_name

_NODE: Final = "{*}node"
_ARROWS: Final = ("arrowlink", "connector")
_LABELS: Final = ("SOURCE_LABEL", "MIDDLE_LABEL", "TARGET_LABEL")
_SAID_BY: Final = {"EQUATION": "Formule", "URI": "Image", "TAGS": "Étiquettes"}
_ICONS: Final = {"button_ok": "OK", "yes": "Important", "help": "Question", "idea": "Idée"}
_FIGURE: Final = re.compile(r"full-(\d)|(\d{1,3})%")
"""Icons that are a word, a priority or a progress; the others are left."""


def read(root: Element, lines: Lines) -> Outline:
    """Read the nodes from the root one; styles and layout are left.

    Raises:
        InvalidInput: no node, too many, or too deep.
    """
    top = root.find(_NODE)
    if top is None:
        raise InvalidInput("Cette carte (.mm) ne contient aucune idée (« node »).")
    outline = Outline(rooted=True)
    lines.tell(outline.tally)
    nodes = {node.get("ID"): node for node in root.iterfind(f".//{_NODE}")}
    known: dict[Element | None, Idea] = {}
    arrows: list[tuple[Idea, Element]] = []
    waiting: list[tuple[Element, Idea | None, Any]] = [(top, None, None)]
    while waiting:
        node, above, path = waiting.pop()
        given = node.get("ID", "")
        key = given.removeprefix(ID_PREFIX) if given.startswith(ID_PREFIX) else ""
        idea = outline.add("", lines[node], above, key)
        named = node.get("CONTENT_ID") or node.get("TREE_ID")
        original = nodes.get(named, node) if named else node
        if original in known:
            idea.copy(known[original])
        else:
            known[original] = idea
            _read_node(original, idea, outline.tally)
        arrows += [(idea, part) for part in original if local_name(part) in _ARROWS]
        children = node.findall(_NODE)
        if original is not node:
            outline.tally.drop("clone, recopié", idea.text)
            if "TREE_ID" in node.attrib and not children:
                children = _copied(original, path, idea, outline.tally)
        waiting += [(child, idea, (original, path)) for child in reversed(children)]
    for idea, arrow in arrows:
        end = known.get(nodes.get(arrow.get("DESTINATION")))
        _read_arrow(arrow, idea, end, outline.tally)
    return outline


def _copied(original: Element, path: Any, idea: Idea, tally: Tally) -> list[Element]:
    """Return the nodes under the original of a clone, unless the clone is under it itself."""
    while path:
        above, path = path
        if above is original:
            tally.drop("clone d’une branche dans elle-même, sans ce qu’elle porte", idea.text)
            return []
    return original.findall(_NODE)


def _read_node(node: Element, idea: Idea, tally: Tally) -> None:
    """Read what a node says itself: first its words, which serve as an example of what is left."""
    link = node.get("LINK", "")
    if not link.startswith("#"):
        idea.add_address(link)
    _read_text(node, idea, tally)
    parts = [part for part in node if local_name(part) != "node"]
    for part in sorted(parts, key=lambda part: part.get("TYPE") != "NODE"):
        _read_part(part, idea, tally)
    _read_said(node, idea, tally)
    if link.startswith("#"):
        tally.drop("lien d’une idée à une autre", idea.text)
    if "ENCRYPTED_CONTENT" in node.attrib:
        tally.drop("branche chiffrée", idea.text)


def _read_text(node: Element, idea: Idea, tally: Tally) -> None:
    """Read the words written as attribute; a typed value may be there alone."""
    text = node.get("TEXT")
    if text is None and (typed := node.get("OBJECT")):
        text = typed.split("|")[1] if "|" in typed else typed
    idea.text = text or ""
    if idea.is_named:
        return  # it is ours: as it was typed
    if idea.text.lstrip()[:5].lower() == "<html":
        _set_text(read_html(idea.text, apart=not idea.link), idea, tally)
    elif idea.text.startswith("=") and node.get("FORMAT") != "NO_FORMAT":
        tally.drop("résultat d’une formule", idea.text)


def _set_text(shown: Shown, idea: Idea, tally: Tally) -> None:
    idea.text = shown.tell(tally, idea.text).strip() or idea.text
    idea.link = idea.link or shown.link


def _read_part(part: Element, idea: Idea, tally: Tally) -> None:
    name = local_name(part)
    if name == "richcontent":
        _read_rich(part, idea, tally)
    elif name == "attribute" and (label := part.get("NAME", "").strip()):
        idea.facts.append((label, part.get("VALUE", "")))
    elif name == "hook":
        _read_hook(part, idea, tally)
    elif name == "icon":
        _read_icon(part.get("BUILTIN", ""), idea, tally)
    elif name == "cloud":
        tally.drop("nuage", idea.text)


def _read_rich(part: Element, idea: Idea, tally: Tally) -> None:
    plain = part.find("{*}text")
    own = part.get("TYPE", "").upper() == "NODE"
    if plain is not None:
        shown = Shown("".join(plain.itertext()))
    else:
        shown = read_elements(part, apart=own and not idea.link)
    if own:
        _set_text(shown, idea, tally)
    elif (text := shown.tell(tally, idea.text)).strip():
        idea.add_note(text)  # NOTE, and DETAILS, which Freeplane shows under the node


def _read_hook(hook: Element, idea: Idea, tally: Tally) -> None:
    if hook.get("NAME", "").endswith("NodeNote.properties"):
        _read_rich(hook, idea, tally)  # notes of FreeMind before 0.9
    _read_said(hook, idea, tally)
    for parameters in hook:
        if moment := parameters.get("REMINDUSERAT"):
            idea.facts.append(("Rappel", _day(moment)))


def _read_said(element: Element, idea: Idea, tally: Tally) -> None:
    for name, label in _SAID_BY.items():
        if value := element.get(name):
            idea.facts.append((label, ", ".join(filter(None, value.split("\n")))))
            if name == "URI":
                tally.drop("image", value)


def _day(moment: str) -> str:
    """Return the day of a number of milliseconds."""
    with suppress(ValueError, OverflowError, OSError):
        return f"{today(datetime.fromtimestamp(int(moment) / 1000, UTC)):%d/%m/%Y}"
    return moment


def _read_icon(name: str, idea: Idea, tally: Tally) -> None:
    if figure := _FIGURE.fullmatch(name):
        priority, progress = figure.groups()
        fact = ("Priorité", priority) if priority else ("Avancement", f"{progress} %")
        idea.facts.append(fact)
    elif word := _ICONS.get(name):
        idea.facts.append(("Icône", word))
    else:
        tally.drop("icône", f"{name} ({idea.text})")


def _read_arrow(arrow: Element, idea: Idea, end: Idea | None, tally: Tally) -> None:
    labels = " / ".join(filter(None, (arrow.get(name, "").strip() for name in _LABELS)))
    if labels:
        idea.add_note(f"→ {excerpt(end.text)} : {labels}" if end else f"→ {labels}")
    else:
        tally.drop("flèche", idea.text)
