"""Typed reading of YAML nodes: every mistake is noted with its file, line and key."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterable, Iterator

from capacities.domain.errors import TemplateError
from capacities.templates.yaml_source import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    line_of,
)

_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_TRUE = frozenset({"oui", "vrai", "true", "yes"})
_FALSE = frozenset({"non", "faux", "false", "no"})


class Problems:
    """The mistakes of one file, in the order they are met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[TemplateError] = []

    def add(self, line: int, key: str, expected: str) -> None:
        """Note one mistake; the same line and key are told once."""
        if not any(error.line == line and error.key == key for error in self.found):
            self.found.append(TemplateError(self.file, line, key, expected))


class Entry:
    """A node with its path in the file, read as one type or another."""

    def __init__(self, node: Node, path: str, problems: Problems) -> None:
        self.node, self.path, self.problems = node, path, problems

    @property
    def line(self) -> int:
        return line_of(self.node)

    def wrong(self, expected: str) -> None:
        """Note that this value is not what was expected."""
        self.problems.add(self.line, self.path, expected)

    def text(self) -> str:
        """Read a text; numbers and dates count as texts."""
        if not isinstance(self.node, ScalarNode) or self.node.tag.endswith(":null"):
            self.wrong("on attend un texte")
            return ""
        return str(self.node.value).strip()

    def key(self) -> str:
        """Read an identifier, as in ``mon-canevas``."""
        value = self.text()
        if value and (not _KEY.fullmatch(value) or len(value) > 40):
            self.wrong(
                f"« {value[:40]} » : une clé s’écrit en minuscules sans accent ni espace, "
                "comme « mon-canevas »"
            )
        return value

    def number(self, low: float, high: float) -> float:
        value = self.text().replace(",", ".")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            self.wrong(f"on attend un nombre entre {low:g} et {high:g}")
            return low
        return number

    def whole(self, low: int, high: int) -> int:
        number = self.number(low, high)
        if number != int(number):
            self.wrong(f"on attend un nombre entier entre {low} et {high}")
        return int(number)

    def yes(self) -> bool:
        value = self.text().lower()
        if value not in _TRUE | _FALSE:
            self.wrong("on attend « oui » ou « non »")
        return value in _TRUE

    def one_of(self, values: Collection[str]) -> str | None:
        """Read one of ``values``; None, and a noted mistake, otherwise."""
        value = self.text()
        if value in values:
            return value
        self.wrong(f"« {value[:40]} » inconnu{nearest(value, values)} : {choices(values)}")
        return None

    def items(self) -> Iterator[Entry]:
        """Read a list."""
        if not isinstance(self.node, SequenceNode):
            self.wrong("on attend une liste : une ligne par élément, commençant par « - »")
            return
        for index, node in enumerate(self.node.value, start=1):
            yield Entry(node, f"{self.path}[{index}]", self.problems)

    def pairs(self) -> Iterator[tuple[str, Entry]]:
        """Read a block whose keys are free (the boxes of an example)."""
        if not isinstance(self.node, MappingNode):
            self.wrong("on attend des lignes « clé: … »")
            return
        seen: dict[str, int] = {}
        for key_node, value_node in self.node.value:
            name, line = str(key_node.value), line_of(key_node)
            if name in seen:
                first = f"cette clé est déjà donnée à la ligne {seen[name]}"
                self.problems.add(line, _join(self.path, name), first)
            seen.setdefault(name, line)
            yield name, Entry(value_node, _join(self.path, name), self.problems)

    def record(self, required: Collection[str], optional: Collection[str]) -> Record:
        """Read a block of keys, saying which are unknown, missing or repeated."""
        return Record(self, required, optional)


class Record:
    """A block of ``clé: valeur`` lines."""

    def __init__(self, entry: Entry, required: Collection[str], optional: Collection[str]) -> None:
        self.entry = entry
        self._values: dict[str, Entry] = {}
        self._misspelt: set[str] = set()
        if not isinstance(entry.node, MappingNode):
            entry.wrong(f"on attend des lignes « clé: valeur » ({', '.join(required)}…)")
            return
        allowed = [*required, *optional]
        for key_node, value_node in entry.node.value:
            self._add(key_node, value_node, allowed)
        missing = [key for key in required if key not in self._values and key not in self._misspelt]
        for key in missing:
            entry.problems.add(
                entry.line, _join(entry.path, key), "cette clé est obligatoire et manque"
            )

    def _add(self, key_node: Node, value_node: Node, allowed: Collection[str]) -> None:
        problems, line = self.entry.problems, line_of(key_node)
        name = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
        path = _join(self.entry.path, name[:60])
        if name not in allowed:
            hint = nearest(name, allowed)
            self._misspelt.update(close_to(name, allowed))
            problems.add(line, path, f"clé inconnue{hint}. Clés possibles : {', '.join(allowed)}")
        elif name in self._values:
            first = self._values[name].line
            problems.add(line, path, f"cette clé est déjà donnée à la ligne {first}")
        else:
            self._values[name] = Entry(value_node, path, problems)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Entry | None:
        return self._values.get(key)

    def text(self, key: str, default: str = "") -> str:
        entry = self._values.get(key)
        return entry.text() if entry else default

    def filled(self, key: str) -> str:
        """Read a text that must not be empty."""
        entry = self._values.get(key)
        value = entry.text() if entry else ""
        if entry and not value:
            entry.wrong("on attend un texte, il n’y a rien")
        return value

    def key(self, key: str) -> str:
        entry = self._values.get(key)
        if entry and not entry.text():
            entry.wrong("on attend un identifiant, il n’y a rien")
        return entry.key() if entry else ""

    def yes(self, key: str) -> bool:
        entry = self._values.get(key)
        return entry.yes() if entry else False

    def items(self, key: str) -> Iterator[Entry]:
        entry = self._values.get(key)
        return entry.items() if entry else iter(())

    def pairs(self, key: str) -> Iterator[tuple[str, Entry]]:
        entry = self._values.get(key)
        return entry.pairs() if entry else iter(())

    def line(self, key: str) -> int:
        """Return the line of a key's value, of the whole block when it is absent."""
        return self._values[key].line if key in self._values else self.entry.line


def note_repeats(records: Iterable[Record], what: str) -> None:
    """Note the keys and the titles given twice in one list; people could not tell them apart."""
    seen: dict[tuple[str, str], int] = {}
    for record in records:
        for name, word in (("cle", "la clé"), ("titre", "le titre")):
            entry, value = record.get(name), record.text(name)
            if entry is None or not value:
                continue
            if (name, value) in seen:
                entry.wrong(f"« {value} » est déjà {word} {what} de la ligne {seen[name, value]}")
            seen.setdefault((name, value), entry.line)


def close_to(name: str, allowed: Collection[str]) -> list[str]:
    """Return what ``name`` most looks like among what is allowed: one or nothing."""
    return difflib.get_close_matches(name[:60], list(allowed), n=1, cutoff=0.6)


def nearest(name: str, allowed: Collection[str]) -> str:
    """Return « (vouliez-vous dire « … » ?) » when something allowed looks like ``name``."""
    close = close_to(name, allowed)
    return f" (vouliez-vous dire « {close[0]} » ?)" if close else ""


def choices(values: Collection[str]) -> str:
    """Return the sentence that lists what is possible."""
    return f"on attend {' ou '.join(f'« {value} »' for value in values)}"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
