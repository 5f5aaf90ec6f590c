"""A map (.mm: ours, FreeMind's, Freeplane's) or an OPML outline → ideas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element

from capacities.domain.days import today
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IDEA_COLUMNS, IMPORT_BYTES
from capacities.domain.template import Template
from capacities.exports import opml
from capacities.exports.freeplane import ID_PREFIX
from capacities.exports.outline import TYPE
from capacities.exports.reading.decoding import ACCEPTED
from capacities.exports.reading.html_text import Shown, is_html, read_html
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.report import UNNAMED, Tally, excerpt
from capacities.exports.reading.xml_reader import parse

_KINDS: Final = {"map": ("Carte (.mm)", "node"), "opml": ("OPML", "body/outline")}
"""By the name of the root: what people call such a plan, and where its first ideas are."""
_ARROWS: Final = ("arrowlink", "connector")
_LABELS: Final = ("SOURCE_LABEL", "MIDDLE_LABEL", "TARGET_LABEL")
_SAID_BY: Final = {
    "EQUATION": "Formule", "URI": "Image", "REMINDUSERAT": "Rappel", "TAGS": "Étiquettes"
}  # fmt: skip
_MILLISECONDS: Final = re.compile("[0-9]{1,13}")
_LEFT_OUT: Final = {"cloud": "nuage", "URI": "image", "ENCRYPTED_CONTENT": "branche chiffrée"}
"""Elements and attributes of a node of which nothing, or nothing else, is made."""
_ICONS: Final = {
    **{f"full-{figure}": ("Priorité", f"{figure}") for figure in range(10)},
    **{f"{figure}%": ("Avancement", f"{figure} %") for figure in range(101)},
    "button_ok": ("Icône", "OK"), "yes": ("Icône", "Important"),
    "help": ("Icône", "Question"), "idea": ("Icône", "Idée"),
}  # fmt: skip
"""Icons that are a word, a priority or a progress; the others are left."""
_NOTES: Final = (opml.NOTE, "note", "notes")
_LINKS: Final = ("url", "htmlUrl", "xmlUrl")
_READ_APART: Final = frozenset(["text", "title", "type", opml.ID, *_LINKS])
_TICKS, _TICKED = ("_complete", "complete", "checked", "_status"), ("true", "yes", "checked")
_LAYOUT: Final = re.compile(
    r"_.*|(?:is|date)[A-Z].*|.*(?:[cC]olou?r|[eE]xpan.*|[cC]ollapsed|Style)|created|modified|updated"
    r"|checked|checkbox|complete|heading|icon|u?id|guid|version|language|style|width"
)
"""Attributes of outliners that are no words of people: how a line is shown, when it was made."""
_LINES: Final = re.compile(r"\A\s*<html[\s>]|<(?:br|p|div|li|pre)[\s/>]", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&#?\w+;")


def read_xml(text: str, template: Template) -> tuple[Outline, str]:
    """Return the ideas of a plan, and what people call its kind.

    Raises:
        InvalidInput: no plan, no idea, too many, or too deep, as is a clone inside its original.
    """
    outline = Outline(rooted=True)
    root, lines = parse(text, outline.tally)
    kind, path = _KINDS.get(root.tag.lower(), ("", ""))
    if not (tops := root.findall(path)):
        name = kind or f"XML (« {root.tag[:40]} »)"
        raise InvalidInput(f"Ce fichier {name} ne contient aucune idée. {ACCEPTED}")
    title = " ".join(root.findtext("head/title", "").split())
    above = outline.add(title, 1) if len(tops) > 1 and title else None
    ours = opml.ID in tops[0].attrib
    names = {opml.name_of(field): field.key for field in template.fields} | {opml.TYPE: TYPE}
    nodes = {node.get("ID"): node for node in root.iterfind(".//node[@ID]")}
    known: dict[Element, Idea] = {}
    waiting, copied = [(top, above) for top in reversed(tops)], 0
    while waiting:
        element, above = waiting.pop()
        key = element.get(opml.ID) or element.get("ID", "").partition(ID_PREFIX)[2]
        idea = outline.add("", lines[element], above, key)
        below = element.findall(element.tag)
        original = nodes.get(element.get("CONTENT_ID") or element.get("TREE_ID"), element)
        if said := known.get(original):
            idea.text, idea.link = said.text, said.link
            copied += len(said.text) + len(said.note)
            if copied > IMPORT_BYTES:  # clones make no small file large
                raise InvalidInput(
                    "Cette carte recopie trop de texte dans ses clones. Rien n’a été changé : "
                    "enlevez-en, ou découpez-la, puis recommencez."
                )
            idea.facts, idea.notes = said.facts, said.notes
        elif element.tag == "node":
            _read_node(original, idea, outline.tally)
        else:
            _read_line(element, idea, outline.tally, names, ours)
        known.setdefault(original, idea)
        if original is not element:
            outline.tally.drop("clone, recopié", idea.text)
            if element.get("TREE_ID") and not below:
                below = original.findall("node")
        waiting += [(child, idea) for child in reversed(below)]
    parts = [(idea, part) for node, idea in known.items() for part in node]
    for idea, arrow in (one for one in parts if one[1].tag in _ARROWS):
        labels = " / ".join(filter(None, (arrow.get(name, "").strip() for name in _LABELS)))
        end = known.get(nodes.get(arrow.get("DESTINATION"), root))
        if labels:
            idea.add_note(f"→ {excerpt(end.text)} : {labels}" if end else f"→ {labels}")
        else:
            outline.tally.drop("flèche", idea.text)
    return outline, kind


def _read_node(node: Element, idea: Idea, tally: Tally) -> None:
    """Read what a node says itself: first its words, which serve as an example of what is left."""
    link, typed = node.get("LINK", ""), node.get("OBJECT", "")
    idea.add_address("" if link.startswith("#") else link)
    text = node.get("TEXT", typed.split("|")[1] if "|" in typed else typed)
    rich = node.findtext("richcontent[@TYPE='NODE']")
    ours, page = not idea.key.startswith(UNNAMED), text.lstrip()[:5].lower() == "<html"
    plain = rich is None and (ours or not page)
    if plain and text.startswith("=") and node.get("FORMAT") != "NO_FORMAT":
        tally.drop("résultat d’une formule", text)
    _say(idea, rich or text, plain, tally)
    for child in node:
        for part in () if child.tag == "node" else (child, *child):
            _read_part(part, idea, tally)
    _read_part(node, idea, tally)
    if link.startswith("#"):
        tally.drop("lien d’une idée à une autre", idea.text)


def _read_part(part: Element, idea: Idea, tally: Tally) -> None:
    icon = part.get("BUILTIN", "")
    if part.tag in ("richcontent", "text") and part.get("TYPE") != "NODE":
        note = _shown(part.text or "").tell(tally, idea.text)
        idea.notes += [note] if note.strip() else []
    elif part.tag == "attribute":
        idea.facts.append((part.get("NAME", "").strip(), part.get("VALUE", "")))
    elif icon in _ICONS:
        idea.facts.append(_ICONS[icon])
    elif icon:
        tally.drop("icône", f"{icon} ({idea.text})")
    for name, value in {part.tag: "", **part.attrib}.items():
        if name in _SAID_BY and value:
            if name == "REMINDUSERAT" and _MILLISECONDS.fullmatch(value):
                value = f"{today(datetime.fromtimestamp(int(value) / 1000, UTC)):%d/%m/%Y}"
            idea.facts.append((_SAID_BY[name], value.replace("\n", ", ")))
        if name in _LEFT_OUT:
            tally.drop(_LEFT_OUT[name], value if name in _SAID_BY else idea.text)


def _read_line(
    line: Element, idea: Idea, tally: Tally, names: Mapping[str, str], ours: bool
) -> None:
    """Read the text of a line, then all that it says; ``names`` are those of our fields."""
    for name in _LINKS:
        idea.add_address(line.get(name, ""))
    _say(idea, line.get("text") or line.get("title") or "", ours, tally)
    if (beyond := len(line.attrib) - IDEA_COLUMNS) > 0:
        tally.drop(f"colonne au-delà de {IDEA_COLUMNS} sur une ligne", idea.text, beyond)
    for given, value in islice(line.attrib.items(), IDEA_COLUMNS):
        name = given.rpartition(":")[2]
        if name in _READ_APART or given.startswith("xmlns") or not value.strip():
            continue
        if name in _NOTES:
            idea.add_note(_shown(value, ours).tell(tally, idea.text))
        elif name in names:
            idea.facts.append((names[name], value))
        elif name in _TICKS and value.lower() in _TICKED:
            idea.facts.append(("État", "fait"))
        elif _LAYOUT.fullmatch(name) and not ours:
            tally.drop(f"colonne « {name} »", value)
        else:
            said = _shown(value, ours).tell(tally, idea.text)
            idea.facts.append((name.removeprefix("_"), said))


def _say(idea: Idea, words: str, plain: bool, tally: Tally) -> None:
    """Give an idea its text, and the first address that is in it."""
    shown = _shown(words, plain, apart=not idea.link)
    text = shown.tell(tally, "")
    idea.text, idea.link = text if plain else text.strip(), idea.link or shown.link


def _shown(text: str, plain: bool = False, apart: bool = False) -> Shown:
    """Read what is HTML, or text written as inside HTML, unless it is known to be plain."""
    if plain:
        return Shown(text)
    if not is_html(text):
        return Shown(_ENTITY.sub(lambda found: unescape(found[0]), text))
    return read_html(text if _LINES.search(text) else text.replace("\n", "<br>"), apart)
