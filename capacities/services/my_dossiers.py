"""The dossiers this browser is in: the home page's « mes dossiers »."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.access import Role
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.identify import open_session, remember_visit
from capacities.services.read_dossier import first_canvas
from capacities.storage import dossiers, sessions
from capacities.storage.database import now_iso


@dataclass(frozen=True, slots=True)
class MyDossier:
    """A dossier this browser is in, and how.

    Attributes:
        canvas_key: where to go on, "" when no canvas can be read.
        updated_at: last writing in one of its canvases, ISO 8601 UTC.
        open: the link one came by is still in force.
    """

    dossier: Dossier
    role: Role
    pseudonym: str
    canvas_key: str
    updated_at: str
    open: bool


def my_dossiers(ctx: Context, cookie: str | None) -> tuple[MyDossier, ...]:
    """Return the dossiers of the browser, the last worked on first. Raises CookieReplaced."""
    with ctx.db.read() as conn:
        session = open_session(conn, cookie)
        if session is None:
            return ()
        mine = sessions.memberships_of(conn, session.id)
        rows = {m.dossier_id: dossiers.find_dossier(conn, m.dossier_id) for m in mine}
        begun = dossiers.documents_of(conn, rows)
    remember_visit(ctx, session, cookie)
    now = now_iso()
    found = []
    for member in mine:
        row = rows[member.dossier_id]
        if row is None:
            continue
        documents = [d for d in begun if d.dossier_id == row.id]
        found.append(
            MyDossier(
                dossier=row,
                role=member.link.role,
                pseudonym=member.pseudonym,
                canvas_key=first_canvas(ctx, frozenset(d.canvas_key for d in documents)),
                updated_at=max((d.updated_at for d in documents), default=row.created_at),
                open=member.link.in_force(now),
            )
        )
    return tuple(sorted(found, key=lambda mine: mine.updated_at, reverse=True))
