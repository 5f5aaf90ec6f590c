"""Leave a dossier on this browser: rooms share computers."""

from __future__ import annotations

from capacities.services.context import Context
from capacities.storage import dossiers, sessions


def leave_dossier(ctx: Context, cookie: str | None, dossier_id: str) -> bool:
    """Forget that this browser is in the dossier; tell whether it was.

    Other browsers, and what was written, are untouched.
    """
    if not cookie:
        return False
    with ctx.db.write() as conn:
        session = sessions.find_session(conn, cookie)
        left = (
            session is not None
            and dossiers.find_dossier(conn, dossier_id) is not None
            and sessions.remove_membership(conn, session.id, dossier_id)
        )
    if left:
        ctx.db.bus.publish(f"@links/{dossier_id}")
    return left
