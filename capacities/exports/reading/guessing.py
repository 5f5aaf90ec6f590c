"""What the columns of a table may be: by their titles, else by what their cells hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.names import group_by_name, normalize
from capacities.exports.reading.cells import YES
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import Tally
from capacities.exports.reading.tables import FIELD, SUITE, TEXT, Reader

_FILE: Final = Path(__file__).resolve().parents[3] / "data" / "tableaux.toml"
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]|[\s?:*]+$")
"""What the title of a column says besides: « Durée (semaines) »."""
_LONG: Final = 100
"""Characters in the title of a column: what is longer is none."""
_SHORT: Final = 60
"""Characters in what says where rows go, at most, when no place has this name."""
_LINES: Final = 100
"""Lines looked at to guess."""
_TOP: Final = 10
"""Lines among which titles are looked for: some write above them what the table is."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_NO_WORDS: Final = re.compile(r"https?://\S+|\S+@\S+\.\S+|[0-9a-fA-F-]{16,}")
_FIGURE: Final = re.compile(r"(?=.*\d).{1,40}", re.DOTALL)


@cache
def titles() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the names of each column, by section, the surest first (a test checks the file)."""
    return tomllib.loads(_FILE.read_text("utf-8"))


def _plain(title: str) -> str:
    """Return the title of a column without what it says besides, as names are compared."""
    return normalize(_ASIDE.sub("", title)) if len(title) <= _LONG else ""


class Roles:
    """What a column may be on a canvas: titles by key, and the names of each, surest first."""

    def __init__(self, reader: Reader, template: Template, snapshot: Snapshot) -> None:
        self.reader, self.template, self.snapshot = reader, template, snapshot
        self.titles: Mapping[str, str] = {
            TEXT: "Texte",
            reader.where: reader.where_title,
            **reader.more,
            **{f"{FIELD}{field.key}": field.title for field in reader.fields(template)},
            SUITE: "À la suite du texte",
        }

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The titles of where rows may go, by key, when they are to be matched."""
        cards, reader = self.snapshot.cards, self.reader
        return reader.offered(cards, self.template) if reader.where_key else {}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[str]]:
        pairs = self.places.items()
        return group_by_name((one, key) for key, title in pairs for one in (title, key))

    def place(self, value: str) -> str:
        """Return the key of the only place of this name, "" when there is none."""
        found = self._places.get(normalize(value), ()) if self._places else ()
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _names(self) -> Sequence[tuple[str, str]]:
        """Roles, with each of their names: those that the canvas gives them choose first."""
        file = titles()
        columns, fields, where = file["colonnes"], file["champs"], self.reader.where
        rest = [name for names in (*fields.values(), *columns.values()) for name in names]
        known = {
            **columns,
            **file["frise"],
            **{f"{FIELD}{key}": names for key, names in fields.items()},
            where: [*file["lieux"][where], *columns["lieu"]],
            SUITE: [name for name in rest if name not in file["dehors"]["adresse"]],
        }
        roles = self.titles
        own = {role: (_plain(roles[role]), normalize(role.removeprefix(FIELD))) for role in roles}
        said = ((role, name) for by in (own, known) for role in roles for name in by.get(role, ()))
        return [(role, name) for role, name in said if name]

    def of(self, header: Iterable[str]) -> list[str]:
        """Return the role that each title names, "" for none."""
        titles = list(map(_plain, header))
        found, at = [""] * len(titles), dict[str, list[int]]()
        for place, title in enumerate(titles):
            at.setdefault(title, []).append(place)
        for role, name in self._names:
            for place in at.get(name, ()):
                if not found[place] and (role == SUITE or role not in found):
                    found[place] = role
        return found

    def count(self, line: Line) -> int:
        """Return how many of its cells are titles."""
        return sum(map(bool, self.of(line.cells)))


def best_cut(cuts: Mapping[str, Sequence[Line]], roles: Roles) -> str:
    """Return the separator that makes a table of a file: most titles known, then most even."""

    def score(separator: str) -> tuple[int, float]:
        lines = cuts[separator]
        width, count = Counter(len(line.cells) for line in lines).most_common(1)[0]
        even = count / len(lines) / (1 if width > 1 else 2)
        return max(map(roles.count, lines[:_TOP])), even

    return max(cuts, key=score, default="")


def find_titles(lines: Sequence[Line], roles: Roles) -> int | None:
    """Return the place of the titles of a table, None when it seems to have none."""
    counts = [roles.count(line) for line in lines[:_TOP]]
    if max(counts) > 1:
        return counts.index(max(counts))
    columns = ((cell, _cells(lines[1:], at)) for at, cell in enumerate(lines[0].cells))
    figures = any(_words([cell]) and below and not _words(below) for cell, below in columns)
    return 0 if counts[0] or figures else None


def guess_columns(head: Sequence[str], body: Sequence[Line], width: int, roles: Roles) -> list[str]:
    """Return the role of each column, "" for none: as its title says, else as its cells do.

    That which names most places, or some values again and again, says where; the one of most
    words is the text.
    """
    found = roles.of([*head, *[""] * (width - len(head))])
    cells = {at: _cells(body, at) for at, role in enumerate(found) if not role}
    places = {at: _places(some, roles) for at, some in cells.items()}
    words = {at: _words(some) for at, some in cells.items()}
    for role, scores in ((roles.reader.where, places), (TEXT, words)):
        free = {at: score for at, score in scores.items() if score and not found[at]}
        if role not in found and free:
            found[max(free, key=lambda at: free[at])] = role
    return found


def _cells(lines: Sequence[Line], place: int) -> list[str]:
    """Return the cells of a column that say something."""
    cells = (line.cells[place].strip() for line in lines[:_LINES] if place < len(line.cells))
    return list(filter(None, cells))


def _places(cells: Sequence[str], roles: Roles) -> float:
    """Return how many cells name a place, else a half when a few values come back in them."""
    again = 2 < len(cells) >= len(set(map(normalize, cells))) * 5 / 3
    few = again and all(len(cell) <= _SHORT and _words([cell]) for cell in cells)
    return sum(map(bool, map(roles.place, cells))) or few / 2


def _words(cells: Iterable[str]) -> int:
    """Return how long are cells that hold words, neither addresses nor keys."""
    return sum(
        len(cell) for cell in cells if _LETTER.search(cell) and not _NO_WORDS.fullmatch(cell)
    )


def kept_rows(
    head: Sequence[str], body: Sequence[Line], columns: Sequence[str], tally: Tally
) -> list[Line]:
    """Return the rows that come in; what is archived, and totals, are counted.

    What people say of a column counts more than its title.
    """
    said, kept = titles()["dehors"], list[Line]()
    archived = [
        at for at, title in enumerate(head) if not columns[at] and _plain(title) in said["archivee"]
    ]
    for line in body:
        cells = [cell.strip() for cell in line.cells if cell.strip()]
        total = len(cells) > 1 and _plain(cells[0]) in said["total"]
        if any(at < len(line.cells) and normalize(line.cells[at]) in YES for at in archived):
            words = (cell for cell, role in zip(line.cells, columns, strict=False) if role)
            tally.drop("carte archivée", next(filter(str.strip, words), ""))
        elif total and all(map(_FIGURE.fullmatch, cells[1:])):
            tally.drop("ligne de total", " ".join(cells))
        else:
            kept.append(line)
    return kept
