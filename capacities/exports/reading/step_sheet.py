"""« action ; durée ; avant » of a spreadsheet → steps of a timeline, and the links between them.

``avant`` names what a step makes possible, ``après`` what comes before it: by its text, or by its
number (a column « n° », else the line of the file). A step of the canvas that has the text of a
row is that step: read twice, a file adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import TRAY, Template
from capacities.domain.timeline_windows import calendar_of
from capacities.exports.names import normalize
from capacities.exports.reading.decoding import Line
from capacities.exports.reading.durations import read_duration, unit_said
from capacities.exports.reading.report import UNNAMED, ImportReading
from capacities.exports.reading.rows import Columns, RowReader
from capacities.exports.reading.step_links import Links, Remarks
from capacities.exports.timeline import lane_titles, step_fields

_NAMES: Final = {
    "texte": "action actions etape etapes tache taches texte titre intitule libelle nom quoi",
    "duree": "duree durees delai semaines",
    "avant": "avant successeur successeurs suivant suivants puis",
    "apres": "apres predecesseur predecesseurs precedent precedents dependance dependances",
    "fil": "fil fils axe chantier lot",
    "numero": "n° nº no num numero # ligne ref reference id",
}
_WORDS: Final = {
    "texte": ("post-it",),
    "duree": ("duree en semaines", "duree en jours", "duree en mois"),
    "avant": ("rend possible", "a faire avant", "suivi de"),
    "apres": ("depend de", "a faire apres", "precede par", "necessite"),
}
_FIELDS: Final = {
    "date": ("echeance", "date limite", "date de fin", "pour le", "fin"),
    "qui": ("responsable", "responsables", "porteur", "porteurs", "pilotes"),
    "nature": ("type",),
    "partenaires": ("partenaire", "avec qui"),
}
"""Fields under other names than their own key and title."""
_DURATION: Final = "duree"
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]|[\s?:*]+$")
"""What the title of a column says besides: « Durée (semaines) »."""


def _known() -> dict[str, str]:
    names = {word: name for name, words in _NAMES.items() for word in words.split()}
    names |= {word: name for name, words in _WORDS.items() for word in words}
    return names | {word: key for key, words in _FIELDS.items() for word in words}


_KNOWN: Final = _known()


def sheet_columns(first: Line, template: Template) -> Columns | None:
    """Return the columns of a sheet of steps, None when none has their text."""
    fields = [f for f in step_fields(template) if f.key not in (_DURATION, "avant")]
    titles = {normalize(f.title): f.key for f in fields} | {f.key: f.key for f in fields}
    at: dict[str, int] = {}
    values: dict[str, int] = {}
    ignored = []
    keys = {field.key for field in fields}
    for place, cell in enumerate(first.cells):
        name = normalize(_ASIDE.sub("", cell))
        found = titles.get(name) or _KNOWN.get(name, "")
        into = values if found in keys else at
        if found and found not in into:
            into[found] = place
        elif name:
            ignored.append(cell.strip())
    return Columns(at, values, tuple(ignored)) if "texte" in at else None


def read_sheet(
    lines: Sequence[Line], template: Template, snapshot: Snapshot, separator: str, encoding: str
) -> ImportReading:
    """Read a sheet whose first line names its columns."""
    columns = sheet_columns(lines[0], template)
    assert columns is not None
    rows = _Sheet(template, columns, separator, snapshot, lines[0])
    return rows.read(lines[1:], encoding)


class _Sheet(RowReader):
    """Makes a step of each row, then the links that they name."""

    def __init__(
        self,
        template: Template,
        columns: Columns,
        separator: str,
        snapshot: Snapshot,
        first: Line,
    ) -> None:
        super().__init__(template, columns, separator, ours=False)
        self._remarks = Remarks()
        place = columns.at.get(_DURATION)
        self._unit = unit_said(first.cells[place]) if place is not None else ""
        titles = lane_titles(snapshot, template)
        self._lanes = {normalize(key): key for key in titles}
        self._lanes |= {normalize(title): key for key, title in titles.items() if title.strip()}
        self._windows = {
            normalize(name): window.key
            for window in calendar_of((*snapshot.cards, *snapshot.trash), template).windows
            for name in (window.key, window.title)
        }
        self._there = _by_text(steps_of(snapshot.cards))
        self._links = Links(snapshot, template, self._remarks)
        self._taken: set[str] = set()

    def read(self, lines: Sequence[Line], encoding: str) -> ImportReading:
        """Read the rows, then what they name of one another."""
        cards = []
        for line in lines:  # one by one: a link names rows that come later
            for card in self.each([line], self._card):
                cards.append(card)
                number = self.cell(line, "numero")
                self._links.learn(
                    card, line.number, number if "numero" in self.columns.at else None
                )
        linked = [self._joined(card, line) for card, line in self._links.rows(cards, lines)]
        edges = self._links.made()
        if edges:
            self._remarks.take(name for name in ("avant", "apres") if name in self.columns.at)
        found = self.reading(encoding, linked, edges=edges, kind="Tableau d’actions (CSV)")
        return replace(found, owned_fields=frozenset(), remarks=self._remarks.sentences())

    def _card(self, line: Line) -> Card | None:
        text = self.text(line).strip()
        if not text:
            self._remarks.note("without text", line.number, "")
            return None
        self.check_lengths(line, text, ())
        known = self._there.get(normalize(text), [])
        before = known[0] if len(known) == 1 and known[0].id not in self._taken else None
        if before:
            self._taken.add(before.id)
        zone = self._lane(line, before)
        fields = self.fields(line, zone, "dans un fil") | self._duration(line)
        if before:
            return replace(before, zone=zone, fields={**before.fields, **fields})
        return Card(f"{UNNAMED}{line.number}", text, zone, fields=fields)

    def _lane(self, line: Line, before: Card | None) -> str:
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
