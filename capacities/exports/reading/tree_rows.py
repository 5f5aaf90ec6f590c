"""A CSV of ideas → cards of a tree: ours in both dialects, or a few columns of a spreadsheet.

Who is above an idea is said by ``cle_parent``, else by the text of ``parent``; else a card of the
canvas stays where it is, and a new idea goes where ``chemin`` or ``profondeur`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.template import CENTRE, NODE, Template
from capacities.domain.tree import arrange
from capacities.domain.wording import counted, listed
from capacities.exports.names import group_by_name, normalize
from capacities.exports.outline import fields_by_name
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.ideas import Idea, Outline, check_bounds
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, excerpt
from capacities.exports.reading.rooting import outline_reading
from capacities.exports.reading.rows import CardReader, Found, only
from capacities.exports.reading.tables import SIGNED, Reader, TableKind, named
from capacities.exports.tree import PATH_MARK, node_paths

_NAMES: Final = named(
    *("chemin", "profondeur", "parent", "texte", "type", "auteur", "cree_le", "id", "rang"),
    *("cle_parent", "cle_case"),
    niveau="profondeur",
    text="texte",
    idee="texte",
)


def names(template: Template) -> Mapping[str, str]:
    """Return the columns by name; another name of one may be a field of the template."""
    fields = fields_by_name(template)
    return {name: ours for name, ours in _NAMES.items() if name == ours or name not in fields}


class _Rows(CardReader):
    """Reads rows as ideas, then says what each one is under."""

    within, color_name = "pour cette idée", "type"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read ideas, then face them with those of the canvas."""
        rows = cls(found)
        for read in (rows.idea, rows.place):
            rows.each(found.lines, read)
        met = outline_reading(rows.outline, found.template, found.snapshot, "", "")
        rows.refused += met.refused
        rows.moved += met.moved
        return rows.reading(
            met.cards,
            (*rows.branches(), *met.remarks),
            owns_color="type" in found.columns.at,
            ordered="rang" not in found.columns.at,
        )

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.outline = Outline(rooted=bool({"chemin", "profondeur"} & found.columns.at.keys()))
        self._tree = arrange((*found.snapshot.cards, *found.snapshot.trash))
        cards = (self._tree.centre, *self._tree.order)
        self._known = {card.id: card for card in (*self._tree.hidden, *cards)}
        self._canvas = group_by_name((card.text, card.id) for card in cards)
        self._plain = cache(normalize)
        self._rows: dict[int, Idea] = {}
        self._by_key: dict[str, Idea] = {}
        self._named: dict[str, Idea] = {}
        self._branches: list[str] = []
        self._by_path: dict[tuple[str, ...], Idea] = {(): Idea("", 0, "")}
        self._levels = {-1: ""}

    def idea(self, line: Line) -> None:
        """Make an idea of a row; what is above is still to be found."""
        if card := self.card(line):
            idea = Idea(card.text, line.number, card.id, card=card)
            self._rows[line.number] = self._by_key[idea.key] = idea
            self._named.setdefault(self._plain(idea.text), idea)
            self._by_path.setdefault(tuple(map(self._plain, self._steps(line))), idea)

    def raw(self, line: Line, name: str) -> str:
        """Return a cell; a path alone ends with the text of its idea."""
        if name == "texte" and name not in self.columns.at:
            return (self._steps(line) or [""])[-1]
        return super().raw(line, name)

    def zone_of(self, line: Line) -> str:
        """Return the box of an idea: that of a branch of the template, or none of its own."""
        zone = self.cell(line, "cle_case")
        if self.cell(line, "id") == CENTRE:
            return CENTRE
        return zone if zone != CENTRE and self.template.zone(zone) else NODE

    def place(self, line: Line) -> None:
        """Find what a row is under."""
        if idea := self._rows.get(line.number):
            check_bounds(len(self.outline.ideas), len(self._steps(line)) - 1, line.number)
            idea.under = "" if idea.key == CENTRE else self._above(line, idea)
            self._named[self._plain(idea.text)] = idea
            self.outline.ideas.append(idea)

    def branches(self) -> Iterator[str]:
        """Say which branches are made."""
        if names := [f"« {excerpt(name)} »" for name in self._branches]:
            made = counted(len(names), "branche est créée", "branches sont créées")
            yield f"{made}, faute d’idée de ce nom : {listed(names)}."

    def _steps(self, line: Line) -> list[str]:
        path = self.cell(line, "chemin")
        return [step.strip() for step in path.split(PATH_MARK.strip())] if path else []

    def _above(self, line: Line, idea: Idea) -> str:
        """Return the key of what a row is under; "" at the top of the file."""
        key, title = self.cell(line, "cle_parent"), self.cell(line, "parent")
        if key:  # unless « parent », which people change to move a row, is another
            above = (one for one in (self._by_key.get(key), self._tree.node(key)) if one)
            same = {self._plain(one.text[:CARD_TEXT_CHARS]) for one in above}
            if not title or self._plain(title[:CARD_TEXT_CHARS]) in same:
                return key
        if title:
            return self._titled(title, idea)
        if known := self._known.get(idea.key):
            return known.parent or CENTRE
        if steps := self._steps(line):
            return self._at_path(steps[:-1], line.number)
        return self._at_level(self.cell(line, "profondeur"), idea)

    def _titled(self, title: str, idea: Idea) -> str:
        """Find an idea by its text: the nearest row above, a row below, then the canvas."""
        name = self._plain(title)
        if (row := self._named.get(name)) and row is not idea:
            return row.key
        if cards := self._canvas.get(name):
            return only(cards, title, ("", "plusieurs idées s’appellent"), " (« parent »)")
        self._branches.append(title)
        self._named[name] = self._made(title, idea.line, "branche")
        return self._named[name].key

    def _made(self, text: str, line: int, key: str, above: str = "") -> Idea:
        """Make an idea that rows are under, and no row is, before the first of them."""
        made = Idea(text, line, f"{UNNAMED}{line}-{key}", under=above)
        self.outline.ideas.append(made)
        return made

    def _at_path(self, steps: Sequence[str], line: int) -> str:
        """Find the idea at the end of a path of the file, made when no row is it."""
        path, by_path = tuple(map(self._plain, steps)), self._by_path
        known = next(end for end in range(len(path), -1, -1) if path[:end] in by_path)
        for end in range(known, len(path)):
            above = by_path[path[:end]].key
            by_path[path[: end + 1]] = self._made(steps[end], line, str(end), above)
        return by_path[path].key

    def _at_level(self, level: str, idea: Idea) -> str:
        """Find the row above that is one level up, in a file that only numbers the levels."""
        depth = int(level) if level.isdecimal() and len(level) < 6 else 0
        self._levels = {one: key for one, key in self._levels.items() if one < depth}
        above = [*self._levels.values()][-1]
        self._levels[depth] = idea.key
        return above


IDEAS: Final = TableKind(
    _Rows.read,
    names,
    needs=("texte|chemin",),
    ours={"id", "rang", "cle_parent"},
    sure={"id", "chemin", "profondeur", "cle_parent"},
)
READER: Final = Reader(
    (*LINKS, IDEAS),
    _Rows.read,
    *("parent", "Idée au-dessus", ""),
    offered=lambda cards, template: node_paths(arrange(cards)),
    more={"type": "Type", **SIGNED},
    home=NODE,
    nests=True,
)
