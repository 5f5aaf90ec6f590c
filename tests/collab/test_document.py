"""A document under any bytes: sizes, waiting updates, mutations."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from unittest.mock import patch

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.collab import document as doc
from capacities.collab.document import Incomplete, RoomDocument, TooLarge, Unreadable
from capacities.documents.lib0 import BadMessage, read_state, read_state_of, write_state
from capacities.documents.places import HOLDER, Places
from capacities.domain import limits
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


def test_authors_who_wait_for_each_other_are_refused() -> None:
    """Two operations that each need the other would wait for ever inside the core."""
    one = b"\x01\x01\x00\x84\x02\x00\x01a"
    other = b"\x01\x02\x00\x84\x01\x00\x01b"
    with pytest.raises(BadMessage):
        RoomDocument(None, ()).apply(b"\x02" + other + one + b"\x00")


def test_authors_who_answered_each_other_are_taken_at_once() -> None:
    """Letters put in turns beside the other's, in one update: whoever is read first."""
    people = [pycrdt.Doc[pycrdt.Text](client_id=client) for client in (3, 1, 2)]
    texts = [person.get("text", type=pycrdt.Text) for person in people]
    for turn in range(60):
        author = turn % 7 % 3
        texts[author].insert(turn * 5 % (turn + 1), "l")
        for person in people:
            person.apply_update(people[author].get_update(person.get_state()))
    document = RoomDocument(None, ())
    assert document.apply(people[0].get_update())
    assert read_state(document.state()) == read_state(people[0].get_state())


def test_stored_updates_are_applied_together() -> None:
    """A document opened from leftovers is the one opened from its snapshot."""
    updates = typed_updates(200)
    leftovers = RoomDocument(None, updates)
    snapshot = RoomDocument(leftovers.encode(), ())
    assert leftovers.encode() == snapshot.encode()
    assert leftovers.state() == snapshot.state()


def test_a_document_stops_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would pass the limit is not applied; deleting is always allowed."""
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 2_000)
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


@pytest.mark.parametrize("state", [b"\xff\xff\xff\x0f\x01", b"\x01\x05\x01\x00", b"\x02\x05\x01"])
def test_a_state_vector_says_how_many_authors_it_has(state: bytes) -> None:
    """The core would ask for the memory of as many as are told."""
    with pytest.raises(Unreadable):
        RoomDocument(None, typed_updates(5)).encode(state)


def test_mutated_updates_neither_hang_nor_crash() -> None:
    """2,000 mutated updates: each takes less than 2 s and is told good, bad or broken."""
    document = RoomDocument(None, typed_updates(30))
    told = 0
    for update in mutations(seed=7, count=2_000):
        began = time.process_time()
        try:
            document.apply(update)
            document.encode()
        except (BadMessage, Unreadable, Incomplete, TooLarge):
            told += 1
        except doc.Broken:
            document = RoomDocument(None, typed_updates(30))
        assert time.process_time() - began < 2
    assert told > 100


def test_what_is_all_news_is_passed_on_as_it_came() -> None:
    """An update of which nothing was known goes to the others untouched; a part only, else."""
    first, second = typed_updates(2)
    document = RoomDocument(None, (first,))
    assert document.apply(second) == [second]
    both = document.encode()
    assert document.apply(both) == []
    assert RoomDocument(None, (first,)).apply(both) not in ([], [both])


@patch.object(doc, "LETTERS_AHEAD", 3)
@settings(deadline=None)
@given(st.data())
def test_letters_that_wait_are_in_all_that_is_asked(data: st.DataObject) -> None:
    """Three people type, erase and move cards: the document is theirs whenever it is asked."""
    people = [pycrdt.Doc[pycrdt.Map[object]](client_id=i) for i in (1, 2, 3_000_000_000)]
    cards = [person.get("cards", type=pycrdt.Map) for person in people]
    cards[0]["a"] = pycrdt.Map({"text": pycrdt.Text("x"), "zone": "cible"})
    start = people[0].get_update()
    document = RoomDocument(start, ())
    for person in people[1:]:
        person.apply_update(start)
    for _ in range(data.draw(st.integers(1, 40))):
        who = data.draw(st.integers(0, 2))
        before, card = people[who].get_state(), cards[who]["a"]
        text = card["text"]  # type: ignore[index]
        size = len(text)
        ascii_only = str(text).isascii()
        act = data.draw(st.sampled_from("tttttttiewdmq"))
        if act in "tiw":
            inside = act != "t" and ascii_only  # places count bytes
            place = data.draw(st.integers(0, size)) if inside else size
            text.insert(place, "mot" if act == "w" else "l")
        elif act == "e":
            text += "é" if data.draw(st.booleans()) else "😀"
        elif act == "d" and ascii_only and size:
            place = data.draw(st.integers(0, size - 1))
            del text[place : place + 1]
        elif act == "m":
            card["zone"] = "cle"  # type: ignore[index]
        else:
            assert (
                RoomDocument(document.encode(), ()).state()
                == RoomDocument(people[who].get_update(), ()).state()
            )
        update = people[who].get_update(before)
        if not document.type(update):
            document.apply(update)
        for other in people:
            other.apply_update(update)
    read: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    read.apply_update(document.encode())
    assert read.get("cards", type=pycrdt.Map).to_py() == cards[0].to_py()
    assert read_state(document.state()) == read_state(people[0].get_state())


def test_the_first_letter_somewhere_is_given_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the core could refuse never waits; letters after it do, until they are needed."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=1)
    source.get("cards", type=pycrdt.Map)["a"] = pycrdt.Map({"text": pycrdt.Text("x")})
    document = RoomDocument(source.get_update(), ())
    letter = b"\x01\x01\x02%c\x84%c%c\x01a\x00"
    assert not document.type(letter % (0, 1, 2))  # of an unknown author
    assert document.apply(letter % (0, 1, 2))
    reached = note_what_reaches_the_core(monkeypatch)
    assert document.type(letter % (1, 1, 2))
    assert document.type(letter % (2, 2, 1))
    assert document.type(letter % (3, 2, 2))
    assert reached == [letter % (1, 1, 2)]
    document.encode()
    assert reached == [letter % (1, 1, 2), letter % (2, 2, 1), letter % (3, 2, 2)]


def test_letters_do_not_wait_without_end() -> None:
    """Someone who only types has the core work every LETTERS_AHEAD letters, and no text is lost."""
    source: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc(client_id=7)
    text = source.get("text", type=pycrdt.Text)
    text += "l"
    document = RoomDocument(source.get_update(), ())
    source.observe(lambda event: updates.append(event.update))
    updates: list[bytes] = []
    for _ in range(2 * doc.LETTERS_AHEAD + 5):
        text += "l"
    assert all(document.type(update) for update in updates)
    assert 0 < len(document._ahead) < doc.LETTERS_AHEAD
    assert document.encode() == source.get_update()


def test_a_canvas_only_read_is_not_given_to_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened with its summary, it answers whoever has nothing with the stored bytes."""
    source = RoomDocument(None, typed_updates(20))
    snapshot, state = source.encode(), source.state()
    summary = source.summary()
    reached = note_what_reaches_the_core(monkeypatch)
    document = RoomDocument(snapshot, (), summary)
    assert document.summary() == summary
    assert document.encode() is snapshot
    assert document.encode(b"\x00") is snapshot
    assert document.state() == state
    assert reached == []
    assert document.encode(state) == source.encode(state)
    assert reached == [snapshot]


