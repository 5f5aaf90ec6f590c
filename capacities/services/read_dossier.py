"""A dossier as its people see it: what it is about, where to begin."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.errors import NotFound
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER, Identity, require
from capacities.storage import dossiers


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a member may know of the dossier; ``created_at`` is ISO 8601 UTC."""

    id: str
    title: str
    territory: str
    use_case: str
    example: bool
    created_at: str


def read_dossier(ctx: Context, identity: Identity) -> Dossier:
    """Return the dossier of the person, or raise NotFound when it was deleted meanwhile."""
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        row = dossiers.find_dossier(conn, identity.dossier_id)
    if row is None:
        raise NotFound(NO_DOSSIER)
    return dossier_of_row(row)


def dossier_of_row(row: dossiers.DossierRow) -> Dossier:
    """Build a dossier from its row."""
    return Dossier(row.id, row.title, row.territory, row.use_case, row.example, row.created_at)


def first_canvas(ctx: Context, begun: frozenset[str]) -> str:
    """Return the key of the canvas to begin with: the first one begun, else the first.

    "" when no canvas can be read.
    """
    keys = list(ctx.templates().templates)
    return next((key for key in keys if key in begun), keys[0] if keys else "")
