"""The share links: one in force per role and dossier.

Of each the digest is kept, and the token sealed under a key that is not here (ADR 031).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from capacities.domain.access import Role
from capacities.domain.tokens import token_hash
from capacities.storage.tables import links


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A share link; times are ISO 8601 UTC, None when it neither expires nor is revoked."""

    id: str
    dossier_id: str
    role: Role
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    token_hash: str = field(repr=False)
    sealed: bytes | None = field(repr=False)
    """What shows its address again, None when it was made before that was kept."""

    def in_force(self, now: str) -> bool:
        """Tell whether it lets people in and keeps them in at ``now`` (ISO 8601 UTC)."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


def link_of_row(row: Row[tuple[object, ...]]) -> LinkRow:
    """Build a link from a row that has the columns of ``links``."""
    return LinkRow(
        id=row.id,
        dossier_id=row.dossier_id,
        role=Role(row.role),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        token_hash=row.token_hash,
        sealed=row.sealed,
    )


_BY_TOKEN: Final = select(links).where(links.c.token_hash == bindparam("hash"))
Seal = Callable[[str, str], bytes | None]
"""Seals a token for the link of this identifier; None when it cannot."""


def insert_link(
    conn: Connection, dossier_id: str, role: Role, token: str, now: str, seal: Seal
) -> str:
    """Create the link of ``role`` and return its identifier."""
    link_id = uuid.uuid4().hex
    conn.execute(
        insert(links).values(
            id=link_id,
            dossier_id=dossier_id,
            role=role.value,
            token_hash=token_hash(token),
            created_at=now,
            sealed=seal(token, link_id),
        )
    )
    return link_id


def find_by_token(conn: Connection, token: str) -> LinkRow | None:
    """Return the link that ``token`` opens, in force or not."""
    row = conn.execute(_BY_TOKEN, {"hash": token_hash(token)}).one_or_none()
    return None if row is None else link_of_row(row)


def links_of(conn: Connection, dossier_id: str) -> tuple[LinkRow, ...]:
    """Return the links of the dossier that are not revoked (expired ones included)."""
    rows = conn.execute(
        select(links)
        .where(links.c.dossier_id == dossier_id, links.c.revoked_at.is_(None))
        .order_by(links.c.created_at, links.c.id)
    )
    return tuple(link_of_row(row) for row in rows)


def change_token(conn: Connection, link_id: str, token: str, seal: Seal) -> None:
    """Give the link another address; memberships that came by it are untouched."""
    conn.execute(
        update(links)
        .where(links.c.id == link_id)
        .values(token_hash=token_hash(token), sealed=seal(token, link_id))
    )


def revoke(conn: Connection, link_id: str, now: str) -> None:
    """End the link; what showed its address again goes."""
    conn.execute(update(links).where(links.c.id == link_id).values(revoked_at=now, sealed=None))


def change_expiry(conn: Connection, link_id: str, expires_at: str | None) -> None:
    conn.execute(update(links).where(links.c.id == link_id).values(expires_at=expires_at))
