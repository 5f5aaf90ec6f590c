"""Freehand strokes in a Yjs document: one record each, in the root ``ink``, of any form.

::

    ink    { stroke_id: { points: str, color, author, created: str, thick: bool?,
                          x, y: number?, deleted: bool? } }

``points`` are « x,y x,y … », or « x,y,p » with a pressure from 0 to 1, in points of the map. They
are one value, written when the pen is lifted: two people never write the same stroke. Moving one
writes how far it is from there, in ``x`` and ``y``: the last who moves it wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, Final, TypeGuard

from pycrdt import Doc, Map

from capacities.documents.cards import Repairs, entries, read_string, records
from capacities.documents.writing import emitted
from capacities.domain.limits import MAP_REACH, STROKE_CHARS
from capacities.domain.snapshot import Stroke

ROOT = "ink"

_POINT: Final = re.compile(
    r"(?:^|(?<= ))(-?[0-9]{1,6}(?:\.[0-9]+)?),(-?[0-9]{1,6}(?:\.[0-9]+)?)"
    r"(?:,(?:0(?:\.[0-9]+)?|1(?:\.0+)?))?(?= |\Z)"
)
"""The rule of the front end (``forms/map/ink.ts``); tests/vectors/ink.json holds both to it."""


def is_drawable(points: object) -> TypeGuard[str]:
    """Tell whether a point at least can be read, on the map. Those that cannot are passed over."""
    if not isinstance(points, str) or not 0 < len(points) <= STROKE_CHARS:
        return False
    return any(
        max(abs(float(x)), abs(float(y))) <= MAP_REACH
        for x, y in (found.groups() for found in _POINT.finditer(points))
    )


def read_strokes(doc: Doc[Any], repairs: Repairs) -> list[Stroke]:
    """Read every stroke, thrown away ones too; one that cannot be drawn stays in the document."""
    found = []
    for one, raw in records(doc, ROOT, repairs):
        points = raw.get("points")
        if not is_drawable(points):
            repairs.add(
                "Un trait à main levée est vide, trop long ou illisible : il n’est pas montré.",
                "{n} traits à main levée sont vides, trop longs ou illisibles : ils ne sont pas "
                "montrés.",
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
                thick=raw.get("thick") is True,
                x=_offset(raw.get("x")),
                y=_offset(raw.get("y")),
            )
        )
    return sorted(found, key=lambda stroke: (stroke.created, stroke.id))


def write_strokes(doc: Doc[Any], strokes: Iterable[Stroke]) -> bytes:
    """Add strokes; move, colour, throw away and bring back those that are there, no more.

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
            root[stroke.id] = Map(_record(stroke))
            continue
        for key in ("x", "y"):
            if _offset(before.get(key)) != (place := getattr(stroke, key)):
                before[key] = place
        if (before.get("color") or "") != stroke.color:
            before["color"] = stroke.color
        if stroke.deleted and before.get("deleted") is not True:
            before["deleted"] = True
        elif not stroke.deleted and "deleted" in before:
            del before["deleted"]


def _record(stroke: Stroke) -> dict[str, str | float | bool]:
    """Return the keys of a stroke; what is as usual is not written."""
    named = ("points", "color", "author", "created")
    unusual = ("thick", "x", "y", "deleted")
    return {key: getattr(stroke, key) for key in named} | {
        key: found for key in unusual if (found := getattr(stroke, key))
    }


def _offset(value: object) -> float:
    """Return how far a stroke was moved, 0 when that is no number, or nobody could go there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if math.isfinite(value) and abs(value) <= 2 * MAP_REACH else 0.0
