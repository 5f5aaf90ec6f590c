"""The image behind a map, in a Yjs document: one key of the root ``background`` holds it all.

::

    background  { shown: { image: str, x, y, width, height, opacity: number, alt: str } }

Without ``shown``, there is none. It is one plain value: of two people who write it at the same
time, one wins with all of theirs, and what is undone comes back whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from pycrdt import Doc, Map

from capacities.documents.cards import Repairs
from capacities.documents.writing import emitted
from capacities.domain.background import Background, is_image_id
from capacities.domain.limits import BACKGROUND_ALT_CHARS, MAP_REACH

ROOT: Final = "background"
_KEY: Final = "shown"
_DEFAULT_OPACITY: Final = 1.0


def read_background(doc: Doc[Any], repairs: Repairs) -> Background | None:
    """Read the image behind the map; what cannot be one is none, and said."""
    with doc.transaction():
        stored = doc.get(ROOT, type=Map).get(_KEY)
    if stored is None:
        return None
    raw = stored if isinstance(stored, dict) else {}
    place = _place(raw)
    if not is_image_id(raw.get("image")) or place is None:
        repairs.add("L’image de fond n’a pas de nom ou de place : elle n’est pas montrée.", "")
        return None
    x, y, width, height = place
    opacity, alt = _number(raw.get("opacity")), raw.get("alt")
    return Background(
        raw["image"],
        x,
        y,
        width,
        height,
        _DEFAULT_OPACITY if opacity is None else min(max(opacity, 0.0), 1.0),
        alt.replace("\0", "")[:BACKGROUND_ALT_CHARS] if isinstance(alt, str) else "",
    )


def write_background(doc: Doc[Any], background: Background | None) -> bytes:
    """Put an image behind the map, or take it away; return the update, b"" if nothing changed."""
    return emitted(doc, lambda: put_background(doc, background))


def put_background(doc: Doc[Any], background: Background | None) -> None:
    """Do as ``write_background``, in the transaction that is open."""
    root = doc.get(ROOT, type=Map)
    there = root.get(_KEY)
    if background is None:
        if there is not None:
            del root[_KEY]
    elif there != (wanted := asdict(background)):
        root[_KEY] = wanted


def _place(raw: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Return the corner and the size, or None when nobody could go and see it."""
    numbers = [_number(raw.get(key)) for key in ("x", "y", "width", "height")]
    x, y, width, height = (math.nan if one is None else one for one in numbers)
    seen = max(abs(x), abs(y)) <= MAP_REACH and 0 < width <= 2 * MAP_REACH
    return (x, y, width, height) if seen and 0 < height <= 2 * MAP_REACH else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
