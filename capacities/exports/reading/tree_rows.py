"""A CSV of ideas → cards of a tree: ours in both dialects, or a few columns of a spreadsheet.

Who is above an idea is said by ``cle_parent``, else by the text of ``parent``, else by
``chemin``; a row with an id that says nothing of it stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import arrange
from capacities.domain.wording import counted, listed
from capacities.exports.names import group_by_name, normalize
from capacities.exports.outline import fields_by_name
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.graft import Graft
from capacities.exports.reading.ideas import Idea, Outline, check_bounds
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import (
    MET,
    UNNAMED,
    ImportReading,
    RefusedRow,
    RowRefused,
    excerpt,
)
from capacities.exports.reading.rooting import root
from capacities.exports.reading.rows import CardReader, Found, only
from capacities.exports.reading.settling import Settled
from capacities.exports.reading.tables import SIGNED, Offer, TableKind, named
from capacities.exports.tree import PATH_MARK, node_paths

_NAMES: Final = named(
    *("chemin", "profondeur", "parent", "texte", "type", "auteur", "cree_le", "id", "rang"),
    *("cle_parent", "cle_case"),
    niveau="profondeur",
    text="texte",
    idee="texte",
)

_SHOWN: Final = 3
"""Branches named in a sentence."""


def names(template: Template) -> Mapping[str, str]:
    """Return the columns by name; another name of one may be a field of the template."""
    fields = fields_by_name(template)
    return {name: ours for name, ours in _NAMES.items() if name == ours or name not in fields}


class _Rows(CardReader):
    """Reads rows as ideas, then says what each one is under."""

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read ideas, then face them with those of the canvas."""
        rows = cls(found)
        rows.each(found.lines, rows.row)
        remarks = [rows.place(), rows.branches()]
        graft = Graft(rows.outline.ideas, found.template, found.snapshot, rows.settle)
        rows.refused += graft.refused()
        rows.moved += graft.moved
        return rows.reading(
            graft.cards,
            (said for said in (*remarks, MET if graft.met else "") if said),
            owns_color="type" in found.columns.at,
            ordered="rang" not in found.columns.at,
        )

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        snapshot = found.snapshot
        self.outline = Outline()
        self._tree = arrange((*snapshot.cards, *snapshot.trash))
        self._known = {card.id: card for card in (*self._tree.hidden, *self._tree.order)}
        self._canvas = group_by_name((card.text, card.id) for card in self._tree.order)
        self._lines: dict[Idea, Line] = {}
        self._by_key: dict[str, Idea] = {}
        self._by_text: dict[str, list[Idea]] = {}
        self._paths: dict[tuple[int, str], int] = {}
        self._by_path: dict[int, Idea] = {}
        self._branches: dict[str, Idea] = {}
        self._plain = cache(normalize)
        self._levels: list[tuple[int, Idea]] = []

    def place(self) -> str:
        """Find what each row is under; return what is to be said of the top of the file."""
        for idea, line in self._lines.items():
            try:
                if idea.key != CENTRE:
                    idea.under = self._above(line, idea)
            except RowRefused as reason:
                self.refused.append(RefusedRow(line.number, excerpt(idea.text), str(reason)))
                self.outline.ideas.remove(idea)
        self.outline.ideas.sort(key=lambda idea: (idea.line, idea in self._lines))
        self.outline.rooted = bool({"chemin", "profondeur"} & self.columns.at.keys())
        return root(self.outline, self.template, self._tree)

    def settle(self, idea: Idea, zone: str) -> Settled:
        """Read the fields of a row, as the box of its card carries them."""
        line = self._lines.get(idea)
        fields = self.fields(line, zone, "pour cette idée") if line else {}
        return Settled(idea.text, idea.type, fields)

    def row(self, line: Line) -> None:
        """Make an idea of a row; what is above is still to be found."""
        text, steps = self.text(line), self._steps(line)
        check_bounds(0, len(steps) - 1, line.number)
        if "texte" not in self.columns.at:
            text = steps[-1] if steps else ""
        card_id = self.id(line)
        if self.says_nothing(line, text):
            return
        self.check_lengths(line, text)
        zone = self.cell(line, "cle_case")
        idea = Idea(
            text=text,
            line=line.number,
            key=card_id or f"{UNNAMED}{line.number}",
            type=self.color(line, "type"),
            rank=self.cell(line, "rang"),
            author=self.author(line),
            created=self.created(line),
            zone=zone if zone.isprintable() else NODE,
        )
        self._lines[idea] = line
        self._by_key[idea.key] = idea
        self._by_text.setdefault(self._plain(text), []).append(idea)
        if steps:
            self._by_path.setdefault(self._places(steps)[-1], idea)
        self.outline.ideas.append(idea)

    def _steps(self, line: Line) -> list[str]:
        path = self.cell(line, "chemin")
        return [step.strip() for step in path.split(PATH_MARK.strip())] if path else []

    def _above(self, line: Line, idea: Idea) -> str:
        """Return the key of what a row is under; "" at the top of the file."""
        key, title = self.cell(line, "cle_parent"), self.raw(line, "parent")
        if key:  # unless « parent », which people change to move a row, is another
            above = (one for one in (self._by_key.get(key), self._tree.node(key)) if one)
            same = {self._plain(one.text[:CARD_TEXT_CHARS]) for one in above}
            if not title.strip() or self._plain(title[:CARD_TEXT_CHARS]) in same:
                return key
        if title.strip():
            return self._titled(title, idea)
        if known := self._known.get(idea.key):
            return known.parent or CENTRE
        if steps := self._steps(line):
            return self._at_path(steps[:-1], line.number)
        return self._at_level(self.cell(line, "profondeur"), idea)

    def _titled(self, title: str, idea: Idea) -> str:
        """Find an idea by its text: the nearest row above, a row below, then the canvas."""
        name = self._plain(title)
        rows = self._by_text.get(name, [])
        above = bisect_left(rows, idea.line, key=lambda row: row.line)
        if above:
            return rows[above - 1].key
        if below := next((row for row in rows if row is not idea), None):
            return below.key
        if name == self._plain(self._tree.centre.text):
            return CENTRE
        if cards := self._canvas.get(name):
            return only(cards, title, ("", "plusieurs idées s’appellent"), " (« parent »)")
        if name not in self._branches:  # a branch of what rows are under and no row is
            self._branches[name] = self._made(title.strip(), idea.line, "branche")
        return self._branches[name].key

    def _made(self, text: str, line: int, key: str, above: str = "") -> Idea:
        """Make an idea that rows are under, and no row is, before the first of them."""
        check_bounds(len(self.outline.ideas), 0, line)
        made = Idea(text, line, f"{UNNAMED}{line}-{key}", under=above)
        self.outline.ideas.append(made)
        return made

    def branches(self) -> str:
        """Say which branches are made."""
        names = [f"« {excerpt(idea.text)} »" for idea in self._branches.values()]
        shown = listed([*names[:_SHOWN], *["d’autres"] * (len(names) > _SHOWN)])
        made = counted(len(names), "branche est créée", "branches sont créées")
        return f"{made}, faute d’idée de ce nom : {shown}." if names else ""

    def _places(self, steps: Sequence[str]) -> list[int]:
        """Return a number for each place that a path goes through, the same for every row."""
        at, places = 0, []
        for step in steps:
            at = self._paths.setdefault((at, self._plain(step)), len(self._paths) + 1)
            places.append(at)
        return places

    def _at_path(self, steps: Sequence[str], line: int) -> str:
        """Find the idea at the end of a path of the file, made when no row is it."""
        check_bounds(0, len(steps), line)
        above = ""
        for length, place in enumerate(self._places(steps), 1):
            idea = self._by_path.get(place)
            if idea is None:
                idea = self._made(steps[length - 1], line, str(length), above)
                self._by_path[place] = idea
            above = idea.key
        return above

    def _at_level(self, level: str, idea: Idea) -> str:
        """Find the row above that is one level up, in a file that only numbers the levels."""
        depth = int(level) if level.isascii() and level.isdigit() and len(level) < 6 else 0
        while self._levels and self._levels[-1][0] >= depth:
            self._levels.pop()
        above = self._levels[-1][1].key if self._levels else ""
        self._levels.append((depth, idea))
        return above


IDEAS: Final = TableKind(
    _Rows.read,
    names,
    needs=("texte|chemin",),
    ours={"id", "rang", "cle_parent"},
    sure={"id", "chemin", "profondeur", "cle_parent"},
)
KINDS: Final = (*LINKS, IDEAS)
OFFER: Final = Offer(
    _Rows.read,
    *("parent", "Idée au-dessus", ""),
    places=lambda cards, template: node_paths(arrange(cards)),
    more={"type": "Type", **SIGNED},
    home=NODE,
)
