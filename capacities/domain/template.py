"""What a canvas asks: its form, boxes, questions and fields. Read from ``data/canevas``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Final, Protocol

OPEN_LINES: Final = "lignes"
"""Zone of the cards that are lines added to a matrix (``Matrix.open_lines``)."""
CENTRE: Final = "centre"
"""Id and zone of the card that is the central idea of a tree."""
NODE: Final = "noeud"
"""Zone of a tree's ordinary nodes; a seeded main branch has its own, a key of ``zones``."""
TRAY: Final = "a-placer"
"""Zone of the cards of a timeline that are in no lane yet."""
LANES: Final = "fils"
"""Zone of the cards of a timeline that are lanes, added or renamed."""
CALENDAR: Final = "calendrier"
"""Zone of the cards of a timeline that are windows of the public calendar, added or changed."""


class Form(str):
    """How a canvas is drawn: each form has one plan, one schema, one renderer, one exporter.

    No enumeration: each floor has a registry by form, which names every form of ``FORMS``, and
    a test adds one of its own to them all.
    """

    __slots__ = ()
    ZONES: ClassVar[Form]
    TREE: ClassVar[Form]
    MAP: ClassVar[Form]
    TIMELINE: ClassVar[Form]


Form.ZONES = Form("zones")
Form.TREE = Form("tree")
Form.MAP = Form("map")
Form.TIMELINE = Form("timeline")

FORMS: Final = [Form.ZONES, Form.TREE, Form.MAP, Form.TIMELINE]
"""Those that a template may ask for, and that every registry names."""


class FieldKind(StrEnum):
    """What a card's field holds, and its type in the document (str, number or bool).

    A note is a text of several lines; a link is an address (http or https), shown as one; an
    element is the id of a card of the same canvas.
    """

    TEXT = "texte"
    NOTE = "note"
    LINK = "lien"
    EURO = "montant"
    NUMBER = "nombre"
    CHOICE = "choix"
    DATE = "date"
    YES_NO = "oui-non"
    ELEMENT = "element"

    @property
    def python_type(self) -> type:
        """The type of a stored value: float for numbers, bool for yes/no, else str."""
        if self in (FieldKind.EURO, FieldKind.NUMBER):
            return float
        return bool if self is FieldKind.YES_NO else str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field: ``key`` is stored, ``title`` is read."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """A typed field that cards of some boxes carry.

    Attributes:
        key: name in the document and, prefixed by nothing, column of the CSV.
        zones: keys of the boxes whose cards carry it; empty means every box. For the boxes
            of lines added to a matrix, the key is ``"lignes.{column}"``.
        unit: unit shown after a number ("jours/homme"); "€" for amounts.
        total: the box shows the sum of this field.
        total_by: key of a choice field that splits the sum ("periode"), or None.
        default: key of the choice preselected, or None.
        among: of an element, key of the box whose cards may be chosen; "" otherwise.
        question: what is asked where it is filled, in place of its title; "" when that will do.
    """

    key: str
    title: str
    kind: FieldKind
    zones: frozenset[str] = frozenset()
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    total: bool = False
    total_by: str | None = None
    default: str | None = None
    among: str = ""
    question: str = ""

    def applies_to(self, zone: str) -> bool:
        """Tell whether cards of the box ``zone`` (its template key) carry this field."""
        return not self.zones or zone in self.zones


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of link between two cards: ``key`` is stored, ``fields`` are what it carries.

    Attributes:
        line: one of LINES; dots travel along the link.
        sources: keys of the boxes whose cards it may leave; empty when it may leave any.
        targets: keys of the boxes whose cards it may reach; empty when it may reach any.
        hue: one of HUES.
        layer: key of the layer it is on; "" when it is on none.
    """

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    line: str = "solid"
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    hue: str = "black"
    layer: str = ""

    def joins(self, source: str, target: str) -> bool:
        """Tell whether it is made to go from cards of the box ``source`` to those of ``target``."""
        return source in (self.sources or (source,)) and target in (self.targets or (target,))


@dataclass(frozen=True, slots=True)
class Color:
    """A colour of post-it and what it means, never by colour alone (sign and word).

    ``hue`` is one of HUES; ``sign`` is a character drawn before the text, or "".
    """

    key: str
    title: str
    hue: str
    sign: str = ""


HUES = ("note", "existing", "violet", "problem", "wish", "black")
"""The tints the front end knows (see look: note, existing blue/violet/black, red, green)."""

LINES = ("solid", "dashed", "dots")
"""How a link is drawn."""

