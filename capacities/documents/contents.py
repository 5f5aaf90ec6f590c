"""The bytes of an update, read without trusting them: what each operation holds.

Format: see ``inspection``.
"""

from __future__ import annotations

import json
from typing import Final

from capacities.documents.lib0 import BadMessage, read_bytes, read_integer
from capacities.domain.limits import UPDATE_PIECES

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


class Reader:
    """Goes through an update. Raises BadMessage, IndexError or UnicodeDecodeError.

    ``limited``: it is a message, which may have so many pieces only.
    """

    def __init__(self, update: bytes, *, limited: bool) -> None:
        self._data, self._at = update, 0
        self._limited, self._pieces = limited, 0

    def _count(self, pieces: int) -> int:
        self._pieces += pieces
        if self._pieces > UPDATE_PIECES and self._limited:
            raise BadMessage("too many pieces")
        return pieces

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

    def _length(self) -> int:
        value = self._integer()
        if value == 0 or value > MAX_CLOCK:
            raise BadMessage("length")
        return value

    def _read_content(self, kind: int) -> int:
        if kind == STRING:
            text = self._text()
            if not text:
                raise BadMessage("empty text")
            return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
        if kind == ANY:
            count = self._count(self._length())
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
        else:  # FORMAT
            self._text()
            try:
                json.loads(self._text())
            except (ValueError, RecursionError):
                raise BadMessage("format") from None
        return 1

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
            for _ in range(self._count(self._integer())):
                if kind == OBJECT:
                    self._text()
                self._read_value(depth - 1)
        else:
            raise BadMessage("value")
