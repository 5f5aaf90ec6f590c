"""A write that leaves nothing behind: proves that the database commits."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, delete, insert

from capacities.storage.database import now_iso
from capacities.storage.tables import sessions


def probe_commit(conn: Connection) -> None:
    """Write and erase one row, so that the caller's commit has pages to write."""
    name, now = uuid.uuid4().hex, now_iso()
    conn.execute(insert(sessions).values(id=name, cookie_hash=name, created_at=now, seen_at=now))
    conn.execute(delete(sessions).where(sessions.c.id == name))
