"""What is announced of a dossier: read as it was written; the rest is nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.domain.limits import PSEUDONYM_CHARS
from capacities.domain.news import (
    CALLED,
    PRESENT,
    Call,
    Whereabouts,
    call_event,
    present_events,
    read_call,
    read_present,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=PSEUDONYM_CHARS)
people = st.lists(st.builds(Whereabouts, texts, texts, texts, texts), max_size=200)


@given(st.builds(Call, texts, texts, texts, texts, texts, texts, texts))
def test_a_call_is_read_as_it_was_written(call: Call) -> None:
    """Whatever the pseudonym, or the title of the canvas."""
    assert read_call(call_event(call)) == call


@given(people)
def test_who_is_where_crosses_in_parts_that_can_be_announced(told: list[Whereabouts]) -> None:
    """Each part fits in one NOTIFY, as the bus writes it; together they tell the same people."""
    events = present_events("d" * 32, "p" * 32, 7, told)
    for event in events:
        assert len(json.dumps(["p" * 32, "o" * 40, [[event, 0]]]).encode()) < 8_000
    read = [read_present(event) for event in events]
    assert [one and (one.part, one.parts) for one in read] == [
        (part, len(events)) for part in range(len(events))
    ]
    assert [person for one in read if one for person in one.people] == told


@pytest.mark.parametrize(
    "words", ["", "{", "5", "null", "[]", "{}", '["a"]', "[1,2,3,4,5,6,7]", "[" * 5_000]
)
def test_an_announcement_that_is_not_ours_is_nothing(words: str) -> None:
    """Another program may speak on the same channel."""
    assert read_call(CALLED + words) is None
    assert read_present(PRESENT + words) is None


@pytest.mark.parametrize("people", [5, [5], [["a"]], [["a", "b", "c", 4]], [[1, 2, 3, 4]]])
def test_people_who_are_no_people_are_nothing(people: object) -> None:
    """All the parts or none: half a list would make some leave."""
    assert read_present(PRESENT + json.dumps(["d", "p", 1, 0, 1, people])) is None
