"""The form "tree": a document of nodes that know their parent → a snapshot."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc

from capacities.documents.cards import Repairs, read_cards
from capacities.documents.ydoc import read_head
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, Template
from capacities.domain.tree import Tree, arrange


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze the document; whatever it holds, a valid snapshot and French warnings.

    Cards are the centre, then the nodes from top to bottom, each with its true parent; the
    trash is what is out of the tree, deleted or under a deleted node. ``arrange`` gives the
    tree back from the cards.
    """
    repairs = Repairs()
    name, version = read_head(doc, repairs)
    cards = {card.id: card for card in read_cards(doc, template, repairs)}
    tree = arrange(cards.values())
    _tell(tree, cards, repairs)
    return Snapshot(
        template=name,
        cards=(tree.centre, *tree.order),
        trash=tree.hidden,
        warnings=repairs.sentences(),
        schema=version,
    )


def _tell(tree: Tree, cards: dict[str, Card], repairs: Repairs) -> None:
    """Note where the tree is not what its cards claim."""
    if CENTRE not in cards:
        repairs.add("L’idée centrale manquait : elle est montrée vide, à compléter.", "")
    for node in tree.order:
        claimed = cards[node.id].parent
        if claimed == node.parent:
            continue
        if claimed in cards and claimed != node.id:
            repairs.add(
                "Deux branches étaient chacune dans l’autre : l’une d’elles est montrée sous "
                "l’idée centrale.",
                "{n} fois, des branches étaient l’une dans l’autre : l’une d’elles est montrée "
                "sous l’idée centrale.",
            )
        else:
            repairs.add(
                "Une idée n’avait plus de branche au-dessus d’elle : elle est montrée sous "
                "l’idée centrale.",
                "{n} idées n’avaient plus de branche au-dessus d’elles : elles sont montrées "
                "sous l’idée centrale.",
            )
