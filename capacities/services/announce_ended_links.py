"""Tell the rooms that a link has just expired: those who came by it must go out."""

from __future__ import annotations

from capacities.services.context import Context
from capacities.storage.database import now_iso
from capacities.storage.upkeep import dossiers_of_links_ended


def announce_ended_links(ctx: Context, after: str) -> str:
    """Announce the dossiers where a link ended since ``after``; return the moment looked at."""
    now = now_iso()
    with ctx.db.read() as conn:
        ended = dossiers_of_links_ended(conn, after, now)
    for dossier_id in ended:
        ctx.db.bus.publish(f"@links/{dossier_id}")
    return now