def test_what_was_given_whole_is_not_given_again_once_it_changed() -> None:
    """The bytes kept for those who come are those of now."""
    updates = typed_updates(8)
    source = RoomDocument(None, updates[:5])
    document = RoomDocument(source.encode(), (), source.summary())
    for update in updates[5:]:
        before = document.encode()
        assert document.type(update) or document.apply(update)
        assert document.encode() != before
    assert document.encode() == RoomDocument(None, updates).encode()


def test_a_snapshot_that_is_not_what_was_said_breaks_the_document() -> None:
    """Neither damaged bytes nor another summary go unnoticed once the core is needed."""
    source = RoomDocument(None, typed_updates(20))
    snapshot, summary = source.encode(), source.summary()
    early = RoomDocument(None, typed_updates(2)).summary()
    for bytes_, told in ((snapshot[:-9], summary), (snapshot, early)):
        with pytest.raises(doc.Broken):
            RoomDocument(bytes_, (), told).encode(b"\x01\x2a\x02")
    for told in (b"\x05", summary[:-1], summary + b"\x00"):
        with pytest.raises(doc.Broken):
            RoomDocument(snapshot, (), told)


def test_a_summary_without_places_is_completed() -> None:
    """The first snapshots were kept with their state vector alone, others with places that do not
    tell how deep: they are read in the snapshot."""
    source = RoomDocument(None, typed_updates(20))
    former = Places()
    former.note(42, 0, HOLDER)
    for told in (source.state(), source.state() + former.write()):
        assert RoomDocument(source.encode(), (), told).summary() == source.summary()


CARD = b"\x01\x04\x01\x00'\x01\x05cards\x01c\x01'\x00\x01\x00\x04text\x02" + (
    b"\x04\x00\x01\x01\x02ab(\x00\x01\x00\x01z\x01w\x01q\x00"
)


