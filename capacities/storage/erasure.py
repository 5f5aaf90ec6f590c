"""Making the base forget: a document's history replaced by what is left to be known of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, Protocol

from sqlalchemy import Connection, delete, insert, select, update

from capacities.storage.base_file import BUSY_TIMEOUT_MS
from capacities.storage.database import Database, now_iso
from capacities.storage.tables import archives, documents, snapshots, updates

READERS_MS: Final = 200
"""How long those who read are waited for before the journal is emptied."""
_DAY: Final = len("2026-01-05")


class Rewritten(Protocol):
    """A document put together.

    ``signed`` counts what was changed in it; ``waiting`` places the updates that it could not
    take, since they lack others.
    """

    @property
    def data(self) -> bytes: ...
    @property
    def signed(self) -> int: ...
    @property
    def waiting(self) -> tuple[int, ...]: ...


Rewrite = Callable[[bytes | None, Sequence[bytes]], Rewritten]


def rewrite_document(db: Database, document_id: str, rewrite: Rewrite) -> int:
    """Replace the log and the snapshot of a document by what ``rewrite`` makes of them.

    In one transaction that holds the document: nobody appends meanwhile. A change counts as one
    update, whose row is not kept: rooms read the whole. A room that has not taken it yet cannot
    write its own snapshot any more, since it would be of a former number (see ``compact``).
    Returns how much was changed. What ``rewrite`` raises leaves everything as it was.
    """
    with db.write() as connection:
        seq = connection.scalar(
            select(documents.c.seq).where(documents.c.id == document_id).with_for_update()
        )
        if seq is None:
            return 0
        mine = select(updates.c.seq, updates.c.data).where(updates.c.document_id == document_id)
        rows = connection.execute(mine.order_by(updates.c.seq)).all()
        before = connection.execute(
            select(snapshots).where(snapshots.c.document_id == document_id)
        ).one_or_none()
        made = rewrite(before.data if before else None, [row.data for row in rows])
        if not made.signed and len(made.waiting) == len(rows):
            return 0
        events = [(document_id, seq + 1)] if made.signed else []
        seq += len(events)
        _replace(connection, document_id, seq, made.data, [rows[at].seq for at in made.waiting])
        if before and before.seq < seq and before.created_at[:_DAY] != now_iso()[:_DAY]:
            kept = {name: before._mapping[name] for name in ("document_id", "seq", "created_at")}
            past = rewrite(before.data, ()).data  # the state of a past day, as ``compact`` does
            connection.execute(insert(archives).values(**kept, data=past))
        db.bus.notify_others(connection, events)
    db.bus.deliver(events)
    return made.signed


def rewrite_archives(
    db: Database, document_id: str, rewrite: Callable[[bytes], bytes | None]
) -> int:
    """Replace each past state by what ``rewrite`` makes of it (None: deleted); count those changed.

    One transaction each: thirty would hold the base too long.
    """
    with db.read() as connection:
        wanted = select(archives.c.seq).where(archives.c.document_id == document_id)
        seqs = connection.scalars(wanted).all()
    return sum(_rewrite_archive(db, document_id, seq, rewrite) for seq in seqs)


def empty_journal(db: Database) -> None:
    """Put SQLite's journal (WAL) back to nothing: it holds what was erased until it is reused.

    Writers wait meanwhile, so those who read long (a backup) are not waited for: it is then for
    the next time, or when SQLite goes round its journal. PostgreSQL recycles its own by itself.
    """
    if db.dialect == "sqlite":
        with suppress(sqlite3.Error), db.engine.connect() as connection:
            execute = connection.connection.driver_connection.execute  # type: ignore[union-attr]
            execute(f"PRAGMA busy_timeout={READERS_MS}")
            try:
                execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _replace(
    connection: Connection, document_id: str, seq: int, data: bytes, waiting: Sequence[int]
) -> None:
    now, values = now_iso(), {"document_id": document_id, "seq": seq, "data": data}
    covered = (updates.c.document_id == document_id) & updates.c.seq.not_in(waiting)
    connection.execute(delete(updates).where(covered))
    connection.execute(delete(snapshots).where(snapshots.c.document_id == document_id))
    connection.execute(insert(snapshots).values(**values, created_at=now))
    moving = update(documents).where(documents.c.id == document_id, documents.c.seq < seq)
    connection.execute(moving.values(seq=seq, updated_at=now))


def _rewrite_archive(
    db: Database, document_id: str, seq: int, rewrite: Callable[[bytes], bytes | None]
) -> bool:
    this = (archives.c.document_id == document_id) & (archives.c.seq == seq)
    with db.read() as connection:
        data = connection.scalar(select(archives.c.data).where(this))
    made = None if data is None else rewrite(data)
    if made == data:
        return False
    with db.write() as connection:
        if made is None:
            connection.execute(delete(archives).where(this))
        else:
            connection.execute(update(archives).where(this).values(data=made))
    return True
