"""The form "tree" as a table: one row per idea, each before what is under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from capacities.domain.limits import CARD_TEXT_CHARS
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import CENTRE, Template
from capacities.domain.tree import Tree, arrange
from capacities.exports.names import abridge
from capacities.exports.table import Column, Table, field_columns

PATH_MARK: Final = " > "
"""Between two texts of a path."""
_LEVELS: Final = 20
"""Levels of a path that are written: a chain of 1,000 ideas would else fill the file."""

PATH, DEPTH, PARENT, TEXT, TYPE = (
    Column(
        "chemin",
        "Idées traversées depuis l’idée centrale, celle-ci comprise, abrégées.",
        technical=True,
    ),
    Column("profondeur", "0 pour l’idée centrale, 1 pour une branche principale.", type="integer"),
    Column("parent", "Texte de l’idée au-dessus."),
    Column("texte", "Texte de l’idée."),
    Column("type", "Type de l’idée, par son titre."),
)
AUTHOR, CREATED, ID, RANK, PARENT_KEY, BOX_KEY = (
    Column("auteur", "Pseudonyme de la personne qui a créé l’idée."),
    Column("cree_le", "Moment de la création, en temps universel (ISO 8601).", technical=True),
    Column("id", "Identifiant de l’idée : ne pas le changer pour réimporter.", technical=True),
    Column("rang", "Ordre parmi les idées de même parent, comparé comme un texte.", technical=True),
    Column(
        "cle_parent", "Identifiant de l’idée au-dessus : le changer déplace l’idée.", technical=True
    ),
    Column("cle_case", "Clé de la branche du modèle, « centre », ou « noeud ».", technical=True),
)


def to_table(snapshot: Snapshot, template: Template) -> Table:
    """Return the whole tree; its columns depend on the template only."""
    return Table(columns(template), tuple(_rows(arrange(snapshot.cards), template)))


def columns(template: Template) -> tuple[Column, ...]:
    """Return the columns, in their stable order."""
    fields = field_columns(template.fields)
    trace = (AUTHOR, CREATED, ID, RANK, PARENT_KEY, BOX_KEY)
    return (PATH, DEPTH, PARENT, TEXT, TYPE, *fields, *trace)


def _rows(tree: Tree, template: Template) -> Iterator[tuple[FieldValue | None, ...]]:
    types = {color.key: color.title for color in template.colors}
    paths = node_paths(tree)
    for card in (tree.centre, *tree.order):
        above = None if card.parent is None else tree.node(card.parent)
        yield (
            paths[card.id],
            tree.depths.get(card.id, 0),
            above.text[:CARD_TEXT_CHARS] if above else "",
            card.text,
            types.get(card.color, card.color),
            *(card.fields.get(field.key) for field in template.fields),
            *(card.author, card.created, card.id, card.rank, card.parent or "", card.zone),
        )


def node_paths(tree: Tree) -> dict[str, str]:
    """Return the path of every node and of the centre, each text on one line and short."""
    steps: dict[str, tuple[str, ...]] = {CENTRE: (_step(tree.centre),)}
    for card in tree.order:
        above = CENTRE if card.parent is None else card.parent
        steps[card.id] = (*steps[above][-_LEVELS:], _step(card))
    return {
        card_id: PATH_MARK.join(("…", *path[1:]) if len(path) > _LEVELS else path)
        for card_id, path in steps.items()
    }


def _step(card: Card) -> str:
    """Return the text of a card as one step: « > » inside it becomes « › »."""
    return abridge(card.text).replace(">", "›") or "…"
