"""A document at one moment, frozen: what exports, figures and tests work from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from capacities.domain.background import Background
from capacities.domain.ranking import KeptRound

FieldValue = str | float | bool


def _no_fields() -> Mapping[str, FieldValue]:
    return MappingProxyType({})


def _no_meta() -> Mapping[str, str | float]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Card:
    """One idea on the canvas.

    Attributes:
        id: stable identifier, also the tie-break of ``rank``.
        zone: key of its box as stored ("" when missing); see ``Template.zone``.
        rank: fractional index; cards of a box are in (rank, id) order, compared as text.
        created: ISO 8601 UTC as stored, "" when missing. Never used to order.
        color: key of a template colour ("" when missing).
        fields: values of the fields that the template declares, typed as the field.
        on: id of the card or link that carries it (a stamp), which may be gone.
        origin: id, in another drawing or in the example, of the one that it is a copy of.
        silence: id of the time of silence during which it was written (``domain.silence``).
    """

    id: str
    text: str
    zone: str
    rank: str = ""
    author: str = ""
    created: str = ""
    color: str = ""
    deleted: bool = False
    fields: Mapping[str, FieldValue] = field(default_factory=_no_fields)
    parent: str | None = None
    x: float | None = None
    y: float | None = None
    shape: str | None = None
    on: str | None = None
    origin: str | None = None
    silence: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link that somebody drew from one card to another: it is data as much as they are.

    Attributes:
        id: stable identifier.
        source: id of the card it leaves (``from`` in the document), which may be gone.
        target: id of the card it reaches (``to`` in the document), which may be gone.
        kind: key of an ``EdgeKind`` of the template ("" when missing).
        text: its label.
        created: ISO 8601 UTC as stored, "" when missing.
        fields: values of the fields that its kind declares, typed as the field.
        origin: that of a card.
    """

    id: str
    source: str
    target: str
    kind: str = ""
    text: str = ""
    author: str = ""
    created: str = ""
    deleted: bool = False
    fields: Mapping[str, FieldValue] = field(default_factory=_no_fields)
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A freehand stroke: ``points`` are those of ``documents.ink``, ``color`` a colour's key.

    ``x`` and ``y`` tell how far it was moved since it was drawn.
    """

    id: str
    points: str
    color: str = ""
    author: str = ""
    created: str = ""
    deleted: bool = False
    thick: bool = False
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of one canvas.

    Attributes:
        template: key of the template the document says it follows ("" when missing).
        cards: live cards; for zones, in the order of the boxes then (rank, id); cards of
            unknown boxes come last, so nothing typed is ever out of an export.
        trash: cards marked deleted (the corbeille), by id.
        edges: live links by id, those of which an end is unknown or deleted too.
        edge_trash: links marked deleted, by id.
        strokes: live strokes, in the order in which they were drawn.
        stroke_trash: strokes marked deleted.
        background: the image behind a map.
        warnings: French sentences on what had to be repaired to read the document.
        meta: what holds for the whole canvas and people may set (its horizon), as stored.
        day: as of which day what depends on today is computed; None: today.
        holidays: public holidays, where those days are closed.
        hidden: live cards that others keep quiet, and that were left out for whoever it is for.
        name: of its document: what is made of it elsewhere (an agenda) is known again by it. It
            is no secret; "" when nobody said.
        votes: the rounds of votes that everybody may see; the one that goes on is the last.
        version: how many changes the document has had: it only grows.
    """

    template: str
    cards: tuple[Card, ...] = ()
    trash: tuple[Card, ...] = ()
    edges: tuple[Edge, ...] = ()
    edge_trash: tuple[Edge, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    stroke_trash: tuple[Stroke, ...] = ()
    background: Background | None = None
    warnings: tuple[str, ...] = ()
    schema: int = 1
    meta: Mapping[str, str | float] = field(default_factory=_no_meta)
    day: date | None = None
    holidays: tuple[date, ...] = ()
    hidden: int = 0
    name: str = ""
    votes: tuple[KeptRound, ...] = ()
    version: int = field(default=0, compare=False)
