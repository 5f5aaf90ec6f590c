"""Which module reads the documents of each form: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from pycrdt import Doc

from capacities.documents import map, timeline, tree, zones
from capacities.documents.background import read_background
from capacities.documents.cards import Repairs, read_meta
from capacities.documents.edges import read_edges
from capacities.documents.ink import read_strokes
from capacities.documents.versions import count_changes
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template

READERS: Final[dict[Form, Callable[[Doc[Any], Template], Snapshot]]] = {
    Form.ZONES: zones.read_snapshot,
    Form.TREE: tree.read_snapshot,
    Form.MAP: map.read_snapshot,
    Form.TIMELINE: timeline.read_snapshot,
}


_OURS: Final = ("schema", "template")
"""Keys of ``meta`` that tell what the document is, not what people set."""


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze a document of any form: its form arranges the cards, links are read alike."""
    snapshot = READERS[template.form](doc, template)
    repairs = Repairs()
    meta = {k: v for k, v in read_meta(doc).items() if k not in _OURS}
    edges = read_edges(doc, template, snapshot, repairs)
    strokes = read_strokes(doc, repairs)
    return replace(
        snapshot,
        edges=tuple(edge for edge in edges if not edge.deleted),
        edge_trash=tuple(edge for edge in edges if edge.deleted),
        strokes=tuple(stroke for stroke in strokes if not stroke.deleted),
        stroke_trash=tuple(stroke for stroke in strokes if stroke.deleted),
        background=read_background(doc, repairs),
        meta=MappingProxyType(meta),
        version=count_changes(doc),
        warnings=(*snapshot.warnings, *repairs.sentences()),
    )
