"""Links in a Yjs document, read without trusting what is there, whatever the form of the canvas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pycrdt import Doc, Map

from capacities.documents.cards import (
    UNREADABLE,
    Repairs,
    entries,
    read_fields,
    read_string,
    read_text,
)
from capacities.domain.snapshot import Edge
from capacities.domain.template import Template


def read_edges(
    doc: Doc[Any], template: Template, cards: Collection[str], repairs: Repairs
) -> list[Edge]:
    """Read every link of the document by id, deleted ones too.

    ``cards`` are the ids of those that are there. A link whose end is none of them stays, and so
    does one of a kind that the template does not know: it is told, never lost.
    """
    with doc.transaction():
        return sorted(_edges(doc, template, cards, repairs), key=lambda edge: edge.id)


def _edges(
    doc: Doc[Any], template: Template, cards: Collection[str], repairs: Repairs
) -> Iterator[Edge]:
    for edge_id, raw in entries(doc.get("edges", type=Map)):
        if not isinstance(raw, Map):
            repairs.add(*UNREADABLE)
            continue
        edge = _edge(edge_id, dict(entries(raw)), template, repairs)
        if not edge.deleted and not {edge.source, edge.target}.issubset(cards):
            repairs.add(
                "Un lien n’a plus l’une de ses extrémités : il est gardé, au cas où "
                "elle reviendrait.",
                "{n} liens n’ont plus l’une de leurs extrémités : ils sont gardés, au cas où elle "
                "reviendrait.",
            )
        yield edge


def _edge(edge_id: str, raw: Mapping[str, Any], template: Template, repairs: Repairs) -> Edge:
    kind = template.edge_kind(key := read_string(raw, "kind", repairs))
    deleted = raw.get("deleted") is True
    if kind is None and not deleted:
        repairs.add(
            "Un lien est d’un type que ce canevas ne connaît pas : il est gardé tel quel.",
            "{n} liens sont d’un type que ce canevas ne connaît pas : ils sont gardés tels quels.",
        )
    return Edge(
        id=edge_id,
        source=read_string(raw, "from", repairs),
        target=read_string(raw, "to", repairs),
        kind=key,
        text=read_text(raw.get("text"), repairs),
        author=read_string(raw, "author", repairs),
        created=read_string(raw, "created", repairs),
        deleted=deleted,
        fields=read_fields(raw, kind.fields if kind else (), repairs),
    )
