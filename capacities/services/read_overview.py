"""Everything that the figures of a canvas are made of: what is written, and its gommettes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from capacities.domain.access import Ability
from capacities.domain.plans import map_plan
from capacities.domain.ranking import KeptRound
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.titles import Dossier
from capacities.domain.unit_values import UnitValues
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.open_canvas import open_canvas
from capacities.services.read_ballot import read_totals
from capacities.services.read_canvas import read_canvas
from capacities.services.read_unit_values import read_unit_values
from capacities.services.voting_rounds import seen_rounds


@dataclass(frozen=True, slots=True)
class Overview:
    """A canvas as the database holds it now.

    Attributes:
        dots: how many gommettes each card has, by id; None while that is secret, or when one
            does not vote on this canvas.
        rounds: the rounds of votes that may be seen, the one that goes on last.
        unit_values: what units of effects are worth, for a canvas that has a balance.
    """

    template: Template
    dossier: Dossier
    snapshot: Snapshot
    dots: Mapping[str, int] | None = None
    unit_values: UnitValues = field(default_factory=UnitValues)
    rounds: tuple[KeptRound, ...] = ()


def read_overview(ctx: Context, identity: Identity, canvas_key: str) -> Overview:
    """Return the canvas, created when nobody opened it yet. Raises NotFound, Forbidden."""
    require(identity, Ability.READ)
    opened = open_canvas(ctx, identity, canvas_key)
    snapshot = read_canvas(ctx, identity, canvas_key)
    voted = opened.template.dots is not None
    dots = read_totals(ctx, identity, canvas_key) if voted else None
    values = read_unit_values(ctx) if map_plan(opened.template).value else UnitValues()
    seen = seen_rounds(ctx, identity, opened.template)
    return Overview(opened.template, opened.dossier, snapshot, dots, values, seen)
