"""What is let through to the CRDT core."""

from __future__ import annotations

import random

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.documents.contents import DEPTH
from capacities.documents.inspection import Inspection, Misplaced, TooDeep
from capacities.documents.keystroke import read_keystroke
from capacities.documents.ledger import Ledger
from capacities.documents.lib0 import BadMessage, read_state, write_integer
from capacities.documents.places import GONE, HOLDER, LETTER, VALUE, Places, depth_of, place_at
from capacities.domain.limits import AUTHORS_PER_UPDATE, UPDATE_PIECES
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
    places = Places()
    typed = data.draw(st.integers(1, 19))
    for update in updates[:typed]:
        inspection = Inspection(update, known)
        places.extend(inspection.places, known, inspection.ends)
        known.update(inspection.ends)
    mutated = bytearray(updates[typed])
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    try:
        short = read_keystroke(bytes(mutated), known, {}, places)
    except (IndexError, BadMessage):
        return
    if short is not None:
        long = Inspection(bytes(mutated), known, places)
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
        short = read_keystroke(update, known, letters, Places())
        assert short is not None
        assert short.follows
        known[short.author] = short.end
    assert read_keystroke(others[-1], known, letters, Places()) is None  # known already
    assert read_keystroke(typed_updates(3)[2], {42: 0}, {}, Places()) is None


def test_a_letter_follows_letters_only() -> None:
    """A word, or a letter beside what may have changed, does not count as following."""
    known, letters, places = {5: 9, 6: 4}, {5: 7}, Places()
    places.note(5, 0, VALUE)
    places.note(5, 2, LETTER)

    def read(origin: int, text: bytes = b"\x01a", right: int | None = None) -> bool | None:
        sides = bytes((5, origin)) if right is None else bytes((5, origin, 5, right))
        info = b"\x84" if right is None else b"\xc4"
        update = b"\x01\x01\x06\x04" + info + sides + text + b"\x00"
        typed = read_keystroke(update, known, letters, places)
        return None if typed is None else typed.follows

    assert read(6) is False
    assert read(7) is True
    assert read(8) is True
    assert read(9) is None
    assert read(1) is None
    assert read(7, right=1) is None
    assert read(7, right=8) is True
    assert read(7, right=5) is False
    assert read(7, right=9) is None
    assert read(7, b"\x02ab") is False


LETTERS = b"\x84\x07%c\x02ab"
"""Two letters after an operation of author 7."""


