"""The links of any form as a table: one row per link, people's columns first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from capacities.domain.nouns import Noun
from capacities.domain.snapshot import FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.exports.names import abridge
from capacities.exports.table import Column, Table, field_columns

NOUN: Final = Noun("lien", "liens", "un lien")
"""What people call one of them, whatever the form."""

SOURCE, TARGET, KIND, TEXT = (
    Column("de", "Texte de ce que le lien quitte, abrégé ; vide s’il n’est plus là."),
    Column("vers", "Texte de ce que le lien atteint, abrégé ; vide s’il n’est plus là."),
    Column("type", "Type du lien, par son titre."),
    Column("texte", "Texte du lien."),
)
AUTHOR, CREATED, ID, SOURCE_KEY, TARGET_KEY, KIND_KEY = (
    Column("auteur", "Pseudonyme de la personne qui a créé le lien."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601).", technical=True),
    Column("id", "Identifiant du lien : ne pas le changer pour réimporter.", technical=True),
    Column(
        "cle_de",
        "Identifiant de ce que le lien quitte, dans le tableau du canevas.",
        technical=True,
    ),
    Column(
        "cle_vers",
        "Identifiant de ce que le lien atteint, dans le tableau du canevas.",
        technical=True,
    ),
    Column("cle_type", "Clé du type de lien, stable même si son titre change.", technical=True),
)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the live links, those of which an end is gone too."""
    return Table(columns(template), tuple(_rows(snapshot, template)))


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    fields = field_columns(template.edge_fields().values())
    trace = (AUTHOR, CREATED, ID, SOURCE_KEY, TARGET_KEY, KIND_KEY)
    return (SOURCE, TARGET, KIND, TEXT, *fields, *trace)


def ends(snapshot: Snapshot) -> Mapping[str, str]:
    """Return what people read of each live card at the end of a link, by id."""
    return {card.id: abridge(card.text) for card in snapshot.cards}


def _rows(snapshot: Snapshot, template: Template) -> Iterator[tuple[FieldValue | None, ...]]:
    titles = {kind.key: kind.title for kind in template.edge_kinds}
    texts, fields = ends(snapshot), template.edge_fields()
    for edge in snapshot.edges:
        yield (
            *(texts.get(edge.source, ""), texts.get(edge.target, "")),
            *(titles.get(edge.kind, edge.kind), edge.text),
            *(edge.fields.get(key) for key in fields),
            *(edge.author, edge.created, edge.id, edge.source, edge.target, edge.kind),
        )
