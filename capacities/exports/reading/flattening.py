"""A plan, on a canvas that is no tree → a table like any other: one idea per row.

What an idea at the top holds goes where that idea says; so does what its own ideas hold, each
on its row. The idea alone at the top of all is the title of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from capacities.domain.errors import InvalidInput
from capacities.domain.wording import counted
from capacities.exports.reading.decoding import ACCEPTED
from capacities.exports.reading.guessing import Roles
from capacities.exports.reading.ideas import Idea, Outline
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.settling import Settling
from capacities.exports.reading.tables import TEXT


def flatten(outline: Outline, roles: Roles, encoding: str) -> Table:
    """Return the table that ideas make, its titles first: a column for each field they fill.

    Raises InvalidInput when none says anything.
    """
    where, settling = roles.reader.where, Settling(roles.template, roles.reader)
    found, deeper = list[tuple[int, dict[str, str]]](), 0
    for idea, place, deep in _rows(outline, roles):
        if cells := settling.cells(settling.said(idea), ""):
            found.append((idea.line, {TEXT: "", where: place} | cells))
        deeper += deep
    if not found:
        raise InvalidInput(f"Ce fichier ne contient aucune idée. {ACCEPTED}")
    every = dict.fromkeys([TEXT, where, *(name for _, cells in found for name in cells)])
    names = [name for name in every if any(cells.get(name) for _, cells in found)]
    numbers = [number for number, _ in found]
    if len(set(numbers)) < len(numbers):  # a row is known by its number
        numbers = list(range(2, len(found) + 2))
    lines = [
        Line(number, tuple(cells.get(name, "") for name in names))
        for number, (_, cells) in zip(numbers, found, strict=True)
    ]
    remark = (
        f"{counted(deeper, 'idée était', 'idées étaient')} sous d’autres : elles sont à la suite, "
        "chacune sur sa ligne."
    )
    head = Line(0, tuple(roles.titles[name] for name in names))
    return Table({"": [head, *lines]}, encoding, remarks=(remark,) if deeper else ())


def _rows(outline: Outline, roles: Roles) -> Iterator[tuple[Idea, str, bool]]:
    """Yield what makes rows, the place that it is in, whether it was under another row."""
    ideas, holders = outline.ideas, set[str]()
    for idea in reversed(ideas):  # what is above nothing but blanks holds nothing
        if idea.key in holders or any((idea.text.strip(), idea.notes, idea.link, idea.facts)):
            holders.add(idea.under)
    tops = [idea for idea in ideas if not idea.under]
    root = tops[0] if len(tops) == 1 and outline.rooted and tops[0].key in holders else None
    if root and roles.place(root.text):
        root = None
    if root and all(idea.key in holders for idea in ideas if idea.under == root.key):
        outline.tally.drop("titre du plan", root.text)
    places, rows = dict[str, str](), set[str]()
    for idea in ideas:
        place = places.get(idea.under, "")
        if idea is root or (idea.under == (root.key if root else "") and idea.key in holders):
            places[idea.key] = place = " ".join(idea.text.split())
            yield replace(idea, text=""), place, False  # what is said below its title
        else:
            places[idea.key] = place
            yield idea, place, idea.under in rows
            rows.add(idea.key)
