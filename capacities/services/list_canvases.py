"""The canvases of a dossier, begun or not, with what each one holds."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas
from capacities.storage import dossiers


@dataclass(frozen=True, slots=True)
class CanvasEntry:
    """A canvas one may open. ``snapshot`` is None and ``updated_at`` "" when nobody began it."""

    template: Template
    snapshot: Snapshot | None = None
    updated_at: str = ""


def list_canvases(ctx: Context, identity: Identity) -> tuple[CanvasEntry, ...]:
    """Return every canvas of the library, in its order, as this dossier filled it."""
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        begun = {d.canvas_key: d for d in dossiers.documents_of(conn, [identity.dossier_id])}
    return tuple(
        CanvasEntry(template, read_canvas(ctx, identity, key), begun[key].updated_at)
        if key in begun
        else CanvasEntry(template)
        for key, template in ctx.templates().templates.items()
    )