@pytest.mark.parametrize(
    ("struct", "accepted"),
    [
        (LETTERS % 2, True),  # after a letter
        (LETTERS % 0, False),  # after a card
        (LETTERS % 1, False),  # after a text
        (LETTERS % 4, False),  # after a value
        (b"\xc4\x07\x02\x07\x04\x02ab", False),  # between a letter and a value
        (b"\x04\x00\x07\x01\x02ab", True),  # first in a text
        (b"\x04\x00\x07\x02\x02ab", False),  # in a letter
        (b"\x04\x00\x07\x04\x02ab", False),  # in a value
        (b"\x24\x00\x07\x00\x01k\x02ab", False),  # as the value of a card
        (b"\xa8\x07\x04\x01\x7e", True),  # a value after a value
        (b"\x88\x07\x04\x01\x7e", True),  # the same, once merged with others
        (b"\x88\x07\x02\x01\x7e", False),  # a value in a text
        (b"\x08\x00\x07\x01\x01\x7e", False),
        (b"\xa8\x07\x04\x02\x7e\x7e", False),  # two values, of which one is to be seen
        (b"\x81\x07\x04\x02", True),  # what was deleted
    ],
)
def test_letters_stand_in_texts_and_values_in_maps(struct: bytes, accepted: bool) -> None:
    """The core frees what it still reads when letters are the value of a map, then parted."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=7)
    source.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map({"text": pycrdt.Text("ab"), "z": 1})
    card = Inspection(source.get_update(), {})
    update = b"\x01\x01\x08\x00" + struct + b"\x00"
    try:
        told = Inspection(update, card.ends, card.places).complete
    except BadMessage:
        told = False
    assert told is accepted


@pytest.mark.parametrize("struct", [b"\x81\x07\x04\x02", b"\xa1\x07\x04\x02"])
def test_what_was_deleted_stands_where_it_stood(struct: bytes) -> None:
    """No letters beside what was the value of a map, whether its key is told or not."""
    places = Places()
    places.note(7, 4, VALUE)
    deleted = b"\x02\x08\x00" + struct
    with pytest.raises(Misplaced):
        Inspection(b"\x01" + deleted + b"\x84\x08\x01\x02ab\x00", {7: 5}, places)


def test_several_values_pass_once_deleted() -> None:
    """A page that keeps what it may undo sends the values that followed each other as one."""
    values = b"\x01\x01\x08\x00\x28\x01\x05cards\x01k\x03\x7e\x7e\x7e"
    assert Inspection(values + b"\x01\x08\x01\x00\x03", {}).complete
    for deleted in (b"\x00", b"\x01\x08\x01\x00\x02", b"\x01\x08\x01\x01\x02"):
        with pytest.raises(BadMessage):
            Inspection(values + deleted, {8: 3})


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


def one_by_one(letters: int, of: int = 1) -> bytes:
    """Return the update of runs of letters that follow each other, in as many pieces."""
    out = bytearray(b"\x01" + write_integer(letters) + b"\x05\x00")
    text = write_integer(of) + b"a" * of
    out += b"\x04\x01\x05cards" + text
    for place in range(1, letters):
        out += b"\x84\x05" + write_integer(place * of - 1) + text
    return bytes(out + b"\x00")


def test_letters_in_pieces_are_taken_as_long_as_the_core_does_not_choke_on_them() -> None:
    """It copies what it has put together at each piece: the square of their number."""
    assert Inspection(one_by_one(5_000), {}).ends == {5: 5_000}
    for update in (one_by_one(9_000), one_by_one(2_000, of=100)):
        with pytest.raises(BadMessage):
            Inspection(update, {})


def test_letters_put_before_others_are_no_pieces_of_them() -> None:
    """Each is put before the first one, as by somebody who goes back at each letter."""
    first = b"\x04\x01\x05cards\x01a"
    before = b"".join(b"\x44\x05" + write_integer(i) + b"\x01a" for i in range(20_000))
    update = b"\x01" + write_integer(20_001) + b"\x05\x00" + first + before + b"\x00"
    assert Inspection(update, {}).ends == {5: 20_001}


@pytest.mark.parametrize(
    "update",
    [
        b"\x00\x01\x01" + write_integer(UPDATE_PIECES + 1) + b"\x02\x01" * (UPDATE_PIECES + 1),
        b"\x01\x01\x05\x00\x28\x01\x05cards\x01k\x01\x75"
        + write_integer(UPDATE_PIECES + 1)
        + b"\x7e" * (UPDATE_PIECES + 1)
        + b"\x00",
    ],
)
def test_more_pieces_than_a_message_can_honestly_hold_are_refused(update: bytes) -> None:
    """Deletions, values in a list: reading them all would hold everybody for a second."""
    with pytest.raises(BadMessage, match="pieces"):
        Inspection(update, {1: 10})


def test_what_is_missing_is_told_by_the_furthest() -> None:
    """An update that lacks several operations is worth reading again once the last is there."""
    update = b"\x00\x01\x09\x02\x03\x01\x07\x02"
    assert Inspection(update, {9: 5}).lacks == (9, 8)
    assert Inspection(update, {9: 9}).lacks is None


IN_ROOT = b"\x27\x01\x05cards\x01k\x01"
"""A map under a key of a root."""


def map_in(author: int, clock: int) -> bytes:
    """Return a map under a key of what operation ``clock`` of ``author`` is."""
    return b"\x27\x00" + write_integer(author) + write_integer(clock) + b"\x01k\x01"


def beside(author: int, clock: int) -> bytes:
    """Return a map in the place of another one."""
    return b"\xa7" + write_integer(author) + write_integer(clock) + b"\x01"


def by(author: int, clock: int, *structs: bytes) -> bytes:
    """Return what one author adds."""
    return b"".join(map(write_integer, (len(structs), author, clock))) + b"".join(structs)


def update(*authors: bytes) -> bytes:
    """Return what authors add, nothing deleted."""
    return write_integer(len(authors)) + b"".join(authors) + b"\x00"


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        (update(by(5, 0, IN_ROOT, map_in(5, 0))), True),
        (update(by(5, 0, IN_ROOT, map_in(5, 0), beside(5, 1))), True),
        (update(by(5, 0, IN_ROOT, beside(5, 0), map_in(5, 1))), True),
        (update(by(5, 0, IN_ROOT, map_in(5, 0), map_in(5, 1))), False),
        (update(by(5, 0, IN_ROOT, map_in(5, 0), beside(5, 1), map_in(5, 2))), False),
        # whose map is read after them
        (update(by(9, 0, map_in(5, 0)), by(5, 0, IN_ROOT)), True),
        (update(by(9, 0, map_in(5, 1)), by(5, 0, IN_ROOT, map_in(5, 0))), False),
        (update(by(9, 0, map_in(5, 0), map_in(9, 0)), by(5, 0, IN_ROOT)), False),
        (
            update(by(9, 0, beside(7, 0), map_in(9, 0)), by(7, 0, map_in(5, 0)), by(5, 0, IN_ROOT)),
            False,
        ),
        # what was deleted holds nothing, and counts all the same
        (update(by(5, 0, IN_ROOT, b"\x21\x00\x05\x00\x01k\x01", map_in(5, 1))), False),
    ],
)
def test_a_text_stands_in_a_card_and_a_card_in_a_root(said: bytes, accepted: bool) -> None:
    """The core goes down into what holds what by recursion; ours have two under a root."""
    try:
        assert Inspection(said, {}).complete
        told = True
    except TooDeep:
        told = False
    assert told is accepted


def test_how_deep_is_known_of_what_was_there() -> None:
    """Nothing goes under the text of a card received before, nor beside what is in it."""
    card = Inspection(update(by(5, 0, IN_ROOT, map_in(5, 0), map_in(5, 0))), {})
    assert card.entries == 1
    for struct in (map_in(5, 1), map_in(5, 2)):
        with pytest.raises(TooDeep):
            Inspection(update(by(6, 0, struct)), card.ends, card.places)
    assert Inspection(update(by(6, 0, beside(5, 1))), card.ends, card.places).entries == 0
    assert Inspection(update(by(6, 0, IN_ROOT)), card.ends, card.places).entries == 1


@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_depths_are_those_of_the_tree_whatever_order_authors_come_in(
    chance: random.Random, count: int
) -> None:
    """Values and maps under each other's, each author read before or after those they need."""
    authors = {author: list[bytes]() for author in (3, 5, 9)}
    depths = dict[tuple[int, int], int]()
    for _ in range(count):
        author = chance.choice(tuple(authors))
        one = author, len(authors[author])
        holders = [other for other, depth in depths.items() if depth == 1]
        if depths and chance.random() < 0.4:
            other = chance.choice(tuple(depths))
            struct, depths[one] = beside(*other), depths[other]
        elif holders and chance.random() < 0.6:
            struct, depths[one] = map_in(*chance.choice(holders)), 2
        else:
            struct, depths[one] = IN_ROOT, 1
        authors[author].append(struct)
    said = [by(author, 0, *structs) for author, structs in authors.items() if structs]
    chance.shuffle(said)
    inspection = Inspection(update(*said), {})
    assert {one: depth_of(inspection.places.at(*one)) for one in depths} == depths
    assert inspection.entries == list(depths.values()).count(1)


