"""The pictograms that one stamps on a sketch: strokes and discs in a square of 100 by 100."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

SIDE: Final = 100
THICK: Final = 7
"""Of their strokes, in the same points."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pictogram:
    """``key`` is stored nowhere; ``title`` is what people read; ``strokes`` are its lines."""

    key: str
    title: str
    strokes: tuple[tuple[Point, ...], ...]


def _arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> tuple[Point, ...]:
    """Return an arc as points, clockwise from ``start`` to ``end``, in degrees."""
    angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
    return tuple((x + rx * math.cos(one), y + ry * math.sin(one)) for one in angles)


def _ray(angle: float) -> tuple[Point, ...]:
    x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return ((50 + 30 * x, 50 + 30 * y), (50 + 42 * x, 50 + 42 * y))


PICTOGRAMS: Final = (
    Pictogram(
        "personne",
        "Personne",
        (
            _arc(50, 24, 14, 14, 0, 360),
            ((50, 38), (50, 66)),
            ((26, 50), (74, 50)),
            ((28, 94), (50, 66), (72, 94)),
        ),
    ),
    Pictogram(
        "maison",
        "Maison",
        (
            ((8, 52), (50, 14), (92, 52)),
            ((20, 44), (20, 90), (80, 90), (80, 44)),
            ((42, 90), (42, 64), (58, 64), (58, 90)),
        ),
    ),
    Pictogram(
        "silo",
        "Base de données",
        (
            _arc(50, 22, 32, 12, 0, 360),
            ((18, 22), (18, 78)),
            ((82, 22), (82, 78)),
            _arc(50, 50, 32, 12, 0, 180),
            _arc(50, 78, 32, 12, 0, 180),
        ),
    ),
    Pictogram(
        "telephone",
        "Téléphone",
        (
            ((32, 8), (68, 8), (68, 92), (32, 92), (32, 8)),
            ((32, 74), (68, 74)),
            ((46, 83), (54, 83)),
        ),
    ),
    Pictogram(
        "soleil",
        "Soleil",
        (_arc(50, 50, 20, 20, 0, 360), *(_ray(angle) for angle in range(0, 360, 45))),
    ),
    Pictogram(
        "euro",
        "Euro",
        (_arc(56, 50, 32, 36, 45, 315), ((10, 42), (58, 42)), ((10, 58), (58, 58))),
    ),
    Pictogram("fleche", "Flèche", (((8, 50), (90, 50)), ((64, 24), (90, 50), (64, 76)))),
    Pictogram("coche", "Coche", (((16, 54), (40, 78), (86, 22)),)),
)
