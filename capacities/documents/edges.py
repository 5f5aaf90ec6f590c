"""Links in a Yjs document, read without trusting what is there, whatever the form of the canvas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pycrdt import Doc

from capacities.documents.cards import Repairs, read_signed, read_string, records
from capacities.domain.snapshot import Edge, Snapshot
from capacities.domain.template import Template


def read_edges(doc: Doc[Any], template: Template, cards: Snapshot, repairs: Repairs) -> list[Edge]:
    """Read every link of the document by id, deleted ones too.

    A link whose end is in the corbeille, or is none of the ``cards``, stays, and so does one of a
    kind that the template does not know: it is told, never lost.
    """
    live = {card.id for card in cards.cards}
    trash = {card.id for card in cards.trash}
    found = records(doc, "edges", repairs)
    edges = sorted((_edge(*one, template, repairs) for one in found), key=lambda edge: edge.id)
    for edge in edges:
        gone = set() if edge.deleted else {edge.source, edge.target} - live
        if gone and gone <= trash:
            repairs.add(
                "Un lien a une extrémité dans la corbeille : il est gardé, et se répare si elle en "
                "sort.",
                "{n} liens ont une extrémité dans la corbeille : ils sont gardés, et se réparent "
                "si elle en sort.",
            )
        elif gone:
            repairs.add(
                "Un lien n’a plus l’une de ses extrémités : il est gardé, au cas où "
                "elle reviendrait.",
                "{n} liens n’ont plus l’une de leurs extrémités : ils sont gardés, au cas où elle "
                "reviendrait.",
            )
        if not edge.deleted and edge.source == edge.target != "":
            repairs.add(
                "Un lien part d’un élément et y revient : il est gardé, dans la liste.",
                "{n} liens partent d’un élément et y reviennent : ils sont gardés, dans la liste.",
            )
    return edges


def _edge(edge_id: str, raw: Mapping[str, Any], template: Template, repairs: Repairs) -> Edge:
    kind = template.edge_kind(key := read_string(raw, "kind", repairs))
    edge = Edge(
        id=edge_id,
        source=read_string(raw, "from", repairs),
        target=read_string(raw, "to", repairs),
        kind=key,
        **read_signed(raw, kind.fields if kind else template.edge_fields().values(), repairs),
    )
    if kind is None and not edge.deleted:
        repairs.add(
            "Un lien est d’un type que ce canevas ne connaît pas : il est gardé tel quel.",
            "{n} liens sont d’un type que ce canevas ne connaît pas : ils sont gardés tels quels.",
        )
    return edge
