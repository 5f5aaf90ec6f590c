"""What the columns of a table may be: by their titles, else by what their cells hold."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.names import group_by_name, normalize
from capacities.exports.reading.cells import YES
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import Tally
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
_FIGURE: Final = re.compile(r"(?=.*\d).{1,40}", re.DOTALL)


@cache
def titles() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the names of each column, by section, the surest first (a test checks the file)."""
    return tomllib.loads(_FILE.read_text("utf-8"))


def _plain(title: str) -> str:
    """Return the title of a column without what it says besides, as names are compared."""
    return normalize(_ASIDE.sub("", title)) if len(title) <= _LONG else ""


class Roles:
    """What a column may be on a canvas: titles by key, and the names of each, surest first.

    ``places`` are the titles of where rows may go, by key, when they are to be matched.
    """

    def __init__(self, offer: Offer, template: Template, snapshot: Snapshot | None = None) -> None:
        self.offer, self.template = offer, template
        fields = {f"{FIELD}{f.key}": f for f in offer.fields(template)}
        self.titles: Mapping[str, str] = {
            TEXT: "Texte",
            offer.where: offer.where_title,
            **offer.more,
            **{role: field.title for role, field in fields.items()},
            SUITE: "À la suite du texte",
        }
        matched = snapshot.cards if snapshot and offer.where_key else None
        self.places = {} if matched is None else offer.places(matched, template)
        self._own = [(role, (normalize(f.title), normalize(f.key))) for role, f in fields.items()]
        pairs = ((one, key) for key, title in self.places.items() for one in (title, key))
        self._places = group_by_name(pairs)

    def place(self, value: str) -> str:
        """Return the key of the only place of this name, "" when there is none."""
        found = self._places.get(normalize(value), ()) if self._places else ()
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _names(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The names of roles, in the order in which they choose their columns."""
        said = titles()
        columns, fields, place = said["colonnes"], said["champs"], self.offer.where
        where = said["lieux"][place]
        more = {**said["frise"], **columns}
        rest = (name for names in (*fields.values(), *columns.values()) for name in names)
        own = set(said["dehors"]["adresse"])  # of the card in its tool: no words of it
        wanted = (
            (TEXT, columns[TEXT][:1]),
            (place, where[:1]),
            *self._own,
            (TEXT, columns[TEXT]),
            (place, (*where, *columns["lieu"])),
            *((f"{FIELD}{key}", names) for key, names in fields.items()),
            *(
                (role, (normalize(one), *more.get(role, ())))
                for role, one in self.offer.more.items()
            ),
            (SUITE, tuple(name for name in rest if name not in own)),
        )
        return [(role, names) for role, names in wanted if role in self.titles]

    def of(self, header: Iterable[str]) -> list[str]:
        """Return the role that each title names, "" for none."""
        titles = list(map(_plain, header))
        found, at = [""] * len(titles), dict[str, list[int]]()
        for place, title in enumerate(titles):
            at.setdefault(title, []).append(place)
        for role, names in self._names:
            for place in (place for name in names for place in at.get(name, ())):
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


@dataclass(frozen=True, slots=True)
class Guess:
    """What a table seems to be: what is above its titles, these, and what is below."""

    above: Sequence[Line]
    head: Sequence[str]
    body: Sequence[Line]

    @classmethod
    def of(cls, lines: Sequence[Line], roles: Roles, titled: bool | None) -> Guess:
        """Find the titles of a table, which people say that it has, or not."""
        counts = [roles.count(line) for line in lines[:_TOP]]
        at = counts.index(max(counts)) if max(counts) > 1 else 0
        if titled is None:
            titled = counts[at] > 0 or _is_head(lines, roles)
        return cls(lines[:at], lines[at].cells, lines[at + 1 :]) if titled else cls((), (), lines)

    def columns(self, width: int, roles: Roles) -> list[str]:
        """Return the role of each column, "" for none."""
        found = roles.of([*self.head, *[""] * (width - len(self.head))])
        free = {at: _Column(self.body, at) for at, role in enumerate(found) if not role}
        if roles.offer.where not in found and free:
            scores = {at: column.score(roles) for at, column in free.items()}
            where = max(scores, key=lambda at: scores[at])
            if any(scores[where]):
                found[where] = roles.offer.where
                del free[where]
        if TEXT not in found and free:
            text = max(free, key=lambda at: free[at].words)
            found[text] = TEXT if free[text].words else ""
        return found


def _is_head(lines: Sequence[Line], roles: Roles) -> bool:
    """Tell whether the first line, of no known title, names the columns."""
    head = lines[0].cells
    differs = any(_Column(lines[1:], at).differs(cell) for at, cell in enumerate(head))
    return differs and not any(map(roles.place, head))


class _Column:
    """The cells of a column that say something; ``few`` values come back in some."""

    def __init__(self, lines: Sequence[Line], place: int) -> None:
        cells = (line.cells[place].strip() for line in lines[:_LINES] if place < len(line.cells))
        self.cells = list(filter(None, cells))
        self.words = sum(len(cell) for cell in self.cells if _is_words(cell))
        self.values = set(map(normalize, self.cells))
        back = len(self.cells) > 2 and len(self.values) * 5 <= len(self.cells) * 3
        self.few = back and all(len(cell) <= 60 and _is_words(cell) for cell in self.cells)

    def score(self, roles: Roles) -> tuple[int, bool]:
        """Return how much it says where rows go: names of places, else values that come back."""
        return sum(bool(roles.place(cell)) for cell in self.cells), self.few

    def differs(self, head: str) -> bool:
        """Tell whether a cell above is its title: of another kind, or not among its values."""
        other = not self.words or (self.few and normalize(head) not in self.values)
        return _is_words(head) and bool(self.cells) and other


def _is_words(cell: str) -> bool:
    return bool(_LETTER.search(cell)) and not _NO_WORDS.fullmatch(cell)


def kept_rows(guess: Guess, columns: Sequence[str], tally: Tally) -> list[Line]:
    """Return the rows that come in; what is archived, and totals, are counted.

    What people say of a column counts more than its title.
    """
    said, kept = titles()["dehors"], list[Line]()
    named = {at for at, title in enumerate(guess.head) if _plain(title) in said["archivee"]}
    archived = [at for at in named if not columns[at]]
    for line in guess.body:
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
