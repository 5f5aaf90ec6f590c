"""The log of the documents, on both databases."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, event, insert, select, update

from capacities.domain.errors import NotFound, StorageUnavailable
from capacities.domain.limits import ARCHIVES_KEPT
from capacities.storage.database import MIGRATIONS, Database, now_iso
from capacities.storage.tables import archives, documents, dossiers, snapshots, updates
from capacities.storage.updates import (
    HELD,
    StoredDocument,
    append,
    append_batch,
    compact,
    create_document,
    current_seq,
    document_exists,
    load,
)

DOCUMENT = "d1/canevas"


@pytest.fixture
def db(database: Database) -> Database:
    """A database with one dossier and one document, whose seed is ``b"seed"``."""
    with database.write() as connection:
        connection.execute(
            insert(dossiers).values(
                id="d1", title="t", territory="t", use_case="u", created_at=now_iso()
            )
        )
    assert create_document(database, DOCUMENT, b"seed")
    return database


def loaded(db: Database, after: int = 0) -> tuple[bytes | None, tuple[bytes, ...], int]:
    """Return what is stored, as a tuple."""
    stored = load(db, DOCUMENT, after)
    assert stored is not None
    return stored.snapshot, stored.updates, stored.seq


def test_a_document_is_seeded_once(db: Database) -> None:
    """Creating again changes nothing and says so."""
    assert not create_document(db, DOCUMENT, b"other")
    assert loaded(db) == (None, (b"seed",), 1)
    assert document_exists(db, DOCUMENT)
    assert not document_exists(db, "d1/autre")


def test_updates_are_numbered_in_order(db: Database) -> None:
    """Single and grouped appends share one numbering, without holes."""
    assert append(db, DOCUMENT, b"a") == 2
    assert append_batch(db, [(DOCUMENT, b"b"), ("no/where", b"x"), (DOCUMENT, b"c")]) == [
        3,
        None,
        4,
    ]
    assert loaded(db) == (None, (b"seed", b"a", b"b", b"c"), 4)
    assert loaded(db, after=2) == (None, (b"b", b"c"), 4)
    assert current_seq(db, DOCUMENT) == 4


def test_a_locked_document_does_not_hold_the_others(db: Database) -> None:
    """Nobody waits long for a lock; what is of other documents can be written meanwhile."""
    assert create_document(db, "d1/autre", b"seed")
    batch = [(DOCUMENT, b"a"), ("d1/autre", b"b"), ("no/where", b"x")]
    if db.dialect == "sqlite":  # it only locks whole
        assert append_batch(db, batch, wait=False) == [2, 2, None]
        return
    with db.write() as other:
        other.execute(select(documents).where(documents.c.id == DOCUMENT).with_for_update())
        with pytest.raises(StorageUnavailable):
            append_batch(db, batch)
        assert append_batch(db, batch, wait=False) == [HELD, 2, None]
    assert append_batch(db, batch, wait=False) == [2, 3, None]
    assert loaded(db) == (None, (b"seed", b"a"), 2)


def test_an_unknown_document_is_refused(db: Database) -> None:
    """No dossier, no document: told as NotFound, or None when one only asks."""
    with pytest.raises(NotFound):
        append(db, "d1/autre", b"a")
    with pytest.raises(NotFound):
        create_document(db, "d2/canevas", b"a")
    assert load(db, "d1/autre") is None
    assert current_seq(db, "d1/autre") is None


def test_writers_at_once_leave_no_hole(db: Database) -> None:
    """Four threads append together: every number once, in commit order."""
    numbers: list[int] = []

    def write() -> None:
        for _ in range(10):
            numbers.append(append(db, DOCUMENT, b"x"))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(2, 42))
    assert loaded(db)[2] == 41


def test_a_snapshot_replaces_what_it_covers(db: Database) -> None:
    """Loading gives the snapshot and the later updates; an older snapshot changes nothing."""
    append_batch(db, [(DOCUMENT, b"a"), (DOCUMENT, b"b")])
    compact(db, DOCUMENT, 2, b"S2")
    assert loaded(db) == (b"S2", (b"b",), 3)
    assert loaded(db, after=2) == (None, (b"b",), 3)
    assert loaded(db, after=1) == (b"S2", (b"b",), 3)
    compact(db, DOCUMENT, 1, b"S1")
    assert loaded(db) == (b"S2", (b"b",), 3)


def test_a_snapshot_comes_with_its_summary(db: Database) -> None:
    """Loading gives the summary of the snapshot stored, None when it was not told."""
    for number, summary in ((1, b"V1"), (2, None), (3, b"V3")):
        compact(db, DOCUMENT, append(db, DOCUMENT, b"x"), b"S%d" % number, summary=summary)
        stored = load(db, DOCUMENT)
        assert stored is not None
        assert (stored.snapshot, stored.summary) == (b"S%d" % number, summary)


def test_an_update_that_waits_stays_in_the_log(db: Database) -> None:
    """What the snapshot does not hold is kept, whatever its number, until one holds it."""
    append_batch(db, [(DOCUMENT, b"waits"), (DOCUMENT, b"b")])
    compact(db, DOCUMENT, 3, b"S3", lambda data: data != b"waits")
    assert loaded(db) == (b"S3", (b"waits",), 3)
    append(db, DOCUMENT, b"c")
    compact(db, DOCUMENT, 4, b"S4")
    assert loaded(db) == (b"S4", (), 4)


def test_only_doubtful_updates_are_asked_about(db: Database) -> None:
    """What a room wrote itself is in its snapshot: only others' updates are looked at."""
    append_batch(db, [(DOCUMENT, bytes([letter])) for letter in b"abcd"])
    asked: list[bytes] = []

    def holds(data: bytes) -> bool:
        asked.append(data)
        return data != b"b"

    compact(db, DOCUMENT, 5, b"S5", holds, doubtful=3)
    assert asked[1:] == [b"a", b"b"]
    assert loaded(db) == (b"S5", (b"b",), 5)
    asked.clear()
    compact(db, DOCUMENT, append(db, DOCUMENT, b"e"), b"S6", holds, doubtful=3)
    assert asked == [b"b"]
    assert loaded(db) == (b"S6", (b"b",), 6)
    compact(db, DOCUMENT, append(db, DOCUMENT, b"f"), b"S7", holds, doubtful=0)
    assert loaded(db) == (b"S7", (), 7)


