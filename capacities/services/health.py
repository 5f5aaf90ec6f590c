"""Tell whether the server can do its work: commit to its database."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.errors import StorageUnavailable
from capacities.services.context import Context
from capacities.storage.upkeep import probe_commit


@dataclass(frozen=True, slots=True)
class Health:
    """``ok``: the database commits, for this process' rooms too.

    ``templates``, ``template_errors``: how many of each.
    """

    ok: bool
    database: str
    templates: int
    template_errors: int


def health(ctx: Context) -> Health:
    """Try a real commit, unless the rooms cannot; never raises for a database that does not."""
    ok = all(sign() for sign in ctx.signs) and _commits(ctx)
    library = ctx.templates()
    return Health(ok, ctx.db.dialect, len(library.templates), len(library.errors))


def _commits(ctx: Context) -> bool:
    try:
        with ctx.db.write() as conn:
            probe_commit(conn)
    except StorageUnavailable:
        return False
    return True
