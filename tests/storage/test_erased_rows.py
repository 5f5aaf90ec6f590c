"""The history of a document replaced in one transaction, on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import insert, select, update

from capacities.domain.errors import Unreadable
from capacities.storage.database import Database, now_iso
from capacities.storage.erasure import rewrite_archives, rewrite_document
from capacities.storage.tables import archives, snapshots
from capacities.storage.updates import append, compact, load
from tests.storage.test_updates import DOCUMENT, loaded
from tests.storage.test_updates import db as db  # the fixture

YESTERDAY = "2026-01-05T12:00:00+00:00"


@dataclass(frozen=True)
class Joined:
    """All that was stored, one after the other, without the letter x."""

    data: bytes
    signed: int
    waiting: tuple[int, ...] = ()


def without_x(snapshot: bytes | None, updates: Sequence[bytes]) -> Joined:
    """Put together what does not begin with ?, which waits."""
    waiting = tuple(at for at, data in enumerate(updates) if data.startswith(b"?"))
    whole = (snapshot or b"") + b"".join(data for data in updates if not data.startswith(b"?"))
    return Joined(whole.replace(b"x", b""), whole.count(b"x"), waiting)


def test_the_log_is_replaced_and_the_change_announced(db: Database) -> None:
    """One number more, for rooms to read the whole; what waits stays, with its own number."""
    heard: list[int] = []
    append(db, DOCUMENT, b"-xx")
    append(db, DOCUMENT, b"?")
    db.bus.subscribe(lambda name, seq, _origin: heard.append(seq) if name == DOCUMENT else None)
    assert rewrite_document(db, DOCUMENT, without_x) == 2
    assert loaded(db) == (b"seed-", (b"?",), 4)
    assert loaded(db, after=3) == (b"seed-", (b"?",), 4)
    assert heard == [4]


def test_without_a_change_the_log_is_put_together_only(db: Database) -> None:
    """Nothing is announced; a second time, or without a document, there is nothing to do."""
    heard: list[int] = []
    append(db, DOCUMENT, b"-")
    db.bus.subscribe(lambda name, seq, _origin: heard.append(seq) if name == DOCUMENT else None)
    assert [rewrite_document(db, name, without_x) for name in (DOCUMENT, "d1/autre")] == [0, 0]
    assert loaded(db) == (b"seed-", (), 2)
    assert rewrite_document(db, DOCUMENT, without_x) == 0
    assert heard == []


def test_a_room_that_was_behind_cannot_write_its_snapshot_over(db: Database) -> None:
    """The one it had made before the erasure comes too late; the next one holds the change."""
    append(db, DOCUMENT, b"-x")
    rewrite_document(db, DOCUMENT, without_x)
    compact(db, DOCUMENT, 2, b"seed-x")
    assert loaded(db) == (b"seed-", (), 3)
    append(db, DOCUMENT, b"!")
    compact(db, DOCUMENT, 4, b"seed-!")
    assert loaded(db) == (b"seed-!", (), 4)


def of_yesterday(db: Database) -> None:
    """Make the snapshot one of a past day."""
    with db.write() as connection:
        connection.execute(update(snapshots).values(created_at=YESTERDAY))


def test_the_snapshot_of_a_past_day_is_archived_rewritten(db: Database) -> None:
    """As when a room replaces it."""
    append(db, DOCUMENT, b"-x")
    compact(db, DOCUMENT, 2, b"seed-x")
    of_yesterday(db)
    append(db, DOCUMENT, b"!")
    assert rewrite_document(db, DOCUMENT, without_x) == 1
    with db.read() as connection:
        kept = connection.execute(select(archives.c.seq, archives.c.data, archives.c.created_at))
        assert kept.all() == [(2, b"seed-", YESTERDAY)]


def test_a_snapshot_completed_by_what_had_waited_is_archived_once(db: Database) -> None:
    """Its number is the same: the room that replaces it on another day archives it."""
    append(db, DOCUMENT, b"?")
    compact(db, DOCUMENT, 2, b"seed", lambda update: update != b"?")
    of_yesterday(db)
    rewrite_document(db, DOCUMENT, lambda _snapshot, _updates: Joined(b"seed?", 0))
    assert loaded(db) == (b"seed?", (), 2)
    of_yesterday(db)
    append(db, DOCUMENT, b"!")
    compact(db, DOCUMENT, 3, b"seed?!")
    with db.read() as connection:
        assert connection.scalars(select(archives.c.data)).all() == [b"seed?"]


def test_what_cannot_be_rewritten_is_left_as_it_was(db: Database) -> None:
    """The error comes out, and the transaction is undone."""

    def fail(_snapshot: bytes | None, _updates: Sequence[bytes]) -> Joined:
        raise Unreadable("abîmé")

    with pytest.raises(Unreadable):
        rewrite_document(db, DOCUMENT, fail)
    assert loaded(db) == (None, (b"seed",), 1)


def test_past_states_are_rewritten_or_deleted(db: Database) -> None:
    """One by one; those that do not change are not counted."""
    states = [b"x1", b"two", b"damaged"]
    with db.write() as connection:
        for seq, data in enumerate(states, 1):
            row = {"document_id": DOCUMENT, "seq": seq, "data": data, "created_at": now_iso()}
            connection.execute(insert(archives).values(**row))

    def forget(data: bytes) -> bytes | None:
        return None if data == b"damaged" else data.replace(b"x", b"")

    assert rewrite_archives(db, DOCUMENT, forget) == 2
    with db.read() as connection:
        kept = connection.scalars(select(archives.c.data).order_by(archives.c.seq)).all()
    assert kept == [b"1", b"two"]


def test_nothing_is_lost_while_others_write(db: Database) -> None:
    """Every update appended meanwhile is in the snapshot or in the log, once."""
    writing = [
        threading.Thread(target=lambda: [append(db, DOCUMENT, b"a") for _ in range(10)])
        for _ in range(2)
    ]
    for writer in writing:
        writer.start()
    while any(writer.is_alive() for writer in writing):
        append(db, DOCUMENT, b"x")
        rewrite_document(db, DOCUMENT, without_x)
        time.sleep(0.05)  # SQLite serves its writers in no order: let the others have a turn
    rewrite_document(db, DOCUMENT, without_x)
    stored = load(db, DOCUMENT)
    assert stored is not None
    whole = (stored.snapshot or b"") + b"".join(stored.updates)
    assert (whole.count(b"a"), whole.count(b"x")) == (20, 0)
