"""Change what a dossier says it is about."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.news import RENAMED
from capacities.domain.titles import clean_names
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import dossiers


def rename_dossier(
    ctx: Context, identity: Identity, *, title: str, territory: str, use_case: str
) -> None:
    """Change the title, territory and use case; same rules as at creation.

    An example becomes a dossier like the others, which is kept. Open pages are told.
    """
    require(identity, Ability.MANAGE)
    cleaned = clean_names(title, territory, use_case)
    with ctx.db.write() as conn:
        dossiers.change_dossier(conn, identity.dossier_id, **cleaned)
    ctx.db.bus.publish(f"{RENAMED}{identity.dossier_id}")
