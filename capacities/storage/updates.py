"""The log of the documents: append, load, replace what a snapshot covers.

A document id is ``"{dossier_id}/{canvas_key}"``, also the name of its room. Each document
numbers its updates 1, 2, 3…, in the order of the commits and without holes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from capacities.domain.errors import NotFound
from capacities.domain.limits import ARCHIVE_EVERY_S, ARCHIVES_BYTES, ARCHIVES_KEPT
from capacities.storage.database import Database, Dialect, now_iso
from capacities.storage.tables import archives, documents, snapshots, updates

HELD: Final = -1
"""Instead of a number: the update is not written, somebody else has locked its document."""

_VERSION: Final = select(documents.c.seq, documents.c.updated_at).where(
    documents.c.id == bindparam("document")
)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is to be applied, in order: ``snapshot`` if any, then ``updates``.

    ``seq`` numbers the last update; what is loaded holds everything up to it. ``summary``, when it
    is known, is what a room must know of ``snapshot`` before it reads it.
    """

    snapshot: bytes | None
    updates: tuple[bytes, ...]
    seq: int
    summary: bytes | None = None

    @property
    def log_bytes(self) -> int:
        """Bytes of ``updates``."""
        return sum(map(len, self.updates))


def create_document(db: Database, document_id: str, seed: bytes) -> bool:
    """Create the document with its first update; tell False, changing nothing, if it existed.

    Raises NotFound when the dossier does not exist.
    """
    if document_exists(db, document_id):
        return False
    dossier_id, _, canvas_key = document_id.partition("/")
    now = now_iso()
    with db.write() as connection:
        try:
            with connection.begin_nested():
                connection.execute(
                    insert(documents).values(
                        id=document_id,
                        dossier_id=dossier_id,
                        canvas_key=canvas_key,
                        seq=1,
                        created_at=now,
                        updated_at=now,
                    )
                )
        except IntegrityError as error:
            if _seq(connection, document_id) is None:
                raise NotFound("Ce dossier n’existe pas ou a été supprimé.") from error
            return False
        connection.execute(
            insert(updates).values(document_id=document_id, seq=1, data=seed, created_at=now)
        )
        db.bus.notify_others(connection, [(document_id, 1)])
    db.bus.deliver([(document_id, 1)])
    return True


def document_exists(db: Database, document_id: str) -> bool:
    """Tell whether the document is there."""
    return current_seq(db, document_id) is not None


def current_seq(db: Database, document_id: str) -> int | None:
    """Return the number of the document's last update, None when there is no document."""
    with db.read() as connection:
        return _seq(connection, document_id)


def current_version(db: Database, document_id: str) -> tuple[int, str] | None:
    """Return the number of the document's last update and its moment, None without a document.

    A number may be given a second time, after an older backup was restored; not the moment.
    """
    with db.read() as connection:
        row = connection.execute(_VERSION, {"document": document_id}).one_or_none()
    return None if row is None else (row.seq, row.updated_at)


def current_seqs(db: Database, document_ids: Iterable[str]) -> dict[str, int]:
    """Return the last numbers of those of the documents that exist."""
    wanted = select(documents.c.id, documents.c.seq).where(documents.c.id.in_(sorted(document_ids)))
    with db.read() as connection:
        return {row.id: row.seq for row in connection.execute(wanted)}


def load(db: Database, document_id: str, after: int = 0) -> StoredDocument | None:
    """Return the stored document, or None when there is none.

    With ``after``, only the updates numbered above it, when the log still has them all;
    otherwise the whole document, as without.
    """
    with db.read() as connection:
        seq = _seq(connection, document_id)
        if seq is None:
            return None
        mine = select(updates.c.data).where(updates.c.document_id == document_id)
        mine = mine.order_by(updates.c.seq)
        if after:
            later = tuple(connection.scalars(mine.where(updates.c.seq > after)))
            if len(later) == seq - after:
                return StoredDocument(None, later, seq)
        stored = connection.execute(
            select(snapshots.c.data, snapshots.c.summary).where(
                snapshots.c.document_id == document_id
            )
        ).one_or_none()
        snapshot, summary = (None, None) if stored is None else stored
        # Rows that the snapshot covers were deleted with its writing: those left, whatever
        # their number, are those it does not hold.
        return StoredDocument(snapshot, tuple(connection.scalars(mine)), seq, summary)


def past_state(db: Database, document_id: str, before: str) -> tuple[str, bytes] | None:
    """Return the last state written whole before the moment ``before``, with its own moment.

    None when none is kept from so far back.
    """
    kept = [
        select(table.c.created_at, table.c.data)
        .where(table.c.document_id == document_id, table.c.created_at < before)
        .order_by(table.c.created_at.desc())
        .limit(1)
        for table in (archives, snapshots)
    ]
    with db.read() as connection:
        found = [(row.created_at, row.data) for query in kept for row in connection.execute(query)]
    return max(found, key=lambda state: state[0], default=None)


def append(db: Database, document_id: str, data: bytes) -> int:
    """Append one update, committed on return, and announce it. Raises NotFound."""
    (seq,) = append_batch(db, [(document_id, data)])
    if seq is None:
        raise NotFound("Ce canevas n’existe pas ou a été supprimé.")
    return seq


