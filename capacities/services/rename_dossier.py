"""Change what a dossier says it is about."""

from __future__ import annotations

from capacities.domain.access import Ability
from capacities.domain.days import read_date
from capacities.domain.errors import InvalidInput
from capacities.domain.news import RENAMED
from capacities.domain.titles import clean_names
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.storage import dossiers


def rename_dossier(
    ctx: Context,
    identity: Identity,
    *,
    title: str,
    territory: str,
    use_case: str,
    workshop_on: str = "",
) -> None:
    """Change the title, territory and use case, same rules as at creation, and the workshop's day.

    ``workshop_on`` is a day as people write it; "": that of the dossier's creation. Raises
    InvalidInput when it is no day.

    An example becomes a dossier like the others, which is kept. Open pages are told.
    """
    require(identity, Ability.MANAGE)
    cleaned = clean_names(title, territory, use_case)
    day = _clean_day(workshop_on)
    with ctx.db.write() as conn:
        dossiers.change_dossier(conn, identity.dossier_id, cleaned, day)
    ctx.db.bus.publish(f"{RENAMED}{identity.dossier_id}")


def _clean_day(text: str) -> str | None:
    try:
        return read_date(text) if text.strip() else None
    except ValueError as error:
        raise InvalidInput(f"Date de l’atelier : {error}. Rien n’a été changé.") from error
