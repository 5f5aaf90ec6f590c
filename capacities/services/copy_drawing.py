"""Begin a map from another drawing of the dossier, which stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.errors import Conflict
from capacities.domain.plans import map_plan
from capacities.domain.reuse import Reused, reuse
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas
from capacities.services.write_canvas import write_canvas
from capacities.storage.updates import document_exists


@dataclass(frozen=True, slots=True)
class Reusable:
    """What may be copied: the title of the canvas it is in, how many elements and links."""

    title: str
    elements: int
    links: int


def find_drawing(ctx: Context, identity: Identity, canvas_key: str) -> Reusable | None:
    """Return what a map may begin from; None when there is nothing, or nothing more.

    Raises Forbidden: it is offered to those who may copy it.
    """
    require(identity, Ability.EDIT)
    found = _found(ctx, identity, canvas_key)
    if found is None:
        return None
    drawn, reused = found
    return Reusable(drawn.title, len(reused.cards), len(reused.edges))


def copy_drawing(ctx: Context, identity: Identity, canvas_key: str) -> int:
    """Copy what the map has not yet; return how many elements and links.

    Raises Forbidden, or Conflict when there is nothing to copy.
    """
    require(identity, Ability.EDIT)
    found = _found(ctx, identity, canvas_key)
    if found is None:
        raise Conflict(
            "Il n’y a rien à reprendre : le dessin est vide, ou tout est déjà sur la carte. Rien "
            "n’a été changé."
        )
    _, reused = found
    write_canvas(ctx, identity, canvas_key, reused.cards, reused.edges)
    return len(reused.cards) + len(reused.edges)


def _found(ctx: Context, identity: Identity, canvas_key: str) -> tuple[Template, Reused] | None:
    template = find_template(ctx, canvas_key)
    origin = map_plan(template).origin
    if origin is None or origin.canvas not in ctx.templates().templates:
        return None
    if not document_exists(ctx.db, document_id(identity.dossier_id, origin.canvas)):
        return None
    source, held = (read_canvas(ctx, identity, key) for key in (origin.canvas, canvas_key))
    drawn = find_template(ctx, origin.canvas)
    reused = reuse(source, drawn, held, template)
    return (drawn, reused) if reused.cards or reused.edges else None
