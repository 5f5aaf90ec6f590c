"""A dossier as its people see it: what it is about, where to begin."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.errors import NotFound
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER, Identity, require
from capacities.storage import dossiers


def read_dossier(ctx: Context, identity: Identity) -> Dossier:
    """Return the dossier of the person, or raise NotFound when it was deleted meanwhile."""
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        found = dossiers.find_dossier(conn, identity.dossier_id)
    if found is None:
        raise NotFound(NO_DOSSIER)
    return found


def first_canvas(ctx: Context, begun: frozenset[str]) -> str:
    """Return the key of the canvas to begin with: the first one begun, else the first.

    "" when no canvas can be read.
    """
    keys = list(ctx.templates().templates)
    return next((key for key in keys if key in begun), keys[0] if keys else "")