def test_what_was_merged_is_applied() -> None:
    """Merging loses the keys of what is put beside another: it is found again."""
    updates = typed_updates(6)
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=43)
    for update in updates:
        source.apply_update(update)
    source.observe(lambda event: updates.append(event.update))
    card = source.get("cards", type=pycrdt.Map)["card"]
    for zone in ("cle", "cible", "offre"):
        card["zone"] = zone  # type: ignore[index]
    del source.get("cards", type=pycrdt.Map)["card"]
    assert RoomDocument(None, ()).apply(pycrdt.merge_updates(*updates))
    document = RoomDocument(None, updates[:4])
    assert document.apply(pycrdt.merge_updates(*updates[4:]))
    assert document.state() == source.get_state()


def test_what_is_sent_again_in_part_is_applied_after_what_is_known() -> None:
    """Letters sent before a cut and, with the next ones, after it: from anyone or from the log."""
    start, first = CARD, b"\x01\x01\x02\x00\x84\x01\x03\x01x\x00"
    more = b"\x01\x01\x02\x00\x84\x01\x03\x03xyz\x00"
    document = RoomDocument(start, (first,))
    (told,) = document.apply(more)
    assert b"yz" in told
    assert b"xyz" not in told
    for other in (RoomDocument(start, (first, more)), RoomDocument(start, (more, first))):
        assert other.encode() == document.encode()
    other = RoomDocument(start, (first,))
    assert other.apply_all(None, (more,)) == [told]


def test_what_is_sent_again_elsewhere_does_not_link_two_texts() -> None:
    """The part that is news stays after what is known, whatever the whole is said to be in."""
    start = CARD[:1] + b"\x06" + CARD[2:-1] + b"'\x00\x01\x00\x01u\x02\x04\x00\x01\x05\x02uv\x00"
    first = b"\x01\x01\x02\x00\x84\x01\x03\x01x\x00"
    more = b"\x01\x01\x02\x00\x84\x01\x07\x03xyz\x00"
    document = RoomDocument(start, (first,))
    document.apply(more)
    read: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    read.apply_update(document.encode())
    card = read.get("cards", type=pycrdt.Map)["c"]
    assert [str(card[key]) for key in ("text", "u")] == ["abxyz", "uv"]  # type: ignore[index]


