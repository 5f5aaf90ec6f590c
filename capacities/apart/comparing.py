"""What a file says, faced with a canvas as it stands: what is new, what changes, what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from capacities.apart.foreseen import foresee
from capacities.apart.import_report import Imported, ImportReport
from capacities.apart.placing import at_the_end, in_file_order
from capacities.apart.said import said_of
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.nouns import NOUNS
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import format_number
from capacities.exports.edges import NOUN as EDGE_NOUN
from capacities.exports.edges import ends
from capacities.exports.reading.registry import READERS
from capacities.exports.reading.report import UNNAMED, ImportReading, excerpt
from capacities.exports.reading.tables import Reader


def compare(
    reading: ImportReading, snapshot: Snapshot, template: Template, held: int
) -> ImportReport:
    """Tell what changes. ``held`` is how many things the canvas holds, whoever sees them.

    Raises InvalidInput when it would hold too many.
    """
    noun = EDGE_NOUN if reading.edges and not reading.cards else NOUNS[template.form]
    found = (
        *_cards_of(reading, snapshot, template, READERS[template.form]),
        *_edges_of(reading, snapshot, template),
    )
    by_state: dict[str, list[Imported]] = {"new": [], "changed": [], "same": []}
    for item in found:
        by_state[item.state].append(item)
    added, changed = by_state["new"], by_state["changed"]
    restored = sum(item.restored for item in changed)
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
        unchanged=len(by_state["same"]),
        refused=reading.refused,
        dropped=reading.dropped,
        moved=reading.moved,
        table=reading.table,
        outline=foresee(found, snapshot, template),
        texts={excerpt(card.text) for card in reading.cards} if reading.dropped else (),
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
    ready = [
        replace(card, fields=_with_defaults(card, template))
        if card.id.startswith(UNNAMED)
        else card
        for card in reading.cards
    ]
    wanted = [_merged(card, known.get(card.id), reading, reader) for card in ready]
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
