"""Tell a device which of the dossiers it keeps copies of were deleted for everyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import DOSSIERS_ASKED_ABOUT
from capacities.domain.wording import format_number
from capacities.services.context import Context
from capacities.storage import dossiers


def deleted_dossiers(ctx: Context, dossier_ids: Sequence[str]) -> Mapping[str, str]:
    """Return when each of those deleted on purpose was (ISO 8601 UTC), by identifier.

    What is merely not found is never among them: a database that was restored, emptied or
    replaced must not make devices erase the last copy there is. No right is asked: identifiers
    cannot be guessed. Raises InvalidInput beyond DOSSIERS_ASKED_ABOUT.
    """
    if len(dossier_ids) > DOSSIERS_ASKED_ABOUT:
        raise InvalidInput(
            f"C’est trop à la fois : {format_number(DOSSIERS_ASKED_ABOUT)} dossiers au "
            "plus par demande."
        )
    with ctx.db.read() as conn:
        return dossiers.deletions_of(conn, dossier_ids)
