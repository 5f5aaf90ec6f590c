"""What begins an item: the marks of Markdown, and those that word processors write.

A letter or a number of several parts is a mark only in its turn, « b) » after « a) » : « M. le
Maire » and « 1.5 million » are words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLETS = "•●▪■□◦○‣❖➢➤►"
_MARK = re.compile(
    r"(?P<markdown>[-+*])(?=[ \t]|$)"
    rf"|(?P<sign>[{_BULLETS}\uf020-\uf0ff]|[–—·‐](?=[ \t])|[o§](?=\t|[ ]))"
    r"|(?P<number>[0-9]{1,9})[.)](?=[ \t]|$)"
    r"|(?P<outer>(?:[0-9]{1,3}\.){1,9})(?P<last>[0-9]{1,3})[.)]?(?=[ \t])"
    r"|(?P<letter>[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})(?P<end>[.)])(?=[ \t])",
    re.MULTILINE,
)
_LINE = re.compile(rf"^[ \t]*(?:{_MARK.pattern})", re.MULTILINE)
_TENS, _UNITS = ("", "x", "xx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = {tens + unit: 10 * n + m for n, tens in enumerate(_TENS) for m, unit in enumerate(_UNITS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: the list it is of, its place there, its length; how many numbers it is made of."""

    kind: str
    place: int = 0
    width: int = 0
    numbers: int = 0
    of_markdown: bool = False


class Marks:
    """The marks of one text."""

    def __init__(self, text: str) -> None:
        self._met = {said for found in _LINE.finditer(text) for said in _said(found)}
        self._passed: set[tuple[str, int]] = set()
        self._of_words = any(kind in _BULLETS or kind >= "\uf020" for kind, _ in self._met)
        self.any = self._of_words or any(
            kind in ("-", "+", "*", "–", "1") or ((kind, place) in self._met and place == 2)
            for kind, place in self._met
        )

    def at(self, text: str, start: int, end: int, within: bool = False) -> Mark | None:
        """Return the mark that begins there. ``within``: a paragraph goes on just before it."""
        found = _MARK.match(text, start, end)
        if found is None or (within and not text[found.end() : end].strip()):
            return None
        of_markdown = bool(found["markdown"] or found["number"])
        for kind, place in _said(found):
            if (
                found["markdown"]
                or (found["sign"] and (kind not in "o§" or self._of_words))
                or (found["number"] and not within)
                or self._in_turn(kind, place)
            ):
                numbers = kind.count(".") + 1 if kind[0].isdigit() else 0
                return Mark(kind, place, found.end() - start, numbers, of_markdown)
        return None

    def passed(self, mark: Mark) -> None:
        """Say that an item begins with this mark: the next one may follow."""
        self._passed.add((mark.kind, mark.place))

    def _in_turn(self, kind: str, place: int) -> bool:
        if place != 1:
            return (kind, place - 1) in self._passed
        outer, _, last = kind.rstrip(".").rpartition(".")
        above = (f"{outer}." if outer else "1", int(last)) if last.isdigit() else None
        return kind == "1" or (kind, 2) in self._met or above in self._passed


def _said(found: re.Match[str]) -> list[tuple[str, int]]:
    """Return the lists that a mark may be of, with its place in each: « i) » is of two."""
    if sign := found["markdown"] or found["sign"]:
        return [(sign, 0)]
    if number := found["number"]:
        return [("1", int(number))]
    if outer := found["outer"]:
        return [(outer, int(found["last"]))]
    letter, small = found["letter"], found["letter"].lower()
    alphabet, roman = ("a", "i") if letter == small else ("A", "I")
    said = [(alphabet + found["end"], ord(small) - ord("a") + 1)] if len(letter) == 1 else []
    return [*said, (roman + found["end"], _ROMAN[small])] if small in _ROMAN else said
