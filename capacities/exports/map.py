"""The form "map" as a table: one row per element and stamp, people's columns first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from capacities.domain.plans import map_plan, name_column
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.value import balance
from capacities.exports.names import abridge
from capacities.exports.table import Column, Table, field_columns

TYPE, TEXT, COLOR, ON = (
    Column("type", "Type de l’élément ou du timbre, par son titre."),
    Column("texte", "Texte de l’élément."),
    Column("couleur", "Couleur de l’élément, par sa signification ; vide : celle de son type."),
    Column(
        "pose_sur",
        "Texte de ce qui porte le timbre, abrégé, ou de ses deux bouts : A → B.",
        title="Posé sur",
    ),
)
EQUIVALENT: Final = Column(
    "equivalent",
    "Quantité × valeur unitaire, en euros ; vide si l’une manque.",
    type="number",
    unit="€",
    title="Équivalent",
)
X, Y, AUTHOR, CREATED, ID, RANK, ON_KEY, TYPE_KEY = (
    Column(
        "x",
        "Place vers la droite, en points ; d’un timbre posé, depuis ce qui le porte.",
        type="number",
        technical=True,
    ),
    Column("y", "Place vers le bas, de même.", type="number", technical=True),
    Column("auteur", "Pseudonyme de la personne qui a créé l’élément."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601).", technical=True),
    Column("id", "Identifiant de l’élément : ne pas le changer pour réimporter.", technical=True),
    Column(
        "rang", "Ordre parmi les éléments du même type, comparé comme un texte.", technical=True
    ),
    Column(
        "on",
        "Identifiant de l’élément ou du lien qui porte le timbre : le changer le déplace.",
        technical=True,
    ),
    Column("cle_type", "Clé du type, stable même si son titre change.", technical=True),
)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the whole map; its columns depend on the template only."""
    return Table(columns(template), tuple(_rows(snapshot, template)))


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order: a field that names an element has two."""
    fields = [
        column
        for field in template.fields
        for column in (*field_columns([field]), *_name_columns(field))
    ]
    worth = (EQUIVALENT,) if map_plan(template).value else ()
    trace = (X, Y, AUTHOR, CREATED, ID, RANK, ON_KEY, TYPE_KEY)
    return (TYPE, TEXT, COLOR, ON, *fields, *worth, *trace)


def _name_columns(field: Field) -> tuple[Column, ...]:
    if field.kind is not FieldKind.ELEMENT:
        return ()
    said = f"{field.title} : son texte, abrégé."
    return (Column(name_column(field), said, title=f"{field.title} (texte)"),)


def texts_of(snapshot: Snapshot) -> Mapping[str, str]:
    """Return what people read of each live card and link, by id."""
    texts = {card.id: abridge(card.text) for card in snapshot.cards}
    for edge in snapshot.edges:
        ends = " → ".join(texts.get(end, "") for end in (edge.source, edge.target))
        texts[edge.id] = abridge(edge.text if edge.text.strip() else ends)
    return texts


def equivalents(snapshot: Snapshot, template: Template) -> Mapping[str, float]:
    """Return in euros what each stamp that is no money is worth, by id, when it is known."""
    stamps = balance(snapshot, template).stamps
    return {one.id: one.span.likely / 100 for one in stamps if not one.money and one.span}


def _rows(snapshot: Snapshot, template: Template) -> Iterator[tuple[FieldValue | None, ...]]:
    types = {zone.key: zone.title for zone in template.zones}
    colors = {color.key: color.title for color in template.colors}
    texts, worth = texts_of(snapshot), equivalents(snapshot, template)
    valued = map_plan(template).value is not None
    for card in snapshot.cards:
        yield (
            *(types.get(card.zone, card.zone), card.text, colors.get(card.color, card.color)),
            texts.get(card.on or "", ""),
            *(value for field in template.fields for value in _values(card, field, texts)),
            *([worth.get(card.id)] if valued else ()),
            *(card.x, card.y, card.author, card.created, card.id, card.rank),
            *(card.on or "", card.zone),
        )


def _values(card: Card, field: Field, texts: Mapping[str, str]) -> Iterator[FieldValue | None]:
    value = card.fields.get(field.key)
    yield value
    if field.kind is FieldKind.ELEMENT:
        yield texts.get(str(value), "")
