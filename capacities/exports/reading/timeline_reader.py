"""A CSV of a timeline → its steps, its lanes or its calendar: the tables that we export, or
« action ; durée ; avant » of a spreadsheet (``step_sheet``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from capacities.domain.lanes import lanes_of
from capacities.domain.snapshot import Card
from capacities.domain.template import CALENDAR, LANES, TRAY, Template
from capacities.exports.reading.edge_rows import LINKS
from capacities.exports.reading.lane_rows import STANDING
from capacities.exports.reading.rows import CardReader, Found
from capacities.exports.reading.step_sheet import Sheet
from capacities.exports.reading.tables import Offer, TableKind, named
from capacities.exports.timeline import columns, lane_titles, step_fields


def names(template: Template) -> Mapping[str, str]:
    """Return the columns that are no field."""
    fields = {field.key for field in step_fields(template)}
    return named(*(column.name for column in columns(template) if column.name not in fields))


def places(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    """Return what people call each place where a card can be."""
    return {**lanes_and_tray(cards, template), LANES: "Fils", CALENDAR: "Calendrier"}


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
        self.know({**lane_titles(found.snapshot, self.template), TRAY: "À placer"})


STEPS: Final = TableKind(
    _Steps.read, names, needs=("texte", "id", "rang", "cle_fil"), fields=step_fields
)
KINDS: Final = (*LINKS, *STANDING, STEPS)
OFFER: Final = Offer(
    Sheet.read,
    *("fil", "Fil", "cle_fil"),
    places=lanes_and_tray,
    more={"duree": "Durée", "avant": "Avant", "apres": "Après", "numero": "Numéro"},
    home=TRAY,
    fields=lambda template: [f for f in step_fields(template) if f.key not in ("duree", "avant")],
)
