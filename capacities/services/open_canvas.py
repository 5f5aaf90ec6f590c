"""What a page needs to show a canvas: its template and its dossier, the document being there."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.template import Template
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.ensure_canvas import ensure_canvas, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_dossier import read_dossier


@dataclass(frozen=True, slots=True)
class OpenedCanvas:
    """A canvas ready for its room."""

    template: Template
    dossier: Dossier


def open_canvas(ctx: Context, identity: Identity, canvas_key: str) -> OpenedCanvas:
    """Create the canvas when nobody opened it yet. Raises NotFound when it cannot exist."""
    require(identity, Ability.READ)
    ensure_canvas(ctx, identity.dossier_id, canvas_key)
    return OpenedCanvas(find_template(ctx, canvas_key), read_dossier(ctx, identity))
