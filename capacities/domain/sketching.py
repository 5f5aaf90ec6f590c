"""A sketch while it is drawn: its sheet, its inks, and the pictograms stamped on it.

What draws it (a canvas in the browser) knows strokes only. A stamp is a stroke of an ink that
cannot be seen, whose colour tells which pictogram to draw there, in which ink: it is undone, moved
and taken away as any stroke.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from capacities.domain.limits import SKETCH_STAMPS
from capacities.domain.pictograms import PICTOGRAMS, Pictogram

WIDTH: Final = 960
HEIGHT: Final = 600
"""Of the sheet, in pixels of the image that is kept."""
STAMP: Final = 72
"""Side of a pictogram, in the same pixels."""
RUBBER: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Ink:
    """One of the code's colours: ``color`` is #rrggbb, ``title`` says its name and its meaning.

    Those that mean what is there today say it together, once, where one chooses.
    """

    key: str
    color: str
    title: str


INKS: Final = (
    Ink("noir", "#1d2730", "Noir"),
    Ink("bleu", "#3b78b8", "Bleu"),
    Ink("violet", "#7556b8", "Violet"),
    Ink("rouge", "#b9342a", "Rouge\u00a0: un problème"),
    Ink("vert", "#24803f", "Vert\u00a0: un souhait"),
    Ink("jaune", "#e3c75b", "Jaune\u00a0: une idée"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A pictogram on the sheet, by its middle; ``color`` is #rrggbb."""

    pictogram: Pictogram
    color: str
    x: float
    y: float


def stamp_ink(pictogram: Pictogram, ink: Ink) -> str:
    """Return the colour of the strokes that stand for a pictogram: of no opacity that is seen."""
    red, green, blue = (int(ink.color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.00{PICTOGRAMS.index(pictogram) + 1:02})"


_STAMPED: Final = {stamp_ink(p, ink): (p, ink.color) for p in PICTOGRAMS for ink in INKS}


def stamps_of(drawing: object) -> tuple[Stamp, ...]:
    """Return the pictograms of what a browser says that it draws, of which nothing is believed."""
    found = list(_stamps(drawing))
    return tuple(found[:SKETCH_STAMPS])


def _stamps(drawing: object) -> Iterator[Stamp]:
    objects = drawing.get("objects") if isinstance(drawing, Mapping) else None
    for one in objects if isinstance(objects, list) else []:
        if not isinstance(one, Mapping) or not isinstance(stroke := one.get("stroke"), str):
            continue
        known, x, y = _STAMPED.get(stroke), _middle(one, "left"), _middle(one, "top")
        if known is not None and 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            yield Stamp(*known, x, y)


def _middle(one: Mapping[str, Any], key: str) -> float:
    """Return where the middle of a stroke is; not a number when it does not say."""
    across = key == "left"
    at, size = one.get(key), one.get("width" if across else "height")
    scale = one.get("scaleX" if across else "scaleY", 1)
    if not all(_is_number(value) for value in (at, size, scale)):
        return math.nan
    length = float(size) * float(scale)  # type: ignore[arg-type]
    origin = one.get("originX" if across else "originY")
    return float(at) + {"left": length / 2, "top": length / 2}.get(str(origin), 0.0)  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e6
