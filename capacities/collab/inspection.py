"""Reading an update before the CRDT core does: is it sane, and does anything lack for it?

The core (yrs, in Rust) trusts what it decodes: fuzzed updates made it ask for gigabytes, and
crash the process, each time through updates kept waiting for operations it did not have. So
only updates that are well formed, made of what our documents are made of (maps, texts and
plain values), and that lack nothing, are given to it.

Format: https://github.com/yjs/yjs/blob/v13.6.0/src/utils/encoding.js (update, version 1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, NamedTuple

from capacities.collab.protocol import BadMessage, read_bytes, read_integer

GC, DELETED, BINARY, STRING, FORMAT, TYPE, ANY, SKIP = 0, 1, 3, 4, 6, 7, 8, 10
HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_KEY, KIND = 0x80, 0x40, 0x20, 0x1F
TYPES: Final = (1, 2)
"""Y.Map and Y.Text; reading a mistyped Y.Array can loop for ever."""
MAX_CLOCK: Final = 2**31 - 1
"""The core counts operations on 32 bits."""
DEPTH: Final = 20
"""Nested lists and objects in one plain value: the core reads them by recursion."""
UNDEFINED, NULL, INTEGER, FLOAT, DOUBLE, BIG, FALSE, TRUE, TEXT, OBJECT, LIST, BYTES = range(
    127, 115, -1
)
FIXED: Final = {UNDEFINED: 0, NULL: 0, FLOAT: 4, DOUBLE: 8, BIG: 8, FALSE: 0, TRUE: 0}


class Keystroke(NamedTuple):
    """One run of letters that its author adds.

    Attributes:
        clock: number of its first letter.
        end: the number after its last letter.
        follows: it is one letter, beside letters that are known to be some.
    """

    author: int
    clock: int
    end: int
    follows: bool


def read_keystroke(
    update: bytes, known: Mapping[int, int], letters: Mapping[int, int]
) -> Keystroke | None:
    """Return what is typed when ``update`` is mere typing.

    That is nearly all the traffic, read here at a third of the price: one run of less than
    128 ASCII letters, all that is new of its author, beside operations that are known. None
    for anything else, sane or not: ``Inspection`` then reads it.

    Args:
        letters: for each author, the first of his last operations that are all letters.
    """
    size = len(update)
    if size < 9 or update[0] != 1 or update[1] != 1 or update[-1]:
        return None
    author, clock_at = read_integer(update, 2)
    clock, at = read_integer(update, clock_at)
    if known.get(author) != clock:
        return None
    info = update[at]
    at += 1
    if info & KIND != STRING or not info & HAS_ORIGIN or info & HAS_KEY:
        return None
    encoded = update[2:clock_at]
    follows = True
    for _ in range(2 if info & HAS_RIGHT_ORIGIN else 1):
        if update.startswith(encoded, at):
            other, held = author, clock
            origin, at = read_integer(update, at + clock_at - 2)
        else:
            other, at = read_integer(update, at)
            held = known.get(other, 0)
            origin, at = read_integer(update, at)
        if origin >= held:
            return None
        if origin < letters.get(other, held):
            follows = False
    length = update[at]
    text = update[at + 1 : -1]
    end = clock + length
    if 0 < length == len(text) < 128 and text.isascii() and end <= MAX_CLOCK:
        return Keystroke(author, clock, end, follows and length == 1)
    return None


class Inspection:
    """What an update holds.

    Attributes:
        ends: for each author, the number after its last operation here.
        complete: nothing is missing, given what was known.
        fresh: it adds operations, none of which was known.
    """

    __slots__ = ("_at", "_data", "_needs", "_starts", "complete", "ends", "fresh")

    def __init__(self, update: bytes, known: Mapping[int, int]) -> None:
        """Read ``update``. Raises BadMessage when it is not one we accept."""
        self._data, self._at = update, 0
        self.ends: dict[int, int] = {}
        self._starts: list[tuple[int, int]] = []
        self._needs: list[tuple[int, int]] = []
        self.complete = True
        try:
            for _ in range(self._integer()):
                self._read_author()
            self._read_deletions()
        except (IndexError, UnicodeDecodeError):
            raise BadMessage("update cut short") from None
        if self._at != len(update):
            raise BadMessage("update too long")
        self._check_complete(known)

    def _check_complete(self, known: Mapping[int, int]) -> None:
        ends = self.ends
        self.fresh = bool(self._starts)
        for client, clock in self._starts:
            held = known.get(client, 0)
            if clock > held:
                self.complete = False
            elif clock < held:
                self.fresh = False
        for client, clock in self._needs:
            if clock >= known.get(client, 0) and clock >= ends.get(client, 0):
                self.complete = False

    def _integer(self) -> int:
        byte = self._data[self._at]
        if byte < 128:
            self._at += 1
            return byte
        value, self._at = read_integer(self._data, self._at)
        return value

    def _text(self) -> str:
        value, self._at = read_bytes(self._data, self._at)
        return value.decode()

    def _read_author(self) -> None:
        structs, client, clock = self._integer(), self._integer(), self._integer()
        if client in self.ends:
            raise BadMessage("author twice")
        self._starts.append((client, clock))
        for _ in range(structs):
            clock += self._read_struct(client, clock)
        if clock > MAX_CLOCK:
            raise BadMessage("clock")
        self.ends[client] = clock

    def _read_struct(self, client: int, clock: int) -> int:
        """Read one struct; return how many operations it is."""
        info = self._data[self._at]
        self._at += 1
        kind = info & KIND
        if kind in (GC, SKIP):
            if kind == SKIP:
                self.complete = False
            return self._length()
        if info & HAS_ORIGIN:
            self._needs_before(client, clock)
        if info & HAS_RIGHT_ORIGIN:
            self._needs_before(client, clock)
        if not info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
            named = self._integer()
            if named == 1:
                self._text()
            elif named == 0:
                self._needs_before(client, clock)
            else:
                raise BadMessage("parent")
            if info & HAS_KEY:
                self._text()
        return self._read_content(kind)

    def _needs_before(self, client: int, clock: int) -> None:
        """Read the id of an operation that must exist before this one."""
        other, at = self._integer(), self._integer()
        if other != client:
            self._needs.append((other, at))
        elif at >= clock:
            raise BadMessage("operation after itself")

    def _read_content(self, kind: int) -> int:
        if kind == STRING:
            text = self._text()
            if not text:
                raise BadMessage("empty text")
            return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
        if kind == ANY:
            count = self._length()
            for _ in range(count):
                self._read_value(DEPTH)
            return count
        if kind == DELETED:
            return self._length()
        if kind == TYPE:
            if self._integer() not in TYPES:
                raise BadMessage("neither map nor text")
        elif kind == BINARY:
            _, self._at = read_bytes(self._data, self._at)
        elif kind == FORMAT:
            self._text()
            try:
                json.loads(self._text())
            except (ValueError, RecursionError):
                raise BadMessage("format") from None
        else:
            raise BadMessage("content")
        return 1

    def _length(self) -> int:
        value = self._integer()
        if value == 0 or value > MAX_CLOCK:
            raise BadMessage("length")
        return value

    def _read_value(self, depth: int) -> None:
        kind = self._data[self._at]
        self._at += 1
        if kind in FIXED:
            self._at += FIXED[kind]
        elif kind == INTEGER:
            while self._data[self._at] & 128:
                self._at += 1
            self._at += 1
        elif kind == TEXT:
            self._text()
        elif kind == BYTES:
            _, self._at = read_bytes(self._data, self._at)
        elif kind in (OBJECT, LIST) and depth:
            for _ in range(self._integer()):
                if kind == OBJECT:
                    self._text()
                self._read_value(depth - 1)
        else:
            raise BadMessage("value")

    def _read_deletions(self) -> None:
        for _ in range(self._integer()):
            client = self._integer()
            for _ in range(self._integer()):
                clock = self._integer()
                self._needs.append((client, clock + self._length() - 1))
