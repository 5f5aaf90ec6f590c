"""A file faced with a canvas as it stands: what would change, and the change itself.

Which files a form is filled from: ``exports.reading.registry``. Nothing is ever taken away: what
the file does not mention stays.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from capacities.apart.canvas_files import Stored
from capacities.apart.placing import at_the_end, in_file_order
from capacities.apart.wire import Answer
from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import open_doc
from capacities.domain.cards import is_safe_id
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARDS_PER_CANVAS, DOCUMENT_BYTES
from capacities.domain.nouns import NOUNS
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import Form, Template
from capacities.exports.reading.registry import READERS, Reader
from capacities.exports.reading.report import UNNAMED, ImportReading, RefusedRow


def preview(template: Template, stored: Stored, data: bytes) -> Answer:
    """Say, as JSON, what ``data`` (the bytes of a file) would change.

    Raises InvalidInput when the file cannot be read or would fill the canvas beyond limits.
    """
    return Answer(data=_spelt(Import(template, stored, data).report))


def apply(template: Template, stored: Stored, data: bytes, author: str, now: str) -> Answer:
    """Give the update that brings ``data`` in, after the report; "report": bytes of the latter.

    ``author`` and ``now`` (ISO 8601 UTC) are those of cards whose file says neither.
    """
    report, update = Import(template, stored, data).apply(author, now)
    said = _spelt(report)
    return Answer({"report": len(said)}, said + update)


def _spelt(report: ImportReport) -> bytes:
    return json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """A card as the import makes it; ``before`` is what it replaces, if anything.

    ``box`` says where it is: the title of its box, the path of the idea above it.
    """

    card: Card
    box: str
    before: Card | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does, or would do.

    ``changed`` includes the cards taken out of the corbeille. ``kind`` is the format found,
    ``remarks`` are French sentences on what was decided.
    """

    form: Form
    added: tuple[ImportedCard, ...]
    changed: tuple[ImportedCard, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    ignored_columns: tuple[str, ...]
    encoding: str
    separator: str
    kind: str = "CSV"
    remarks: tuple[str, ...] = ()
    applied: bool = False

    def sentence(self) -> str:
        """Say in French what was done, or would be."""
        if not (self.added or self.changed or self.refused):
            return " ".join((self._nothing(), *self.remarks))
        noun, done = NOUNS[self.form], self.applied
        parts = [
            noun.count(len(self.added), said="ajouté" if done else "à ajouter", agrees=done),
            noun.count(len(self.changed), said="changé" if done else "à changer", agrees=done),
            noun.count(self.unchanged, said="identique"),
        ]
        refused = len(self.refused)
        lines = "1 ligne non reprise" if refused == 1 else f"{refused} lignes non reprises"
        counts = ", ".join(parts) + (f" ; {lines}." if refused else ".")
        return " ".join((counts, *self.remarks))

    def _nothing(self) -> str:
        if not self.unchanged:
            return "Rien à importer : ce fichier ne contient rien à reprendre."
        there = NOUNS[self.form].count(self.unchanged, said="identique")
        return f"Rien à importer : tout y est déjà, {there}."

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows::

        { sentence, applied, kind, encoding, separator, ignored_columns: string[],
          added: {id, box, text}[], changed: {id, box, text, before, restored}[],
          unchanged: number, refused: {line, text, reason}[] }
        """
        return {
            "sentence": self.sentence(),
            "applied": self.applied,
            "kind": self.kind,
            "encoding": self.encoding,
            "separator": self.separator,
            "ignored_columns": list(self.ignored_columns),
            "added": [_card_json(item) for item in self.added],
            "changed": [
                {
                    **_card_json(item),
                    "before": item.before.text if item.before else "",
                    "restored": bool(item.before and item.before.deleted),
                }
                for item in self.changed
            ],
            "unchanged": self.unchanged,
            "refused": [
                {"line": row.line, "text": row.text, "reason": row.reason} for row in self.refused
            ],
        }


class Import:
    """A file faced with a canvas. Raises as ``preview`` does."""

    def __init__(self, template: Template, stored: Stored, data: bytes) -> None:
        self._template, self._doc = template, open_doc(*stored)
        snapshot = read_snapshot(self._doc, template)
        reader = READERS[template.form]
        self._reading = reader.read(data, template, snapshot)
        self.report = _compare(self._reading, snapshot, template, reader)

    def apply(
        self,
        author: str,
        now: str,
        new_id: Callable[[], str] = lambda: secrets.token_urlsafe(12),
    ) -> tuple[ImportReport, bytes]:
        """Return what is done, and the update that does it ("" when nothing changes)."""
        added = [item.card for item in self.report.added]
        names = {card.id: new_id() for card in added if not is_safe_id(card.id)}
        ready = [self._signed(card, author, now) for card in added]
        ready += [item.card for item in self.report.changed]
        update = write(
            self._doc,
            [_renamed(card, names) for card in ready],
            owned_fields=self._reading.owned_fields,
        )
        if len(self._doc.get_update()) > DOCUMENT_BYTES:
            raise InvalidInput(
                "Ce fichier rendrait le canevas trop lourd pour être ouvert. Rien n’a été changé ; "
                "découpez le fichier, ou ouvrez un autre dossier."
            )
        return replace(self.report, applied=True), update

    def _signed(self, card: Card, author: str, now: str) -> Card:
        """Give an author, a date, a colour and usual values to a card whose file has none."""
        typeless = self._template.form == Form.TREE  # where "" is a type: none
        return replace(
            card,
            author=card.author or author,
            created=card.created or now,
            color=card.color or ("" if typeless else self._template.colors[0].key),
            fields=_with_defaults(card, self._template)
            if card.id.startswith(UNNAMED)
            else card.fields,
        )


def _renamed(card: Card, names: Mapping[str, str]) -> Card:
    """Put the new ids of cards in place of those that a document could not hold."""
    parent = card.parent if card.parent is None else names.get(card.parent, card.parent)
    return replace(card, id=names.get(card.id, card.id), parent=parent)


def _compare(
    reading: ImportReading, snapshot: Snapshot, template: Template, reader: Reader
) -> ImportReport:
    known = {card.id: card for card in (*snapshot.trash, *snapshot.cards)}
    live = {card.id: card for card in snapshot.cards}
    wanted = [_merged(card, known.get(card.id), reading, reader) for card in reading.cards]
    place = in_file_order if reading.ordered else at_the_end
    wanted = list(place(wanted, live, reader.place_of))
    everything = {**known, **{card.id: card for card in wanted}}
    titles = reader.places(everything.values(), template)
    added, changed, unchanged = [], [], 0
    for card in wanted:
        at = reader.place_of(card)
        box, before = titles.get(at or "", at or ""), known.get(card.id)
        if before is None:
            added.append(ImportedCard(card, box))
        elif card == before:
            unchanged += 1
        else:
            changed.append(ImportedCard(card, box, before))
    restored = sum(1 for item in changed if item.before and item.before.deleted)
    if len(snapshot.cards) + len(added) + restored > CARDS_PER_CANVAS:
        raise InvalidInput(
            f"Ce fichier porterait le canevas au-delà de {CARDS_PER_CANVAS} "
            f"{NOUNS[template.form].many}. Rien n’a été changé ; découpez le fichier, ou ouvrez "
            "un autre dossier."
        )
    return ImportReport(
        form=template.form,
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        refused=reading.refused,
        ignored_columns=reading.ignored_columns,
        encoding=reading.encoding,
        separator=reading.separator,
        kind=reading.kind,
        remarks=reading.remarks,
    )


def _merged(card: Card, before: Card | None, reading: ImportReading, reader: Reader) -> Card:
    """Return ``before`` as the file changes it: what the file does not say is kept."""
    if before is None:
        return card
    owned = reading.owned_fields
    kept = {key: value for key, value in before.fields.items() if key not in owned}
    moved = reader.place_of(card) != reader.place_of(before)
    return replace(
        before,
        text=card.text,
        zone=card.zone,
        parent=card.parent,
        rank=card.rank or ("" if moved else before.rank),
        author=before.author or card.author,
        created=before.created or card.created,
        color=card.color if reading.owns_color else card.color or before.color,
        deleted=False,
        fields={**kept, **card.fields},
    )


def _with_defaults(card: Card, template: Template) -> dict[str, FieldValue]:
    """Fill what splits a sum, as the page does when somebody types an amount."""
    values = dict(card.fields)
    for field in template.fields_of(card.zone):
        split = template.field(field.total_by) if field.total_by else None
        if split and split.default and field.key in values:
            values.setdefault(split.key, split.default)
    return values


def _card_json(item: ImportedCard) -> dict[str, str]:
    card_id = "" if item.card.id.startswith(UNNAMED) else item.card.id
    return {"id": card_id, "box": item.box, "text": item.card.text}
