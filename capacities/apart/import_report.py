"""What is said of an import, before it is done and after: sentences, and the JSON of the page."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Final

from capacities.apart.said import count_both, plural_of
from capacities.domain.nouns import Noun
from capacities.domain.snapshot import Card, Edge
from capacities.domain.wording import counted, quoted
from capacities.exports.reading.decoding import ENCODINGS
from capacities.exports.reading.report import (
    UNNAMED,
    Dropped,
    Moved,
    RefusedRow,
    TableAsked,
)

_UNTITLED: Final = re.compile(r"colonne « (colonne \d+) »")
"""A column without a title is called by its place."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A card or a link as the import makes it; ``before`` is what it replaces, if anything.

    ``box`` says where it is: the title of its box, the path of the idea above it, its two ends.
    ``doubt`` is what is to be checked of it, ``said`` what was read of its fields, "" for nothing.
    """

    one: Card | Edge
    box: str
    before: Card | Edge | None = None
    doubt: str = ""
    said: str = ""

    @property
    def state(self) -> str:
        """Return « new », « changed » or « same »."""
        if self.before is None:
            return "new"
        return "same" if self.one == self.before else "changed"

    @property
    def restored(self) -> bool:
        """Tell whether it comes out of the corbeille."""
        return bool(self.before and self.before.deleted)

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows of it; ``before`` when it changes something."""
        said: dict[str, Any] = {
            "id": "" if self.one.id.startswith(UNNAMED) else self.one.id,
            "box": f"{self.box} ({self.doubt})" if self.doubt else self.box,
            "text": self.one.text,
        }
        if self.said:
            said["said"] = self.said
        if self.before:
            said |= {"before": self.before.text, "restored": self.restored}
        return said


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the canvas as it will be, and how far it stands from the margin.

    Attributes:
        state: « new », « changed », « same » (it is there already) or « place » (it holds others).
        said: the state in French, "" for what does not change.
        detail: what was there before, what was read of its fields.
    """

    depth: int
    text: str
    state: str
    said: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does, or would do.

    ``changed`` includes the cards taken out of the corbeille. ``kind`` is the format found,
    ``remarks`` are French sentences on what was decided, ``waiting`` says how many rows have a
    value for which no place was chosen yet.
    """

    noun: Noun
    added: tuple[Imported, ...]
    changed: tuple[Imported, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    dropped: tuple[Dropped, ...]
    encoding: str
    separator: str
    kind: str = "CSV"
    remarks: tuple[str, ...] = ()
    waiting: int = 0
    moved: tuple[Moved, ...] = ()
    table: TableAsked | None = None
    outline: tuple[Line, ...] = ()
    texts: Collection[str] = ()
    applied: bool = False

    def sentence(self) -> str:
        """Say in French what was done, or would be, and what was decided."""
        return " ".join((self.sum(), *self.remarks))

    def sum(self) -> str:
        """Say it without what was decided: the figures of the page."""
        lines = self._lines()
        if not (self.added or self.changed or lines):
            return self._nothing()
        same = [self.noun.count(self.unchanged, said="identique")] if self.unchanged else []
        parts = [*self._done(), *same]
        if not (parts or self.waiting):
            parts = ["Rien à importer"]
        return f"{' ; '.join(filter(None, (', '.join(parts), *lines)))}."

    def brief(self) -> str:
        """Say what was done, and nothing of what was not: « 4 étapes et 3 liens ajoutés. »."""
        parts = self._done()
        return f"{' ; '.join((', '.join(parts), *self._lines()))}." if parts else self.sentence()

    def _done(self) -> list[str]:
        """Say how many are added, how many change, those that there are."""
        parts = [self._added()] if self.added else []
        return [*parts, self._changed()] if self.changed else parts

    def amount(self) -> str:
        """Say how many would come or change, when of both sorts: « 4 étapes et 3 liens »."""
        found = [item.one for item in (*self.added, *self.changed)]
        both = len({isinstance(one, Edge) for one in found}) == 2
        return count_both(self.noun, found, "", agrees=False) if both else ""

    def _added(self) -> str:
        said = "ajouté" if self.applied else "à ajouter"
        found = (item.one for item in self.added)
        return count_both(self.noun, found, said, agrees=self.applied)

    def _changed(self) -> str:
        said = "changé" if self.applied else "à changer"
        found = (item.one for item in self.changed)
        return count_both(self.noun, found, said, agrees=self.applied)

    def _lines(self) -> list[str]:
        """Say how many rows wait for a choice, how many are not read, those that there are."""
        waiting = counted(
            self.waiting,
            "ligne attend que vous disiez où elle va",
            "lignes attendent que vous disiez où elles vont",
        )
        refused = counted(len(self.refused), "ligne non reprise", "lignes non reprises")
        return [waiting] * bool(self.waiting) + [refused] * bool(self.refused)

    def _nothing(self) -> str:
        if not self.unchanged:
            return "Rien à importer : ce fichier ne contient rien à reprendre."
        there = self.noun.count(self.unchanged, said="identique")
        return f"Rien à importer : tout y est déjà, {there}."

    def _dropped(self, one: Dropped) -> dict[str, Any]:
        """Say « 3 icônes (par exemple sur « Budget ») » of what nothing was made of."""
        if one.what.startswith("colonne"):
            column = _UNTITLED.sub(r"\1", one.what)
            said = f"{column}\u00a0: {counted(one.count, 'valeur')}"
        else:
            said = counted(one.count, one.what, plural_of(one.what))
        if one.example:
            such = "par exemple " if one.count > 1 else ""
            on = "sur " if one.example in self.texts else ""
            said += f" ({such}{on}{quoted(one.example)})"
        return {**asdict(one), "said": said}

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows::

        { sentence, sum, remarks: string[], brief, amount, applied, kind, encoding, separator,
          encodings: {key, title}[], dropped: {what, count, example, said}[],
          moved: {line, text, into}[], table: TableAsked | null,
          outline: {depth, text, state: "new" | "changed" | "same" | "place", said, detail}[],
          added: {id, box, text, said?}[],
          changed: {id, box, text, said?, before, restored}[],
          unchanged: number, waiting: number, refused: {line, text, reason}[] }
        """
        return {
            "sentence": self.sentence(),
            "sum": self.sum(),
            "remarks": list(self.remarks),
            "brief": self.brief(),
            "amount": self.amount(),
            "applied": self.applied,
            "kind": self.kind,
            "encoding": self.encoding,
            "separator": self.separator,
            "encodings": [asdict(one) for one in ENCODINGS] if self.encoding else [],
            "dropped": [self._dropped(one) for one in self.dropped],
            "moved": [asdict(one) for one in self.moved],
            "table": self.table and asdict(self.table),
            "outline": [asdict(line) for line in self.outline],
            "added": [item.as_json() for item in self.added],
            "changed": [item.as_json() for item in self.changed],
            "unchanged": self.unchanged,
            "waiting": self.waiting,
            "refused": [asdict(row) for row in self.refused],
        }
