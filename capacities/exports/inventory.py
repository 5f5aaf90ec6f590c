"""The inventory of a map as a table: one row per data stored or circulating."""

from __future__ import annotations

from typing import Final

from capacities.domain.inventory import Holding, asked_fields, take_inventory
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.exports.names import abridge
from capacities.exports.table import Column, Table, field_columns

DATA, KIND, SOURCE, TARGET = (
    Column(
        "donnee",
        "Ce qu’est la donnée : son champ, sinon le texte de ce qui la porte.",
        title="Donnée",
    ),
    Column("type", "Ce qui la porte : une base, ou un lien où elle circule."),
    Column("de", "Texte de ce qui la contient, ou de ce qu’elle quitte, abrégé."),
    Column("vers", "Texte de ce qu’elle atteint, abrégé ; vide si elle ne circule pas."),
)
ASKS: Final = Column(
    "a_demander", "Ce qui reste à demander, par les titres des colonnes.", title="À demander"
)
ID: Final = Column("id", "Identifiant de la base ou du lien.", technical=True)


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    return (DATA, KIND, SOURCE, TARGET, *field_columns(asked_fields(template)), ASKS, ID)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the inventory; its columns depend on the template only."""
    inventory = take_inventory(snapshot, template)
    rows = tuple(_row(holding, template) for holding in inventory.holdings)
    return Table(columns(template), rows)


def _row(holding: Holding, template: Template) -> tuple[FieldValue | None, ...]:
    titles = {field.key: field.title.lower() for field in template.fields}
    return (
        *(holding.data, holding.kind, abridge(holding.source), abridge(holding.target)),
        *(holding.values[field.key] or None for field in asked_fields(template)),
        ", ".join(titles.get(key, key) for key in holding.asks),
        holding.id,
    )
