"""Real messages, recorded then changed, given to a room: none may stop it, nor hold it.

Run as a program, ``python -m tests.interop.mutated RECORDED COUNT``: whoever calls it sees a crash
of the core, which nothing catches, as the end of the process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from capacities.collab.connection import Connection, Credentials, Message
from capacities.collab.purse import Common, Purse
from capacities.collab.room import Room
from capacities.domain.access import Role
from capacities.storage.updates import StoredDocument
from tests.interop.node import NodeClients
from tests.interop.serving import Live, Someone
from tests.interop.test_moves import run_of_moves
from tests.interop.test_trouble import run_of_edits

HANG_S = 1.0
"""Seconds of processor that one message may take, at most."""
STRETCH = 2_000
"""Messages given to one room before another one begins, from the first recorded one."""


def record(live: Live, node: NodeClients) -> list[str]:
    """Return what real clients say, in hexadecimal: edits, cuts, moves, presence."""
    heard: list[str] = []
    receive = Room.receive

    def listen(room: Room, connection: Connection, data: bytes, now: float) -> None:
        heard.append(data.hex())
        receive(room, connection, data, now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Room, "receive", listen)
        run_of_edits(live, node, 1, 40)
        run_of_moves(live, node, 1, 40)
        node.open(live.url, "d1/canevas", "here", presence={"card": "c", "typing": True})
        node.ask("presence", "here", state={"card": "é😀", "user": {"name": "Ada"}})
        node.ask("set", "here", key="last", value=1)
        node.ask("untilSaved", "here")
        node.ask("close", "here")
    return heard


def mutated(message: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Return a message changed here and there, cut, or mixed with another."""
    data = bytearray(message)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        at = chance.randrange(len(data)) if data else 0
        act = chance.randrange(7)
        if act == 0 and data:
            data[at] = chance.randrange(256)
        elif act == 1 and data:
            data[at] ^= 1 << chance.randrange(8)
        elif act == 2:
            data[at:at] = bytes(chance.choices(range(256), k=chance.randrange(1, 5)))
        elif act == 3:
            del data[at : at + chance.randrange(1, 9)]
        elif act == 4:
            data[at:at] = data[at : at + chance.randrange(1, 33)]
        elif act == 5:
            other = chance.choice(others)
            data[at:] = other[min(at, len(other)) :]
        elif chance.random() < 0.2:
            del data[at:]
    if chance.random() < 0.5:
        mend_length(data)
    return bytes(data)


def mend_length(data: bytearray) -> None:
    """Say again how long the payload is, so that more than the first bytes is read."""
    at = 2 if data[:1] == b"\x00" else 1
    if at < len(data) < 128 + at:
        data[at] = len(data) - at - 1


class Socket:
    """Somebody in the room, replaced by somebody else each time the server closes."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.connection = self._enter()

    def say(self, data: bytes) -> None:
        if self.connection.closed:
            self.room.leave(self.connection)
            self.connection = self._enter()
        self.connection.participant.rate.left = 1.0
        self.room.receive(self.connection, data, time.monotonic())

    def _enter(self) -> Connection:
        async def unheard(_message: Message) -> None:
            return

        credentials = Credentials("d1", None, None, None)
        connection = Connection(unheard, credentials, Someone(Role.EDITOR, None))
        self.room.join(connection)
        return connection


class Bottomless(Purse):
    """So that no message waits for its turn."""

    def ready(self, now: float) -> bool:
        self.typing.left = self.dear.left = self.modest.left = 10.0
        return True


def rooms() -> Iterator[Room]:
    """Yield empty rooms that save nothing."""
    while True:
        loop = asyncio.get_running_loop()
        purse = Bottomless(loop, Common(loop))
        stored = StoredDocument(None, (), 0)
        yield Room("d1/c", stored, purse, lambda *_: True, lambda *_: None)


async def give(recorded: list[bytes], count: int, seed: int) -> float:
    """Give ``count`` messages, some as they were; return the longest that one took."""
    chance, empty = random.Random(seed), rooms()
    longest = 0.0
    for begun in range(0, count, STRETCH):
        room = next(empty)
        people = [Socket(room), Socket(room)]
        for _ in range(min(STRETCH, count - begun)):
            if room.broken:
                room = next(empty)
                people = [Socket(room), Socket(room)]
            message = recorded[
                begun % len(recorded) if chance.random() < 0.2 else chance.randrange(len(recorded))
            ]
            data = message if chance.random() < 0.3 else mutated(message, chance, recorded)
            before = time.thread_time()
            chance.choice(people).say(data)
            longest = max(longest, time.thread_time() - before)
            if room.broken or chance.random() < 0.01:
                await asyncio.sleep(0)  # those that were closed are told so
    await asyncio.sleep(0.1)
    return longest


def main() -> None:
    """Give what a file holds, changed; print the longest that one message took, in seconds."""
    logging.disable(logging.CRITICAL)  # a room that gives up says so
    recorded = [bytes.fromhex(line) for line in json.loads(Path(sys.argv[1]).read_text())]
    print(asyncio.run(give(recorded, int(sys.argv[2]), seed=5)))


if __name__ == "__main__":
    main()
