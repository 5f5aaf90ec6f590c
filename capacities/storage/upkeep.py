"""What is deleted because nobody uses it any more, and what must always hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select, text, update

from capacities.storage.database import now_iso
from capacities.storage.tables import (
    archives,
    ballot_dots,
    ballot_tables,
    ballots,
    documents,
    dossiers,
    links,
    memberships,
    sessions,
    snapshots,
    updates,
)


def delete_before(conn: Connection, date: Column[Any], moment: str) -> int:
    """Forget the rows of a table whose ``date`` is before ``moment``, with what hangs on them."""
    return conn.execute(delete(date.table).where(date < moment)).rowcount


def examples_untouched_since(conn: Connection, moment: str) -> list[str]:
    """Return the example dossiers created, last changed and last voted on before ``moment``."""
    touched = select(documents.c.dossier_id).where(documents.c.updated_at >= moment)
    voted = (
        select(documents.c.dossier_id)
        .join(ballot_dots, ballot_dots.c.document_id == documents.c.id)
        .where(ballot_dots.c.created_at >= moment)
    )
    query = select(dossiers.c.id).where(
        dossiers.c.example == 1,
        dossiers.c.created_at < moment,
        dossiers.c.id.not_in(touched.union(voted)),
    )
    return list(conn.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class LogState:
    """The numbers of one document's log: what ``seq`` promises, and what is there.

    ``first``, ``last`` and ``count`` are of the updates above ``snapshot_seq`` (0: none).
    """

    document_id: str
    dossier_id: str
    canvas_key: str
    seq: int
    snapshot_seq: int
    first: int | None
    last: int | None
    count: int

    def hole(self) -> bool:
        """Tell whether an update is missing between the snapshot and ``seq``."""
        if self.seq == self.snapshot_seq:
            return self.count != 0
        return (self.first, self.last, self.count) != (
            self.snapshot_seq + 1,
            self.seq,
            self.seq - self.snapshot_seq,
        )


def log_states(conn: Connection) -> tuple[LogState, ...]:
    """Return the state of every document's log."""
    covered = func.coalesce(snapshots.c.seq, 0)
    query = (
        select(
            documents.c.id,
            documents.c.dossier_id,
            documents.c.canvas_key,
            documents.c.seq,
            covered.label("snapshot_seq"),
            func.min(updates.c.seq).label("first"),
            func.max(updates.c.seq).label("last"),
            func.count(updates.c.seq).label("count"),
        )
        .outerjoin(snapshots, snapshots.c.document_id == documents.c.id)
        .outerjoin(updates, (updates.c.document_id == documents.c.id) & (updates.c.seq > covered))
        .group_by(documents.c.id, snapshots.c.seq)
        .order_by(documents.c.id)
    )
    return tuple(LogState(*row) for row in conn.execute(query))


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """All that is kept of one document: its log, and its past states."""

    document_id: str
    snapshot: bytes | None
    updates: tuple[bytes, ...]
    archives: tuple[bytes, ...]


def whole_documents(conn: Connection) -> Iterator[WholeDocument]:
    """Yield every document, one in memory at a time."""
    for name in conn.scalars(select(documents.c.id).order_by(documents.c.id)).all():
        yield WholeDocument(
            name,
            conn.scalar(select(snapshots.c.data).where(snapshots.c.document_id == name)),
            *(
                tuple(
                    conn.scalars(
                        select(table.c.data)
                        .where(table.c.document_id == name)
                        .order_by(table.c.seq)
                    )
                )
                for table in (updates, archives)
            ),
        )


def empty_updates(conn: Connection, document_id: str, data: Sequence[bytes]) -> None:
    """Have these updates of a document's log hold nothing any more; they keep their numbers."""
    for each in data:
        conn.execute(
            update(updates)
            .where(updates.c.document_id == document_id, updates.c.data == each)
            .values(data=b"\x00\x00")
        )


def keep_summary(conn: Connection, document_id: str, summary: bytes) -> None:
    """Keep what is known of a document's snapshot apart from its content."""
    conn.execute(
        update(snapshots).where(snapshots.c.document_id == document_id).values(summary=summary)
    )


def misplaced_memberships(conn: Connection) -> int:
    """Count the memberships whose link is of another dossier."""
    query = (
        select(func.count())
        .select_from(memberships)
        .join(links, links.c.id == memberships.c.link_id)
        .where(links.c.dossier_id != memberships.c.dossier_id)
    )
    return conn.execute(query).scalar_one()


def doubled_links(conn: Connection) -> list[tuple[str, str]]:
    """Return (dossier, role) where more than one link is not revoked."""
    query = (
        select(links.c.dossier_id, links.c.role)
        .where(links.c.revoked_at.is_(None))
        .group_by(links.c.dossier_id, links.c.role)
        .having(func.count() > 1)
    )
    return [(row[0], row[1]) for row in conn.execute(query)]


def overfull_participants(conn: Connection) -> list[str]:
    """Return the documents on which a participant has a hole, or more than its gommettes."""
    voters = func.coalesce(ballot_tables.c.voters, 1)
    query = (
        select(ballot_dots.c.document_id)
        .join(ballots, ballots.c.document_id == ballot_dots.c.document_id)
        .outerjoin(ballot_tables, ballot_tables.c.id == ballot_dots.c.participant)
        .group_by(
            ballot_dots.c.document_id,
            ballot_dots.c.participant,
            ballots.c.dots,
            ballot_tables.c.voters,
        )
        .having(
            (func.min(ballot_dots.c.slot) != 0)
            | (func.max(ballot_dots.c.slot) != func.count() - 1)
            | (func.count() > ballots.c.dots * voters)
        )
        .order_by(ballot_dots.c.document_id)
    )
    return list(conn.execute(query).scalars())


def sqlite_damage(conn: Connection) -> Iterator[str]:
    """Yield what SQLite itself finds wrong in its file (nothing on PostgreSQL)."""
    if conn.dialect.name != "sqlite":
        return
    for (line,) in conn.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield str(line)
    for row in conn.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]} : une ligne renvoie à une autre qui n’existe pas ({row[2]})"


def unknown_roles(conn: Connection, known: list[str]) -> list[tuple[str, str]]:
    """Return (dossier, role) of the links whose role is none of ``known``."""
    query = select(links.c.dossier_id, links.c.role).where(links.c.role.not_in(known))
    return [(row[0], row[1]) for row in conn.execute(query)]


def probe_commit(conn: Connection) -> None:
    """Write and erase one row, so that the caller's commit has pages to write."""
    name, now = uuid.uuid4().hex, now_iso()
    conn.execute(insert(sessions).values(id=name, cookie_hash=name, created_at=now, seen_at=now))
    conn.execute(delete(sessions).where(sessions.c.id == name))
