"""What each form needs to begin: how boxes are drawn, what a tree asks, what a map may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from capacities.domain.template import (
    CALENDAR,
    CENTRE,
    LANES,
    NODE,
    OPEN_LINES,
    TRAY,
    Field,
    Template,
    Zone,
)

SERVER_ONLY: Final = {"server_only": True}
"""Of a field that the front end does not receive."""


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal band of boxes: a grid whose cells name boxes, equal columns.

    A box named in several neighbouring cells spans them. ``weight`` is its share of the
    canvas' height, relative to the other bands.
    """

    rows: tuple[tuple[str, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Header:
    """The title of a line or column of a matrix."""

    key: str
    title: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Boxes in lines and columns; each crossing is the box ``"{line}.{column}"``.

    Attributes:
        question: what the corner asks.
        open_lines: lines can be added by the participants. An added line is a card whose
            zone is ``"lignes"`` (its text is the title); its boxes are ``"{card_id}.{column}"``.
    """

    lines: tuple[Header, ...]
    columns: tuple[Header, ...]
    question: str = ""
    open_lines: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A group of boxes repeated as often as needed (a stakeholder, a fiche-action).

    Each instance is a card whose zone is the block's key (its text is the instance's
    title); a card inside it has the zone ``"{zone_key}@{instance_card_id}"``.
    """

    key: str
    title: str
    singular: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ZonesPlan:
    """How boxes are drawn: in bands or as a matrix; and the blocks that are repeated."""

    page_key: ClassVar[str] = ""
    bands: tuple[Band, ...] = ()
    matrix: Matrix | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def places(self) -> tuple[Zone, ...]:
        places = [Zone(block.key, block.singular) for block in self.blocks]
        if self.matrix and self.matrix.open_lines:
            places.append(Zone(OPEN_LINES, "Ligne ajoutée"))
            places += [Zone(f"{OPEN_LINES}.{c.key}", c.title) for c in self.matrix.columns]
        return tuple(places)

    @property
    def titles(self) -> frozenset[str]:
        return frozenset([OPEN_LINES, *(block.key for block in self.blocks)])

    def model_key(self, key: str, known: Mapping[str, Zone]) -> str:
        base, _, instance = key.partition("@")
        if instance:
            zone = known.get(base)
            return base if zone and zone.group else key
        if base in known or self.matrix is None or not self.matrix.open_lines:
            return base
        return f"{OPEN_LINES}.{base.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Level:
    """What is asked at one depth of a tree: the children of the centre answer the first."""

    question: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that ideas should have filled: ``word`` says what they are without otherwise."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the figures of a tree count.

    Attributes:
        state: key of the choice field that says how far an idea is; "" when none does.
        kind: key of the type whose ideas are ``asked`` something; "" when all are.
    """

    state: str = ""
    kind: str = ""
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """How the chain of answers that got most gommettes is told.

    Attributes:
        start: the words that lead to the central idea (« Nous voulons mettre en œuvre »).
        facets: keys of the yes/no fields that answers may serve.
    """

    start: str
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TreePlan:
    """How a tree begins: its central idea, and the questions chained from it.

    Its main branches are the template's ``zones``: each one is seeded as a card whose id and
    zone are the key of the zone, and whose parent is CENTRE. What people add has the zone
    NODE. The types of a node are the template's ``colors``; "" is a node without type.

    Attributes:
        centre: text of the central idea when the canvas is created.
        levels: what to ask at depth 1, 2, 3…; empty when a branch asks its own questions.
        use_case: the central idea is the use case of the dossier, when it names one.
        follow_up: what its figures count and ask for.
        chain: how its chain of answers is told; None when it tells none.
    """

    page_key: ClassVar[str] = "tree"
    centre: str
    levels: tuple[Level, ...] = ()
    use_case: bool = False
    follow_up: FollowUp = field(default=FollowUp(), metadata=SERVER_ONLY)
    chain: Chain | None = field(default=None, metadata=SERVER_ONLY)

    @property
    def places(self) -> tuple[Zone, ...]:
        return Zone(CENTRE, "Idée centrale"), Zone(NODE, "Idée")

    @property
    def titles(self) -> frozenset[str]:
        return frozenset([CENTRE])

    def model_key(self, key: str, known: Mapping[str, Zone]) -> str:
        return key


def tree_plan(template: Template) -> TreePlan:
    """Return the plan of a tree; one that asks nothing for a template of another form."""
    return template.plan if isinstance(template.plan, TreePlan) else TreePlan("")


SHAPES: Final = (
    "silo", "square", "person", "building", "oval", "diamond", "label", "triangle", "star", "note",
)  # fmt: skip
"""What the front end knows how to draw."""


@dataclass(frozen=True, slots=True)
class ElementType:
    """What an element of a map is: ``key`` is that of its zone, which has its title.

    Attributes:
        shape: one of SHAPES.
        hue: one of HUES, when its card has no colour.
        sign: a character drawn with it, or "".
        layer: key of the layer it is on, or "".
        stamp: it is put on an element, on a link, or nowhere, and moves with what carries it.
        carriers: of a stamp, keys of the elements and of the links that may carry it; empty: all.
    """

    key: str
    shape: str
    hue: str
    sign: str = ""
    layer: str = ""
    stamp: bool = False
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """What is shown or hidden together. What is drawn in its ``hue`` is on it, if it has one."""

    key: str
    title: str
    sign: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class ValuePlan:
    """Where the balance of a map is read: keys of zones, then of fields, then of choices.

    Attributes:
        party: whoever gains or pays.
        data, crossing: what value comes from; a crossing is fed by at least two data.
        money, quality: the stamps; only the second has an equivalent, quantity × unit value.
        sense: says what an amount is; ``cost`` is what costs.
        gainer, payer: ids of parties.
        frame: by what right data is used.
        yearly, once: choices of ``period``.
        contributing: choice of ``contributes`` of a party that pays its share already.
        open: choices that are questions still to be asked, as an empty field is.
    """

    party: str
    data: str
    crossing: str
    money: str
    quality: str
    sense: str
    amount: str
    amount_min: str
    amount_max: str
    period: str
    gainer: str
    payer: str
    confidence: str
    effect: str
    indicator: str
    quantity: str
    unit_value: str
    source: str
    contributes: str
    frame: str
    cost: str
    yearly: str
    once: str
    contributing: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InventoryPlan:
    """Which elements and links of a map hold data, and the fields that say what of it.

    Attributes:
        elements: keys of the zones of what stores data.
        links: keys of the kinds of links along which data travels.
        application: key of the zone of what data goes to when an inventory is brought in.
        problem, wish: keys of the zones listed besides.
        data, frame, usage, personal, frequency: keys of fields.
        open: choices that are questions still to be asked, as an empty cell is.
    """

    elements: tuple[str, ...]
    links: tuple[str, ...]
    application: str
    problem: str
    wish: str
    data: str
    frame: str
    usage: str
    personal: str
    frequency: str
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """From which other canvas of its dossier a map may begin, and what becomes what.

    Attributes:
        canvas: key of the other canvas.
        elements: keys of zones, there and here; a zone that is not named is left.
        links: keys of kinds of links, there and here.
    """

    canvas: str
    elements: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MapPlan:
    """What may be put on a map. The types of its elements are the template's ``zones``.

    Attributes:
        elements: one for each zone, in their order, the stamps last.
        value: where its balance is read; None when it has none.
        inventory: where its inventory is read; None when it has none.
        origin: what it may begin from; None when it begins from nothing.
    """

    page_key: ClassVar[str] = "map"
    elements: tuple[ElementType, ...]
    layers: tuple[Layer, ...] = ()
    value: ValuePlan | None = None
    inventory: InventoryPlan | None = field(default=None, metadata=SERVER_ONLY)
    origin: Origin | None = field(default=None, metadata=SERVER_ONLY)

    @property
    def places(self) -> tuple[Zone, ...]:
        return ()

    @property
    def titles(self) -> frozenset[str]:
        return frozenset()

    def model_key(self, key: str, known: Mapping[str, Zone]) -> str:
        return key

    def element(self, key: str) -> ElementType | None:
        """Return the type of the elements of a zone, or None."""
        return next((element for element in self.elements if element.key == key), None)


def name_column(field: Field) -> str:
    """Return the column where people read what an element field names: it holds an id itself."""
    return f"{field.key}_nom"


def map_plan(template: Template) -> MapPlan:
    """Return the plan of a map; one of no element for a template of another form."""
    return template.plan if isinstance(template.plan, MapPlan) else MapPlan(())


@dataclass(frozen=True, slots=True)
class Season:
    """A window of the public calendar: days that count for everybody (the vote of the budget).

    Attributes:
        start, end: first and last day, ``MM-DD`` each year, or ``YYYY-MM-DD`` once.
        source: where it is said.
    """

    key: str
    title: str
    start: str
    end: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TimelinePlan:
    """From when to when a timeline runs. Its lanes are the template's ``zones``.

    A lane that people add, rename, order or remove is a card of the zone LANES: ``parent`` is
    the key of the template's lane that it stands for, none when it is one more, whose key is
    then the card's id. A window of the calendar is a card of the zone CALENDAR, by the same rule.

    Attributes:
        horizon: ISO date by which all is to have succeeded, as long as it is ahead.
        hues: of each choice of the field ``enjeu``, one of HUES.
        seasons: the public calendar, until people change it.
    """

    page_key: ClassVar[str] = "timeline"
    horizon: str
    hues: tuple[tuple[str, str], ...] = ()
    seasons: tuple[Season, ...] = ()

    @property
    def places(self) -> tuple[Zone, ...]:
        return Zone(TRAY, "À placer"), Zone(LANES, "Fil"), Zone(CALENDAR, "Calendrier")

    @property
    def titles(self) -> frozenset[str]:
        return frozenset([LANES])

    def model_key(self, key: str, known: Mapping[str, Zone]) -> str:
        """Return the key itself, or that of the tray for an added lane: its cards are alike."""
        return key if key in known else TRAY


def timeline_plan(template: Template) -> TimelinePlan:
    """Return the plan of a timeline; one without horizon for a template of another form."""
    return template.plan if isinstance(template.plan, TimelinePlan) else TimelinePlan("")
