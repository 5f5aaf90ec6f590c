"""Give a browser another cookie: at each gain of rights, and now and then with a page."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from capacities.domain.errors import StorageUnavailable
from capacities.domain.session_cookie import is_secure, new_cookie
from capacities.services.context import Context
from capacities.storage import sessions
from capacities.storage.database import now_iso

_log = logging.getLogger(__name__)


def change_cookie(conn: Connection, shown: str | None, given: str, now: str) -> str:
    """Attach ``given`` to the session of the cookie ``shown``, or to a new one; return its id.

    A cookie that was replaced already (its answer was lost, another tab entered elsewhere, or
    somebody planted it) begins a session of its own, with what that cookie opens and no more.
    """
    known = sessions.find_session(conn, shown, lock=True) if shown else None
    if known is None or known.is_over(now):
        return sessions.insert_session(conn, given, now)
    if known.replaced:
        return sessions.branch_off(conn, known, given, now)
    sessions.replace_cookie(conn, known, given, now)
    return known.id


def renewed_cookie(ctx: Context, shown: str) -> str | None:
    """Return the cookie to give with a page, so that it lasts from there; None: leave it be.

    The same one, at the first page of a day; never one that was replaced. Over HTTPS, one that
    bears the name of before gives way to one that does not. Raises nothing when the database
    does not answer: the cookie will be renewed another day.
    """
    secure, now = ctx.settings.secure_cookies, now_iso()
    if is_secure(shown) == secure and ctx.settled.holds(shown, now[:10]):
        return None
    try:
        with ctx.db.read() as conn:
            found = sessions.find_session(conn, shown)
        if found is None or found.replaced:
            return None
        if is_secure(shown) == secure:
            return None if found.seen_at[:10] == now[:10] else shown
        with ctx.db.write() as conn:
            found = sessions.find_session(conn, shown, lock=True)
            if found is None or found.replaced:
                return None
            given = new_cookie(secure=secure)
            sessions.replace_cookie(conn, found, given, now)
            return given
    except StorageUnavailable:
        _log.warning("cookie non renouvelé : la base ne répond pas")
        return None
