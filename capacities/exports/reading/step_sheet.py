"""« action ; durée ; avant » of a spreadsheet → steps of a timeline, and the links between them.

``avant`` names what a step makes possible, ``après`` what comes before it: by its text, or by its
number (a column « n° », else the line of the file). A step of the canvas that has the text of a
row is that step: read twice, a file adds nothing. What cannot be understood is counted and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.limits import CARD_TEXT_CHARS, CARDS_PER_CANVAS
from capacities.domain.schedule_links import cut_links
from capacities.domain.schedule_reading import BEFORE
from capacities.domain.snapshot import Card, Edge
from capacities.domain.template import TRAY
from capacities.exports.names import abridge, group_by_name, keys_by_name, normalize
from capacities.exports.reading.long_words import split_long
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.timeline import window_titles

_CUTS: Final = re.compile(r"([,;\n|])")
_NAMES: Final = 200
"""Of a cell, at most: the rest is told as one that nobody knows."""
_NUMBER: Final = re.compile(r"0*(\d+) ?(?:f[ds])?")
"""A row by its number; « FD » (« FS »): it ends before the other begins, as other tools write."""
_TAKEN: Final = {
    "avant": "Colonne « avant » : « Étape A, avant B » se lit « A vient avant B ».",
    "apres": "Colonne « après » : « Étape A, après B » se lit « B vient avant A ».",
}
_NO_LINK: Final = (
    "à une étape inconnue",
    "d’une étape à elle-même",
    "à plusieurs étapes du même nom",
)
"""What is told of a name, by the number of steps that have it."""


class Sheet(RowReader):
    """Makes a step of each row, then the links that they name."""

    title = "Tableau d’actions"
    divides = True

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._windows = keys_by_name(window_titles(found.snapshot, self.template).items())
        self._cards = {card.id: card for card in steps_of(found.snapshot.cards)}
        self._there = group_by_name((card.text, card.id) for card in self._cards.values())
        self._lines: dict[str, Line] = {}
        self._links: dict[tuple[str, str], None] = {}

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read the rows, then what they name of one another."""
        return cls(found).linked()

    def card(self, line: Line) -> Card | None:
        """Make a step; the one of the canvas that has its text, or its lane too, is it, once."""
        text = self.text(line).strip()
        if not text:
            self.tally.drop("ligne sans texte", f"ligne {line.number}")
            return None
        same = self._there.get(normalize(split_long(text, CARD_TEXT_CHARS)[0]), [])
        lane = self.cell(line, "cle_fil")
        free = [self._cards[one] for one in same if one not in self._lines]
        if len(same) > 1:
            free = [card for card in free if card.zone == (lane or TRAY)]
        card = free[0] if free else Card(f"{UNNAMED}{line.number}", text, TRAY)
        if title := self.cell(line, "fil"):  # the one of a lane is its key already
            self.tally.drop("fil inconnu", f"{title[:60]}, ligne {line.number}")
        zone = lane or card.zone
        fields = {**card.fields, **self.fields(line, zone, "dans un fil")}
        self._lines[card.id] = line
        self._cards[card.id] = replace(card, zone=zone, fields=fields)
        return self._cards[card.id]

    def linked(self) -> ImportReading:
        """Return the steps, and the links that their rows name."""
        here = self.each(self.found.lines, self.card)
        own = "numero" in self.columns.at
        numbers = (
            (self.cell(line, "numero") if own else str(line.number), card)
            for card, line in self._lines.items()
        )
        every = self._cards.values()
        self._names = _by_name(every) | group_by_name(numbers) | _by_name(here)
        beginnings = (_CUTS.split(card.text, maxsplit=1) for card in every)
        self._heads = {normalize(abridge(head)) for head, *rest in beginnings if rest}
        self._find = cache(self._sought)  # the same few names come back in many rows
        cards = [self._joined(card, self._lines[card.id]) for card in here]
        edges = self._edges()
        taken = [said for name, said in _TAKEN.items() if edges and name in self.columns.at]
        return self.reading(cards, taken, edges=edges)

    def _joined(self, card: Card, line: Line) -> Card:
        """Join a step to what its row names; a window of the calendar is a field of it."""
        for column in _TAKEN:
            for name, found in self._named(self.cell(line, column)):
                window = self._windows.get(normalize(name)) if column == "avant" else None
                if len(found) == 1 and found[0] != card.id:
                    ends = (card.id, found[0]) if column == "avant" else (found[0], card.id)
                    if len(self._links) <= CARDS_PER_CANVAS:
                        self._links[ends] = None
                elif window and not found:
                    card = replace(card, fields={**card.fields, "avant": window})
                else:
                    example = f"{name[:60]}, ligne {line.number}"
                    self.tally.drop(f"lien {_NO_LINK[min(len(found), 2)]}", example)
        return card

    def _edges(self) -> tuple[Edge, ...]:
        """Make the links; those that would close a loop are told, and left."""
        kind = BEFORE if self.template.edge_kind(BEFORE) else ""
        old = [edge for edge in self.found.snapshot.edges if edge.kind in (BEFORE, "")]
        there = {(edge.source, edge.target) for edge in old}
        new = [
            Edge(f"{UNNAMED}{at:05}-lien", *ends, kind)
            for at, ends in enumerate(self._links)
            if ends not in there
        ]
        # Of a loop, the link of the last id is cut: here, never an old one for a new one.
        first = [replace(e, id=f"{UNNAMED * 2}{e.id}") for e in old if e.source != e.target]
        cut = cut_links([*first, *new])
        for edge in new:
            if edge.id in cut:
                ends = (abridge(self._cards[end].text) for end in (edge.source, edge.target))
                self.tally.drop("lien qui refermerait une boucle", " → ".join(ends))
        return tuple(edge for edge in new if edge.id not in cut)

    def _named(self, cell: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a cell, cut where that gives names, with the ids of its steps."""
        if found := self._find(cell):
            yield cell, found
            return
        pieces, at = _CUTS.split(cell, maxsplit=_NAMES), 0  # words, what cuts, words…
        while at < len(pieces):
            most = 15 if normalize(pieces[at]) in self._heads else 1  # a name may hold seven cuts
            for end in range(min(len(pieces), at + most), at, -2):
                name = "".join(pieces[at:end]).strip()
                if found := self._find(name):
                    break
            if name:
                yield name, found
            at = end + 1

    def _sought(self, name: str) -> list[str]:
        key = normalize(abridge(name))
        number = _NUMBER.fullmatch(key)
        return self._names.get(key) or self._names.get(number[1] if number else "", [])


def _by_name(cards: Iterable[Card]) -> dict[str, list[str]]:
    """Return ids by what names a step: its beginning, its first line."""
    names = ((c.id, (c.text, c.text.partition("\n")[0])) for c in cards)
    return group_by_name((abridge(name), card) for card, both in names for name in both)
