"""What each form needs to begin: the drawing of boxes, the questions of a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from capacities.domain.template import CENTRE, NODE, OPEN_LINES, Template, Zone

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
