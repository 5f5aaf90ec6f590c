"""The browsers, and the dossiers they are in: a membership's role is its link's.

A session is one value of a browser's cookie. When the value is replaced (ADR 020), the session
takes the new one, and what it was before is kept apart, with its former rights only.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from capacities.domain.limits import COOKIES_REMEMBERED, REPLACED_COOKIE_S
from capacities.domain.tokens import token_hash
from capacities.storage.links import LinkRow, link_of_row
from capacities.storage.tables import links, memberships, sessions

BROWSER: Final = func.coalesce(sessions.c.browser, sessions.c.id)
"""Of the row of a session: the same for all those of one browser."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What one value of a cookie opens; times are ISO 8601 UTC.

    Attributes:
        browser: the same for all the values that a browser was given one after the other.
        replaced: another value took its place: it gains nothing any more.
        replaced_at: when the browser first showed the other value, None when it never did.
    """

    id: str
    browser: str
    seen_at: str
    replaced: bool
    replaced_at: str | None

    def is_over(self, now: str) -> bool:
        """Tell whether the value opens nothing any more at ``now`` (ISO 8601 UTC)."""
        if self.replaced_at is None:
            return False
        end = datetime.fromisoformat(self.replaced_at) + timedelta(seconds=REPLACED_COOKIE_S)
        return end <= datetime.fromisoformat(now)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A browser in a dossier, with the link it came by."""

    session_id: str
    dossier_id: str
    pseudonym: str
    color: str
    link: LinkRow


def find_session(conn: Connection, cookie: str, *, lock: bool = False) -> SessionRow | None:
    """Return what this value of a cookie opens; ``lock`` keeps its other changes waiting."""
    query = select(sessions).where(sessions.c.cookie_hash == token_hash(cookie))
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None and lock:  # replaced while it was waited for: it is now another row
        row = conn.execute(query.with_for_update()).one_or_none()
    if row is None:
        return None
    return session_of_row(row, row.id)


def session_of_row(row: Row[Any], session_id: str) -> SessionRow:
    """Build a session from a row that has the columns of ``sessions``, but its id maybe."""
    replaced = row.successor is not None
    return SessionRow(session_id, row.browser or session_id, row.seen_at, replaced, row.replaced_at)


def insert_session(conn: Connection, cookie: str, now: str) -> str:
    """Record a new browser and return its identifier."""
    session_id = uuid.uuid4().hex
    conn.execute(
        insert(sessions).values(
            id=session_id, cookie_hash=token_hash(cookie), created_at=now, seen_at=now
        )
    )
    return session_id


def replace_cookie(conn: Connection, session: SessionRow, cookie: str, now: str) -> None:
    """Give the session another value; the former one keeps what it opens now, apart.

    It is noted as not seen today, so that the next visit tells that the browser has it.
    """
    mine = sessions.c.id == session.id
    former = conn.execute(select(sessions.c.cookie_hash).where(mine)).scalar_one()
    conn.execute(
        update(sessions)
        .where(mine)
        .values(cookie_hash=token_hash(cookie), seen_at=_the_day_before(now))
    )
    _forget_oldest(conn, session.id)
    kept = uuid.uuid4().hex
    conn.execute(
        insert(sessions).values(
            id=kept,
            cookie_hash=former,
            created_at=now,
            seen_at=now,
            browser=session.browser,
            successor=session.id,
        )
    )
    _copy_memberships(conn, session.id, kept)


def branch_off(conn: Connection, session: SessionRow, cookie: str, now: str) -> str:
    """Record a session with what a replaced value still opens; return its identifier.

    What the browser gained by its other value is not among it: who shows a replaced value may
    be the one who planted it. It is noted as not seen today either.
    """
    branch = insert_session(conn, cookie, now)
    conn.execute(
        update(sessions)
        .where(sessions.c.id == branch)
        .values(browser=session.browser, seen_at=_the_day_before(now))
    )
    conn.execute(
        update(sessions)
        .where(sessions.c.id == session.id, sessions.c.replaced_at.is_(None))
        .values(successor=branch)
    )
    _copy_memberships(conn, session.id, branch)
    return branch


def note_replaced(conn: Connection, session_id: str, now: str) -> None:
    """Note that the browser has the present value: those before it are soon over."""
    conn.execute(
        update(sessions)
        .where(sessions.c.successor == session_id, sessions.c.replaced_at.is_(None))
        .values(replaced_at=now)
    )


def forget_session(conn: Connection, session: SessionRow) -> None:
    """Erase the session, and all that its browser was given before."""
    replaced = sessions.c.successor.is_not(None)
    former = _of_browser(session.browser) & replaced
    conn.execute(delete(sessions).where((sessions.c.id == session.id) | former))


