"""What the columns of a table may be: by their titles, else by what their cells hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from capacities.domain.template import Template
from capacities.exports.names import group_by_name, normalize
from capacities.exports.reading.opening import Line, Table
from capacities.exports.reading.tables import FIELD, SUITE, TEXT, Offer

_FILE: Final = Path(__file__).resolve().parents[3] / "data" / "tableaux.toml"
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]|[\s?:*]+$")
"""What the title of a column says besides: « Durée (semaines) »."""

_LONG: Final = 100
"""Characters in the title of a column: what is longer is none."""
_LINES: Final = 100
"""Lines looked at to guess."""
_TOP: Final = 10
"""Lines among which titles are looked for: some write above them what the table is."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_WORDS: Final = re.compile(r"https?://\S+|\S+@\S+\.\S+|[0-9a-fA-F-]{16,}")


def _plain(title: str) -> str:
    """Return the title of a column without what it says besides, as names are compared."""
    return normalize(_ASIDE.sub("", title)) if len(title) <= _LONG else ""


@cache
def titles() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the names of each column, by section, the surest first (a test checks the file)."""
    return tomllib.loads(_FILE.read_text("utf-8"))


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
        self._more = offer.more
        self._places = group_by_name((one, k) for k, title in places.items() for one in (title, k))

    def place(self, value: str) -> str:
        """Return the key of the only place of this name, "" when there is none."""
        found = self._places.get(normalize(value), ()) if self._places else ()
        return found[0] if len(found) == 1 else ""

    @cached_property
    def names(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Return the names of roles, in the order in which they choose their columns."""
        said = titles()
        columns, fields, where = said["colonnes"], said["champs"], said["lieux"][self.where]
        more = {**said["frise"], **columns}
        rest = (name for names in (*fields.values(), *columns.values()) for name in names)
        wanted = (
            (TEXT, columns[TEXT][:1]),
            (self.where, where[:1]),
            *self._own,
            (TEXT, columns[TEXT]),
            (self.where, (*where, *columns["lieu"])),
            *((f"{FIELD}{key}", names) for key, names in fields.items()),
            *((role, (normalize(one), *more.get(role, ()))) for role, one in self._more.items()),
            (SUITE, tuple(rest)),
        )
        return [(role, names) for role, names in wanted if role in self.titles]

    def of(self, header: Sequence[str]) -> list[str]:
        """Return the role that each title names, "" for none."""
        found = [""] * len(header)
        places: dict[str, list[int]] = {}
        for place, cell in enumerate(header):
            places.setdefault(_plain(cell), []).append(place)
        for role, names in self.names:
            for at in (at for name in names for at in places.get(name, ())):
                if not found[at] and (role == SUITE or role not in found):
                    found[at] = role
        return found

    def count(self, line: Line) -> int:
        """Return how many of its cells are titles."""
        return sum(map(bool, self.of(line.cells)))


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


class Guess:
    """What a table seems to be: what is above its titles, these, and what is below."""

    def __init__(
        self, lines: Sequence[Line], width: int, roles: Roles, titled: bool | None
    ) -> None:
        self._width, self._roles = width, roles
        counts = [roles.count(line) for line in lines[:_TOP]]
        best = max(counts)
        at = counts.index(best) if best > 1 or counts[0] == best > 0 else 0
        if titled is None:
            titled = bool(at or counts[0]) or self._is_head(lines)
        self.above = lines[:at] if titled else ()
        self.head = lines[at].cells if titled else ()
        self.body = lines[at + 1 :] if titled else lines

    def columns(self) -> list[str]:
        """Return the role of each column, "" for none."""
        titled = self._roles.of(self.head)
        found = [*titled, *[""] * (self._width - len(titled))]
        body = self.body[:_LINES]
        free = {at: _Column(body, at) for at, role in enumerate(found) if not role}
        if self._roles.where not in found and (where := self._where(free)) is not None:
            found[where] = self._roles.where
            del free[where]
        if TEXT not in found and free:
            text = max(free, key=lambda place: free[place].words)
            found[text] = TEXT if free[text].words else ""
        return found

    def _is_head(self, lines: Sequence[Line]) -> bool:
        """Tell whether the first line, of no known title, names the columns."""
        head = lines[0].cells
        columns = (_Column(lines[1:_LINES], place) for place in range(len(head)))
        differs = any(column.differs(cell) for cell, column in zip(head, columns, strict=True))
        return differs and not any(map(self._roles.place, head))

    def _where(self, free: Mapping[int, _Column]) -> int | None:
        """Return the column whose values are names of places, else one whose values come back."""
        named = {
            place: sum(bool(self._roles.place(cell)) for cell in column.cells)
            for place, column in free.items()
        }
        best = max(named, key=lambda place: named[place], default=None)
        if best is not None and named[best]:
            return best
        return next((place for place, column in free.items() if column.tells_apart), None)


class _Column:
    """The cells of a column that say something."""

    def __init__(self, lines: Sequence[Line], place: int) -> None:
        cells = (line.cells[place].strip() for line in lines if place < len(line.cells))
        self.cells = [cell for cell in cells if cell]
        self.words = sum(len(cell) for cell in self.cells if _is_words(cell))

    @cached_property
    def tells_apart(self) -> bool:
        """Tell whether a few values come back."""
        values = set(map(normalize, self.cells))
        few = len(self.cells) > 2 and len(values) * 5 <= len(self.cells) * 3
        return few and all(len(cell) <= 60 and _is_words(cell) for cell in self.cells)

    def differs(self, head: str) -> bool:
        """Tell whether a cell above is its title: of another kind, or not among its values."""
        if not _is_words(head) or not self.cells:
            return False
        return not self.words or (
            self.tells_apart and normalize(head) not in map(normalize, self.cells)
        )


def _is_words(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not _NO_WORDS.fullmatch(cell)
