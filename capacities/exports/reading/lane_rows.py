"""The tables « fils » and « calendrier » of a timeline → the cards that say what people changed.

A row that says what is there already makes nothing: a lane of the template, as it is, has no card.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import CALENDAR, LANES, Field, FieldKind
from capacities.domain.timeline import shown_lanes
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.windows import Window
from capacities.exports.reading.cells import read_value
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import CardReader, Found
from capacities.exports.reading.tables import TableKind, named
from capacities.exports.timeline import calendar_columns, lane_columns, shown_windows

FIRST, LAST, SOURCE = "date", "fin", "source"
"""Fields of the cards of the calendar."""
_LINK: Final = Field(SOURCE, "Source", FieldKind.LINK)
_SAID: Final = (
    Field("debut", "Premier jour", FieldKind.DATE),
    Field("fin", "Dernier jour", FieldKind.DATE),
    Field("chaque_annee", "Chaque année", FieldKind.YES_NO),
)


class _Standing(CardReader):
    """Knows which card stands for what of the template, here and in the file."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.there = {card.id: card for card in found.snapshot.cards}

    divides = False
    zone: ClassVar[str]
    given: Collection[str]
    """The keys of the template's."""

    def zone_of(self, line: Line) -> str:
        """All of a table are in the same."""
        return self.zone

    def card_of(self, line: Line, known: str) -> Card | None:
        """Make the card of a row; ``known`` is the one that stands for it here, if any."""
        card, key, own = super().card(line), self.cell(line, "id"), self.cell(line, "carte")
        if card is None or key not in self.given:
            return card and replace(card, id=known or own or card.id)
        return replace(card, id=known or own or f"{UNNAMED}{line.number}", parent=key)


class _Lanes(_Standing):
    title, zone, text_name = "Fils", LANES, "fil"

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.given = {zone.key for zone in self.template.zones}
        self._shown = {lane.key: lane for lane in shown_lanes(found.snapshot, self.template)}

    def card(self, line: Line) -> Card | None:
        """Read one row; None when it says nothing that is not there."""
        key, title, rank = self.cell(line, "id"), self.raw(line, "fil"), self.cell(line, "rang")
        shown = self._shown.get(key)
        same = shown and title == shown.title and rank in ("", shown.rank)
        if shown and same and not shown.card:
            return None
        card = self.card_of(line, shown.card if shown else "")
        return self.there.get(card.id, card) if card and same else card


class _Calendar(_Standing):
    title, zone, text_name = "Calendrier", CALENDAR, "fenetre"

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """An empty cell empties a field."""
        return replace(super().read(found), owned_fields=frozenset({FIRST, LAST, SOURCE}))

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.given = self._given = {one.key: one for one in calendar_of((), self.template).windows}
        self._shown = {one.window.key: one for one in shown_windows(found.snapshot, self.template)}

    def card(self, line: Line) -> Card | None:
        """Read one row; None when it says nothing that is not there."""
        key, title = self.cell(line, "id"), self.raw(line, "fenetre")
        source = self.raw(line, "source")
        given, shown = self._given.get(key), self._shown.get(key)
        before, days = shown.card if shown else None, self._days(line, given)
        if shown and self.cell(line, "rang") in ("", before.rank if before else ""):
            there = None if shown.window.yearly else shown.days
            if (title, days, source) == (shown.title, there, shown.window.source):
                return before
        card = self.card_of(line, before.id if before else "")
        dates = zip((FIRST, LAST), days or ("", ""), strict=True)
        values: dict[str, FieldValue] = {name: day for name, day in dates if day}
        if source.strip() and not (given and source == given.source):
            values[SOURCE] = self._value(_LINK, source)
        return card and replace(card, fields=values)

    def _days(self, line: Line, given: Window | None) -> tuple[str, str] | None:
        """Return ISO dates, "" when they are not said; None: those of any year, as is given."""
        start, end, again = (self._value(one, self.cell(line, one.key)) for one in _SAID)
        if not again:
            return str(start), str(end)
        if given and given.yearly and not (start or end):
            return None
        if given and given.yearly and start and end:
            days = given.yearly.of(date.fromisoformat(str(start)).year)
            if [start, end] == [date.fromordinal(day).isoformat() for day in days]:
                return None
        raise RowRefused(
            "seules les fenêtres du modèle reviennent chaque année, aux mêmes jours : écrivez "
            "« non » dans « chaque_annee » pour donner ces jours-là"
        )

    def _value(self, field: Field, cell: str) -> FieldValue:
        try:
            return read_value(field, cell) if cell else ""
        except ValueError as reason:
            raise RowRefused(f"« {field.title} » : {reason}") from reason


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