def _the_day_before(now: str) -> str:
    return (datetime.fromisoformat(now) - timedelta(days=1)).isoformat(timespec="seconds")


def _of_browser(browser: str) -> ColumnElement[bool]:
    return (sessions.c.id == browser) | (sessions.c.browser == browser)


def _forget_oldest(conn: Connection, successor: str) -> None:
    """Leave room for one more replaced value of a session."""
    newest = (
        select(sessions.c.id)
        .where(sessions.c.successor == successor)
        .order_by(sessions.c.created_at.desc(), sessions.c.id)
        .limit(COOKIES_REMEMBERED - 1)
    )
    kept = conn.execute(newest).scalars().all()
    conn.execute(
        delete(sessions).where(sessions.c.successor == successor, sessions.c.id.not_in(kept))
    )


def _copy_memberships(conn: Connection, source: str, target: str) -> None:
    columns = [column for column in memberships.c if column.name != "session_id"]
    copied = select(literal(target), *columns).where(memberships.c.session_id == source)
    names = ["session_id", *(column.name for column in columns)]
    conn.execute(insert(memberships).from_select(names, copied))


def mark_seen(conn: Connection, session_id: str, now: str) -> None:
    conn.execute(update(sessions).where(sessions.c.id == session_id).values(seen_at=now))


def find_membership(conn: Connection, session_id: str, dossier_id: str) -> MembershipRow | None:
    found = memberships_of(conn, session_id, dossier_id)
    return found[0] if found else None


def memberships_of(
    conn: Connection, session_id: str, dossier_id: str | None = None
) -> tuple[MembershipRow, ...]:
    """Return the dossiers this browser is in, the last joined first; or that one alone."""
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


def move_membership(
    conn: Connection, browser: str, dossier_id: str, link_id: str, new_link_id: str
) -> None:
    """Attach a browser that came by a link to another one of the same dossier."""
    conn.execute(
        update(memberships)
        .where(
            memberships.c.session_id.in_(select(sessions.c.id).where(_of_browser(browser))),
            memberships.c.dossier_id == dossier_id,
            memberships.c.link_id == link_id,
        )
        .values(link_id=new_link_id)
    )


def remove_membership(conn: Connection, browser: str, dossier_id: str) -> None:
    """Take a browser out of a dossier, whichever value of its cookie it shows."""
    conn.execute(
        delete(memberships).where(
            memberships.c.session_id.in_(select(sessions.c.id).where(_of_browser(browser))),
            memberships.c.dossier_id == dossier_id,
        )
    )


def count_memberships(conn: Connection, session_id: str) -> int:
    query = select(func.count()).where(memberships.c.session_id == session_id)
    return conn.execute(query).scalar_one()


def people_by_link(conn: Connection, dossier_id: str) -> dict[str, int]:
    """Return how many browsers came by each link of the dossier."""
    rows = conn.execute(
        select(memberships.c.link_id, func.count(BROWSER.distinct()))
        .join(sessions, sessions.c.id == memberships.c.session_id)
        .where(memberships.c.dossier_id == dossier_id, sessions.c.successor.is_(None))
        .group_by(memberships.c.link_id)
    )
    return {row[0]: row[1] for row in rows}


def colors_inside(conn: Connection, dossier_id: str) -> dict[str, int]:
    """Return how many browsers of the dossier have each colour."""
    rows = conn.execute(
        select(memberships.c.color, func.count(BROWSER.distinct()))
        .join(sessions, sessions.c.id == memberships.c.session_id)
        .where(memberships.c.dossier_id == dossier_id, sessions.c.successor.is_(None))
        .group_by(memberships.c.color)
    )
    return {row[0]: row[1] for row in rows}


def names_inside(conn: Connection, dossier_id: str) -> tuple[tuple[str, str], ...]:
    """Return (browser, pseudonym) for all those in the dossier.

    A browser has several when a replaced value of its cookie still opens what another name did.
    """
    rows = conn.execute(
        select(BROWSER, memberships.c.pseudonym)
        .join(sessions, sessions.c.id == memberships.c.session_id)
        .where(memberships.c.dossier_id == dossier_id)
        .distinct()
    )
    return tuple((row[0], row[1]) for row in rows)


def rename_inside(
    conn: Connection,
    dossier_id: str,
    browsers: Collection[str],
    former: Collection[str],
    pseudonym: str,
) -> None:
    """Give these browsers another pseudonym in place of the ``former`` ones in the dossier.

    Whichever value of their cookie they show.
    """
    theirs = select(sessions.c.id).where(BROWSER.in_(browsers))
    conn.execute(
        update(memberships)
        .where(
            memberships.c.dossier_id == dossier_id,
            memberships.c.session_id.in_(theirs),
            memberships.c.pseudonym.in_(former),
        )
        .values(pseudonym=pseudonym)
    )
