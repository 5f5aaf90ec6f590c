"""Updates as an honest page sends them, the same with bytes changed, and crafted ones.

Run as a module, it tries the crafted ones on two documents that share a log.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator

import pycrdt

from capacities.collab.document import Incomplete, RoomDocument
from capacities.documents.contents import (
    ANY,
    BINARY,
    DELETED,
    FORMAT,
    GC,
    HAS_KEY,
    HAS_ORIGIN,
    HAS_RIGHT_ORIGIN,
    STRING,
    TYPE,
)
from capacities.documents.lib0 import BadMessage, read_state, write_integer
from capacities.documents.places import HOLDER, LETTER, VALUE, Places, kind_of


def typed_updates(count: int, letter: str = "é") -> list[bytes]:
    """Return the updates of someone who adds a card and types in it."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=42)
    updates: list[bytes] = []
    source.observe(lambda event: updates.append(event.update))
    cards = source.get("cards", type=pycrdt.Map)
    cards["card"] = pycrdt.Map({"text": pycrdt.Text(), "zone": "cible", "deleted": False})
    text = cards["card"]["text"]  # type: ignore[index]
    for i in range(count - 1):
        text += letter * (i % 5 + 1)
    return updates


def rich_update() -> bytes:
    """Return one update holding maps, texts, arrays, formats, numbers and deletions."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    cards = source.get("cards", type=pycrdt.Map)
    for i in range(4):
        cards[f"k{i}"] = pycrdt.Map({"text": pycrdt.Text("abc"), "n": i, "f": 1.5, "b": True})
    cards["list"] = pycrdt.Array([1, "a", None, {"x": [1]}])
    del cards["k1"]
    return source.get_update()


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Yield updates with bytes flipped, cut, doubled, swapped or made up."""
    chance = random.Random(seed)
    sources = [*typed_updates(30), rich_update(), rich_update()]
    for _ in range(count):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
            at = chance.randrange(len(data)) if data else 0
            act = chance.randrange(5)
            if act == 0 and data:
                data[at] = chance.randrange(256)
            elif act == 1:
                del data[at:]
            elif act == 2:
                data[at:at] = data[at : at + chance.randrange(1, 9)]
            elif act == 3:
                data[at:at] = bytes(chance.choices(range(256), k=chance.randrange(1, 5)))
            elif data:
                data[at] ^= 1 << chance.randrange(8)
        yield bytes(data)


