"""Words too long for where they are: the end goes to cards of its own, and it is told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from capacities.domain.limits import CARD_TEXT_CHARS, FIELD_NOTE_CHARS
from capacities.domain.nouns import NOUNS
from capacities.domain.snapshot import Card
from capacities.domain.template import FieldKind, Template
from capacities.domain.wording import counted
from capacities.exports.reading.report import UNNAMED, Moved, excerpt

_ENDS: Final = (r"(?=\n[ \t]*\n)", r"(?=\n)", r"(?<=[.!?…])(?=\s)", r"(?=[^\S\u00a0\u202f])", "")
"""Where one cuts rather: after a paragraph, a line, a sentence, a word; else anywhere."""

_BELOW: Final = 160.0
"""How far under it the next element of a map is."""


def split_long(text: str, limit: int) -> list[str]:
    """Cut a text in pieces that are not longer than ``limit``; only blanks are lost.

    A piece ends in its second half, if it can.
    """
    if len(text) <= limit:
        return [text]
    kept = "|".join(f".{{{max(limit // 2, 1)},{limit}}}{end}" for end in _ENDS)
    pieces = re.findall(rf"(.{{1,{limit}}}\Z|{kept})\s*", text, re.DOTALL)
    return [piece.rstrip() for piece in pieces if piece.strip()] or [""]


def shorten(
    card: Card, template: Template, line: int, where: str
) -> tuple[Card, list[str], list[Moved]]:
    """Return the card with what it can hold, the texts of the cards that follow, what moved.

    ``where`` is that of these cards, in French: « sous elle », « à la suite ».
    """
    text, *pieces = split_long(card.text, CARD_TEXT_CHARS)
    ends = [("La fin", sum(map(len, pieces)), pieces)]
    fields = dict(card.fields)
    for key in (field.key for field in template.fields if field.kind is FieldKind.NOTE):
        note = str(fields.get(key, "")).lstrip()
        if len(note) > FIELD_NOTE_CHARS:
            fields[key] = first = split_long(note, FIELD_NOTE_CHARS)[0]
            rest = note[len(first) :].strip()
            said = split_long(f"(suite de la note) {rest}", CARD_TEXT_CHARS)
            ends.append(("La fin de la note", len(rest), said))
    noun, moved = NOUNS[template.form], []
    for what, size, said in ends:
        if said:
            cards = noun.a if len(said) == 1 else f"en {noun.count(len(said))}"
            into = f"{what} ({counted(size, 'signe')}) est {cards} {where}"
            moved.append(Moved(line, excerpt(card.text), into))
    held = replace(card, text=text, fields=fields) if moved else card
    return held, [piece for *_, said in ends for piece in said], moved


def with_next(card: Card, template: Template, line: int) -> tuple[list[Card], list[Moved]]:
    """Return a card of a form that nests nothing, the next ones in its place, what moved."""
    first, pieces, moved = shorten(card, template, line, "à la suite")
    below = None if card.y is None else card.y + _BELOW
    following = (
        replace(first, id=f"{UNNAMED}{line}-{number}", text=text, fields={}, on=None, y=below)
        for number, text in enumerate(pieces, 2)
    )
    return [first, *following], moved
