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
from capacities.domain.snapshot import Card, Edge, FieldValue
from capacities.domain.template import TRAY
from capacities.domain.timeline_windows import calendar_of
from capacities.exports.names import abridge, group_by_name, keys_by_name, normalize
from capacities.exports.reading.durations import read_duration, unit_said
from capacities.exports.reading.long_words import split_long
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading
from capacities.exports.reading.rows import Found, RowReader

_DURATION: Final = "duree"
_PARTS: Final = re.compile(r"[;\n|]")
_NUMBER: Final = re.compile(r"0*(\d{1,7})(?:\s*(?:fd|fs))?", re.IGNORECASE)
"""A row by its number; « FD » (« FS »): it ends before the other begins, as other tools write."""
_COMMAS: Final = 8
"""Commas that a name of a list of names may hold."""
_TAKEN: Final = {
    "avant": "Colonne « avant » : « Étape A, avant B » se lit « A vient avant B ».",
    "apres": "Colonne « après » : « Étape A, après B » se lit « B vient avant A ».",
}


class Sheet(RowReader):
    """Makes a step of each row, then the links that they name."""

    title = "Tableau d’actions"
    divides = True

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot, place = found.template, found.snapshot, self.columns.at.get(_DURATION)
        self._unit = unit_said(found.first.cells[place]) if place is not None else ""
        windows = calendar_of((*snapshot.cards, *snapshot.trash), template).windows
        self._windows = keys_by_name((window.key, window.title) for window in windows)
        steps = steps_of(snapshot.cards)
        self._cards = {card.id: card for card in steps}
        self._there = group_by_name((card.text, card.id) for card in steps)
        self._steps: list[tuple[Card, Line]] = []
        self._links: dict[tuple[str, str], Edge] = {}

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read the rows, then what they name of one another."""
        return cls(found)._linked()

    def _linked(self) -> ImportReading:
        self.each(self.found.lines, self.card)
        names = _Names(self._numbered(), steps_of(self.found.snapshot.cards))
        cards = [self._joined(card, line, names) for card, line in self._steps]
        edges = self._without_loops()
        taken = [said for name, said in _TAKEN.items() if edges and name in self.columns.at]
        return self.reading(cards, taken, edges=edges)

    def card(self, line: Line) -> Card | None:
        """Make a step; the one of the canvas that has its text is that step."""
        text = self.text(line).strip()
        if not text:
            self.tally.drop("ligne sans texte", f"ligne {line.number}")
            return None
        self.check_lengths(line, text)
        known = self._there.get(normalize(split_long(text, CARD_TEXT_CHARS)[0]), [])
        before = self._cards.pop(known[0], None) if len(known) == 1 else None
        zone = self._lane(line, before)
        fields = self.fields(line, zone, "dans un fil") | self._duration(line)
        card = Card(f"{UNNAMED}{line.number}", text, zone, fields=fields)
        if before:
            card = replace(before, zone=zone, fields={**before.fields, **fields})
        self._steps.append((card, line))
        return card

    def _lane(self, line: Line, before: Card | None) -> str:
        if title := self.cell(line, "fil"):  # the one of a lane is its key already
            self._drop("fil inconnu", title, line)
        return self.cell(line, "cle_fil") or (before.zone if before else TRAY)

    def _duration(self, line: Line) -> dict[str, FieldValue]:
        cell = self.cell(line, _DURATION)
        try:
            return {_DURATION: read_duration(cell, self._unit)} if cell else {}
        except ValueError:
            self._drop("durée illisible", cell, line)
            return {}

    def _drop(self, what: str, example: str, line: Line) -> None:
        self.tally.drop(what, f"{example[:60]}, ligne {line.number}")

    def _numbered(self) -> Iterator[tuple[Card, str]]:
        for card, line in self._steps:
            own = "numero" in self.columns.at
            yield card, self.cell(line, "numero") if own else str(line.number)

    def _joined(self, card: Card, line: Line, names: _Names) -> Card:
        """Join a step to what its row names; a window of the calendar is a field of it."""
        for column in _TAKEN:
            for name, found in names.of(self.cell(line, column)):
                window = self._windows.get(normalize(name)) if column == "avant" else None
                if len(found) > 1:
                    self._drop("lien à plusieurs étapes du même nom", name, line)
                elif not found and window:
                    card = replace(card, fields={**card.fields, "avant": window})
                elif not found:
                    self._drop("lien à une étape inconnue", name, line)
                elif found[0] == card.id:
                    self._drop("lien d’une étape à elle-même", name, line)
                else:
                    ends = (card.id, found[0])
                    self._add(*(ends if column == "avant" else ends[::-1]))
        return card

    def _add(self, source: str, target: str) -> None:
        if len(self._links) <= CARDS_PER_CANVAS:
            kind = BEFORE if self.template.edge_kind(BEFORE) else ""
            edge = Edge(f"{UNNAMED}{len(self._links)}-lien", source, target, kind)
            self._links.setdefault((source, target), edge)

    def _without_loops(self) -> tuple[Edge, ...]:
        """Return the new links; those that would close a loop are told, and left."""
        snapshot = self.found.snapshot
        old = [edge for edge in snapshot.edges if edge.kind in (BEFORE, "")]
        there = {(edge.source, edge.target) for edge in old}
        new = [edge for ends, edge in self._links.items() if ends not in there]
        old = [edge for edge in old if edge.source != edge.target]
        cut = cut_links(old)
        ranked = {f"{at:08}": edge for at, edge in enumerate(e for e in old if e.id not in cut)}
        ranked |= {f"{at:08}": edge for at, edge in enumerate(new, len(ranked))}
        closing = cut_links(replace(edge, id=name) for name, edge in ranked.items())
        texts = {card.id: card.text for card in (*snapshot.cards, *(c for c, _ in self._steps))}
        for edge in map(ranked.__getitem__, sorted(closing)):
            words = (abridge(texts.get(end, "")) for end in (edge.source, edge.target))
            self.tally.drop("lien qui refermerait une boucle", " → ".join(words))
        left = {ranked[name].id for name in closing}
        return tuple(edge for edge in new if edge.id not in left)


class _Names:
    """Finds steps: in the file by their text, by their number, then on the canvas."""

    def __init__(self, here: Iterable[tuple[Card, str]], there: Iterable[Card]) -> None:
        here, there = list(here), list(there)
        cards = [card for card, _ in here]
        self._texts = [
            group_by_name(pair for c in some for pair in _named(c)) for some in (cards, there)
        ]
        self._heads = {
            normalize(text.partition(",")[0])
            for text in (abridge(card.text) for card in (*cards, *there))
            if "," in text
        }
        self._numbers = {normalize(number): card.id for card, number in reversed(here) if number}
        self._find = cache(self._sought)  # the same few names come back in many rows

    def of(self, cell: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a cell, with the ids of the steps that have it."""
        if found := self._find(cell):
            yield cell, found
            return
        for part in map(str.strip, _PARTS.split(cell)):
            yield from self._parts(part)

    def _parts(self, part: str) -> Iterator[tuple[str, list[str]]]:
        """Cut at commas where that gives names; a name may hold some."""
        pieces, at = part.split(","), 0
        while at < len(pieces):
            most = _COMMAS if normalize(pieces[at]) in self._heads else 1
            for end in range(min(len(pieces), at + most), at, -1):
                name = ",".join(pieces[at:end]).strip()
                if found := self._find(name):
                    break
            if name:
                yield name, found
            at = end

    def _sought(self, name: str) -> list[str]:
        here, there = (texts.get(normalize(abridge(name)), []) for texts in self._texts)
        number = _NUMBER.fullmatch(name.strip())
        numbers = (normalize(name), number.group(1) if number else "")
        same = [self._numbers[one] for one in numbers if one in self._numbers]
        return here or same[:1] or there


def _named(card: Card) -> Iterator[tuple[str, str]]:
    """Yield what names a step, with its id: its beginning, its first line."""
    yield abridge(card.text), card.id
    yield card.text.partition("\n")[0], card.id
