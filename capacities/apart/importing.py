"""A file faced with a canvas as it stands: what would change, and the change itself.

Which files a form is filled from: ``exports.reading.registry``. Nothing is ever taken away: what
the file does not mention stays.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from capacities.apart.canvas_files import Stored
from capacities.apart.comparing import compare
from capacities.apart.import_report import ImportReport
from capacities.apart.wire import Answer
from capacities.documents.registry import read_snapshot
from capacities.documents.writing import write
from capacities.documents.ydoc import open_doc
from capacities.domain.cards import is_safe_id
from capacities.domain.errors import InvalidInput
from capacities.domain.lanes import is_step
from capacities.domain.limits import DOCUMENT_BYTES
from capacities.domain.silence import hush, lasting
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.template import FieldKind, Template
from capacities.exports.reading.choice import read_choice
from capacities.exports.reading.registry import READERS, read_file


def preview(
    template: Template, stored: Stored, data: bytes, author: str, choice: str = ""
) -> Answer:
    """Say, as JSON, what ``data`` (the bytes of a file) would change if ``author`` brought it in.

    ``choice`` is what was chosen of it, as ``exports.reading.choice`` reads it.

    Raises InvalidInput when the file cannot be read or would fill the canvas beyond limits.
    """
    return Answer(data=_spelt(Import(template, stored, data, author, choice).preview()))


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
        self._choice = read_choice(choice)
        self._read = partial(read_file, data, template, snapshot)
        self._reading = self._read(self._choice)
        held = len(whole.cards) + len(whole.edges) + len(whole.strokes)
        self.report = compare(self._reading, snapshot, template, held)
        self._silence = lasting(whole)

    def preview(self) -> ImportReport:
        """Return what would be done; rows for which one is yet to choose a place only wait."""
        table, chosen = self._reading.table, self._choice.values
        waiting = [
            value.text
            for value in (table.values if table else ())
            if not value.into and value.text not in chosen
        ]
        if not waiting:
            return self.report
        without = replace(self._choice, values={**chosen, **dict.fromkeys(waiting, "")})
        still = {row.line for row in self._read(without).refused}
        refused = tuple(row for row in self.report.refused if row.line in still)
        return replace(
            self.report, refused=refused, waiting=len(self.report.refused) - len(refused)
        )

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
        ready = [
            _renamed(one, names, elements) if isinstance(one, Card) else _named(one, names)
            for one in ready
        ]
        update = write(
            self._doc,
            [one for one in ready if isinstance(one, Card)],
            [one for one in ready if isinstance(one, Edge)],
            self._reading.owned_fields,
            self._reading.owned_fields,
        )
        if len(self._doc.get_update()) > DOCUMENT_BYTES:
            raise InvalidInput(
                "Ce fichier rendrait le canevas trop lourd pour être ouvert. Rien n’a été changé ; "
                "découpez le fichier, ou ouvrez un autre dossier."
            )
        # Told by the ids that they have from now on: the page takes them back by these.
        done = tuple(
            replace(item, one=one) for item, one in zip(self.report.added, ready, strict=False)
        )
        return replace(self.report, added=done, applied=True), update

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