def append_batch(
    db: Database,
    batch: Sequence[tuple[str, bytes]],
    origin: str | None = None,
    *,
    wait: bool = True,
) -> list[int | None]:
    """Append updates of any documents in one transaction, and announce them.

    Returns their numbers in the same order, None for those whose document does not exist.
    Without ``wait``, those whose document somebody else has locked are not written: HELD.
    ``origin`` names who appends, so that it can skip its own announcements.
    """
    now = now_iso()
    sql = _APPEND[db.dialect]
    with db.write_on_driver() as cursor:
        ids = json.dumps(sorted({document_id for document_id, _ in batch}))
        cursor.execute(sql.lock if wait else sql.lock_free, (ids,))
        last: dict[str, int] = dict(cursor.fetchall())
        held: dict[str, int] = {}
        if not wait:
            cursor.execute(sql.all, (ids,))
            held = {name: HELD for (name,) in cursor.fetchall() if name not in last}
        seqs: list[int | None] = []
        rows: list[tuple[str, int, bytes, str]] = []
        for document_id, data in batch:
            if document_id in last:
                last[document_id] += 1
                rows.append((document_id, last[document_id], data, now))
                seqs.append(last[document_id])
            else:
                seqs.append(held.get(document_id))
        moved = list(last.items())
        if rows:
            cursor.executemany(sql.insert, rows)
            cursor.executemany(sql.move, [(seq, now, name) for name, seq in moved])
            for notice in db.bus.notices(moved, origin):
                cursor.execute(*notice)
    db.bus.deliver(moved, origin)
    return seqs


def compact(
    db: Database,
    document_id: str,
    seq: int,
    snapshot: bytes,
    holds: Callable[[bytes], bool] = lambda _update: True,
    *,
    doubtful: int | None = None,
    summary: bytes | None = None,
) -> None:
    """Replace the updates numbered up to ``seq`` by ``snapshot``, in one transaction.

    An update that ``holds`` says is not in the snapshot (it waits for another one that never
    came) stays in the log; with ``doubtful``, only those numbered up to it are asked about.
    ``summary`` is that of the snapshot. The last snapshot of each past day is archived.
    """
    now = now_iso()
    with db.write() as connection:
        if _seq(connection, document_id, lock=True) is None:
            return
        before = connection.execute(
            select(snapshots.c.seq, snapshots.c.data, snapshots.c.created_at).where(
                snapshots.c.document_id == document_id
            )
        ).one_or_none()
        if before is None:
            connection.execute(
                insert(snapshots).values(
                    document_id=document_id, seq=seq, data=snapshot, summary=summary, created_at=now
                )
            )
        elif before.seq >= seq:
            return
        else:
            if _period(before.created_at) != _period(now):
                _archive(connection, document_id, before.seq, before.data, before.created_at)
            connection.execute(
                update(snapshots)
                .where(snapshots.c.document_id == document_id)
                .values(seq=seq, data=snapshot, summary=summary, created_at=now)
            )
        _delete_held(
            connection, document_id, seq, holds, seq if doubtful is None else min(doubtful, seq)
        )


@dataclass(frozen=True, slots=True)
class _AppendStatements:
    lock: str
    lock_free: str
    all: str
    insert: str
    move: str


_IN_SQLITE: Final = "FROM documents WHERE id IN (SELECT value FROM json_each(?))"
_IN_POSTGRESQL: Final = (
    "FROM documents WHERE id IN (SELECT json_array_elements_text(%s::json)) ORDER BY id"
)
_APPEND: Final[dict[Dialect, _AppendStatements]] = {
    "sqlite": _AppendStatements(  # BEGIN IMMEDIATE has locked everything
        lock=f"SELECT id, seq {_IN_SQLITE}",
        lock_free=f"SELECT id, seq {_IN_SQLITE}",
        all=f"SELECT id {_IN_SQLITE}",
        insert="INSERT INTO updates (document_id, seq, data, created_at) VALUES (?, ?, ?, ?)",
        move="UPDATE documents SET seq = ?, updated_at = ? WHERE id = ?",
    ),
    "postgresql": _AppendStatements(
        lock=f"SELECT id, seq {_IN_POSTGRESQL} FOR UPDATE",
        lock_free=f"SELECT id, seq {_IN_POSTGRESQL} FOR UPDATE SKIP LOCKED",
        all=f"SELECT id {_IN_POSTGRESQL}",
        insert="INSERT INTO updates (document_id, seq, data, created_at) VALUES (%s, %s, %s, %s)",
        move="UPDATE documents SET seq = %s, updated_at = %s WHERE id = %s",
    ),
}
"""The hot path, on the driver's own cursor: SQLAlchemy Core takes three times the CPU here."""


def _seq(connection: Connection, document_id: str, *, lock: bool = False) -> int | None:
    """Return a document's number; SQLite, when it writes, has locked the whole database already."""
    query = select(documents.c.seq).where(documents.c.id == document_id)
    return connection.scalar(query.with_for_update() if lock else query)


def _delete_held(
    connection: Connection,
    document_id: str,
    seq: int,
    holds: Callable[[bytes], bool],
    doubtful: int,
) -> None:
    mine = updates.c.document_id == document_id
    asked = select(updates.c.seq, updates.c.data).where(mine, updates.c.seq <= doubtful)
    kept = [row.seq for row in connection.execute(asked) if not holds(row.data)]
    covered = mine & (updates.c.seq <= seq)
    connection.execute(delete(updates).where(covered, updates.c.seq.not_in(kept)))


def _period(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() // ARCHIVE_EVERY_S)


def _archive(
    connection: Connection, document_id: str, seq: int, data: bytes, created_at: str
) -> None:
    connection.execute(
        insert(archives).values(document_id=document_id, seq=seq, data=data, created_at=created_at)
    )
    mine = archives.c.document_id == document_id
    size = func.length(archives.c.data).label("size")
    newest = select(archives.c.seq, size).where(mine).order_by(archives.c.seq.desc())
    kept: list[int] = []
    total = 0
    for row in connection.execute(newest.limit(ARCHIVES_KEPT)):
        total += row.size
        if kept and total > ARCHIVES_BYTES:
            break
        kept.append(row.seq)
    connection.execute(delete(archives).where(mine, archives.c.seq.not_in(kept)))
