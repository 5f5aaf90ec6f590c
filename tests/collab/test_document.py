"""A document under any bytes: sizes, waiting updates, mutations."""

from __future__ import annotations

import time

import pycrdt
import pytest

from capacities.collab import document as doc
from capacities.collab.document import Incomplete, RoomDocument, TooLarge, Unreadable
from capacities.collab.protocol import BadMessage
from tests.collab.hostile import mutations, typed_updates


def test_what_changed_comes_out_once() -> None:
    """An update applied twice changes nothing the second time."""
    document = RoomDocument(None, ())
    updates = typed_updates(20)
    assert all(document.apply(update) for update in updates)
    assert not any(document.apply(update) for update in updates)


def test_an_update_that_lacks_others_is_not_given_to_the_core() -> None:
    """What depends on an update not received is refused until that one comes."""
    document = RoomDocument(None, ())
    first, second, last = typed_updates(3)
    with pytest.raises(doc.Incomplete):
        document.apply(last)
    assert document.encode() == b"\x00\x00"
    assert all(document.apply(update) for update in (first, second, last))


def test_authors_who_wait_for_each_other_break_the_document() -> None:
    """Two operations that each need the other would wait for ever inside the core."""
    one = b"\x01\x01\x00\x84\x02\x00\x01a"
    other = b"\x01\x02\x00\x84\x01\x00\x01b"
    with pytest.raises(doc.Broken):
        RoomDocument(None, ()).apply(b"\x02" + other + one + b"\x00")


def test_stored_updates_are_applied_together() -> None:
    """A document opened from leftovers is the one opened from its snapshot."""
    updates = typed_updates(200)
    leftovers = RoomDocument(None, updates)
    snapshot = RoomDocument(leftovers.encode(), ())
    assert leftovers.encode() == snapshot.encode()
    assert leftovers.state() == snapshot.state()


def test_a_document_stops_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would pass the limit is not applied; deleting is always allowed."""
    monkeypatch.setattr(doc, "DOCUMENT_BYTES", 2_000)
    source: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    out: list[bytes] = []
    source.observe(lambda event: out.append(event.update))
    text = source.get("text", type=pycrdt.Text)
    document = RoomDocument(None, ())
    for _ in range(19):
        text += "x" * 100
        document.apply(out[-1])
    before = document.encode()
    text += "y" * 200
    with pytest.raises(TooLarge):
        document.apply(out[-1])
    assert document.encode() == before
    del text[:500]
    document.apply(out[-1])
    assert len(document.encode()) < len(before)


def test_bad_bytes_change_nothing() -> None:
    """An unreadable update or state vector is refused, the document intact."""
    document = RoomDocument(None, typed_updates(5))
    before = document.encode()
    with pytest.raises(BadMessage):
        document.apply(b"\x01\x01")
    with pytest.raises(Unreadable):
        document.encode(b"\xff")
    assert document.encode() == before


def test_mutated_updates_neither_hang_nor_crash() -> None:
    """2,000 mutated updates: each takes less than 2 s and is told good, bad or broken."""
    document = RoomDocument(None, typed_updates(30))
    told = 0
    for update in mutations(seed=7, count=2_000):
        began = time.monotonic()
        try:
            document.apply(update)
            document.encode()
        except (BadMessage, Unreadable, Incomplete, TooLarge):
            told += 1
        except doc.Broken:
            document = RoomDocument(None, typed_updates(30))
        assert time.monotonic() - began < 2
    assert told > 100


def test_what_is_all_news_is_passed_on_as_it_came() -> None:
    """An update of which nothing was known goes to the others untouched; a part only, else."""
    first, second = typed_updates(2)
    document = RoomDocument(None, (first,))
    assert document.apply(second) == [second]
    both = document.encode()
    assert document.apply(both) == []
    assert RoomDocument(None, (first,)).apply(both) not in ([], [both])
