"""Where the operations of a document stand, kept by runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.documents.lib0 import BadMessage
from capacities.documents.places import GONE, HOLDER, LETTER, VALUE, Places, place_at

CARD, WORDS, FIELD = place_at(HOLDER, 1), place_at(HOLDER, 2), place_at(VALUE, 2)
RUNS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from((LETTER, CARD, WORDS, FIELD, GONE))), max_size=12
)
AUTHORS = st.dictionaries(st.sampled_from((0, 7, 2**40)), RUNS)


def noted(authors: dict[int, list[tuple[int, int]]]) -> tuple[Places, dict[int, list[int]]]:
    """Return the places of runs (length, place), and the same one by one."""
    places, each = Places(), {author: list[int]() for author in authors}
    for author, runs in authors.items():
        for length, place in runs:
            places.note(author, len(each[author]), place)
            each[author] += [place] * length
    return places, each


@given(AUTHORS)
def test_each_operation_is_where_it_was_noted(authors: dict[int, list[tuple[int, int]]]) -> None:
    """Read again or not; what was never noted is nowhere."""
    places, each = noted(authors)
    for same in (places, Places.read(b"before" + places.write(), 6)):
        assert same is not None
        for author, stands in each.items():
            assert [same.at(author, clock) for clock in range(len(stands))] == stands
        assert same.at(3, 0) == GONE
        ends = {author: len(stands) for author, stands in each.items()}
        assert same.count(CARD, ends) == sum(stands.count(CARD) for stands in each.values())


@given(AUTHORS, st.data())
def test_only_what_is_news_is_added(
    authors: dict[int, list[tuple[int, int]]], data: st.DataObject
) -> None:
    """Whatever was known of each author, the rest is noted after it."""
    whole, each = noted(authors)
    known = {author: data.draw(st.integers(0, len(each[author]))) for author in each}
    places = Places()
    for author, held in known.items():
        for clock in range(held):
            places.note(author, clock, each[author][clock])
    places.extend(whole, known, {author: len(stands) for author, stands in each.items()})
    for author, stands in each.items():
        assert [places.at(author, clock) for clock in range(len(stands))] == stands
    assert len(places.write()) == len(whole.write())


def test_places_that_were_damaged_are_refused() -> None:
    """Neither cut short, nor too long, nor of another number."""
    places, _each = noted({7: [(2, LETTER), (3, FIELD)]})
    written = places.write()
    for damaged in (b"", written[:-1], written + b"\x00", b"\x01\x07\x04\x00\x00\x00\x00\x00"):
        with pytest.raises(BadMessage):
            Places.read(damaged, 0)


@pytest.mark.parametrize("place", [VALUE, HOLDER])
def test_places_of_before_depths_are_found_again(place: int) -> None:
    """They were written without, and the document is read in their stead."""
    places, _each = noted({7: [(2, LETTER), (3, FIELD)], 8: [(1, place), (1, LETTER)]})
    assert Places.read(places.write(), 0) is None


def test_a_run_apart_is_corrected_alone() -> None:
    """Its neighbours, noted alike, stay as they are."""
    places = Places()
    for clock in (0, 2, 5):
        places.note(7, clock, VALUE, apart=True)
    places.correct(7, places.begins(7, 4), FIELD)
    assert [places.at(7, clock) for clock in (1, 2, 4, 5)] == [VALUE, FIELD, FIELD, VALUE]
