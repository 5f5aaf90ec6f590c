"""The form "zones" as a table: one row per card, people's columns first."""

from __future__ import annotations

from collections.abc import Iterator

from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.exports.table import Column, Table, field_columns

BOX, TEXT, COLOR = (
    Column("case", "Case du canevas, par son titre."),
    Column("texte", "Texte du post-it."),
    Column("couleur", "Couleur du post-it, par sa signification."),
)
AUTHOR, CREATED, ID, RANK, BOX_KEY = (
    Column("auteur", "Pseudonyme de la personne qui a créé le post-it."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601).", technical=True),
    Column("id", "Identifiant du post-it : ne pas le changer pour réimporter.", technical=True),
    Column("rang", "Ordre dans la case, comparé comme un texte.", technical=True),
    Column("cle_case", "Clé de la case, stable même si son titre change.", technical=True),
)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the whole canvas; its columns depend on the template only."""
    return Table(columns(template), tuple(_rows(snapshot, template)))


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    return (BOX, TEXT, COLOR, *field_columns(template.fields), AUTHOR, CREATED, ID, RANK, BOX_KEY)


def _rows(snapshot: Snapshot, template: Template) -> Iterator[tuple[FieldValue | None, ...]]:
    titles = {box.zone: box.title for box in list_boxes(template, snapshot.cards)}
    colors = {color.key: color.title for color in template.colors}
    for card in snapshot.cards:
        yield (
            titles.get(card.zone, card.zone),
            card.text,
            colors.get(card.color, card.color),
            *(card.fields.get(field.key) for field in template.fields),
            *(card.author, card.created, card.id, card.rank, card.zone),
        )
