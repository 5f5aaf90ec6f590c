"""A plan, on a canvas that is no tree → a table like any other: one idea per row.

What an idea at the top holds goes where that idea says; so does what its own ideas hold, each
on its row. The idea alone at the top of all is the title of the file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from capacities.domain.limits import IMPORT_ROWS
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.wording import counted
from capacities.exports.names import normalize
from capacities.exports.outline import TYPE
from capacities.exports.reading import markdown_reader
from capacities.exports.reading.asking import read_table
from capacities.exports.reading.choice import Choice
from capacities.exports.reading.guessing import Roles
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.opening import Line, Table, first_line, open_text
from capacities.exports.reading.plans import read_plan
from capacities.exports.reading.report import ImportReading
from capacities.exports.reading.tables import TEXT, Kinds, Offer

_HEAD: Final = re.compile(r"\s*---[ \t]*\n")
_NESTED: Final = re.compile(r"^(?:\t| {2,})\S|^[ \t]*+<!--", re.MULTILINE)
_MOST: Final = 0.6
"""The share of lines cut alike that make a table of a text."""


def read_flat(
    text: str,
    encoding: str,
    kinds: Kinds,
    offer: Offer,
    template: Template,
    snapshot: Snapshot,
    choice: Choice,
) -> ImportReading | None:
    """Read a text that is a plan, None when it is a table.

    Raises:
        InvalidInput: it cannot be read as a whole.
    """
    found = read_plan(text, template, lambda plain: _is_table(plain, kinds, offer, template))
    if found is None:
        return None
    outline, kind = found
    known = {normalize(title) for title in offer.places(snapshot.cards, template).values()}
    table = _Rows(outline, offer, template, known).table(encoding)
    reading = read_table(table, (), offer, template, snapshot, choice)
    return replace(reading, kind=kind, dropped=(*outline.tally.dropped, *reading.dropped))


def _is_table(plain: str, kinds: Kinds, offer: Offer, template: Template) -> bool:
    """Tell whether a text has titles of columns, or lines cut alike, rather than a plan."""
    first, roles = first_line(plain), Roles(offer, template, {})
    heads = [lines[0] for lines in open_text(first, "").cuts.values()]
    if any(kind.columns(head, template) for kind in kinds for head in heads):
        return True
    if any(TEXT in (said := roles.of(head.cells)) and sum(map(bool, said)) > 1 for head in heads):
        return True
    if markdown_reader.looks_like_outline(first) or _HEAD.match(plain):
        return False
    for lines in open_text(plain, "").cuts.values():
        width = len(lines[0].cells)
        if width > 1 and sum(len(line.cells) == width for line in lines) >= _MOST * len(lines):
            return True
    nested = plain.count("\n") <= IMPORT_ROWS and _NESTED.search(plain)
    return not nested and not markdown_reader.looks_like_outline(plain)


class _Rows:
    """The rows that ideas make; what a field can hold has a column of its name."""

    def __init__(self, outline: Outline, offer: Offer, template: Template, known: set[str]) -> None:
        self._outline, self._offer, self._known = outline, offer, known
        more = (Field(key, title, FieldKind.TEXT) for key, title in offer.more.items())
        offered = [*offer.fields(template), *more]
        self._fields = {normalize(one): f for f in offered for one in (f.key, f.title)}
        self._note, self._link = (
            next((field for field in offered if field.kind is kind), None)
            for kind in (FieldKind.NOTE, FieldKind.LINK)
        )
        self._under: dict[str, str] = {}
        self._deeper = 0

    def table(self, encoding: str) -> Table:
        """Return the table, its titles first."""
        said = [(idea, cells) for idea in self._ideas() if (cells := self._cells(idea))]
        names = list(dict.fromkeys(name for _, cells in said for name in cells))
        names.sort(key=[TEXT, self._offer.where_title].count, reverse=True)
        numbers = [idea.line for idea, _ in said]
        if len(set(numbers)) < len(numbers):
            numbers = list(range(2, len(said) + 2))  # a row is known by its number
        rows = (tuple(cells.get(name, "") for name in names) for _, cells in said)
        lines = [Line(n, cells) for n, cells in zip(numbers, rows, strict=True)]
        head = Line(0, tuple("Texte" if name == TEXT else name for name in names or [TEXT]))
        deeper = counted(self._deeper, "idée était", "idées étaient")
        remark = f"{deeper} sous d’autres : elles sont à la suite, chacune sur sa ligne."
        remarks = (remark,) if self._deeper else ()
        return Table({"": [head, *lines]}, encoding, remarks=remarks)

    def _ideas(self) -> list[Idea]:
        """Return those that make rows, knowing what each is under."""
        ideas = self._outline.ideas
        holders = {idea.under for idea in ideas}
        tops = [idea for idea in ideas if not idea.under]
        root = tops[0] if len(tops) == 1 and self._outline.rooted else None
        if root and (root.key not in holders or normalize(root.text) in self._known):
            root = None
        places: dict[str, str] = {}
        found, rows = [], set[str]()
        for idea in ideas:
            above = root.key if root and idea is not root else ""
            self._under[idea.key] = places.get(idea.under, "")
            if idea is root or (idea.under == above and idea.key in holders):
                places[idea.key] = self._under[idea.key] = " ".join(idea.text.split())
                found += [self._aside(idea)] if idea.notes or idea.link or idea.facts else []
                continue
            self._deeper += idea.under in rows
            rows.add(idea.key)
            places[idea.key] = self._under[idea.key]
            found.append(idea)
        if root and not any(idea.under == root.key and idea.key in rows for idea in found):
            self._outline.tally.drop("titre du plan", root.text)
        return found

    def _aside(self, idea: Idea) -> Idea:
        """Return what is said below the title of a place: an idea that goes there."""
        made = replace(idea, text=idea.note, notes=[])
        if not made.text.strip():
            made.text, made.link = idea.link, ""
        return made

    def _cells(self, idea: Idea) -> dict[str, str]:
        """Return what a row says, by the titles of its columns."""
        cells = {TEXT: idea.text, self._offer.where_title: self._under[idea.key]}
        notes = [idea.note]
        facts = [(TYPE, idea.type)] if idea.type else []
        for name, value in [*facts, *idea.facts]:
            field = self._fields.get(normalize(name))
            if field and field.title not in cells:
                cells[field.title] = value
            elif value.strip():
                notes.append(f"{name} : {value}")
        if idea.link and self._link and self._link.title not in cells:
            cells[self._link.title] = idea.link
        elif idea.link:
            notes.append(idea.link)
        note = "\n".join(part for part in notes if part.strip())
        if self._note and note:
            cells[self._note.title] = "\n".join(filter(None, (cells.get(self._note.title), note)))
        elif note:
            cells[TEXT] = "\n".join(filter(None, (idea.text, note)))
        return {name: cell for name, cell in cells.items() if cell.strip()}