class Crafter:
    """Someone who tries what no page sends: updates whose form is right, and all the rest lies."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._ends: dict[int, int] = {}
        self._places = Places()

    def update(self, document: RoomDocument) -> bytes:
        """Return an update for a document.

        Its operations are put beside known ones, mostly those that stand as they say, by authors
        known or not, in whatever order, again or partly again; it deletes now and then.
        """
        chance = self._chance
        known = read_state(document.state())
        self._ends, self._places = dict(known), document._places
        authors = list(dict.fromkeys(chance.choices([*known, 1, 2, 3], k=chance.choice((1, 1, 2)))))
        body = write_integer(len(authors))
        for author in authors:
            clock = max(0, known.get(author, 0) - chance.choice((0, 0, 0, 0, 1, 3)))
            structs = chance.randint(1, 4)
            body += write_integer(structs) + write_integer(author) + write_integer(clock)
            for _ in range(structs):
                struct, length = self._struct(author, clock)
                body += struct
                clock += length
                self._ends[author] = max(clock, self._ends.get(author, 0))
        return body + self._deletions()

    def _struct(self, author: int, clock: int) -> tuple[bytes, int]:
        chance = self._chance
        several = chance.randint(1, 3)
        keyed = chance.choice((0, HAS_KEY))
        kind = chance.choice((TYPE, ANY, ANY, DELETED) if keyed else (STRING, STRING, DELETED))
        if chance.random() < 0.1:
            kind = chance.choice((GC, TYPE, ANY, STRING, DELETED, FORMAT, BINARY))
        content, length = {
            GC: (write_integer(several), several),
            DELETED: (write_integer(several), several),
            STRING: (write_integer(several) + b"abc"[:several], several),
            ANY: (b"\x01\x7e", 1) if several < 3 else (b"\x02\x7e\x7e", 2),
            TYPE: (bytes((chance.choice((1, 2)),)), 1),
            FORMAT: (b"\x01b\x04true", 1),
            BINARY: (b"\x01a", 1),
        }[kind]
        if kind == GC:
            return bytes((GC,)) + content, length
        sides = chance.choice((HAS_ORIGIN, HAS_ORIGIN, HAS_ORIGIN | HAS_RIGHT_ORIGIN, 0))
        likely = (VALUE, HOLDER) if keyed else (LETTER,)
        place = b""
        for side in (HAS_ORIGIN, HAS_RIGHT_ORIGIN):
            if sides & side:
                place += self._id(author, clock, likely)
        if not sides:
            named = chance.random() < 0.2
            place = b"\x01\x05cards" if named else b"\x00" + self._id(author, clock, (HOLDER,))
            place += b"\x01k" if keyed else b""
        return bytes((kind | keyed | sides,)) + place + content, length

    def _id(self, author: int, clock: int, likely: tuple[int, ...]) -> bytes:
        chance = self._chance
        ends = [one for one in {**self._ends, author: clock}.items() if one[1]]
        for _ in range(6):
            other, end = chance.choice(ends)
            at = end - chance.randint(1, min(end, 6)) if chance.random() < 0.5 else 0
            at = at or chance.randrange(end)
            if kind_of(self._places.at(other, at)) in likely:
                break
        return write_integer(other) + write_integer(at)

    def _deletions(self) -> bytes:
        chance = self._chance
        if chance.random() < 0.8:
            return b"\x00"
        author, end = chance.choice([one for one in self._ends.items() if one[1]])
        clock = chance.randrange(end)
        length = chance.randint(1, end - clock)
        return b"\x01" + b"".join(write_integer(n) for n in (author, 1, clock, length))


def try_crafted(seed: int, steps: int) -> int:
    """Let someone lie to two processes that share a log; return how many updates were taken.

    Raises Broken when one can no longer be used; a crash of the core ends the process.
    """
    chance = random.Random(seed)
    crafter = Crafter(chance)
    start = [some_cards(chance.randint(1, 4))]
    log: list[bytes] = []
    processes = [_Process(start), _Process(start)]
    for _ in range(steps):
        process = chance.choice(processes)
        act = chance.random()
        if act < 0.1:
            process.follow(log)
        elif act < 0.15:
            process.reopen()
        else:
            process.receive(crafter, log)
    RoomDocument(None, start + log).encode()
    return len(log)


def give(document: RoomDocument, update: bytes) -> bool:
    """Give an update as a room does; tell whether it was taken and changed something."""
    try:
        return bool(document.type(update) or document.apply(update))
    except (BadMessage, Incomplete):
        return False


def some_cards(count: int) -> bytes:
    """Return the update of someone who adds cards, each with its text."""
    source: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc(client_id=9)
    cards = source.get("cards", type=pycrdt.Map)
    for i in range(count):
        cards[f"k{i}"] = pycrdt.Map({"text": pycrdt.Text("ab" * i), "zone": "cible", "n": 1})
    return source.get_update()


class _Process:
    """A document, and what it has of the log."""

    def __init__(self, start: list[bytes]) -> None:
        self._document = RoomDocument(None, start)
        self._seq = 0
        self._own: set[int] = set()

    def receive(self, crafter: Crafter, log: list[bytes]) -> None:
        document = self._document
        update = crafter.update(document)
        if give(document, update):
            self._own.add(len(log))
            log.append(update)

    def follow(self, log: list[bytes]) -> None:
        others = [log[at] for at in range(self._seq, len(log)) if at not in self._own]
        self._seq = len(log)
        self._document.apply_all(None, others)

    def reopen(self) -> None:
        document = self._document
        self._document = RoomDocument(document.encode(), (), document.summary())


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # each update left out says so
    if sum(try_crafted(seed, steps=150) for seed in range(120)) < 2_000:
        raise SystemExit("nearly all was refused: nothing was tried")
