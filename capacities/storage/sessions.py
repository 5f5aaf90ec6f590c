"""The browsers, and the dossiers they are in: a membership's role is its link's."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from capacities.domain.tokens import token_hash
from capacities.storage.links import LinkRow, link_of_row
from capacities.storage.tables import links, memberships, sessions


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser; ``seen_at`` is ISO 8601 UTC."""

    id: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A browser in a dossier, with the link it came by."""

    session_id: str
    dossier_id: str
    pseudonym: str
    color: str
    link: LinkRow


def find_session(conn: Connection, cookie: str) -> SessionRow | None:
    row = conn.execute(
        select(sessions.c.id, sessions.c.seen_at).where(
            sessions.c.cookie_hash == token_hash(cookie)
        )
    ).one_or_none()
    return None if row is None else SessionRow(row.id, row.seen_at)


def insert_session(conn: Connection, cookie: str, now: str) -> str:
    """Record a new browser and return its identifier."""
    session_id = uuid.uuid4().hex
    conn.execute(
        insert(sessions).values(
            id=session_id, cookie_hash=token_hash(cookie), created_at=now, seen_at=now
        )
    )
    return session_id


def mark_seen(conn: Connection, session_id: str, now: str) -> None:
    conn.execute(update(sessions).where(sessions.c.id == session_id).values(seen_at=now))


def find_membership(conn: Connection, session_id: str, dossier_id: str) -> MembershipRow | None:
    found = _memberships(conn, session_id, dossier_id)
    return found[0] if found else None


def memberships_of(conn: Connection, session_id: str) -> tuple[MembershipRow, ...]:
    """Return the dossiers this browser is in, the last joined first."""
    return _memberships(conn, session_id, None)


def _memberships(
    conn: Connection, session_id: str, dossier_id: str | None
) -> tuple[MembershipRow, ...]:
    query = (
        select(memberships.c.pseudonym, memberships.c.color, links)
        .join(links, links.c.id == memberships.c.link_id)
        .where(memberships.c.session_id == session_id)
        .order_by(memberships.c.joined_at.desc(), memberships.c.dossier_id)
    )
    if dossier_id is not None:
        query = query.where(memberships.c.dossier_id == dossier_id)
    return tuple(
        MembershipRow(session_id, row.dossier_id, row.pseudonym, row.color, link_of_row(row))
        for row in conn.execute(query)
    )


def put_membership(
    conn: Connection,
    *,
    session_id: str,
    dossier_id: str,
    link_id: str,
    pseudonym: str,
    color: str,
    now: str,
) -> None:
    """Enter the dossier, or change how one is in it; twice at once is once."""
    values = {"link_id": link_id, "pseudonym": pseudonym, "color": color}
    kind = sqlite if conn.dialect.name == "sqlite" else postgresql
    entering = kind.insert(memberships).values(
        session_id=session_id, dossier_id=dossier_id, joined_at=now, **values
    )
    conn.execute(
        entering.on_conflict_do_update(index_elements=["session_id", "dossier_id"], set_=values)
    )


def move_membership(conn: Connection, session_id: str, dossier_id: str, link_id: str) -> None:
    """Attach a browser already inside to another link of the same dossier."""
    conn.execute(
        update(memberships)
        .where(memberships.c.session_id == session_id, memberships.c.dossier_id == dossier_id)
        .values(link_id=link_id)
    )


def remove_membership(conn: Connection, session_id: str, dossier_id: str) -> bool:
    removed = conn.execute(
        delete(memberships).where(
            memberships.c.session_id == session_id, memberships.c.dossier_id == dossier_id
        )
    )
    return removed.rowcount > 0


def count_memberships(conn: Connection, session_id: str) -> int:
    query = select(func.count()).where(memberships.c.session_id == session_id)
    return conn.execute(query).scalar_one()


def people_by_link(conn: Connection, dossier_id: str) -> dict[str, int]:
    """Return how many browsers came by each link of the dossier."""
    rows = conn.execute(
        select(memberships.c.link_id, func.count())
        .where(memberships.c.dossier_id == dossier_id)
        .group_by(memberships.c.link_id)
    )
    return {row[0]: row[1] for row in rows}