def test_what_was_deleted_in_what_was_deleted_goes_no_deeper() -> None:
    """Each in the one before: an honest document keeps none of it, and its depth is a byte."""
    first = b"\x21\x01\x05cards\x01k\x01"
    others = (b"\x21\x00\x05" + write_integer(i) + b"\x01k\x01" for i in range(500))
    inspection = Inspection(update(by(5, 0, first, *others)), {})
    assert inspection.places.at(5, 500) == place_at(HOLDER, 3)
    assert inspection.places.at(5, 501) == place_at(HOLDER, 3)
    assert inspection.places.at(6, 0) == GONE


def test_a_message_of_too_many_authors_is_refused() -> None:
    """A whole document of ours, read from the base, is not a message."""
    many = range(AUTHORS_PER_UPDATE + 1)
    said = update(*(by(author, 0, b"\x04\x01\x05cards\x01a") for author in many))
    with pytest.raises(BadMessage, match="authors"):
        Inspection(said, {})
    assert len(Inspection(said, {}, stored=True).ends) == len(many)


@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_parts_of_an_update_are_the_update(chance: random.Random, size: int) -> None:
    """Each lacks only those before it; together they make the same document."""
    whole = written_together(chance)
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    source.apply_update(whole)
    inspection = Inspection(whole, {})
    ledger, parted = Ledger(), pycrdt.Doc[pycrdt.Map[object]]()
    for part in inspection.cuts.parts(lambda: size):
        _, told = ledger.inspect(part)
        assert told.complete
        assert told.cuts.structs <= size
        ledger.note(told)
        parted.apply_update(part)
    assert ledger.known == inspection.ends
    assert read_state(parted.get_state()) == read_state(source.get_state())
    assert (
        parted.get("cards", type=pycrdt.Map).to_py() == source.get("cards", type=pycrdt.Map).to_py()
    )
    assert Inspection(parted.get_update(), {}).ends == inspection.ends


def written_together(chance: random.Random) -> bytes:
    """Return what three people wrote, erased and moved, each seeing the others now and then."""
    people = [pycrdt.Doc[pycrdt.Map[object]](client_id=i) for i in (9, 70_000, 3_000_000_000)]
    for _ in range(chance.randint(1, 40)):
        person = chance.choice(people)
        cards = person.get("cards", type=pycrdt.Map)
        name = f"k{chance.randrange(3)}"
        act = chance.randrange(6)
        if act == 0 or name not in cards:
            cards[name] = pycrdt.Map({"text": pycrdt.Text("ab"), "zone": "cible"})
        elif act == 1:
            for zone in ("cle", "offre", "cible")[: chance.randint(1, 3)]:
                cards[name]["zone"] = zone  # type: ignore[index]
        elif act == 2:
            del cards[name]
        else:
            text = cards[name]["text"]  # type: ignore[index]
            at = chance.randrange(len(text) + 1)
            if act == 3 and at:
                del text[at - 1 : at]
            else:
                text.insert(at, "xyz"[: chance.randint(1, 3)])
        other = chance.choice(people)
        if chance.random() < 0.4 and other is not person:
            other.apply_update(person.get_update(other.get_state()))
    for other in people[1:]:
        people[0].apply_update(other.get_update(people[0].get_state()))
    return people[0].get_update()
