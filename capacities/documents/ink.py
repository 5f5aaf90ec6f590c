"""Freehand strokes in a Yjs document: one record each, in the root ``ink``, of any form.

::

    ink    { stroke_id: { points: str, color, author, created: str, deleted: bool? } }

``points`` are « x,y x,y … », or « x,y,p » with a pressure from 0 to 1, in points of the map. They
are one value, written when the pen is lifted: two people never write the same stroke.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Map

from capacities.documents.cards import Repairs, entries, read_string, records
from capacities.documents.writing import emitted
from capacities.domain.limits import STROKE_CHARS
from capacities.domain.snapshot import Stroke

ROOT = "ink"


def read_strokes(doc: Doc[Any], repairs: Repairs) -> list[Stroke]:
    """Read every stroke by id, thrown away ones too; one too long stays in the document."""
    found = []
    for one, raw in records(doc, ROOT, repairs):
        points = raw.get("points")
        if not isinstance(points, str) or not 0 < len(points) <= STROKE_CHARS:
            repairs.add(
                "Un trait à main levée est vide ou trop long : il n’est pas montré.",
                "{n} traits à main levée sont vides ou trop longs : ils ne sont pas montrés.",
            )
            continue
        found.append(
            Stroke(
                id=one,
                points=points,
                color=read_string(raw, "color", repairs),
                author=read_string(raw, "author", repairs),
                created=read_string(raw, "created", repairs),
                deleted=raw.get("deleted") is True,
            )
        )
    return sorted(found, key=lambda stroke: (stroke.created, stroke.id))


def write_strokes(doc: Doc[Any], strokes: Iterable[Stroke]) -> bytes:
    """Add strokes, or throw away and bring back those that are there: nothing else of one changes.

    Returns the update to append, b"" if nothing changed.
    """
    return emitted(doc, lambda: put_strokes(doc, strokes))


def put_strokes(doc: Doc[Any], strokes: Iterable[Stroke]) -> None:
    """Do as ``write_strokes``, in the transaction that is open."""
    root = doc.get(ROOT, type=Map)
    there = dict(entries(root))
    for stroke in strokes:
        before = there.get(stroke.id)
        if not isinstance(before, Map):
            named = ("points", "color", "author", "created")
            deleted = {"deleted": True} if stroke.deleted else {}
            root[stroke.id] = Map({key: getattr(stroke, key) for key in named} | deleted)
        elif stroke.deleted and before.get("deleted") is not True:
            before["deleted"] = True
        elif not stroke.deleted and "deleted" in before:
            del before["deleted"]
