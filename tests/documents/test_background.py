"""The image behind a map: read whatever is there, put and taken away as one change."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text
from templates_of_tests import PRODUCT

from capacities.collab.document import RoomDocument
from capacities.documents.authors import rewrite
from capacities.documents.background import write_background
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain.background import Background
from capacities.domain.limits import MAP_REACH

MAP = PRODUCT["cas-usage"]
PLAN = Background("ab" * 32, -40, 20, 1_200, 800, 0.5, "Le plan du quartier")


def doc_of(background: Background | None) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    write_background(doc, background)
    return doc


def test_it_is_read_as_it_was_put() -> None:
    """And nothing is sent when nothing changes."""
    doc = doc_of(PLAN)
    assert (read_snapshot(doc, MAP).background, read_snapshot(doc, MAP).warnings) == (PLAN, ())
    assert write_background(doc, PLAN) == b""
    write_background(doc, replace(PLAN, opacity=1.0))
    assert read_snapshot(doc, MAP).background == replace(PLAN, opacity=1.0)
    write_background(doc, None)
    assert (read_snapshot(doc, MAP).background, read_snapshot(doc, MAP).warnings) == (None, ())


def test_of_two_people_who_put_one_at_once_one_wins_whole() -> None:
    """No image in the place of another."""
    other = Background("cd" * 32, 7, 8, 90, 60, 1.0, "Une photo")
    ours, theirs = doc_of(PLAN), doc_of(other)
    ours.apply_update(theirs.get_update())
    theirs.apply_update(ours.get_update())
    found = read_snapshot(ours, MAP).background
    assert found in (PLAN, other)
    assert read_snapshot(theirs, MAP).background == found


_PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**60), 2**60),
    st.text(max_size=8),
    st.just("ab" * 32),
)
_JUNK = st.one_of(_PLAIN, st.builds(lambda: Text("x")), st.builds(lambda: Map({"x": 1})))
_KEYS = ("image", "x", "y", "width", "height", "opacity", "alt", "?")
_RECORDS = st.dictionaries(st.sampled_from(_KEYS), _PLAIN)


@given(st.one_of(_JUNK, _RECORDS, st.lists(_PLAIN, max_size=2)))
def test_whatever_is_stored_gives_a_snapshot(stored: Any) -> None:
    """Nothing raises; an image has a name, a place and a size."""
    doc: Doc[Any] = Doc()
    doc.get("background", type=Map)["shown"] = stored
    found = read_snapshot(doc, MAP).background
    if found is not None:
        assert (len(found.image), 0 <= found.opacity <= 1) == (64, True)
        assert max(abs(found.x), abs(found.y)) <= MAP_REACH
        assert found.width > 0 < found.height


def test_a_key_for_each_value_is_no_image() -> None:
    """Nor is it in the way of one that is put."""
    doc: Doc[Any] = Doc()
    root = doc.get("background", type=Map)
    for key, value in asdict(PLAN).items():
        root[key] = value
    assert read_snapshot(doc, MAP).background is None
    write_background(doc, PLAN)
    assert read_snapshot(doc, MAP).background == PLAN


def test_one_without_a_place_is_told() -> None:
    """It stays in the document."""
    doc = doc_of(replace(PLAN, x=float("inf")))
    snapshot = read_snapshot(doc, MAP)
    assert snapshot.background is None
    assert [said[:15] for said in snapshot.warnings] == ["L’image de fond"]


def test_a_room_takes_it_and_keeps_it() -> None:
    """It is no card; and erasing a pseudonym leaves it as it is."""
    seed = new_document(MAP)
    doc = open_doc(seed, ())
    update = write_background(doc, PLAN)
    room = RoomDocument(seed, ())
    before = room._count_live()
    room.apply(update)
    assert room._count_live() == before
    again = rewrite(seed, [update], lambda _name: True, "Anonyme")
    assert read_snapshot(open_doc(again.data, ()), MAP).background == PLAN
