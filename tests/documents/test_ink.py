"""Freehand strokes: read whatever is there, thrown away and brought back, never rewritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text
from templates_of_tests import PRODUCT

from capacities.collab.document import RoomDocument
from capacities.documents.authors import rewrite
from capacities.documents.ink import is_drawable, write_strokes
from capacities.documents.registry import read_snapshot
from capacities.domain.limits import STROKE_CHARS
from capacities.domain.snapshot import Stroke

MAP = PRODUCT["cas-usage"]
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "ink.json").read_text("utf-8"))
STROKE = Stroke("s", "10,20 11.5,22", "vert", "Ada", "2026-11-22T10:00:00Z")


def doc_of(*strokes: Stroke) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    write_strokes(doc, strokes)
    return doc


def test_what_is_drawn_is_read_in_its_order() -> None:
    """Live ones, then those that were thrown away."""
    later, gone = (
        replace(STROKE, id="a", created="2026-11-23"),
        replace(STROKE, id="g", deleted=True),
    )
    snapshot = read_snapshot(doc_of(later, STROKE, gone), MAP)
    assert (snapshot.strokes, snapshot.stroke_trash) == ((STROKE, later), (gone,))
    assert snapshot.warnings == ()


def test_a_stroke_moves_comes_and_goes_and_its_line_is_not_rewritten() -> None:
    """Nothing is sent when nothing changes."""
    doc = doc_of(STROKE)
    assert write_strokes(doc, [STROKE]) == b""
    moved = replace(STROKE, x=4.5, y=-2.0, color="rouge")
    assert write_strokes(doc, [replace(moved, deleted=True, points="9,9", thick=True)])
    assert read_snapshot(doc, MAP).stroke_trash == (replace(moved, deleted=True),)
    write_strokes(doc, [STROKE])
    assert read_snapshot(doc, MAP).strokes == (STROKE,)


def test_one_too_long_is_told_and_stays_in_the_document() -> None:
    """The others are drawn."""
    doc = doc_of(replace(STROKE, id="long", points="1" * (STROKE_CHARS + 1)), STROKE)
    snapshot = read_snapshot(doc, MAP)
    assert snapshot.strokes == (STROKE,)
    assert [said[:40] for said in snapshot.warnings] == ["Un trait à main levée est vide, trop lon"]
    assert sorted(doc.get("ink", type=Map).keys()) == ["long", "s"]


@pytest.mark.parametrize("vector", VECTORS["points"], ids=lambda vector: str(vector["name"]))
def test_the_vectors_shared_with_the_front_end(vector: dict[str, Any]) -> None:
    """What the page draws is what is read here."""
    doc = doc_of(STROKE)
    doc.get("ink", type=Map)["s"]["points"] = vector["points"]
    snapshot = read_snapshot(doc, MAP)
    assert (snapshot.strokes != ()) is (vector["read"] != [])
    assert (snapshot.warnings == ()) is (vector["read"] != [])


@pytest.mark.parametrize("vector", VECTORS["offsets"], ids=lambda vector: str(vector["at"]))
def test_a_move_is_what_the_page_makes_of_it(vector: dict[str, Any]) -> None:
    """One that nobody could make is none."""
    doc = doc_of(STROKE)
    stored = doc.get("ink", type=Map)["s"]
    stored["x"] = stored["y"] = vector["at"]
    (read,) = read_snapshot(doc, MAP).strokes
    assert (read.x, read.y) == (vector["read"], vector["read"])


@pytest.mark.parametrize("at", [float("nan"), float("inf"), True])
def test_a_move_that_is_none_leaves_the_stroke_where_it_was_drawn(at: object) -> None:
    """And nothing is lost of it."""
    doc = doc_of(replace(STROKE, thick=True))
    stored = doc.get("ink", type=Map)["s"]
    stored["x"], stored["thick"] = at, "oui"
    assert read_snapshot(doc, MAP).strokes == (STROKE,)


_JUNK = st.one_of(
    st.none(), st.booleans(), st.floats(), st.text(max_size=8), st.builds(lambda: Text("x"))
)


@given(
    st.dictionaries(
        st.text(max_size=4),
        st.one_of(
            _JUNK, st.dictionaries(st.sampled_from(["points", "color", "deleted", "?"]), _JUNK)
        ),
    )
)
def test_whatever_is_stored_gives_a_snapshot(stored: dict[str, Any]) -> None:
    """Nothing raises; a stroke can be drawn."""
    doc: Doc[Any] = Doc()
    root = doc.get("ink", type=Map)
    for key, one in stored.items():
        root[key] = Map(one) if isinstance(one, dict) else one
    snapshot = read_snapshot(doc, MAP)
    assert all(is_drawable(one.points) for one in (*snapshot.strokes, *snapshot.stroke_trash))


def test_the_name_of_who_drew_is_erased_with_the_others() -> None:
    """From all that it signed."""
    signed = rewrite(doc_of(STROKE).get_update(), (), lambda name: name == "Ada", "Anonyme")
    assert (signed.signed, b"Ada" in signed.data) == (1, False)


def test_a_room_counts_strokes_with_the_rest() -> None:
    """Those that were thrown away apart."""
    room = RoomDocument(doc_of(STROKE, replace(STROKE, id="t", deleted=True)).get_update(), ())
    assert room._count_live() == 1
