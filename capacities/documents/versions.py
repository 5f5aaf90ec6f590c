"""How many changes a document has had, as Yjs counts them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pycrdt import Doc


def count_changes(doc: Doc[Any]) -> int:
    """Return a number that only grows, the same for the same document however it was stored.

    It is the sum of the clocks of its state vector: how many, then a name and a clock for each
    (lib0's ``varUint``: seven bits a byte, the lowest first).
    """
    numbers = list(_numbers(doc.get_state()))
    return sum(numbers[2::2])


def _numbers(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0
