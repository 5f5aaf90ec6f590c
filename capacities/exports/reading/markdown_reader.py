"""A Markdown outline, ours or another tool's, a list of a word processor, or an indented text.

Headings and items are ideas, each under the one it is nested in (``blocks``): their first block
is their text, the others their note. Under the title of all, a paragraph is an idea. Without
heading nor item, each line is an idea, under the one less indented above.
"""

from __future__ import annotations

import re

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_ELEMENTS, IMPORT_FRAMES
from capacities.domain.template import FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE, fields_by_name, first_of, types_by_name
from capacities.exports.reading.blocks import ITEM, Blocks, Item
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import Words, parser
from capacities.exports.reading.marks import Marks
from capacities.exports.reading.report import Tally

_TITLE = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)|(?<=\S)\n {0,3}(?:=+|--+)[ \t]*$", re.MULTILINE)
_HEAD = re.compile(r"---[ \t]*\n((?:[\w-][\w -]*:(?:[ \t].*)?\n(?:.*\n){0,98}?)?)---[ \t]*(?:\n|$)")
_FRAME = re.compile(r"\||^[ \t]*+[>\[]", re.MULTILINE)
_PROPERTIES = re.compile(r"(?:[\w.-]+::(?:[ \t].*)?(?:\n|$))+")
_MARKED = re.compile(r"\]\(|\*\*|`|<!--")
_FACT = re.compile(r"\*((?:\\.|[^*\\])+?)[ \u00a0\u202f]?:\*[ ]?(.*)", re.DOTALL)
_TYPE = re.compile(r"\[((?:\\.|[^\]\\\[])+)\](?: |$|(?=\\\n))")
_BOX = re.compile(r"\[([ xX])\](?=[ \t\n]|$)")
_ATTRIBUTES = re.compile(
    r"(?:^|(?<![ \t])[ \t]++|(?<=[)\]`]))\{:?[ \t]*+(?:[#.][A-Za-z]|[a-z-]++=)[^{}\n]*+\}[ \t]*+$",
    re.MULTILINE,
)
_OF_TYPE = normalize(TYPE)
_PROPERTY = re.compile(r"([\w.-]+)::(?:[ \t]+(.*))?")
_TECHNICAL = re.compile(r"id|collapsed|heading|background-color|(?:logseq|hl|ls|query)[.-].*")
_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?(?:[ \t]+|\n|$)")
_JOURNAL, _END = ":LOGBOOK:", ":END:"


def looks_like_outline(text: str) -> bool:
    """Tell whether a text has headings or items."""
    return _TITLE.search(text) is not None or Marks(text).any


def read(text: str, template: Template) -> Outline:
    """Read a text, its lines ended by « \\n ».

    Raises:
        InvalidInput: too many ideas, or too deep.
    """
    outline = Outline()
    head = _HEAD.match(text) or _PROPERTIES.match(text)
    for line in head.group().split("\n") if head else ():
        if line.strip(" \t-"):
            outline.tally.drop("ligne d’en-tête", line)
    body = text[head.end() :] if head else text
    _check_weight(body)
    plain = not looks_like_outline(body)
    first = text.count("\n", 0, len(text) - len(body)) + 1
    kind = "text" if plain and not _MARKED.search(body) else "words"
    blocks = Blocks(body, first, outline, plain, kind)
    reading = _Reading(template, Words(parser(), outline.tally, blocks.env), outline.tally)
    for item in blocks.items:
        reading.take(item)
    for link in [*blocks.env.get("references", {}).values(), *blocks.env.get("duplicate_refs", ())]:
        if link["href"] not in reading.words.used:
            outline.tally.drop("adresse de lien inutilisée", link["href"])
    tops = [item for item in blocks.items if not item.idea.under]
    titled = plain and len(blocks.items) > 1
    outline.rooted = len(tops) == 1 and (titled or tops[0].level < ITEM)
    return outline