DEFAULT_COLORS = (
    Color("idee", "Idée", "note"),
    Color("existant", "Existant", "existing"),
    Color("probleme", "Problème", "problem", "▲"),
    Color("souhait", "Souhait", "wish", "✦"),
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A box of the canvas.

    Attributes:
        key: what cards store in ``zone``; for a matrix, "line.column".
        questions: two or three questions in plain words, shown behind "?".
        example: an example from the territories, shown behind "?".
        accent: the box from which one starts (drawn with the accent tint).
        group: key of the repeated block that holds it, or None.
    """

    key: str
    title: str
    questions: tuple[str, ...] = ()
    example: str = ""
    accent: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Sequel:
    """Into which other canvas of its dossier a card may be carried on, and as what.

    Attributes:
        canvas: key of the other canvas.
        gesture: what one reads to do it.
        boxes: keys of the boxes whose cards may go, each with the place they go to there.
        fields: what they are given there: keys and values.
        way: what one reads to go to where a card was carried on.
    """

    canvas: str
    gesture: str
    boxes: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...] = ()
    way: str = "Aller là où elle est reprise"

    def place_of(self, zone: str) -> str | None:
        """Return where the cards of a box go, None when they do not."""
        return dict(self.boxes).get(zone)


class Plan(Protocol):
    """What one form needs to begin, beyond the zones (``domain.plans`` holds those of each form).

    Attributes:
        places: where cards may be besides the zones that the file names.
        titles: keys of the places whose cards are titles, and carry no field.
        page_key: under which key the page reads it; "": it is flat among the template's own.
    """

    page_key: ClassVar[str]

    @property
    def places(self) -> tuple[Zone, ...]: ...

    @property
    def titles(self) -> frozenset[str]: ...

    def model_key(self, key: str, known: Mapping[str, Zone]) -> str:
        """Return the key, among the ``known`` places, of the one that a card is in."""
        ...


@dataclass(frozen=True, slots=True)
class Template:
    """One tool of the carnet, as data.

    Attributes:
        key: name of the canvas in URLs and documents (contract).
        instruction: the sentence that says what to do now.
        source: where the tool comes from, with its credit.
        theme: what puts it beside those of the same theme, wherever canvases are listed.
        zones: the places that the file names: boxes, or the first branches of a tree.
        plan: what its form needs besides.
        edge_kinds: the links that people may draw between cards; empty when they draw none.
        dots: gommettes each participant may place on cards; None when there is no vote.
        sequel: the other canvas in which its cards may be carried on, if any.
        sketched: one may draw beside it, freely, what words do not say.
    """

    key: str
    form: Form
    title: str
    short_title: str
    instruction: str
    source: str
    workshop: int | None = None
    duration: str = ""
    grouping: str = ""
    theme: str = ""
    zones: tuple[Zone, ...] = ()
    plan: Plan = field(kw_only=True)
    fields: tuple[Field, ...] = ()
    colors: tuple[Color, ...] = DEFAULT_COLORS
    edge_kinds: tuple[EdgeKind, ...] = ()
    dots: int | None = None
    sequel: Sequel | None = field(default=None, metadata={"server_only": True})
    sketched: bool = field(default=False, metadata={"server_only": True})
    _by_key: Mapping[str, Zone] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {zone.key: zone for zone in (*self.plan.places, *self.zones)}
        object.__setattr__(self, "_by_key", MappingProxyType(by_key))

    def zone(self, key: str) -> Zone | None:
        """Return the box that cards with ``zone == key`` fall in.

        Boxes of block instances and of added lines resolve to their model; the zones of
        added lines and of block instances themselves resolve to a box named after them.
        """
        return self._by_key.get(self.model_key(key))

    def model_key(self, key: str) -> str:
        """Return the template's key for a card's zone (added lines, instances resolved)."""
        return self.plan.model_key(key, self._by_key)

    def fields_of(self, zone: str) -> Iterator[Field]:
        """Yield the fields that cards of the box ``zone`` carry, in template order.

        Cards that are titles (added lines, block instances, a tree's centre) carry none.
        """
        if self.holds_titles(zone):
            return iter(())
        base = self.model_key(zone)
        return (f for f in self.fields if f.applies_to(base))

    def holds_titles(self, zone: str) -> bool:
        """Tell whether the cards of a zone are titles (added lines, blocks, a tree's centre)."""
        return self.model_key(zone) in self.plan.titles

    def field(self, key: str) -> Field | None:
        """Return the field named ``key``, or None."""
        return next((f for f in self.fields if f.key == key), None)

    def edge_kind(self, key: str) -> EdgeKind | None:
        """Return the kind of links named ``key``, or None."""
        return next((kind for kind in self.edge_kinds if kind.key == key), None)

    def edge_fields(self) -> Mapping[str, Field]:
        """Return the fields of all kinds of links by key; kinds that share one declare it alike."""
        return {field.key: field for kind in self.edge_kinds for field in kind.fields}

    def color(self, key: str) -> Color:
        """Return the colour named ``key``, the first one when unknown."""
        return next((c for c in self.colors if c.key == key), self.colors[0])