def test_an_author_of_two_stories_does_not_close_the_canvas(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Two processes were told otherwise of one operation: what the log said first stands."""
    letter = b"\x01\x01\x02\x00\x84\x01\x03\x01x\x00"
    value = b"\x01\x01\x02\x00\xa8\x01\x04\x01\x7e\x00"
    after = b"\x01\x01\x02\x01\xa8\x02\x00\x01\x7e\x00"
    honest = b"\x01\x01\x03\x00\x84\x02\x00\x01y\x00"
    assert RoomDocument(CARD, (value,)).apply(after)
    document = RoomDocument(CARD, (letter, value, after, honest))
    assert "left out" in caplog.text
    assert document.encode() == RoomDocument(CARD, (letter, honest)).encode()


def test_an_update_of_the_log_waits_for_what_it_lacks() -> None:
    """Out of the core, where it could crash it, until a later one completes it."""
    first, second, third = typed_updates(3)
    document = RoomDocument(None, (first, third))
    assert document.state() == RoomDocument(None, (first,)).state()
    assert document.apply_all(None, (second,))
    assert document.encode() == RoomDocument(None, (first, second, third)).encode()


def test_what_the_log_says_too_deep_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """A text under the text of a card, in the log by another process: the rest is read."""
    deeper = b"\x01\x01\x05\x00'\x00\x01\x01\x01k\x02\x00"
    honest = b"\x01\x01\x03\x00\x84\x01\x03\x01y\x00"
    with pytest.raises(BadMessage):
        RoomDocument(CARD, ()).apply(deeper)
    document = RoomDocument(CARD, (deeper, honest))
    assert "left out" in caplog.text
    assert document.encode() == RoomDocument(CARD, (honest,)).encode()


def cards_by(author: int, names: range, **values: object) -> bytes:
    """Return the update of someone who adds cards."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=author)
    cards = source.get("cards", type=pycrdt.Map)
    with source.transaction():
        for name in names:
            cards[f"{author}-{name}"] = pycrdt.Map({"zone": "cible", **values})
    return source.get_update()


def test_a_room_holds_as_many_cards_as_a_page_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the corbeille apart; what is refused changes nothing, and the rest goes on."""
    monkeypatch.setattr(limits, "CARDS_PER_CANVAS", 10)
    monkeypatch.setattr(limits, "CARDS_TOGETHER", 2)
    document = RoomDocument(None, (cards_by(1, range(6)),))
    document.apply(cards_by(2, range(6)))
    before = document.encode()
    for _ in range(2):
        with pytest.raises(TooLarge):
            document.apply(cards_by(3, range(1)))
    assert document.encode() == before
    person: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=4)
    person.apply_update(before)
    known = person.get_state()
    for name, kept in (("1-0", True), ("1-1", 1)):  # our pages show what is not deleted: true
        person.get("cards", type=pycrdt.Map)[name]["deleted"] = kept  # type: ignore[index]
    document.apply(person.get_update(known))
    document.apply(cards_by(3, range(1)))
    with pytest.raises(TooLarge):
        document.apply(cards_by(5, range(1)))
    opened = RoomDocument(document.encode(), (), document.summary())
    with pytest.raises(TooLarge):
        opened.apply(cards_by(5, range(1)))


def test_an_update_that_the_core_takes_too_long_for_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given by parts, it holds nobody longer than one takes; the document is then read again."""
    update = cards_by(1, range(10))
    monkeypatch.setattr(limits, "FIRST_PART_STRUCTS", 3)
    assert RoomDocument(None, ()).apply(update) == [update]
    monkeypatch.setattr(limits, "CORE_S", -1.0)
    with pytest.raises(doc.Broken):
        RoomDocument(None, ()).apply(update)


def test_a_canvas_that_became_long_to_read_takes_nothing_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever makes it so for hours, by little messages, holds nobody when it is opened again."""
    clock = itertools.count(step=0.2)  # what the core seems to take each time
    monkeypatch.setattr(doc, "thread_time", lambda: next(clock))
    log = [cards_by(author, range(2)) for author in range(1, 4)]
    document = RoomDocument(None, log[:1])
    assert document.apply(log[1])
    assert document.apply(log[2])
    with pytest.raises(doc.Damaged):  # one that does nothing wrong is not refused for it
        document.apply(cards_by(9, range(2)))

    again = RoomDocument(None, log)
    assert again.apply(cards_by(8, range(1))), "what opens quickly goes on"
    clock = itertools.count(step=0.6)
    slow = RoomDocument(None, log)
    before = slow.encode()
    with pytest.raises(TooLarge):
        slow.apply(cards_by(9, range(2)))
    assert slow.encode() == before
    person: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=4)
    person.apply_update(before)
    known = person.get_state()
    del person.get("cards", type=pycrdt.Map)["1-0"]
    clock = itertools.count(step=0.0)
    assert slow.apply(person.get_update(known)), "deleting is always allowed"


def test_letters_are_weighed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed somewhere one after the other, they may take the core as long as anything else."""
    updates = typed_updates(3, "a")
    document = RoomDocument(None, updates[:2])
    clock = itertools.count(step=0.6)
    monkeypatch.setattr(doc, "thread_time", lambda: next(clock))
    with pytest.raises(doc.Broken) as refused:  # its author is refused: it would be as long again
        document.type(updates[2])
    assert not isinstance(refused.value, doc.Damaged)
    slow = RoomDocument(None, updates[:2])
    assert not slow.type(updates[2])
    with pytest.raises(TooLarge):
        slow.apply(updates[2])


def test_a_corbeille_has_its_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """All cards that ever were are read when the canvas is opened."""
    monkeypatch.setattr(limits, "CARDS_EVER", 10)
    document = RoomDocument(None, (cards_by(1, range(6), deleted=True),))
    with pytest.raises(TooLarge):
        document.apply(cards_by(2, range(5)))
    assert document.apply(cards_by(2, range(4)))


def test_a_document_has_a_limit_of_authors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those it knows go on writing, whoever is too many is refused."""
    monkeypatch.setattr(limits, "AUTHORS_PER_DOCUMENT", 3)
    document = RoomDocument(None, [cards_by(author, range(1)) for author in (1, 2, 3)])
    with pytest.raises(TooLarge):
        document.apply(cards_by(4, range(1)))
    assert document.apply(cards_by(3, range(2)))


@given(st.dictionaries(st.integers(0, 2**53 - 1), st.integers(0, 2**31), max_size=20))
def test_a_few_authors_are_read_among_many(known: dict[int, int]) -> None:
    """As reading all of them tells, those that are not there left out."""
    some = [*list(known)[::2], 77]
    assert read_state_of(some, write_state(known)) == {a: known[a] for a in some if a in known}


def test_the_core_survives_whoever_lies_of_places() -> None:
    """Two processes and a log, told whatever has the right form: none is broken, nor crashes."""
    asked = [sys.executable, "-m", "tests.collab.hostile"]
    perturbed = {**os.environ, "MALLOC_PERTURB_": "165"}  # freed memory is never as it was
    done = subprocess.run(asked, env=perturbed, timeout=120, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()[-2000:]) == (0, "")


def note_what_reaches_the_core(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that will hold the updates given to the core, in order."""
    reached: list[bytes] = []
    apply = RoomDocument._apply

    def note(document: RoomDocument, updates: Iterable[bytes]) -> None:
        reached.extend(updates)
        apply(document, updates)

    monkeypatch.setattr(RoomDocument, "_apply", note)
    return reached
