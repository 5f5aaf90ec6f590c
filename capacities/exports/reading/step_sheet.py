"""« action ; durée ; avant » of a spreadsheet → steps of a timeline, and the links between them.

``avant`` names what a step makes possible, ``après`` what comes before it: by its text, or by its
number (a column « n° », else the line of the file). A step of the canvas that has the text of a
row is that step: read twice, a file adds nothing. What cannot be understood is counted and told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
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
from capacities.exports.reading.durations import WEEK, read_duration, unit_said
from capacities.exports.reading.long_words import split_long
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.timeline import window_titles

_CUTS: Final = re.compile(r"([,;\n|])")
_HELD: Final = 8
"""Cuts that a name of a list of names may hold."""
_NUMBER: Final = re.compile(r"0*(\d+) ?(?:f[ds])?")
"""A row by its number; « FD » (« FS »): it ends before the other begins, as other tools write."""
_TAKEN: Final = {
    "avant": "Colonne « avant » : « Étape A, avant B » se lit « A vient avant B ».",
    "apres": "Colonne « après » : « Étape A, après B » se lit « B vient avant A ».",
}
_IN_WEEKS: Final = (
    "Durées : tout s’écrit en semaines de sept jours, 10 jours devenant 1,42 semaine."
)
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
        at, snapshot = self.columns.at.get("duree"), found.snapshot
        self._unit = WEEK if at is None else unit_said(found.first.cells[at])
        self._windows = keys_by_name(window_titles(snapshot, self.template).items())
        steps = steps_of(snapshot.cards)
        self._cards = {card.id: card for card in steps}
        self._there = group_by_name((card.text, card.id) for card in steps)
        self._steps: list[tuple[Card, Line]] = []
        self._links: dict[tuple[str, str], Edge] = {}

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
            self._drop("ligne sans texte", "", line)
            return None
        self.check_lengths(line, text)
        same = self._there.get(normalize(split_long(text, CARD_TEXT_CHARS)[0]), [])
        before = self._cards.pop(same[0], None) if len(same) == 1 else None
        card = before or Card(f"{UNNAMED}{line.number}", text, TRAY)
        if title := self.cell(line, "fil"):  # the one of a lane is its key already
            self._drop("fil inconnu", title, line)
        zone = self.cell(line, "cle_fil") or card.zone
        fields = {**card.fields, **self.fields(line, zone, "dans un fil")}
        try:
            if cell := self.cell(line, "duree"):
                fields["duree"] = read_duration(cell, self._unit)
        except ValueError:
            self._drop("durée illisible", cell, line)
        card = replace(card, zone=zone, fields=fields)
        self._steps.append((card, line))
        return card

    def _drop(self, what: str, example: str, line: Line) -> None:
        said = [example[:60]] if example else []
        self.tally.drop(what, ", ".join((*said, f"ligne {line.number}")))

    def linked(self) -> ImportReading:
        """Return the steps, and the links that their rows name."""
        own = "numero" in self.columns.at
        numbers = {
            c.id: self.cell(line, "numero") if own else str(line.number) for c, line in self._steps
        }
        names = _Names(
            [card for card, _ in self._steps], numbers, steps_of(self.found.snapshot.cards)
        )
        cards = [self._joined(card, line, names) for card, line in self._steps]
        edges = self._without_loops()
        remarks = [said for name, said in _TAKEN.items() if edges and name in self.columns.at]
        cells = (self.cell(line, "duree") for line in self.found.lines)
        if any(cell and unit_said(cell, self._unit) != WEEK for cell in cells):
            remarks.append(_IN_WEEKS)
        return self.reading(cards, remarks, edges=edges)

    def _joined(self, card: Card, line: Line, names: _Names) -> Card:
        """Join a step to what its row names; a window of the calendar is a field of it."""
        for column in _TAKEN:
            for name, found in names.of(self.cell(line, column)):
                window = self._windows.get(normalize(name)) if column == "avant" else None
                if len(found) == 1 and found[0] != card.id:
                    self._link(*((card.id, found[0]) if column == "avant" else (found[0], card.id)))
                elif window and not found:
                    card = replace(card, fields={**card.fields, "avant": window})
                else:
                    self._drop(_NO_LINK[min(len(found), 2)], name, line)
        return card

    def _link(self, source: str, target: str) -> None:
        if len(self._links) <= CARDS_PER_CANVAS:
            kind = BEFORE if self.template.edge_kind(BEFORE) else ""
            edge = Edge(f"{UNNAMED}{len(self._links)}-lien", source, target, kind)
            self._links.setdefault((source, target), edge)

    def _without_loops(self) -> tuple[Edge, ...]:
        """Return the new links; those that would close a loop are told, and left."""
        snapshot = self.found.snapshot
        old = [edge for edge in snapshot.edges if edge.kind in (BEFORE, "")]
        there = {(edge.source, edge.target) for edge in old}
        new = {
            f"\uffff{at:08}": edge  # after any other: of a loop, the last is cut
            for at, (ends, edge) in enumerate(self._links.items())
            if ends not in there
        }
        last = [replace(edge, id=name) for name, edge in new.items()]
        cut = cut_links([*(edge for edge in old if edge.source != edge.target), *last])
        texts = {card.id: card.text for card in (*snapshot.cards, *(c for c, _ in self._steps))}
        for edge in (edge for name, edge in new.items() if name in cut):
            ends = " → ".join(abridge(texts.get(end, "")) for end in (edge.source, edge.target))
            self.tally.drop("lien qui refermerait une boucle", ends)
        return tuple(edge for name, edge in new.items() if name not in cut)


class _Names:
    """Finds steps: in the file by their text, by their number, then on the canvas."""

    def __init__(
        self, here: Collection[Card], numbers: dict[str, str], there: Collection[Card]
    ) -> None:
        self._ids = group_by_name(_named(there))
        self._ids |= group_by_name((number, card) for card, number in numbers.items())
        self._ids |= group_by_name(_named(here))
        beginnings = (_CUTS.split(card.text, maxsplit=1) for card in (*here, *there))
        self._heads = {normalize(head) for head, *rest in beginnings if rest}
        self._find = cache(self._sought)  # the same few names come back in many rows

    def of(self, cell: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a cell, with the ids of the steps that have it.

        It is cut where that gives names: some hold what cuts others.
        """
        if found := self._find(cell):
            yield cell, found
            return
        pieces, at = _CUTS.split(cell), 0  # words, what cuts, words…
        while at < len(pieces):
            most = 2 * _HELD - 1 if normalize(pieces[at]) in self._heads else 1
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
        return self._ids.get(key) or self._ids.get(number[1] if number else "", [])


def _named(cards: Iterable[Card]) -> Iterator[tuple[str, str]]:
    """Yield what names a step, with its id: its beginning, its first line."""
    for card in cards:
        yield abridge(card.text), card.id
        yield card.text.partition("\n")[0], card.id
