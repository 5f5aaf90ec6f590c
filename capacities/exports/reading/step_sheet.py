"""« action ; durée ; avant » of a spreadsheet → steps of a timeline, and the links between them.

``avant`` names what a step makes possible, ``après`` what comes before it: by its text, or by its
number (a column « n° », else the line of the file). A step of the canvas that has the text of a
row is that step: read twice, a file adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import TRAY
from capacities.domain.timeline_windows import calendar_of
from capacities.exports.names import keys_by_name, normalize
from capacities.exports.reading.durations import read_duration, unit_said
from capacities.exports.reading.long_words import split_long
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.reading.step_links import Links, Remarks
from capacities.exports.timeline import lane_titles

_DURATION: Final = "duree"


class Sheet(RowReader):
    """Makes a step of each row, then the links that they name."""

    title = "Tableau d’actions"
    divides = True

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        template, snapshot, place = found.template, found.snapshot, self.columns.at.get(_DURATION)
        self._remarks = Remarks()
        self._unit = unit_said(found.first.cells[place]) if place is not None else ""
        titles = lane_titles(snapshot, template)
        self._lanes = keys_by_name(titles.items())
        windows = calendar_of((*snapshot.cards, *snapshot.trash), template).windows
        self._windows = keys_by_name((window.key, window.title) for window in windows)
        self._there = _by_text(steps_of(snapshot.cards))
        self._links = Links(snapshot, template, self._remarks)
        self._taken: set[str] = set()

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """Read the rows, then what they name of one another."""
        return cls(found)._linked()

    def _linked(self) -> ImportReading:
        cards, lines = [], self.found.lines
        for line in lines:  # one by one: a link names rows that come later
            for card in self.each([line], self.card):
                cards.append(card)
                number = self.cell(line, "numero") if "numero" in self.columns.at else None
                self._links.learn(card, line.number, number)
        linked = [self._joined(card, line) for card, line in self._links.rows(cards, lines)]
        edges = self._links.made()
        if edges:
            self._remarks.take(name for name in ("avant", "apres") if name in self.columns.at)
        return self.reading(linked, self._remarks.sentences(), edges=edges)

    def card(self, line: Line) -> Card | None:
        """Make a step; the one of the canvas that has its text is that step."""
        text = self.text(line).strip()
        if not text:
            self._remarks.note("without text", line.number, "")
            return None
        self.check_lengths(line, text)
        known = self._there.get(normalize(split_long(text, CARD_TEXT_CHARS)[0]), [])
        before = known[0] if len(known) == 1 and known[0].id not in self._taken else None
        if before:
            self._taken.add(before.id)
        zone = self._lane(line, before)
        fields = self.fields(line, zone, "dans un fil") | self._duration(line)
        if before:
            return replace(before, zone=zone, fields={**before.fields, **fields})
        return Card(f"{UNNAMED}{line.number}", text, zone, fields=fields)

    def _lane(self, line: Line, before: Card | None) -> str:
        if key := self.cell(line, "cle_fil"):
            return key
        title = self.cell(line, "fil")
        if found := self._lanes.get(normalize(title)):
            return found
        if title:
            self._remarks.note("lane", line.number, title)
        return before.zone if before else TRAY

    def _duration(self, line: Line) -> dict[str, FieldValue]:
        cell = self.cell(line, _DURATION)
        if not cell:
            return {}
        try:
            return {_DURATION: read_duration(cell, self._unit)}
        except ValueError:
            self._remarks.note("duration", line.number, cell)
            return {}

    def _joined(self, card: Card, line: Line) -> Card:
        """Join a step to what its row names; a window of the calendar is a field of it."""
        for name in self._links.join(card, self.cell(line, "avant"), line.number, before=True):
            if window := self._windows.get(normalize(name)):
                card = replace(card, fields={**card.fields, "avant": window})
            else:
                self._remarks.note("unknown", line.number, name)
        for name in self._links.join(card, self.cell(line, "apres"), line.number, before=False):
            self._remarks.note("unknown", line.number, name)
        return card


def _by_text(cards: Iterable[Card]) -> dict[str, list[Card]]:
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(normalize(card.text), []).append(card)
    return found
