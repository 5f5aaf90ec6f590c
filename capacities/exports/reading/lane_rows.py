"""The tables « fils » and « calendrier » of a timeline → the cards that say what people changed.

A row that says what is there already makes nothing: a lane of the template, as it is, has no card.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from capacities.domain.lanes import Lane
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import CALENDAR, LANES, Field, FieldKind
from capacities.domain.timeline import shown_lanes
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.windows import Window
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import Found, RowReader
from capacities.exports.reading.tables import TableKind, named
from capacities.exports.timeline import (
    Shown,
    calendar_columns,
    lane_columns,
    shown_windows,
)

FIRST, LAST, SOURCE = "date", "fin", "source"
"""Fields of the cards of the calendar."""
_YEARLY: Final = Field("chaque_annee", "Chaque année", FieldKind.YES_NO)
_DAY: Final = Field("debut", "Date", FieldKind.DATE)
_LINK: Final = Field(SOURCE, "Source", FieldKind.LINK)


class _Standing(RowReader):
    """Knows which card stands for what of the template, here and in the file."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.there = {card.id: card for card in found.snapshot.cards}

    def card_of(self, line: Line, zone: str, text: str, known: str, *, given: bool) -> Card | None:
        """Make the card of a row; ``known`` is the one that stands for it here, if any.

        ``given``: its key is one of the template's.
        """
        key, own = self.cell(line, "id"), self.cell(line, "carte")
        if not text.strip() and not key:
            return None
        self.check_lengths(line, text)
        return Card(
            id=known or own or ("" if given else key) or f"{UNNAMED}{line.number}",
            text=text,
            zone=zone,
            rank=self.cell(line, "rang"),
            author=self.author(line),
            created=self.created(line),
            parent=key if given else None,
        )


class _Lanes(_Standing):
    title = "Fils"

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._given = {zone.key for zone in self.template.zones}
        self._shown = {lane.key: lane for lane in shown_lanes(found.snapshot, self.template)}

    def card(self, line: Line) -> Card | None:
        """Read one row; None when it says nothing that is not there."""
        key = self.id(line)
        shown = self._shown.get(key)
        title = self.raw(line, "fil")
        if shown and not shown.card and self._says(line, shown):
            return None
        known = shown.card if shown else ""
        card = self.card_of(line, LANES, title, known, given=key in self._given)
        before = self.there.get(card.id) if card else None
        if card and before and shown and self._says(line, shown):
            return before
        return card

    def _says(self, line: Line, shown: Lane) -> bool:
        rank = self.cell(line, "rang")
        return self.raw(line, "fil") == shown.title and rank in ("", shown.rank)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row of the calendar says; days are ISO dates, "" when they are not said."""

    title: str
    start: str
    end: str
    yearly: bool
    source: str

    def recurs(self, window: Window) -> bool:
        """Tell whether these are days of a window that comes back, those of any year."""
        if window.yearly is None or not (self.start and self.end):
            return window.yearly is not None and self.start == self.end
        days = window.yearly.of(date.fromisoformat(self.start).year)
        return (self.start, self.end) == tuple(date.fromordinal(day).isoformat() for day in days)


class _Calendar(_Standing):
    title = "Calendrier"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """An empty cell empties a field."""
        return replace(super().read(found), owned_fields=frozenset({FIRST, LAST, SOURCE}))

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self._given = {one.key: one for one in calendar_of((), self.template).windows}
        shown = shown_windows(found.snapshot, self.template)
        self._shown = {one.window.key: one for one in shown}

    def card(self, line: Line) -> Card | None:
        """Read one row; None when it says nothing that is not there."""
        key, said = self.id(line), self._said(line)
        shown, given = self._shown.get(key), self._given.get(key)
        before = shown.card if shown else None
        if shown and self._says(line, said, shown):
            return before
        known = before.id if before else ""
        card = self.card_of(line, CALENDAR, said.title, known, given=given is not None)
        return card and replace(card, fields=self._values(said, given))

    def _says(self, line: Line, said: _Said, shown: Shown) -> bool:
        rank = shown.card.rank if shown.card else ""
        same = (said.title, said.source) == (shown.title, shown.window.source)
        days = said.recurs(shown.window) if said.yearly else (said.start, said.end) == shown.days
        days = days and said.yearly == (shown.window.yearly is not None)
        return same and days and self.cell(line, "rang") in ("", rank)

    def _said(self, line: Line) -> _Said:
        yearly = self.cell(line, "chaque_annee")
        days = (self.cell(line, name) for name in ("debut", "fin"))
        try:
            start, end = (str(read_value(_DAY, day)) if day else "" for day in days)
            again = bool(yearly and read_value(_YEARLY, yearly))
        except ValueError as reason:
            raise RowRefused(str(reason)) from reason
        return _Said(self.raw(line, "fenetre"), start, end, again, self.raw(line, "source"))

    def _values(self, said: _Said, given: Window | None) -> dict[str, FieldValue]:
        """Return the fields of a card: what the template says of it already is not said again."""
        values: dict[str, FieldValue] = {}
        if said.yearly and not (given and said.recurs(given)):
            raise RowRefused(
                "seules les fenêtres du modèle reviennent chaque année, aux mêmes jours : écrivez "
                "« non » dans « chaque_annee » pour donner ces jours-là"
            )
        if not said.yearly:
            values |= {key: day for key, day in ((FIRST, said.start), (LAST, said.end)) if day}
        if said.source.strip() and not (given and said.source == given.source):
            try:
                values[SOURCE] = read_value(_LINK, said.source)
            except ValueError as reason:
                raise RowRefused(f"« source » : {reason}") from reason
        return values


STANDING: Final = (
    TableKind(
        _Lanes.read,
        lambda template: named(*(column.name for column in lane_columns(template))),
        needs=("fil", "carte", "id"),
        fields=lambda _: (),
        never={"texte"},
    ),
    TableKind(
        _Calendar.read,
        lambda template: named(*(column.name for column in calendar_columns(template))),
        needs=("fenetre", "carte", "id"),
        fields=lambda _: (),
    ),
)