def test_the_last_snapshot_of_each_day_is_archived(db: Database) -> None:
    """A snapshot of a past day is archived when replaced, the oldest beyond the limit goes."""
    for day in range(ARCHIVES_KEPT + 3):
        compact(db, DOCUMENT, append(db, DOCUMENT, b"x"), b"S%d" % day)
        compact(db, DOCUMENT, append(db, DOCUMENT, b"x"), b"S%d" % day)
        moment = f"2020-01-{day % 28 + 1:02}T12:00:00+00:00"
        with db.write() as connection:
            connection.execute(update(snapshots).values(created_at=moment))
    with db.read() as connection:
        kept = connection.scalars(select(archives.c.data).order_by(archives.c.seq)).all()
    assert [bytes(data) for data in kept] == [b"S%d" % day for day in range(2, ARCHIVES_KEPT + 2)]


def test_a_database_that_cannot_write_is_told_so(db: Database) -> None:
    """Driver errors come out as StorageUnavailable; reading still works; it recovers."""

    def make_read_only(raw: Any, _record: object, _proxy: object) -> None:
        if db.dialect == "postgresql":
            raw.read_only = failing
        else:
            raw.execute(f"PRAGMA query_only={int(failing)}")

    failing = True
    event.listen(db.engine, "checkout", make_read_only)
    with pytest.raises(StorageUnavailable):
        append(db, DOCUMENT, b"x")
    assert current_seq(db, DOCUMENT) == 1
    failing = False
    assert append(db, DOCUMENT, b"x") == 2


def test_the_log_is_kept_by_its_migration(db: Database) -> None:
    """Updates and snapshots written before are the same after, and one may go back."""
    append_batch(db, [(DOCUMENT, b"a"), (DOCUMENT, b"b")])
    compact(db, DOCUMENT, 2, b"S2", summary=b"V2")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    for revision in ("0002", "head"):
        with db.engine.begin() as connection:
            config.attributes["connection"] = connection
            move = command.downgrade if revision == "0002" else command.upgrade
            move(config, revision)
    assert load(db, DOCUMENT) == StoredDocument(b"S2", (b"b",), 3, None)
    with db.write() as connection:
        connection.execute(delete(dossiers))
    assert load(db, DOCUMENT) is None
    with db.read() as connection:
        assert connection.execute(select(updates)).all() == []


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    """Three processes open an empty database at once: all succeed."""
    code = "from capacities.storage.database import open_database as o; "
    code += f"o({empty_database_url!r}).close()"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
