"""The form "timeline" as a table: one row per step, by lane, people's columns first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from capacities.domain.lanes import lanes_of, steps_of
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import CALENDAR, TRAY, Field, Template
from capacities.exports.table import Column, Table, field_columns

LANE, TEXT, AUTHOR, CREATED, ID, RANK, LANE_KEY = (
    Column("fil", "Fil de l’étape, par son titre ; vide tant qu’elle est à placer."),
    Column("texte", "Texte de l’étape."),
    Column("auteur", "Pseudonyme de la personne qui a créé l’étape."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601)."),
    Column("id", "Identifiant de l’étape : ne pas le changer pour réimporter."),
    Column("rang", "Ordre parmi les étapes du même fil, comparé comme un texte."),
    Column("cle_fil", "Clé du fil, stable même si son titre change ; « a-placer » sans fil."),
)
_TRACE: Final = (AUTHOR, CREATED, ID, RANK, LANE_KEY)


def step_fields(template: Template) -> tuple[Field, ...]:
    """Return the fields of steps: not those of the calendar alone."""
    return tuple(field for field in template.fields if field.zones != {CALENDAR})


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return all the steps; the columns depend on the template only."""
    return Table(columns(template), tuple(_rows(snapshot, template)))


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    return (LANE, TEXT, *field_columns(step_fields(template)), *_TRACE)


def _rows(snapshot: Snapshot, template: Template) -> Iterator[tuple[FieldValue | None, ...]]:
    titles = {lane.key: lane.title for lane in lanes_of(snapshot.cards, template)}
    fields = step_fields(template)
    for card in steps_of(snapshot.cards):
        yield (
            titles.get(card.zone, "" if card.zone == TRAY else card.zone),
            card.text,
            *(card.fields.get(field.key) for field in fields),
            *(card.author, card.created, card.id, card.rank, card.zone),
        )
