"""A CSV of a timeline → its steps, its lanes or its calendar: the tables that we export, or
« action ; durée ; avant » of a spreadsheet (``step_sheet``).

What a template gives, lane or window, has a card only when people changed it: a row that says what
is there already makes none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar, Final

from capacities.domain.lanes import lanes_of
from capacities.domain.snapshot import Card, FieldValue
from capacities.domain.template import CALENDAR, LANES, TRAY, Field, FieldKind, Template
from capacities.domain.timeline import shown_lanes
from capacities.domain.timeline_windows import calendar_of
from capacities.domain.windows import Window
from capacities.exports import timeline
from capacities.exports.names import keys_by_name, normalize
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, ImportReading, RowRefused
from capacities.exports.reading.rows import CardReader, Found
from capacities.exports.reading.step_sheet import Sheet
from capacities.exports.reading.tables import Reader, TableKind, named

_DAYS: Final = {one.field.key: one.field for one in timeline.CALENDAR_COLUMNS if one.field}
_FIELDS: Final = {**_DAYS, "source": Field("source", "Source", FieldKind.LINK)}
_NOT_YEARLY: Final = (
    "seules les fenêtres du modèle reviennent chaque année, aux mêmes jours : écrivez « non » dans "
    "« chaque_annee » pour donner ces jours-là"
)


def lanes_and_tray(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    """Return what people call each place where they put a step."""
    return {lane.key: lane.title for lane in lanes_of(cards, template)} | {TRAY: "À placer"}


class _Steps(CardReader):
    """Reads the steps of a file of ours; what is computed is not read again."""

    within, where, home = "dans un fil", ("fil", "cle_fil"), TRAY
    unknown = "aucun fil ne s’appelle", "plusieurs fils s’appellent"
    after = " ; si c’est un fil ajouté, importez d’abord le tableau des fils"

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        snapshot = found.snapshot
        self.know(lanes_and_tray((*snapshot.cards, *snapshot.trash), self.template))
        self._windows = keys_by_name(timeline.window_titles(snapshot, self.template).items())

    def fields(self, line: Line, zone: str, place: str) -> dict[str, FieldValue]:
        """Read the fields; a workbook names a window of the calendar by its title."""
        values = super().fields(line, zone, place)
        name = normalize(str(values.get(timeline.BEFORE, "")))
        if name and (window := self._windows.get(name)):
            values[timeline.BEFORE] = window
        return values


class _Standing(CardReader):
    """Reads lanes or windows, that may stand for those of the template."""

    divides = False
    zone: ClassVar[str]
    given: Collection[str]
    """The keys of the template's."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.cards = {card.id: card for card in found.snapshot.cards}
        self.shown: dict[str, Card] = {}
        """What a row says of each that is there, by its key."""

    def zone_of(self, line: Line) -> str:
        """All of a table are in the same."""
        return self.zone

    def card(self, line: Line) -> Card | None:
        """Read one row; None when it says nothing that is not there."""
        if (card := super().card(line)) is None:
            return None
        key, own = self.cell(line, "id"), self.cell(line, "carte")
        shown = self.shown.get(key)
        same = shown and (card.text, card.fields) == (shown.text, shown.fields)
        if shown and same and card.rank in ("", shown.rank):
            return self.cards.get(shown.id)
        if key in self.given:
            card = replace(card, id=f"{UNNAMED}{line.number}", parent=key)
        return replace(card, id=(shown.id if shown else "") or own or card.id)


class _Lanes(_Standing):
    title, zone, text_name = "Fils", LANES, "fil"

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.given = {zone.key for zone in self.template.zones}
        for one in shown_lanes(found.snapshot, self.template):
            self.shown[one.key] = Card(one.card, one.title, LANES, one.rank)


class _Calendar(_Standing):
    title, zone, text_name = "Calendrier", CALENDAR, "fenetre"
    given: dict[str, Window]

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.given = {one.key: one for one in calendar_of((), self.template).windows}
        for one in timeline.shown_windows(found.snapshot, self.template):
            card = one.card or Card("", "", CALENDAR)
            fields = _filled(*one.days, str(card.fields.get("source", "")))
            self.shown[one.window.key] = replace(card, text=one.title, fields=fields)

    @classmethod
    def read(cls, found: Found) -> ImportReading:
        """An empty cell empties a field."""
        return replace(super().read(found), owned_fields=frozenset({"date", "fin", "source"}))

    def fields(self, line: Line, zone: str, place: str) -> dict[str, FieldValue]:
        """Read the days and the source: that of the template is words, and goes without saying."""
        window = self.given.get(self.cell(line, "id"))
        source = self._at(line, self.columns.fields.get("source"))
        declared = _DAYS if window and window.source == source else _FIELDS
        said = self.values(line, declared.values(), (), place)
        start, end, source = (str(said.get(key, "")) for key in ("debut", "fin", "source"))
        if said.get("chaque_annee"):
            yearly = window.yearly if window else None
            days = map(date.fromordinal, yearly.of(int(start[:4] or 1))) if yearly else ()
            if not yearly or (start, end) not in (("", ""), tuple(map(str, days))):
                raise RowRefused(_NOT_YEARLY)
            start = end = ""
        return _filled(start, end, source)


def _filled(start: str, end: str, source: str) -> dict[str, FieldValue]:
    said = {"date": start, "fin": end, "source": source}
    return {name: value for name, value in said.items() if value}


KINDS: Final = (
    *LINKS,
    TableKind(
        _Lanes.read,
        lambda _: named(*(column.name for column in timeline.LANES_COLUMNS)),
        needs=("fil", "carte", "id"),
        fields=lambda _: (),
        never={"texte"},
    ),
    TableKind(
        _Calendar.read,
        lambda _: named(*({one.name for one in timeline.CALENDAR_COLUMNS} - _FIELDS.keys())),
        needs=("fenetre", "carte", "id"),
        fields=lambda _: _FIELDS.values(),
    ),
    TableKind(
        _Steps.read,
        lambda template: named(
            *{column.name for column in timeline.columns(template)}
            - {field.key for field in timeline.step_fields(template)}
        ),
        needs=("texte", "id", "rang", "cle_fil"),
        fields=timeline.step_fields,
    ),
)
READER: Final = Reader(
    KINDS,
    Sheet.read,
    *("fil", "Fil", "cle_fil"),
    offered=lanes_and_tray,
    more={"avant": "Avant", "apres": "Après", "numero": "Numéro"},
    home=TRAY,
    fields=lambda template: [f for f in timeline.step_fields(template) if f.key != "avant"],
    aside={LANES: "Fils", CALENDAR: "Calendrier"},
)
