"""The links that the rows of a sheet of steps name; what cannot be made is counted and told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.schedule_links import cut_links
from capacities.domain.schedule_reading import BEFORE
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import counted
from capacities.exports.names import abridge, normalize
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import UNNAMED, excerpt

_PARTS: Final = re.compile(r"[;\n|]")
_NUMBER: Final = re.compile(r"(\d{1,7})(?:\s*(?:fd|fs))?", re.IGNORECASE)
"""A row by its number; « FD » (« FS »): it ends before the other begins, as other tools write."""
_COMMAS: Final = 8
"""Commas that a name of a list of names may hold."""

_SAID: Final = {
    "without text": ("ligne n’a pas de texte\u00a0: elle est passée", "lignes n’ont pas de texte"
                     "\u00a0: elles sont passées"),
    "lane": ("étape nomme un fil qui n’existe pas\u00a0: elle est à placer",
             "étapes nomment un fil qui n’existe pas\u00a0: elles sont à placer"),
    "duration": ("durée ne se lit pas\u00a0: elle est laissée vide",
                 "durées ne se lisent pas\u00a0: elles sont laissées vides"),
    "unknown": ("nom ne désigne aucune étape\u00a0: ce lien n’est pas créé",
                "noms ne désignent aucune étape\u00a0: ces liens ne sont pas créés"),
    "several": ("nom désigne plusieurs étapes\u00a0: ce lien n’est pas créé",
                "noms désignent plusieurs étapes\u00a0: ces liens ne sont pas créés"),
    "itself": ("étape se nomme elle-même\u00a0: ce lien n’est pas créé",
               "étapes se nomment elles-mêmes\u00a0: ces liens ne sont pas créés"),
    "loop": ("lien refermerait une boucle\u00a0: il n’est pas créé",
             "liens refermeraient une boucle\u00a0: ils ne sont pas créés"),
}  # fmt: skip


_TAKEN: Final = {
    "avant": "Colonne « avant » : « Étape A, avant B » se lit « A vient avant B ».",
    "apres": "Colonne « après » : « Étape A, après B » se lit « B vient avant A ».",
}


class Remarks:
    """What was decided, counted by kind, each with its first example."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, int, str]] = {}
        self._columns: tuple[str, ...] = ()

    def note(self, kind: str, line: int, example: str) -> None:
        """Count one; the first is the example."""
        number, at, first = self._found.get(kind, (0, line, example))
        self._found[kind] = (number + 1, at, first)

    def take(self, columns: Iterable[str]) -> None:
        """Remember the columns that name other steps: what they are taken for is told."""
        self._columns = tuple(columns)

    def sentences(self) -> tuple[str, ...]:
        """Tell them in French."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for column in self._columns:
            yield _TAKEN[column]
        for kind, (one, many) in _SAID.items():
            if kind in self._found:
                number, line, example = self._found[kind]
                where = f"« {excerpt(example)} », ligne {line}" if example else f"ligne {line}"
                yield f"{counted(number, one, many)} (par exemple {where})."


class Links:
    """Knows the steps by their texts and their numbers, and the links that are there."""

    def __init__(self, snapshot: Snapshot, template: Template, remarks: Remarks) -> None:
        self._remarks = remarks
        self._kind = BEFORE if template.edge_kind(BEFORE) else ""
        self._old = [edge for edge in snapshot.edges if edge.kind in (BEFORE, "")]
        self._pairs = {(edge.source, edge.target) for edge in self._old}
        self._there: dict[str, list[str]] = defaultdict(list)
        self._here: dict[str, list[str]] = defaultdict(list)
        self._heads: set[str] = set()
        self._found: dict[str, list[str]] = {}
        for card in steps_of(snapshot.cards):
            self._learn(card, self._there)
        self._numbers: dict[str, str] = {}
        self._texts = {card.id: card.text for card in snapshot.cards}
        self._lines: dict[str, int] = {}
        self._new: list[tuple[Edge, int]] = []

    def _learn(self, card: Card, names: dict[str, list[str]]) -> None:
        """Remember a step by its text, and what is before the first comma of one that has some."""
        text = abridge(card.text)
        for name in {normalize(text), normalize(card.text.partition("\n")[0])}:
            names[name].append(card.id)
        if "," in text:
            self._heads.add(normalize(text.partition(",")[0]))

    def learn(self, card: Card, line: int, number: str | None) -> None:
        """Remember the step of a row; ``number``: what its own column says, None without one."""
        self._learn(card, self._here)
        self._texts[card.id], self._lines[card.id] = card.text, line
        if number is None:
            self._numbers[str(line)] = card.id
        elif number:
            self._numbers.setdefault(normalize(number), card.id)

    def rows(self, cards: Sequence[Card], lines: Sequence[Line]) -> Iterator[tuple[Card, Line]]:
        """Yield each step with its row."""
        rows = {line.number: line for line in lines}
        for card in cards:
            yield card, rows[self._lines[card.id]]

    def join(self, card: Card, cell: str, line: int, *, before: bool) -> list[str]:
        """Join a step to what a cell names: it comes before it, or after. Return unknown names."""
        unknown = []
        for name, found in self._named(cell):
            if len(found) > 1:
                self._remarks.note("several", line, name)
            elif not found:
                unknown.append(name)
            elif found[0] == card.id:
                self._remarks.note("itself", line, name)
            else:
                ends = (card.id, found[0]) if before else (found[0], card.id)
                self._add(*ends, line)
        return unknown

    def _add(self, source: str, target: str, line: int) -> None:
        if (source, target) in self._pairs or len(self._new) > CARDS_PER_CANVAS:
            return
        self._pairs.add((source, target))
        name = f"{UNNAMED}{len(self._new)}-lien"
        self._new.append((Edge(name, source, target, self._kind), line))

    def made(self) -> tuple[Edge, ...]:
        """Return the new links; those that would close a loop are told, and left."""
        kept = {edge.id for edge in self._old} - cut_links(
            edge for edge in self._old if edge.source != edge.target
        )
        ends = [(edge.source, edge.target) for edge in self._old if edge.id in kept]
        ends += [(edge.source, edge.target) for edge, _ in self._new]
        ranked = [Edge(f"{place:08}", *pair) for place, pair in enumerate(ends)]
        cut = cut_links(edge for edge in ranked if edge.source != edge.target)
        first = len(ends) - len(self._new)
        made = []
        for place, (edge, line) in enumerate(self._new, first):
            if f"{place:08}" in cut:
                words = (self._texts.get(end, "") for end in (edge.source, edge.target))
                self._remarks.note("loop", line, " → ".join(map(abridge, words)))
            else:
                made.append(edge)
        return tuple(made)

    def _named(self, cell: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a cell, with the ids of the steps that have it."""
        if not cell:
            return
        if found := self._find(cell):
            yield cell, found
            return
        for part in map(str.strip, _PARTS.split(cell)):
            if part:
                yield from self._parts(part)

    def _parts(self, part: str) -> Iterator[tuple[str, list[str]]]:
        """Cut at commas where that gives names; a name may hold some."""
        pieces, at = part.split(","), 0
        while at < len(pieces):
            most = _COMMAS if normalize(pieces[at]) in self._heads else 1
            for end in range(min(len(pieces), at + most), at, -1):
                name = ",".join(pieces[at:end]).strip()
                found = self._find(name)
                if found or end == at + 1:
                    break
            if name:
                yield name, found
            at = end

    def _find(self, name: str) -> list[str]:
        """Find a step: in the file by its text, by its number, then on the canvas."""
        if name not in self._found:  # the same few names come back in many rows
            self._found[name] = self._sought(name)
        return self._found[name]

    def _sought(self, name: str) -> list[str]:
        key = normalize(abridge(name))
        if found := self._here.get(key):
            return found
        number = _NUMBER.fullmatch(name.strip())
        for one in (normalize(name), str(int(number.group(1))) if number else ""):
            if one in self._numbers:
                return [self._numbers[one]]
        return self._there.get(key, [])
