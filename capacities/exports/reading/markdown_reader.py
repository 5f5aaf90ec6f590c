"""A Markdown outline, ours or another tool's, a list of a word processor, or an indented text.

Headings and items are ideas, each under the one it is nested in (``blocks``): their first block
is their text, the others their note. Under the title of all, a paragraph is an idea. Without
heading nor item, each line is an idea, under the one less indented above.
"""

from __future__ import annotations

import re
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_ELEMENTS, IMPORT_FRAMES
from capacities.domain.template import FieldKind, Template
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE, fields_by_name, first_of, types_by_name
from capacities.exports.reading.blocks import ITEM, Blocks, Item, Verbatim
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.inline import Words, parser
from capacities.exports.reading.marks import Marks
from capacities.exports.reading.report import Tally

_TITLE = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)|(?<=\S)\n {0,3}(?:=+|--+)[ \t]*$", re.MULTILINE)
_HEAD = re.compile(r"---[ \t]*\n((?:[\w-][\w -]*:(?:[ \t].*)?\n(?:.*\n){0,98}?)?)---[ \t]*(?:\n|$)")
_FRAME = re.compile(r"\||^[ \t]*+[>\[]", re.MULTILINE)
_PROPERTIES = re.compile(r"(?:[\w.-]+::(?:[ \t].*)?(?:\n|$))+")
_MARKED = re.compile(r"\]\(|\*\*|`|<!--")
_FACT = re.compile(
    r"(?<!\\)((?:\\\\)*+)(?:\\|(?<! ) {2,}+)\n"
    r"\*((?:\\.|[^*\\])+?)[ \u00a0\u202f]?:\*[ ]?",
    re.DOTALL,
)
"""A line that our files write below a text, after a hard break: « *Champ :* valeur »."""
_TYPE = re.compile(r"\[((?:\\.|[^\]\\\[])+)\](?: |$|(?=\\\n))")
_BOX = re.compile(r"\[([ xX])\](?=[ \t\n]|$)")
_PROPERTY = re.compile(r"(?<!\\)\n([\w.-]+)::(?:[ \t]+(.*))?$", re.MULTILINE)
_TECHNICAL = re.compile(r"id|collapsed|heading|background-color|(?:logseq|hl|ls|query)[.-].*")
_OF_OTHERS: Final = {
    "sorte d’encadré": re.compile(r"\A\[!([\w-]+)\][+-]?(?:[ \t]+|\n|$)"),
    "attribut": re.compile(
        r"(?:^|(?<![ \t])[ \t]++|(?<=[)\]`]))"
        r"(\{:?[ \t]*+(?:[#.][A-Za-z]|[a-z-]++=)[^{}\n]*+\})[ \t]*+$",
        re.MULTILINE,
    ),
    "journal de Logseq": re.compile(r"\n(:LOGBOOK:)$(?:\n(?!:END:$).*)*+(?:\n:END:$)?", re.M),
}
"""What other tools write for themselves among the lines of an idea."""


def looks_like_outline(text: str) -> bool:
    """Tell whether a text has headings or items."""
    return _TITLE.search(text) is not None or Marks(text).any


def read(text: str, template: Template) -> Outline:
    """Read a text, its lines ended by « \\n ».

    Raises:
        InvalidInput: too many ideas, too deep, or what would be long to read.
    """
    outline = Outline()
    head = _HEAD.match(text) or _PROPERTIES.match(text)
    for line in head.group().split("\n") if head else ():
        if line.strip(" \t-"):
            outline.tally.drop("ligne d’en-tête", line)
    body = text[head.end() :] if head else text
    if body.count("<") > IMPORT_ELEMENTS or len(_FRAME.findall(body)) > IMPORT_FRAMES:
        raise InvalidInput(
            "Ce fichier a trop de balises, de tableaux ou de citations pour un seul plan. "
            "Rien n’a été changé ; découpez-le en plusieurs fichiers."
        )
    plain = not looks_like_outline(body)
    first = text.count("\n", 0, len(text) - len(body)) + 1
    form = Verbatim if plain and not _MARKED.search(body) else str
    blocks = Blocks(body, first, outline, plain, form)
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


class _Reading:
    """Understands the blocks of ideas, all those that define links being known."""

    def __init__(self, template: Template, words: Words, tally: Tally) -> None:
        self.words, self._tally = words, tally
        self._types = types_by_name(template)
        self._facts = {*fields_by_name(template), normalize(TYPE)}
        self._apart = first_of(template, FieldKind.LINK) is not None

    def take(self, item: Item) -> None:
        """Give an idea its text, type, facts, link and note."""
        if not item.blocks:
            return
        first, *others = item.blocks
        if isinstance(first, Verbatim):
            item.idea.text = first
        else:
            self._read_text(item.idea, first)
        for text in others:
            is_kept = isinstance(text, Verbatim)
            words = text if is_kept else self.words.shown(self._kept(item.idea, text))[0]
            item.idea.add_note(words)

    def _read_text(self, idea: Idea, text: str) -> None:
        text = self._take_facts(idea, self._kept(idea, text))
        if (found := _TYPE.match(text)) and (kind := self._types.get(self._name(found.group(1)))):
            idea.facts.insert(0, (TYPE, kind))
            text = text[found.end() :]
        elif found := _BOX.match(text):
            text = ("☐" if found.group(1) == " " else "☑") + text[found.end() :]
        idea.text, idea.link = self.words.shown(text, self._apart)

    def _take_facts(self, idea: Idea, text: str) -> str:
        """Return a text without the facts of our files; each goes on until the next one."""
        facts = [found for found in _FACT.finditer(text) if self._name(found[2]) in self._facts]
        ends = [*(found.end(1) for found in facts), len(text)]
        for found, end in zip(facts, ends[1:], strict=True):
            value = self.words.shown(text[found.end() : end])[0]
            idea.facts.append((self.words.shown(found[2])[0], value))
        return text[: ends[0]]

    def _kept(self, idea: Idea, text: str) -> str:
        """Return a text without what other tools write for themselves among its lines."""
        for kind, written in _OF_OTHERS.items():
            for found in written.finditer(text):
                self._tally.drop(kind, found[1])
            text = written.sub("", text)
        for name, value in _PROPERTY.findall(text):
            if _TECHNICAL.fullmatch(name):
                self._tally.drop(f"propriété « {name} »", value)
            else:
                idea.facts.append((name, self.words.shown(value)[0]))
        return _PROPERTY.sub("", text)

    def _name(self, written: str) -> str:
        return normalize(self.words.shown(written)[0])
