"""What the columns of a table may be: by their titles, else by what their cells hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from capacities.domain.template import Template
from capacities.exports.names import normalize
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.tables import Offer
from capacities.exports.reading.titles import plain, titles

TEXT: Final = "texte"
SUITE: Final = "suite"
FIELD: Final = "champ."
"""Begins the key of the role of a field."""
_FEW: Final = 0.6
"""Different values among those of a column that tells apart, at most, for one."""
_WORDY: Final = re.compile(r"[^\W\d_]")
_NO_WORDS: Final = re.compile(r"https?://\S+|\S+@\S+\.\S+|[\d\s.,:/€%+-]*|[0-9a-fA-F-]{16,}")
_LINES: Final = 200
"""Lines looked at to guess."""
_TOP: Final = 10
"""Lines among which titles are looked for: some write above them what the table is."""


class Roles:
    """What a column may be on a canvas: titles by key, and the names of each, surest first."""

    def __init__(self, offer: Offer, template: Template, places: Mapping[str, str]) -> None:
        self.where = offer.where
        fields = {f"{FIELD}{f.key}": f for f in offer.fields(template)}
        self.titles: Mapping[str, str] = {
            TEXT: "Texte",
            offer.where: offer.where_title,
            **offer.more,
            **{role: field.title for role, field in fields.items()},
            SUITE: "À la suite du texte",
        }
        self._own = [(role, (normalize(f.title), normalize(f.key))) for role, f in fields.items()]
        self._fields = fields.keys()
        self._places: dict[str, list[str]] = {}
        for key, title in places.items():
            for name in {normalize(title), normalize(key)} - {""}:
                self._places.setdefault(name, []).append(key)

    def place(self, value: str) -> str:
        """Return the key of the only place of this name, "" when there is none."""
        found = self._places.get(normalize(value), [])
        return found[0] if len(found) == 1 else ""

    def count(self, line: Line) -> int:
        """Return how many of its cells are titles."""
        return sum(map(bool, by_title(line.cells, len(line.cells), self)))

    @cached_property
    def names(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Return the names of roles, in the order in which they choose their columns."""
        said = titles()
        columns, fields = said["colonnes"], said["champs"]
        known = {**said["frise"], **columns}
        others = [name for key, names in fields.items() for name in names]
        return (
            (TEXT, columns[TEXT][:1]),
            (self.where, said["lieux"][self.where][:1]),
            *self._own,
            (TEXT, columns[TEXT]),
            (self.where, (*said["lieux"][self.where], *columns["lieu"])),
            *((f"{FIELD}{key}", names) for key, names in fields.items()),
            *((role, (normalize(title), role, *known.get(role, ())))
              for role, title in self.titles.items() if role not in (TEXT, self.where, SUITE)),
            (SUITE, (*columns[SUITE], *others)),
        )  # fmt: skip


def guess(header: Sequence[str], lines: Sequence[Line], width: int, roles: Roles) -> list[str]:
    """Return the role of each column, "" for none."""
    found = by_title(header, width, roles)
    looked = [_Column(lines[:_LINES], place) for place in range(width)]
    free = [place for place in range(width) if not found[place]]
    if roles.where not in found and (where := _where(looked, free, roles)) is not None:
        found[where] = roles.where
        free.remove(where)
    if TEXT not in found and (text := _text(looked, free)) is not None:
        found[text] = TEXT
    return found


def by_title(header: Sequence[str], width: int, roles: Roles) -> list[str]:
    """Return the roles that titles name."""
    found = [""] * width
    places: dict[str, list[int]] = {}
    for place, cell in enumerate(header):
        places.setdefault(plain(cell), []).append(place)
        places.setdefault(normalize(cell), []).append(place)
    for role, names in roles.names:
        if role not in roles.titles:
            continue
        free = (at for name in names for at in places.get(name, ()) if not found[at])
        for at in free:
            if role == SUITE or role not in found:
                found[at] = role
    return found


def best_cut(table: Table, roles: Roles) -> str:
    """Return the separator that makes a table of a file."""
    scores = {
        separator: (max(map(roles.count, lines[:_TOP])), _regular(lines))
        for separator, lines in table.cuts.items()
    }
    return max(scores, key=lambda separator: scores[separator], default="")


def _regular(lines: Sequence[Line]) -> float:
    """Return the share of lines cut alike; half as much when each has one cell."""
    widths = Counter(len(line.cells) for line in lines)
    width, count = widths.most_common(1)[0]
    return count / len(lines) / (1 if width > 1 else 2)


def head_at(lines: Sequence[Line], roles: Roles) -> int | None:
    """Return the place of the line that names the columns, None when none does."""
    counts = [roles.count(line) for line in lines[:_TOP]]
    best = max(counts)
    if best > 1 or counts[0] == best > 0:
        return counts.index(best)
    return 0 if _is_titled(lines, roles) else None


def _is_titled(lines: Sequence[Line], roles: Roles) -> bool:
    """Tell whether the first line, of no known title, names the columns."""
    head, body = lines[0].cells, lines[1:_LINES]
    if any(roles.place(cell) for cell in head):
        return False
    columns = (_Column(body, place) for place in range(len(head)))
    return any(column.differs(cell) for cell, column in zip(head, columns, strict=True))


class _Column:
    """The cells of a column that say something."""

    def __init__(self, lines: Sequence[Line], place: int) -> None:
        cells = (line.cells[place].strip() for line in lines if place < len(line.cells))
        self.cells = [cell for cell in cells if cell]
        self.distinct = len({normalize(cell) for cell in self.cells})

    @property
    def words(self) -> int:
        """Characters of what is words."""
        return sum(len(cell) for cell in self.cells if _is_words(cell))

    @property
    def tells_apart(self) -> bool:
        """Tell whether a few values come back."""
        few = len(self.cells) > 2 and self.distinct <= len(self.cells) * _FEW
        return few and all(len(cell) <= 60 and _is_words(cell) for cell in self.cells)

    def differs(self, head: str) -> bool:
        """Tell whether a cell above is its title: of another kind, or not among its values."""
        if not _is_words(head) or not self.cells:
            return False
        if not any(map(_is_words, self.cells)):
            return True
        return self.tells_apart and normalize(head) not in map(normalize, self.cells)


def _is_words(cell: str) -> bool:
    return bool(_WORDY.search(cell)) and not _NO_WORDS.fullmatch(cell)


def _where(looked: Sequence[_Column], free: Sequence[int], roles: Roles) -> int | None:
    """Return the column whose values are names of places, else the one whose values come back."""
    named = {place: sum(bool(roles.place(cell)) for cell in looked[place].cells) for place in free}
    best = max(free, key=lambda place: named[place], default=None)
    if best is not None and named[best]:
        return best
    return next((place for place in free if looked[place].tells_apart), None)


def _text(looked: Sequence[_Column], free: Sequence[int]) -> int | None:
    """Return the column that has most words."""
    best = max(free, key=lambda place: looked[place].words, default=None)
    return best if best is not None and looked[best].words else None
