"""The short reading of an update that is mere typing: nearly all the traffic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from capacities.documents.contents import (
    HAS_KEY,
    HAS_ORIGIN,
    HAS_RIGHT_ORIGIN,
    KIND,
    MAX_CLOCK,
    STRING,
)
from capacities.documents.lib0 import read_integer
from capacities.documents.places import LETTER, Places


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
    update: bytes, known: Mapping[int, int], letters: Mapping[int, int], places: Places
) -> Keystroke | None:
    """Return what is typed when ``update`` is mere typing.

    That is nearly all the traffic, read here at a third of the price: one run of less than
    128 ASCII letters, all that is new of its author, beside operations that are known. None
    for anything else, sane or not: ``Inspection`` then reads it.

    Args:
        letters: for each author, the first of his last operations that are all letters.
        places: where the operations that are ``known`` stand.
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
            if places.at(other, origin) != LETTER:
                return None
            follows = False
    length = update[at]
    text = update[at + 1 : -1]
    end = clock + length
    if 0 < length == len(text) < 128 and text.isascii() and end <= MAX_CLOCK:
        return Keystroke(author, clock, end, follows and length == 1)
    return None
