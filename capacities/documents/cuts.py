"""Where a long update may be cut, so that the CRDT core is given it by parts."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import islice

from capacities.documents.lib0 import write_integer


class Cuts:
    """Those of one update, noted as it is read.

    Attributes:
        order: runs (author, number, the one after) of which each needs only those before it.
        deleted: for each author, what is deleted of his operations (number, the one after).
        deletions_at: where the update tells what it deletes.
    """

    __slots__ = ("_begun", "_update", "deleted", "deletions_at", "order")

    def __init__(self, update: bytes) -> None:
        self._update = update
        self._begun: dict[int, tuple[array[int], array[int]]] = {}
        self.order: list[tuple[int, int, int]] = []
        self.deleted: dict[int, list[tuple[int, int]]] = {}
        self.deletions_at = len(update)

    def begin(self, author: int) -> tuple[array[int], array[int]]:
        """Return where to note the number of each struct of an author, and where it begins; what
        comes after the last one is noted too."""
        begun = self._begun[author] = array("Q"), array("I")
        return begun

    @property
    def structs(self) -> int:
        """How many runs of operations the update adds, or adds again."""
        return sum(len(numbers) - 1 for numbers, _places in self._begun.values())

    def parts(self, size: Callable[[], int]) -> Iterator[bytes]:
        """Yield the same in updates each lacking only those before it.

        ``size`` tells how many structs the next one may have. What is deleted of what a part adds
        is deleted by it, and all that is deleted by the last.
        """
        for deleted in self.deleted.values():
            deleted.sort()
        for author, start, end in self.order:
            numbers, places = self._begun[author]
            at, last = bisect_left(numbers, start), bisect_left(numbers, end)
            while at < last:
                upto = min(at + size(), last)
                head = b"".join(map(write_integer, (1, upto - at, author, numbers[at])))
                body = self._update[places[at] : places[upto]]
                yield head + body + self._deletions_of(author, numbers[at], numbers[upto])
                at = upto
        yield b"\x00" + self._update[self.deletions_at :]

    def _deletions_of(self, author: int, start: int, end: int) -> bytes:
        """Return what is deleted of the operations of an author from ``start`` to ``end``."""
        deleted = self.deleted.get(author, [])
        first = max(bisect_right(deleted, (start, 0)) - 1, 0)
        ranges = [
            (max(number, start), min(after, end) - max(number, start))
            for number, after in islice(deleted, first, bisect_left(deleted, (end, 0)))
            if after > start
        ]
        if not ranges:
            return b"\x00"
        numbers = (1, author, len(ranges), *(number for each in ranges for number in each))
        return b"".join(map(write_integer, numbers))
