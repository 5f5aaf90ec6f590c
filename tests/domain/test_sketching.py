"""What a browser says that it draws, of which only the pictograms are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import FIELD_TEXT_CHARS, SKETCH_BYTES, SKETCH_STAMPS
from capacities.domain.pictograms import PICTOGRAMS, SIDE
from capacities.domain.sketches import Sketch, clean_sentence, sketch_fault
from capacities.domain.sketching import HEIGHT, INKS, Stamp, stamp_ink, stamps_of

HOUSE = next(one for one in PICTOGRAMS if one.key == "maison")
RED = next(one for one in INKS if one.key == "rouge")
STROKE: dict[str, Any] = {
    "type": "Path",
    "stroke": stamp_ink(HOUSE, RED),
    "left": 100.0,
    "top": 80,
    "width": 0.01,
    "height": 0,
    "originX": "center",
    "originY": "center",
}


def test_a_stroke_of_a_hidden_ink_is_a_pictogram_in_its_colour() -> None:
    """By its middle, wherever its origin is, and whatever it was stretched to."""
    assert stamps_of({"objects": [STROKE]}) == (Stamp(HOUSE, RED.color, 100.0, 80.0),)
    corner = STROKE | {"originX": "left", "originY": "top", "width": 40, "height": 20, "scaleX": 2}
    assert stamps_of({"objects": [corner]}) == (Stamp(HOUSE, RED.color, 140.0, 90.0),)


def test_every_pictogram_has_an_ink_of_its_own_in_every_colour() -> None:
    """And all of them are within their square."""
    hidden = [stamp_ink(p, ink) for p in PICTOGRAMS for ink in INKS]
    assert len(set(hidden)) == len(hidden)
    opacities = [float(one.rpartition(",")[2].rstrip(")")) for one in hidden]
    assert max(opacities) < 1 / 255, "no opacity that is seen"
    assert len({round(one, 5) for one in opacities}) == len(PICTOGRAMS) < 40
    points = [at for p in PICTOGRAMS for stroke in p.strokes for point in stroke for at in point]
    assert min(points) >= 0
    assert max(points) <= SIDE


@pytest.mark.parametrize(
    "drawing",
    [
        None,
        [],
        "x",
        {},
        {"objects": None},
        {"objects": "x"},
        {"objects": [None, 3, []]},
        *(
            {"objects": [STROKE | change]}
            for change in (
                {"stroke": "#b9342a"},
                {"stroke": ["x"]},
                {"left": "100"},
                {"left": None},
                {"left": True},
                {"top": float("nan")},
                {"top": float("inf")},
                {"top": HEIGHT + 1},
                {"left": -1},
                {"left": 10**400},
            )
        ),
    ],
)
def test_nothing_else_is_one(drawing: object) -> None:
    """Whatever a program sends in the place of a browser."""
    assert stamps_of(drawing) == ()


def test_there_are_so_many_at_most() -> None:
    """The others are not drawn."""
    assert len(stamps_of({"objects": [STROKE] * (SKETCH_STAMPS + 5)})) == SKETCH_STAMPS


def test_a_sentence_is_asked_for() -> None:
    """On one line, of a length that is read."""
    assert clean_sentence("  Le port,\nau matin ") == "Le port, au matin"
    for text in ("", " \n", "\u200b", "x" * (FIELD_TEXT_CHARS + 1)):
        with pytest.raises(InvalidInput, match="votre dessin est toujours là"):
            clean_sentence(text)


PNG = b"\x89PNG\r\n\x1a\n"
GOOD = Sketch(1, "Ada", "Le port", "image/png", 9, 9, "2026-11-22T10:00:00+00:00")


@pytest.mark.parametrize(
    ("change", "data", "said"),
    [
        ({}, PNG, ""),
        ({"media_type": ""}, None, ""),
        ({"media_type": ""}, PNG, "sans en dire la nature"),
        ({}, None, "ni un PNG"),
        ({}, b"<svg>", "ni un PNG"),
        ({"media_type": "text/html"}, b"<p>", "ni un PNG"),
        ({}, PNG + bytes(SKETCH_BYTES), "dépasse"),
        ({"sentence": " "}, PNG, "pas de phrase"),
        ({"version": 0}, PNG, "pas de numéro"),
    ],
)
def test_what_is_kept_is_as_we_keep_it(
    change: dict[str, Any], data: bytes | None, said: str
) -> None:
    """Else it is told, by a check or a restoration."""
    fault = sketch_fault(replace(GOOD, **change), data)
    assert said in fault
    assert bool(said) == bool(fault)
