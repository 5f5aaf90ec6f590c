"""Forget what nobody uses any more. Dossiers of people are never deleted here.

The room that it leaves is given back to the disk, when the SQLite file can.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from capacities.domain import limits
from capacities.domain.news import RIGHTS
from capacities.services.context import Context
from capacities.services.purge_backgrounds import purge_backgrounds
from capacities.storage import dossiers, upkeep
from capacities.storage.shrink import give_back, make_it_shrink, shrinks
from capacities.storage.tables import archives, deleted_dossiers, entry_codes, links, sessions

PAUSE_S = 0.1
"""Seconds left to a server between two steps of the shrinking of its file."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were deleted; ``sessions`` are browsers."""

    sessions: int
    links: int
    examples: int
    archives: int
    images: int
    shrinks: bool
    """Whether the database gives back to the disk what it no longer uses."""


def purge(ctx: Context, now: datetime | None = None) -> Purged:
    """Delete unseen browsers, old revoked links and past states, images that no map shows any more,
    and examples left untouched."""
    today = now or datetime.now(UTC)

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat(timespec="seconds")

    with ctx.db.write(long=True) as conn:
        upkeep.delete_before(conn, sessions.c.replaced_at, ago(limits.REPLACED_COOKIE_DAYS))
        unseen = upkeep.delete_before(conn, sessions.c.seen_at, ago(limits.SESSION_DAYS))
        upkeep.delete_before(conn, deleted_dossiers.c.deleted_at, ago(limits.DELETION_DAYS))
        revoked = upkeep.delete_before(conn, links.c.revoked_at, ago(limits.REVOKED_LINK_DAYS))
        upkeep.delete_before(conn, entry_codes.c.expires_at, ago(0))
        past = upkeep.delete_before(conn, archives.c.created_at, ago(limits.ARCHIVE_DAYS))
        examples = upkeep.examples_untouched_since(conn, ago(limits.EXAMPLE_DAYS))
        for dossier_id in examples:
            dossiers.remove_dossier(conn, dossier_id, ago(0))
    for dossier_id in examples:
        ctx.db.bus.publish(f"{RIGHTS}{dossier_id}")
    images = purge_backgrounds(ctx, ago(0), ago(limits.BACKGROUND_DAYS))
    return Purged(unseen, revoked, len(examples), past, images, _give_back(ctx))


def _give_back(ctx: Context) -> bool:
    if not shrinks(ctx.db):
        if ctx.db.file is None or ctx.db.file.served:
            return False  # for a big file, nothing would be saved for a minute
        make_it_shrink(ctx.db)
    while give_back(ctx.db):
        time.sleep(PAUSE_S)
    return True
