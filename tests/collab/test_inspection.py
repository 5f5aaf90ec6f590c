"""What is let through to the CRDT core."""

from __future__ import annotations

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.collab.inspection import DEPTH, Inspection, read_keystroke
from capacities.collab.protocol import BadMessage
from tests.collab.hostile import rich_update, typed_updates


def update_of(value: object) -> bytes:
    """Return the update of a map holding ``value``."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=7)
    cards = source.get("cards", type=pycrdt.Map)
    cards["k"] = value
    return source.get_update()


def test_honest_updates_are_read_to_the_end() -> None:
    """Each keystroke lacks nothing after the ones before it, and its end is known."""
    known: dict[int, int] = {}
    for update in typed_updates(30):
        inspection = Inspection(update, known)
        assert inspection.complete
        known.update(inspection.ends)
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    for update in typed_updates(30):
        source.apply_update(update)
    assert Inspection(source.get_update(), {}).ends == known


@pytest.mark.parametrize(
    "value", [1, -5, 2**40, 1.5, True, None, "é😀", b"\x00\xff", {"a": [1, {"b": None}]}]
)
def test_every_plain_value_passes(value: object) -> None:
    """All that a card's field may hold is read exactly."""
    assert Inspection(update_of(value), {}).ends == {7: 1}


def test_text_counts_as_javascript_counts_it() -> None:
    """An emoji is two operations, an accent one."""
    assert Inspection(update_of(pycrdt.Text("é😀")), {}).ends == {7: 4}


def test_arrays_and_deep_values_are_refused() -> None:
    """A Y.Array anywhere, or lists nested beyond DEPTH, are not given to the core."""
    with pytest.raises(BadMessage):
        Inspection(rich_update(), {})
    nested: object = 1
    for _ in range(DEPTH + 1):
        nested = [nested]
    with pytest.raises(BadMessage):
        Inspection(update_of(nested), {})


def test_gaps_and_unknown_references_are_seen() -> None:
    """A later operation, or the deletion of an unknown one, waits for what it depends on."""
    _first, second, third = typed_updates(3)
    assert not Inspection(third, {}).complete
    assert not Inspection(second, {}).complete
    assert not Inspection(b"\x00\x01\x05\x01\x02\x03", {5: 4}).complete
    assert Inspection(b"\x00\x01\x05\x01\x02\x03", {5: 5}).complete


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Garbage is a BadMessage, never another error."""
    try:
        Inspection(data, {})
    except BadMessage:
        return


@given(st.data())
def test_typing_is_read_as_the_whole_reading_does(data: st.DataObject) -> None:
    """Whatever is mutated in a keystroke, the short reading never says more than the long one."""
    updates = two_who_type(20)
    known: dict[int, int] = {}
    typed = data.draw(st.integers(1, 19))
    for update in updates[:typed]:
        known.update(Inspection(update, known).ends)
    mutated = bytearray(updates[typed])
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    try:
        short = read_keystroke(bytes(mutated), known, {})
    except (IndexError, BadMessage):
        return
    if short is not None:
        long = Inspection(bytes(mutated), known)
        assert long.complete
        assert long.fresh
        assert long.ends == {short.author: short.end}
        assert known[short.author] == short.clock
        assert not short.follows


def test_typing_is_recognised() -> None:
    """Each letter after the first is read the short way, whoever typed the one before it."""
    first, second, third, *others = two_who_type(12)
    known: dict[int, int] = {}
    for update in (first, second, third):
        known.update(Inspection(update, known).ends)
    letters = {author: clock - 1 for author, clock in known.items()}
    for update in others:
        short = read_keystroke(update, known, letters)
        assert short is not None
        assert short.follows
        known[short.author] = short.end
    assert read_keystroke(others[-1], known, letters) is None  # known already
    assert read_keystroke(typed_updates(3)[2], {42: 0}, {}) is None


def test_a_letter_follows_letters_only() -> None:
    """A word, or a letter beside what may not be a letter, does not count as following."""
    known, letters = {5: 9, 6: 4}, {5: 7}

    def read(origin: int, text: bytes = b"\x01a", right: int | None = None) -> bool | None:
        sides = bytes((5, origin)) if right is None else bytes((5, origin, 5, right))
        info = b"\x84" if right is None else b"\xc4"
        typed = read_keystroke(b"\x01\x01\x06\x04" + info + sides + text + b"\x00", known, letters)
        return None if typed is None else typed.follows

    assert read(6) is False
    assert read(7) is True
    assert read(8) is True
    assert read(9) is None
    assert read(7, right=8) is True
    assert read(7, right=5) is False
    assert read(7, right=9) is None
    assert read(7, b"\x02ab") is False


def two_who_type(count: int) -> list[bytes]:
    """Return the updates of two people who type in turns at the end of one text."""
    out: list[bytes] = []
    people = [pycrdt.Doc[pycrdt.Text](client_id=client) for client in (42, 4_000_000_000)]
    texts = [person.get("text", type=pycrdt.Text) for person in people]
    for turn in range(count):
        author = turn % 2
        before = people[author].get_state()
        texts[author] += "e"
        out.append(people[author].get_update(before))
        people[1 - author].apply_update(out[-1])
    return out
