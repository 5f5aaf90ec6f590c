"""Where each operation of a document stands: in a text, in a map, or gone with what held it.

The core (yrs 0.28) keeps pointers to freed memory once several letters given together become the
value of a map, are parted, and the map is deleted; it fails when what should hold an operation
holds nothing; and it goes down into what holds what by recursion. An honest page does none of
it, but an update alone does not tell: an operation stands where those it was put beside stand. So
a room knows it of every operation, by runs: a few bytes per card.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from capacities.documents.lib0 import BadMessage, read_bytes, read_integer, write_integer

LETTER, VALUE, HOLDER, GONE = range(4)
"""In a text; in a map; in a map, where it is a map or a text itself, or was deleted; nowhere.

A place in a map is one of these and how deep the map is: see ``place_at``."""
_KINDS: Final = 0b11
DEPTH_BIT: Final = 2
CLOCK = "I"
"""How a run's first number is kept: 32 bits, as in the core."""


def place_at(kind: int, depth: int) -> int:
    """Return the place of what stands in a map: 1 in a root, 2 in a card, 3 in what it holds.

    0 is the depth of what is in no map, or not known yet.
    """
    return kind | depth << DEPTH_BIT


def kind_of(place: int) -> int:
    """Return LETTER, VALUE, HOLDER or GONE."""
    return place & _KINDS


def depth_of(place: int) -> int:
    """Return how deep a place is (see ``place_at``)."""
    return place >> DEPTH_BIT


class Places:
    """The places of the operations of each author, by runs."""

    __slots__ = ("_runs",)

    def __init__(self) -> None:
        self._runs: dict[int, tuple[array[int], bytearray]] = {}

    def at(self, author: int, clock: int) -> int:
        """Return a place; GONE is also said of what was never noted."""
        runs = self._runs.get(author)
        rank = bisect_right(runs[0], clock) if runs else 0
        return runs[1][rank - 1] if runs and rank else GONE

    def begins(self, author: int, clock: int) -> int:
        """Return the first number of the run that holds an operation that was noted."""
        starts = self._runs[author][0]
        return starts[bisect_right(starts, clock) - 1]

    def count(self, place: int, ends: Mapping[int, int]) -> int:
        """Return how many operations stand at a place; ``ends`` tells where each author's end."""
        found = 0
        for author, (starts, places) in self._runs.items():
            at = places.find(place)
            while at >= 0:
                found += (*starts[at + 1 : at + 2], ends[author])[0] - starts[at]
                at = places.find(place, at + 1)
        return found

    def note(self, author: int, clock: int, place: int, *, apart: bool = False) -> None:
        """Note where the operations of ``author`` stand from ``clock`` on, the last ones noted.

        ``apart``: in a run of their own, for ``correct``.
        """
        runs = self._runs.get(author)
        if runs is None:
            self._runs[author] = array(CLOCK, (clock,)), bytearray((place,))
        elif (apart or runs[1][-1] != place) and clock > runs[0][-1]:
            runs[0].append(clock)
            runs[1].append(place)

    def correct(self, author: int, clock: int, place: int) -> None:
        """Change the place of the run that begins at ``clock``."""
        starts, places = self._runs[author]
        places[bisect_right(starts, clock) - 1] = place

    def extend(self, others: Places, known: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Note what ``others`` says of operations that are not ``known``, up to ``ends``."""
        for author, (starts, places) in others._runs.items():
            held = known.get(author, 0)
            if ends[author] <= held:
                continue
            first = max(bisect_right(starts, held) - 1, 0)
            for rank in range(first, len(starts)):
                self.note(author, max(starts[rank], held), places[rank])

    def write(self) -> bytes:
        """Return the bytes that ``read`` reads."""
        out = bytearray(write_integer(len(self._runs)))
        for author, (starts, places) in self._runs.items():
            out += write_integer(author)
            for part in (_little_endian(starts).tobytes(), places):
                out += write_integer(len(part)) + part
        return bytes(out)

    @classmethod
    def read(cls, data: bytes, at: int) -> Places | None:
        """Read what ``write`` wrote, up to the end of ``data``. Raises BadMessage.

        None when it was written before depths were.
        """
        places, former = cls(), False
        count, at = read_integer(data, at)
        for _ in range(count):
            author, at = read_integer(data, at)
            packed, at = read_bytes(data, at)
            each, at = read_bytes(data, at)
            if not each or len(packed) != 4 * len(each):
                raise BadMessage("places")
            former = former or VALUE in each or HOLDER in each
            places._runs[author] = _little_endian(array(CLOCK, packed)), bytearray(each)
        if at != len(data):
            raise BadMessage("places too long")
        return None if former else places


def _little_endian(starts: array[int]) -> array[int]:
    if sys.byteorder == "big":
        starts = starts[:]
        starts.byteswap()
    return starts
