"""The y-websocket protocol in bytes: sync, awareness, and our *saved*.

https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from capacities.documents.lib0 import BadMessage, read_bytes, read_integer, write_integer

SYNC, AWARENESS, QUERY_AWARENESS, SAVED, BALLOT, NAME, NEWS = 0, 1, 3, 100, 101, 102, 103
STEP_1, STEP_2, UPDATE = 0, 1, 2
EMPTY_UPDATE = b"\x00\x00"


class Close(IntEnum):
    """Why the server closes a socket (contract; 1011-1013 are the standard's)."""

    RESTART = 1012
    BROKEN_DOCUMENT = 1011
    TRY_LATER = 1013
    BAD_MESSAGE = 4400
    NO_RIGHT = 4401
    NO_CANVAS = 4404
    TOO_SLOW = 4408
    TOO_LARGE = 4413
    TOO_MANY = 4429


def read_last_bytes(data: bytes, at: int) -> bytes:
    """Return the varUint8Array that ends the message."""
    value, end = read_bytes(data, at)
    if end != len(data):
        raise BadMessage("message too long")
    return value


def step_1_message(state: bytes) -> bytes:
    """Ask for what ``state`` (a state vector) does not have."""
    return b"\x00\x00" + write_integer(len(state)) + state


def step_2_message(update: bytes) -> bytes:
    """Answer a step 1."""
    return b"\x00\x01" + write_integer(len(update)) + update


def update_message(update: bytes) -> bytes:
    """Carry one update."""
    size = len(update)
    length = bytes((size,)) if size < 128 else write_integer(size)
    return b"\x00\x02" + length + update


def saved_message(count: int) -> bytes:
    """Say that the first ``count`` updates received on this connection are durable."""
    return b"\x64" + write_integer(count)


def ballot_message(version: int) -> bytes:
    """Say that the gommettes of the canvas changed: who shows them asks for them again."""
    return b"\x65" + write_integer(version)


def name_message(name: str) -> bytes:
    """Tell somebody under which name the server knows them: it may have been erased."""
    return b"\x66" + _text(name)


def news_message(news: str) -> bytes:
    """Carry a news of the dossier, JSON (see ``collab.news``)."""
    return b"\x67" + _text(news)


def _text(text: str) -> bytes:
    encoded = text.encode()
    return write_integer(len(encoded)) + encoded


def awareness_message(entries: list[tuple[int, int, bytes]]) -> bytes:
    """Carry presence: (client id, clock, JSON of the state) each."""
    body = bytearray(write_integer(len(entries)))
    for client, clock, state in entries:
        body += write_integer(client) + write_integer(clock)
        body += write_integer(len(state)) + state
    return b"\x01" + write_integer(len(body)) + bytes(body)


def read_awareness(payload: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the entries of an awareness update (see ``awareness_message``)."""
    count, at = read_integer(payload, 0)
    for _ in range(count):
        client, at = read_integer(payload, at)
        clock, at = read_integer(payload, at)
        state, at = read_bytes(payload, at)
        yield client, clock, state
    if at != len(payload):
        raise BadMessage("message too long")