def _check_weight(text: str) -> None:
    """Raise InvalidInput when a text would be long to read."""
    if text.count("<") > IMPORT_ELEMENTS or len(_FRAME.findall(text)) > IMPORT_FRAMES:
        raise InvalidInput(
            "Ce fichier a trop de balises, de tableaux ou de citations pour un seul plan. "
            "Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )


class _Reading:
    """Understands the blocks of ideas, all those that define links being known."""

    def __init__(self, template: Template, words: Words, tally: Tally) -> None:
        self.words, self._tally = words, tally
        self._fields, self._types = fields_by_name(template), types_by_name(template)
        self._apart = first_of(template, FieldKind.LINK) is not None

    def take(self, item: Item) -> None:
        """Give an idea its text, type, facts, link and note."""
        if not item.blocks:
            return
        first, *others = item.blocks
        if first.kind == "words":
            self._read_text(item.idea, first.text)
        else:
            item.idea.text = first.text
        for block in others:
            is_words = block.kind == "words"
            note = (
                self.words.shown(self._kept(item.idea, block.text))[0] if is_words else block.text
            )
            item.idea.add_note(note)

    def _read_text(self, idea: Idea, text: str) -> None:
        text = self._take_facts(idea, _segments(self._kept(idea, text)))
        if (found := _TYPE.match(text)) and (kind := self._types.get(self._name(found.group(1)))):
            idea.facts.insert(0, (TYPE, kind))
            text = text[found.end() :]
        elif found := _BOX.match(text):
            text = ("☐" if found.group(1) == " " else "☑") + text[found.end() :]
        idea.text, idea.link = self.words.shown(text, self._apart)

    def _take_facts(self, idea: Idea, segments: list[str]) -> str:
        """Return a text without the lines that our files write below, « *Champ :* valeur »."""
        text, facts = segments[:1], list[tuple[str, list[str]]]()
        for segment in segments[1:]:
            found = _FACT.fullmatch(segment)
            if found and ((name := self._name(found.group(1))) in self._fields or name == _OF_TYPE):
                facts.append((found.group(1), [found.group(2)]))
            else:
                (facts[-1][1] if facts else text).append(segment)
        for label, value in facts:
            said = self.words.shown("\\\n".join(value))[0]
            idea.facts.append((self.words.shown(label)[0], said))
        return "\\\n".join(text)

    def _kept(self, idea: Idea, text: str) -> str:
        """Return a text without what other tools write for themselves among its lines."""
        if callout := _CALLOUT.match(text):
            self._tally.drop("sorte d’encadré", callout.group(1))
            text = text[callout.end() :]
        first, *lines = _ATTRIBUTES.sub(self._tell_attributes, text).split("\n")
        kept, journal = [first], False
        for line in lines:
            found = None if kept[-1].endswith("\\") else _PROPERTY.fullmatch(line)
            if journal or line == _JOURNAL:
                journal = line != _END
                self._tally.drop("journal de Logseq", line)
            elif found and _TECHNICAL.fullmatch(found.group(1)):
                self._tally.drop(f"propriété « {found.group(1)} »", found.group(2) or "")
            elif found:
                idea.facts.append((found.group(1), self.words.shown(found.group(2) or "")[0]))
            else:
                kept.append(line)
        return "\n".join(kept)

    def _tell_attributes(self, found: re.Match[str]) -> str:
        self._tally.drop("attribut", found.group().strip())
        return ""

    def _name(self, written: str) -> str:
        return normalize(self.words.shown(written)[0])


def _segments(text: str) -> list[str]:
    """Return what hard breaks separate: a « \\ », or two spaces, at the end of a line."""
    segments = [list[str]()]
    *lines, last = text.split("\n")
    for line in lines:
        broken = (len(line) - len(line.rstrip("\\"))) % 2
        segments[-1].append(line[:-1] if broken else line.rstrip(" "))
        if broken or line.endswith("  "):
            segments.append([])
    segments[-1].append(last)
    return ["\n".join(segment) for segment in segments]
