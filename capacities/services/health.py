"""Tell whether the server can do its work: commit to its database."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.errors import StorageUnavailable
from capacities.services.context import Context
from capacities.storage.probe import probe_commit


@dataclass(frozen=True, slots=True)
class Health:
    """``ok``: the database commits. ``templates``, ``template_errors``: how many of each."""

    ok: bool
    database: str
    templates: int
    template_errors: int


def health(ctx: Context) -> Health:
    """Try a real commit; never raises for a database that cannot."""
    try:
        with ctx.db.write() as conn:
            probe_commit(conn)
        ok = True
    except StorageUnavailable:
        ok = False
    library = ctx.templates()
    return Health(ok, ctx.db.dialect, len(library.templates), len(library.errors))
