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
_PIECES: Final = 15
"""Those of a name of a list of names that holds seven cuts."""
_NUMBER: Final = re.compile(r"0*(\d+) ?(?:f[ds])?")
"""A row by its number; « FD » (« FS »): it ends before the other begins, as other tools write."""
_TAKEN: Final = {
    "avant": "Colonne « avant » : « Étape A, avant B » se lit « A vient avant B ».",
    "apres": "Colonne « après » : « Étape A, après B » se lit « B vient avant A ».",
}
_NO_LINK: Final = (
    *("lien à une étape inconnue", "lien d’une étape à elle-même"),
    "lien à plusieurs étapes du même nom",
)
"""What is told of a name, by the number of steps that have it."""


class Sheet(RowReader):
    """Makes a step of each row, then the links that they name."""

    title = "Tableau d’actions"
    divides = True

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._windows = keys_by_name(window_titles(found.snapshot, self.template).items())
        self._before = {card.id: card for card in steps_of(found.snapshot.cards)}
        self._there = group_by_name((card.text, card.id) for card in self._before.values())
        self._steps: list[tuple[Card, Line]] = []
        self._links: dict[tuple[str, str], None] = {}

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read the rows, then what they name of one another."""
        rows = cls(found)
        rows.each(found.lines, rows.card)
        return rows.linked()

    def card(self, line: Line) -> Card | None:
        """Make a step; the one of the canvas that has its text is that step."""
        text = self.text(line).strip()
        if not text:
            self.tally.drop("ligne sans texte", f"ligne {line.number}")
            return None
        self.check_lengths(line, text)
        same = self._there.get(normalize(split_long(text, CARD_TEXT_CHARS)[0]), [])
        before = self._before.pop(same[0], None) if len(same) == 1 else None
        card = before or Card(f"{UNNAMED}{line.number}", text, TRAY)
        if title := self.cell(line, "fil"):  # the one of a lane is its key already
            self._drop("fil inconnu", title, line)
        zone = self.cell(line, "cle_fil") or card.zone
        fields = {**card.fields, **self.fields(line, zone, "dans un fil")}
        card = replace(card, zone=zone, fields=fields)
        self._steps.append((card, line))
        return card

    def _drop(self, what: str, example: str, line: Line) -> None:
        self.tally.drop(what, f"{example[:60]}, ligne {line.number}")

    def linked(self) -> ImportReading:
        """Return the steps, and the links that their rows name."""
        at, there = self.columns.at, steps_of(self.found.snapshot.cards)
        here = [card for card, _ in self._steps]
        numbers = [
            (self.cell(line, "numero") if "numero" in at else str(line.number), card.id)
            for card, line in self._steps
        ]
        self._names = _by_name(there) | group_by_name(numbers) | _by_name(here)
        beginnings = (_CUTS.split(card.text, maxsplit=1) for card in (*there, *here))
        self._heads = {normalize(head) for head, *rest in beginnings if rest}
        self._find = cache(self._sought)  # the same few names come back in many rows
        cards = [self._joined(card, line) for card, line in self._steps]
        edges = self._edges(cards)
        remarks = [said for column, said in _TAKEN.items() if edges and column in at]
        return self.reading(cards, remarks, edges=edges)

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
                    self._drop(_NO_LINK[min(len(found), 2)], name, line)
        return card

    def _edges(self, cards: Iterable[Card]) -> tuple[Edge, ...]:
        """Make the links; those that would close a loop are told, and left."""
        kind = BEFORE if self.template.edge_kind(BEFORE) else ""
        texts = {card.id: abridge(card.text) for card in (*self.found.snapshot.cards, *cards)}
        old = [edge for edge in self.found.snapshot.edges if edge.kind in (BEFORE, "")]
        there = {(edge.source, edge.target) for edge in old}
        new = {
            f"\uffff{at:05}": Edge(f"{UNNAMED}{at}-lien", *ends, kind)
            for at, ends in enumerate(self._links)
            if ends not in there
        }
        # Of a loop, the link of the last id is cut: a new one.
        late = [replace(edge, id=name) for name, edge in new.items()]
        cut = cut_links([edge for edge in (*old, *late) if edge.source != edge.target])
        for name in sorted(cut & new.keys()):
            edge = new.pop(name)
            self.tally.drop(
                "lien qui refermerait une boucle", f"{texts[edge.source]} → {texts[edge.target]}"
            )
        return tuple(new.values())

    def _named(self, cell: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a cell, cut where that gives names, with the ids of its steps."""
        if found := self._find(cell):
            yield cell, found
            return
        pieces, at = _CUTS.split(cell), 0  # words, what cuts, words…
        while at < len(pieces):
            most = _PIECES if normalize(pieces[at]) in self._heads else 1
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
    names = ((c.id, (abridge(c.text), c.text.partition("\n")[0])) for c in cards)
    return group_by_name((name, card) for card, both in names for name in both)
