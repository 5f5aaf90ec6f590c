"""How Yjs writes things in bytes (lib0): integers, strings of bytes, state vectors.

https://github.com/dmonad/lib0/blob/main/encoding.js
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_INTEGERS: Final = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")

MAX_INTEGER = 2**53 - 1
"""lib0 integers are JavaScript's safe ones."""


class BadMessage(Exception):
    """What was received is not what Yjs writes, or not what our documents are made of."""


def read_integer(data: bytes, at: int) -> tuple[int, int]:
    """Return (the lib0 varUint at ``at``, where it ends)."""
    value = shift = 0
    try:
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
            if shift > 49:
                raise BadMessage("integer too long")
    except IndexError:
        raise BadMessage("message cut short") from None
    if value > MAX_INTEGER:
        raise BadMessage("integer too large")
    return value, at


def write_integer(value: int) -> bytes:
    """Return ``value`` as a lib0 varUint."""
    if value < 128:
        return bytes((value,))
    out = bytearray()
    while value > 127:
        out.append(128 | (value & 127))
        value >>= 7
    out.append(value)
    return bytes(out)


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Return (the lib0 varUint8Array at ``at``, where it ends)."""
    length, at = read_integer(data, at)
    end = at + length
    if end > len(data):
        raise BadMessage("message cut short")
    return data[at:end], end


def read_state(state: bytes) -> dict[int, int]:
    """Read a state vector: the number of operations known of each client."""
    return read_state_first(state)[0]


def read_state_first(data: bytes) -> tuple[dict[int, int], int]:
    """Return (the state vector that begins ``data``, where it ends)."""
    count, at = read_integer(data, 0)
    known: dict[int, int] = {}
    for _ in range(count):
        client, at = read_integer(data, at)
        known[client], at = read_integer(data, at)
    return known, at


def read_state_of(authors: Collection[int], state: bytes) -> dict[int, int]:
    """Read the numbers of a few authors in a state vector, that of thousands at a glance."""
    each = _INTEGERS.findall(state)
    ends = dict(zip(each[1::2], each[2::2], strict=True))
    found = ((author, ends.get(write_integer(author))) for author in authors)
    return {author: read_integer(end, 0)[0] for author, end in found if end is not None}


def write_state(known: dict[int, int]) -> bytes:
    """Write a state vector (see ``read_state``)."""
    out = bytearray(write_integer(len(known)))
    for client, clock in known.items():
        out += write_integer(client) + write_integer(clock)
    return bytes(out)


def deletes_only_known(update: bytes, known: dict[int, int]) -> bool:
    """Tell whether ``update`` adds nothing and deletes only operations of ``known``."""
    structs, at = read_integer(update, 0)
    if structs:
        return False
    clients, at = read_integer(update, at)
    for _ in range(clients):
        client, at = read_integer(update, at)
        ranges, at = read_integer(update, at)
        for _ in range(ranges):
            clock, at = read_integer(update, at)
            length, at = read_integer(update, at)
            if clock + length > known.get(client, 0):
                return False
    return True
