"""A file faced with a canvas as it stands: what would change, and the change itself.

Which files a form is filled from: ``exports.reading.registry``. Nothing is ever taken away: what
the file does not mention stays.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from capacities.apart.canvas_files import Stored
from capacities.apart.placing import at_the_end, in_file_order
from capacities.apart.said import count_both, said_of
from capacities.apart.wire import Answer
from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import open_doc
from capacities.domain.cards import is_safe_id
from capacities.domain.errors import InvalidInput
from capacities.domain.lanes import is_step
from capacities.domain.limits import CARDS_PER_CANVAS, DOCUMENT_BYTES
from capacities.domain.nouns import NOUNS, Noun
from capacities.domain.silence import hush, lasting
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.domain.wording import counted, format_number
from capacities.exports.edges import NOUN as EDGE_NOUN
from capacities.exports.edges import ends
from capacities.exports.reading.choice import read_choice
from capacities.exports.reading.registry import READERS, Reader, read_file
from capacities.exports.reading.report import (
    UNNAMED,
    Dropped,
    ImportReading,
    Moved,
    RefusedRow,
    TableAsked,
)


def preview(
    template: Template, stored: Stored, data: bytes, author: str, choice: str = ""
) -> Answer:
    """Say, as JSON, what ``data`` (the bytes of a file) would change if ``author`` brought it in.

    ``choice`` is what was chosen of it, as ``exports.reading.choice`` reads it.

    Raises InvalidInput when the file cannot be read or would fill the canvas beyond limits.
    """
    return Answer(data=_spelt(Import(template, stored, data, author, choice).report))


def apply(
    template: Template, stored: Stored, data: bytes, author: str, now: str, choice: str = ""
) -> Answer:
    """Give the update that brings ``data`` in, after the report; "report": bytes of the latter.

    ``author``, who brings it in, and ``now`` (ISO 8601 UTC) are those of cards whose file says
    neither.
    """
    report, update = Import(template, stored, data, author, choice).apply(now)
    said = _spelt(report)
    return Answer({"report": len(said)}, said + update)


def _spelt(report: ImportReport) -> bytes:
    return json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8", "replace")


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


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does, or would do.

    ``changed`` includes the cards taken out of the corbeille. ``kind`` is the format found,
    ``remarks`` are French sentences on what was decided.
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
    moved: tuple[Moved, ...] = ()
    table: TableAsked | None = None
    applied: bool = False

    def sentence(self) -> str:
        """Say in French what was done, or would be."""
        if not (self.added or self.changed or self.refused):
            return " ".join((self._nothing(), *self.remarks))
        parts = (self._added(), self._changed(), self.noun.count(self.unchanged, said="identique"))
        return " ".join((f"{', '.join(parts)}{self._lines()}.", *self.remarks))

    def brief(self) -> str:
        """Say what was done, and nothing of what was not: « 4 étapes et 3 liens ajoutés. »."""
        parts = [self._added()] if self.added else []
        parts += [self._changed()] if self.changed else []
        return f"{', '.join(parts)}{self._lines()}." if parts else self.sentence()

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

    def _lines(self) -> str:
        lines = counted(len(self.refused), "ligne non reprise", "lignes non reprises")
        return f" ; {lines}" if self.refused else ""

    def _nothing(self) -> str:
        if not self.unchanged:
            return "Rien à importer : ce fichier ne contient rien à reprendre."
        there = self.noun.count(self.unchanged, said="identique")
        return f"Rien à importer : tout y est déjà, {there}."

    def as_json(self) -> dict[str, Any]:
        """Return what the page shows::

        { sentence, brief, amount, applied, kind, encoding, separator,
          encodings: {key, title}[], dropped: {what, count, example}[],
          moved: {line, text, into}[], table: TableAsked | null,
          outline: {depth, text, state: "new" | "changed" | "same" | "place"}[],
          added: {id, box, text, said?}[],
          changed: {id, box, text, said?, before, restored}[],
          unchanged: number, refused: {line, text, reason}[] }
        """
        return {
            "sentence": self.sentence(),
            "brief": self.brief(),
            "amount": self.amount(),
            "applied": self.applied,
            "kind": self.kind,
            "encoding": self.encoding,
            "separator": self.separator,
            "encodings": [],
            "dropped": [asdict(one) for one in self.dropped],
            "moved": [asdict(one) for one in self.moved],
            "table": self.table and asdict(self.table),
            "outline": [],
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
    """A file faced with what ``author`` may see of a canvas. Raises as ``preview`` does.

    What others keep quiet is as if it were not there: it is neither shown nor found by its text,
    and a row that has its id is that of something new, which gets another one.
    """

    def __init__(
        self, template: Template, stored: Stored, data: bytes, author: str, choice: str = ""
    ) -> None:
        self._template, self._doc, self._author = template, open_doc(*stored), author
        whole = read_snapshot(self._doc, template)
        snapshot = hush(whole, author)
        self._cards, self._edges = _ids(whole)
        seen_cards, seen_edges = _ids(snapshot)
        self._quiet = (self._cards - seen_cards) | (self._edges - seen_edges)
        self._reading = read_file(data, template, snapshot, read_choice(choice))
        held = len(whole.cards) + len(whole.edges) + len(whole.strokes)
        self.report = _compare(self._reading, snapshot, template, held)
        self._silence = lasting(whole)

    def apply(
        self,
        now: str,
        new_id: Callable[[], str] = lambda: secrets.token_urlsafe(12),
    ) -> tuple[ImportReport, bytes]:
        """Return what is done, and the update that does it ("" when nothing changes)."""
        added = [item.one for item in self.report.added]
        names = {one.id: new_id() for one in added if not self._may_keep_id(one)}
        elements = {f.key for f in self._template.fields if f.kind is FieldKind.ELEMENT}
        unseen = {one: new_id() for one in sorted(self._quiet - names.keys())}
        ready = [_detached(self._signed(one, now), unseen) for one in added]
        ready += [item.one for item in self.report.changed]
        update = write(
            self._doc,
            [_renamed(one, names, elements) for one in ready if isinstance(one, Card)],
            [_named(one, names) for one in ready if isinstance(one, Edge)],
            self._reading.owned_fields,
            self._reading.owned_fields,
        )
        if len(self._doc.get_update()) > DOCUMENT_BYTES:
            raise InvalidInput(
                "Ce fichier rendrait le canevas trop lourd pour être ouvert. Rien n’a été changé ; "
                "découpez le fichier, ou ouvrez un autre dossier."
            )
        return replace(self.report, applied=True), update

    def _may_keep_id(self, one: Card | Edge) -> bool:
        """An id names one thing: acts on a canvas do not say whether it is a card or a link."""
        others = self._cards if isinstance(one, Edge) else self._edges
        return is_safe_id(one.id) and one.id not in others and one.id not in self._quiet

    def _signed(self, one: Card | Edge, now: str) -> Card | Edge:
        """Give an author, a date, a colour and usual values to what has none in its file."""
        author = self._author
        one = replace(one, author=one.author or author, created=one.created or now)
        if isinstance(one, Edge):
            return one
        if one.author == author and is_step(one):
            one = replace(one, silence=self._silence)
        colored = READERS[self._template.form].colored
        return replace(
            one,
            color=one.color or (self._template.colors[0].key if colored else ""),
            fields=_with_defaults(one, self._template)
            if one.id.startswith(UNNAMED)
            else one.fields,
        )


def _ids(snapshot: Snapshot) -> tuple[set[str], set[str]]:
    """Return those of the cards, then those of the links, deleted ones too."""
    cards = {card.id for card in (*snapshot.cards, *snapshot.trash)}
    return cards, {edge.id for edge in (*snapshot.edges, *snapshot.edge_trash)}


def _detached(one: Card | Edge, unseen: Mapping[str, str]) -> Card | Edge:
    """Let what is new join nothing that others keep quiet: that is as gone for it."""
    if isinstance(one, Edge):
        return _named(one, unseen)
    at = {key: getattr(one, key) for key in ("zone", "parent", "on")}
    return replace(one, **{key: unseen.get(name, name) for key, name in at.items()})


def _renamed(card: Card, names: Mapping[str, str], elements: Collection[str]) -> Card:
    """Put the new ids of cards in place of those that a document could not hold.

    ``elements`` are the fields that hold ids.
    """
    named = {key: getattr(card, key) for key in ("id", "parent", "on")}
    fields = {
        key: names.get(str(value), value) if key in elements else value
        for key, value in card.fields.items()
    }
    return replace(
        card, fields=fields, **{key: names.get(name, name) for key, name in named.items()}
    )


def _named(edge: Edge, names: Mapping[str, str]) -> Edge:
    one, source, target = (names.get(name, name) for name in (edge.id, edge.source, edge.target))
    return replace(edge, id=one, source=source, target=target)


def _compare(
    reading: ImportReading, snapshot: Snapshot, template: Template, held: int
) -> ImportReport:
    """Tell what changes. ``held`` is how many things the canvas holds, whoever sees them."""
    noun = EDGE_NOUN if reading.edges and not reading.cards else NOUNS[template.form]
    found = (
        *_cards_of(reading, snapshot, template, READERS[template.form]),
        *_edges_of(reading, snapshot, template),
    )
    added, changed, unchanged = [], [], 0
    for item in found:
        if item.before is None:
            added.append(item)
        elif item.one == item.before:
            unchanged += 1
        else:
            changed.append(item)
    restored = sum(1 for item in changed if item.before and item.before.deleted)
    if held + len(added) + restored > CARDS_PER_CANVAS:
        raise InvalidInput(
            f"Ce fichier porterait le canevas au-delà de {format_number(CARDS_PER_CANVAS)} "
            f"{_what_counts(snapshot, template)}. "
            "Rien n’a été changé ; découpez le fichier, ou ouvrez un autre dossier."
        )
    return ImportReport(
        noun=noun,
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        refused=reading.refused,
        dropped=reading.dropped,
        moved=reading.moved,
        table=reading.table,
        encoding=reading.encoding,
        separator=reading.separator,
        kind=reading.kind,
        remarks=(*reading.remarks, *_ill_joined(added + changed)),
    )


def _what_counts(snapshot: Snapshot, template: Template) -> str:
    """Name what fills the canvas, as its page does: « éléments, liens et traits »."""
    others = [
        name
        for name, is_there in (("liens", template.edge_kinds), ("traits", snapshot.strokes))
        if is_there
    ]
    *first, last = NOUNS[template.form].many, *others
    return f"{', '.join(first)} et {last}" if first else last


def _ill_joined(items: Iterable[Imported]) -> Iterator[str]:
    """Say how many links are of a kind that is not made for their ends."""
    number = sum(bool(item.doubt) for item in items)
    if number == 1:
        yield "1 lien est d’un type qui ne relie pas d’ordinaire ses deux bouts : vérifiez-le."
    elif number:
        yield (
            f"{EDGE_NOUN.count(number)} sont d’un type qui ne relie pas d’ordinaire leurs deux "
            "bouts : vérifiez-les."
        )


def _cards_of(
    reading: ImportReading, snapshot: Snapshot, template: Template, reader: Reader
) -> Iterator[Imported]:
    known = {card.id: card for card in (*snapshot.trash, *snapshot.cards)}
    live = {card.id: card for card in snapshot.cards}
    wanted = [_merged(card, known.get(card.id), reading, reader) for card in reading.cards]
    place = in_file_order if reading.ordered else at_the_end
    wanted = list(place(wanted, live, reader.place_of))
    everything = {**known, **{card.id: card for card in wanted}}
    titles = reader.places(everything.values(), template)
    for card in wanted:
        at = reader.place_of(card)
        before = known.get(card.id)
        said = said_of(card, before, template)
        yield Imported(card, titles.get(at or "", at or ""), before, said=said)


def _edges_of(reading: ImportReading, snapshot: Snapshot, template: Template) -> Iterator[Imported]:
    known = {edge.id: edge for edge in (*snapshot.edge_trash, *snapshot.edges)}
    texts = ends(replace(snapshot, cards=(*snapshot.cards, *reading.cards)))
    owned = reading.owned_fields
    zones = {card.id: card.zone for card in (*snapshot.trash, *snapshot.cards, *reading.cards)}
    for edge in reading.edges or ():
        before = known.get(edge.id)
        box = " → ".join(texts.get(end, "…") for end in (edge.source, edge.target))
        one = replace(edge, **_kept(edge, before, owned)) if before else edge
        yield Imported(one, box, before, _doubt(edge, zones, template))


def _doubt(edge: Edge, zones: Mapping[str, str], template: Template) -> str:
    kind, ends = template.edge_kind(edge.kind), (edge.source, edge.target)
    if kind is None or not set(ends) <= zones.keys() or kind.joins(*(zones[end] for end in ends)):
        return ""
    return f"« {kind.title} » ne les relie pas d’ordinaire"


def _kept(one: Card | Edge, before: Card | Edge, owned: Collection[str]) -> dict[str, Any]:
    """Return what stays of a card or a link that a file changes, or takes out of the corbeille."""
    fields = {key: value for key, value in before.fields.items() if key not in owned}
    return {
        "author": before.author or one.author,
        "created": before.created or one.created,
        "origin": before.origin,
        "fields": {**fields, **one.fields},
        "deleted": False,
    }


def _merged(card: Card, before: Card | None, reading: ImportReading, reader: Reader) -> Card:
    """Return ``before`` as the file changes it: what the file does not say is kept."""
    if before is None:
        return card
    moved = reader.place_of(card) != reader.place_of(before)
    return replace(
        before,
        text=card.text,
        zone=card.zone,
        parent=card.parent,
        rank=card.rank or ("" if moved else before.rank),
        color=card.color if reading.owns_color else card.color or before.color,
        x=before.x if card.x is None else card.x,
        y=before.y if card.y is None else card.y,
        shape=card.shape or before.shape,
        on=before.on if card.on is None else card.on or None,
        **_kept(card, before, reading.owned_fields),
    )


def _with_defaults(card: Card, template: Template) -> dict[str, FieldValue]:
    """Fill what splits a sum, as the page does when somebody types an amount."""
    values = dict(card.fields)
    for field in template.fields_of(card.zone):
        split = template.field(field.total_by) if field.total_by else None
        if split and split.default and field.key in values:
            values.setdefault(split.key, split.default)
    return values


def _card_json(item: Imported) -> dict[str, str]:
    card_id = "" if item.one.id.startswith(UNNAMED) else item.one.id
    box = f"{item.box} ({item.doubt})" if item.doubt else item.box
    said = {"said": item.said} if item.said else {}
    return {"id": card_id, "box": box, "text": item.one.text, **said}
