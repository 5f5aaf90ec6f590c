"""What a thread reads in one moment: the same transaction, and never older than what it wrote."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from capacities.domain.errors import StorageUnavailable
from capacities.storage import ballots
from capacities.storage.database import Database
from capacities.storage.updates import append, current_version
from tests.interop.serving import ensure


@pytest.fixture
def canvas(database: Database) -> str:
    """A document."""
    dossier = uuid.uuid4().hex
    ensure(database, dossier, "notes")
    return f"{dossier}/notes"


def elsewhere(act: Callable[[], object]) -> None:
    """Do something in another thread."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def seq(database: Database, canvas: str) -> int:
    found = current_version(database, canvas)
    assert found is not None
    return found[0]


def test_what_others_write_meanwhile_is_not_seen_before_the_end(
    database: Database, canvas: str
) -> None:
    """All that is read inside is of one moment; what comes after it is of another."""
    with database.one_moment():
        before = seq(database, canvas)
        elsewhere(lambda: append(database, canvas, b"\x00\x00"))
        assert seq(database, canvas) == before
    assert seq(database, canvas) == before + 1


def test_what_is_written_is_read_at_once(database: Database, canvas: str) -> None:
    """By whichever way it is written: the moment ends there."""
    with database.one_moment():
        before = seq(database, canvas)
        append(database, canvas, b"\x00\x00")
        assert seq(database, canvas) == before + 1
    with database.one_moment():
        assert seq(database, canvas) == before + 1
        with database.write_on_driver():
            pass
        elsewhere(lambda: append(database, canvas, b"\x00\x00"))
        assert seq(database, canvas) == before + 2


def test_one_may_write_while_one_reads(database: Database, canvas: str) -> None:
    """The reading goes on with what it saw; the next one sees what was written."""
    with database.one_moment(), database.one_moment():
        with database.read() as reading:
            before = seq(database, canvas)
            append(database, canvas, b"\x00\x00")
            assert seq(database, canvas) == before + 1
            assert not reading.closed
        assert reading.closed


def test_a_moment_is_of_one_thread_and_of_the_connection_it_opened(
    database: Database, canvas: str
) -> None:
    """Nothing is opened until somebody reads, and nothing stays open."""
    seen: list[Connection] = []
    with database.one_moment():
        with database.read() as first, database.read() as second:
            assert first is second

        def read() -> None:
            with database.read() as other:
                seen.append(other)

        elsewhere(read)
        read()
        with database.read(long=True) as long:
            assert long is not first
    assert seen[0] is not first
    assert seen[1] is first
    assert [one.closed for one in (first, long, *seen)] == [True] * 4


def test_a_reading_that_failed_fails_no_other(database: Database, canvas: str) -> None:
    """PostgreSQL answers nothing more in a transaction that failed: the next begins another."""
    with database.one_moment():
        assert seq(database, canvas) == 1
        refused = (StorageUnavailable, ProgrammingError)
        with pytest.raises(refused), database.read() as conn:
            conn.execute(text("SELECT nothing(1)"))
        assert seq(database, canvas) == 1


def test_a_connection_lost_as_the_moment_ends_is_told_and_leaves_nothing(
    database: Database, canvas: str
) -> None:
    """By the end, or by a writing: the thread goes on with moments of its own."""

    def fail(_conn: Connection) -> None:
        raise OperationalError("ROLLBACK", {}, Exception("gone"))

    def read() -> None:
        with database.one_moment():
            seq(database, canvas)
            event.listen(database.engine, "rollback", fail)

    def read_then_write() -> None:
        with database.one_moment():
            seq(database, canvas)
            event.listen(database.engine, "rollback", fail)
            with pytest.raises(StorageUnavailable), database.write():
                pass
            raise StorageUnavailable("told above")

    for act in (read, read_then_write):
        with pytest.raises(StorageUnavailable):
            act()
        event.remove(database.engine, "rollback", fail)
        with database.one_moment(), database.read() as first, database.read() as second:
            assert first is second


def test_who_waits_to_change_a_vote_holds_no_connection(
    database: Database, canvas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those who have the turn need one."""
    closed: list[bool] = []

    class Turn:
        def __enter__(self) -> None:
            closed.append(reading.closed)

        def __exit__(self, *_raised: object) -> None:
            pass

    monkeypatch.setattr(ballots, "_turn", Turn())
    with database.one_moment():
        with database.read() as reading:
            pass
        with ballots.write_ballot(database):
            pass
    assert closed == [True]
