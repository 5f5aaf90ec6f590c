"""Delete a dossier with everything in it."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.errors import NotFound
from capacities.domain.news import RIGHTS
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER, Identity, require
from capacities.storage import dossiers
from capacities.storage.database import now_iso


def delete_dossier(ctx: Context, identity: Identity) -> None:
    """Delete the dossier, its canvases, links and memberships; open rooms are closed.

    The devices that keep a copy are told at their next visit (``deleted_dossiers``).
    """
    require(identity, Ability.MANAGE)
    with ctx.db.write() as conn:
        if not dossiers.remove_dossier(conn, identity.dossier_id, now_iso()):
            raise NotFound(NO_DOSSIER)
    ctx.db.bus.publish(f"{RIGHTS}{identity.dossier_id}")
