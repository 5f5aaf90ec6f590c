"""Bring a CSV into a canvas: first what would change, then the change itself.

Nothing is ever taken away: post-its that the file does not mention stay.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capacities.documents.ranks import is_rank, ranks_after
from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.documents.zones import write_cards
from capacities.domain.access import Ability
from capacities.domain.boxes import list_boxes
from capacities.domain.errors import InvalidInput, NotFound
from capacities.domain.limits import CARDS_PER_CANVAS, DOCUMENT_BYTES
from capacities.domain.snapshot import Card, FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.exports.reader import ImportReading, RefusedRow, read_cards_csv
from capacities.services.context import Context
from capacities.services.ensure_canvas import ensure_canvas, find_template
from capacities.services.identify import Identity, require
from capacities.storage.database import now_iso
from capacities.storage.updates import append, load

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """A post-it as the import makes it; ``before`` is what it replaces, if anything."""

    card: Card
    box: str
    before: Card | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does, or would do.

    ``changed`` includes the post-its taken out of the corbeille.
    """

    added: tuple[ImportedCard, ...]
    changed: tuple[ImportedCard, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    ignored_columns: tuple[str, ...]
    encoding: str
    separator: str
    applied: bool = False

    def sentence(self) -> str:
        """Say in French what was done, or would be."""
        done = self.applied
        parts = [
            _count(len(self.added), "ajouté" if done else "à ajouter", done),
            _count(len(self.changed), "changé" if done else "à changer", done),
            _count(self.unchanged, "identique", True),
        ]
        refused = len(self.refused)
        lines = "1 ligne non reprise" if refused == 1 else f"{refused} lignes non reprises"
        return ", ".join(parts) + (f" ; {lines}." if refused else ".")

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows::

        { sentence, applied, encoding, separator, ignored_columns: string[],
          added: {id, box, text}[], changed: {id, box, text, before, restored}[],
          unchanged: number, refused: {line, text, reason}[] }
        """
        return {
            "sentence": self.sentence(),
            "applied": self.applied,
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


def preview_import(ctx: Context, identity: Identity, canvas_key: str, data: bytes) -> ImportReport:
    """Say what ``data`` (the bytes of a CSV) would change; change nothing.

    Raises InvalidInput when the file cannot be read or would fill the canvas beyond limits.
    """
    return _Import(ctx, identity, canvas_key, data).report


def apply_import(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    data: bytes,
    *,
    clock: Callable[[], str] = now_iso,
    new_id: Callable[[], str] = lambda: secrets.token_urlsafe(12),
) -> ImportReport:
    """Write the post-its of ``data``; open pages show them at once. Durable on return."""
    return _Import(ctx, identity, canvas_key, data).apply(clock, new_id)


class _Import:
    """A file faced with the canvas as it stands."""

    def __init__(self, ctx: Context, identity: Identity, canvas_key: str, data: bytes) -> None:
        require(identity, Ability.EDIT)
        self.ctx, self.identity = ctx, identity
        template = find_template(ctx, canvas_key)
        self.name = ensure_canvas(ctx, identity.dossier_id, canvas_key)
        stored = load(ctx.db, self.name)
        if stored is None:
            raise NotFound("Ce canevas n’existe plus : il a été supprimé avec son dossier.")
        self.doc = open_doc(stored.snapshot, stored.updates)
        self.snapshot = read_snapshot(self.doc, template)
        self.template = template
        self.reading = read_cards_csv(data, template, self.snapshot.cards)
        self.report = _compare(self.reading, self.snapshot, template)

    def apply(self, clock: Callable[[], str], new_id: Callable[[], str]) -> ImportReport:
        cards = [item.card for item in (*self.report.added, *self.report.changed)]
        ready = [self._signed(card, clock(), new_id) for card in cards]
        ranked = list(_ranked(ready, self.snapshot))
        update = write_cards(self.doc, ranked, self.reading.owned_fields)
        if len(self.doc.get_update()) > DOCUMENT_BYTES:
            raise InvalidInput(
                "Ce fichier rendrait le canevas trop lourd pour être ouvert. Rien n’a été changé ; "
                "découpez le fichier, ou ouvrez un autre dossier."
            )
        if update:
            append(self.ctx.db, self.name, update)
        return replace(self.report, applied=True)

    def _signed(self, card: Card, now: str, new_id: Callable[[], str]) -> Card:
        """Give an id, an author, a date and a colour to a card whose file has none."""
        known = {kept.id for kept in (*self.snapshot.cards, *self.snapshot.trash)}
        safe = card.id in known or _SAFE_ID.fullmatch(card.id)
        return replace(
            card,
            id=card.id if safe else new_id(),
            author=card.author or self.identity.pseudonym,
            created=card.created or now,
            color=card.color or self.template.colors[0].key,
            fields=card.fields if card.id else _with_defaults(card, self.template),
        )


def _compare(reading: ImportReading, snapshot: Snapshot, template: Template) -> ImportReport:
    known = {card.id: card for card in (*snapshot.trash, *snapshot.cards)}
    boxes = list_boxes(template, (*snapshot.cards, *reading.cards))
    titles = {box.zone: box.title for box in boxes}
    added, changed, unchanged = [], [], 0
    for card in reading.cards:
        box, before = titles.get(card.zone, card.zone), known.get(card.id)
        if before is None:
            added.append(ImportedCard(card, box))
        elif (after := _merged(card, before, reading.owned_fields)) == before:
            unchanged += 1
        else:
            changed.append(ImportedCard(after, box, before))
    restored = sum(1 for item in changed if item.before and item.before.deleted)
    if len(snapshot.cards) + len(added) + restored > CARDS_PER_CANVAS:
        raise InvalidInput(
            f"Ce fichier porterait le canevas au-delà de {CARDS_PER_CANVAS} post-its. "
            "Rien n’a été changé ; découpez le fichier, ou ouvrez un autre dossier."
        )
    return ImportReport(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        refused=reading.refused,
        ignored_columns=reading.ignored_columns,
        encoding=reading.encoding,
        separator=reading.separator,
    )


def _merged(card: Card, before: Card, owned_fields: frozenset[str]) -> Card:
    """Return ``before`` as the file changes it: what the file does not say is kept."""
    kept = {key: value for key, value in before.fields.items() if key not in owned_fields}
    moved = card.zone != before.zone
    return replace(
        before,
        text=card.text,
        zone=card.zone,
        rank=card.rank or ("" if moved else before.rank),
        author=before.author or card.author,
        created=before.created or card.created,
        color=card.color or before.color,
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


def _ranked(cards: Sequence[Card], snapshot: Snapshot) -> Iterator[Card]:
    """Give a rank, at the end of its box, to each card that has none."""
    taken: dict[str, list[str]] = {}
    for card in (*snapshot.cards, *cards):
        taken.setdefault(card.zone, []).append(card.rank)
    kept_ranks = {card.id: card.rank for card in snapshot.cards}
    waiting: dict[str, list[Card]] = {}
    for card in cards:
        if is_rank(card.rank) or (card.rank and kept_ranks.get(card.id) == card.rank):
            yield card
        else:
            waiting.setdefault(card.zone, []).append(card)
    for zone, group in waiting.items():
        ranks = ranks_after(taken.get(zone, ()), len(group))
        for card, rank in zip(group, ranks, strict=True):
            yield replace(card, rank=rank)


def _count(number: int, adjective: str, agrees: bool) -> str:
    plural = "s" if number > 1 else ""
    return f"{number} post-it{plural} {adjective}{plural if agrees else ''}"


def _card_json(item: ImportedCard) -> dict[str, str]:
    return {"id": item.card.id, "box": item.box, "text": item.card.text}
