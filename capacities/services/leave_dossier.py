"""Leave a dossier on this browser: rooms share computers."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.news import RIGHTS
from capacities.services.context import Context
from capacities.services.identify import open_session
from capacities.storage import dossiers, sessions


@dataclass(frozen=True, slots=True)
class Left:
    """What leaving did.

    Attributes:
        was_inside: this browser was in the dossier.
        was_last: it is in no dossier any more: the server has forgotten it.
    """

    was_inside: bool
    was_last: bool


def leave_dossier(ctx: Context, cookie: str | None, dossier_id: str) -> Left:
    """Forget that this browser is in the dossier; and the browser itself, if it was its last.

    Other browsers, and what was written, are untouched. Raises CookieReplaced.
    """
    if not cookie:
        return Left(False, False)
    with ctx.db.write() as conn:
        session = open_session(conn, cookie)
        inside = (
            session is not None
            and dossiers.find_dossier(conn, dossier_id) is not None
            and sessions.find_membership(conn, session.id, dossier_id) is not None
        )
        if session is not None and inside:
            sessions.remove_membership(conn, session.browser, dossier_id)
        last = session is not None and sessions.count_memberships(conn, session.id) == 0
        if session is not None and last:
            sessions.forget_session(conn, session)
    if inside:
        ctx.db.bus.publish(f"{RIGHTS}{dossier_id}")
    return Left(inside, last)
