"""Who comes to a dossier with a cookie: all that says their rights, in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, select

from capacities.domain.tokens import token_hash
from capacities.storage.dossiers import is_identifier
from capacities.storage.links import link_of_row
from capacities.storage.sessions import MembershipRow, SessionRow, session_of_row
from capacities.storage.tables import dossiers, links, memberships, sessions

_FIND: Final = (
    select(
        sessions.c.id.label("session_id"),
        *(sessions.c.browser, sessions.c.seen_at, sessions.c.successor, sessions.c.replaced_at),
        *(memberships.c.pseudonym, memberships.c.color),
        links,
    )
    .select_from(dossiers)
    .outerjoin(sessions, sessions.c.cookie_hash == bindparam("shown"))
    .outerjoin(
        memberships,
        (memberships.c.session_id == sessions.c.id) & (memberships.c.dossier_id == dossiers.c.id),
    )
    .outerjoin(links, links.c.id == memberships.c.link_id)
    .where(dossiers.c.id == bindparam("dossier"))
)


@dataclass(frozen=True, slots=True)
class VisitorRow:
    """What a cookie opens, None when nothing; how it is in the dossier, None when it is not."""

    session: SessionRow | None
    membership: MembershipRow | None


def find_visitor(conn: Connection, dossier_id: str, cookie: str) -> VisitorRow | None:
    """Return who comes to a dossier; None when there is no such dossier."""
    if not is_identifier(dossier_id):
        return None
    asked = {"dossier": dossier_id, "shown": token_hash(cookie)}
    row = conn.execute(_FIND, asked).one_or_none()
    if row is None:
        return None
    if row.session_id is None:
        return VisitorRow(None, None)
    session = session_of_row(row, row.session_id)
    if row.id is None:
        return VisitorRow(session, None)
    link = link_of_row(row)
    membership = MembershipRow(session.id, dossier_id, row.pseudonym, row.color, link)
    return VisitorRow(session, membership)
