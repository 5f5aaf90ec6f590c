"""What others stored while nobody listened reaches the rooms once one listens again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable, Iterator

import pycrdt
import pytest
from websockets.sync.client import ClientConnection

from capacities.domain.errors import StorageUnavailable
from capacities.storage.bus import EVERYTHING
from capacities.storage.database import Database, open_database
from capacities.storage.updates import StoredDocument, append, current_seqs
from tests.interop.serving import Live, ensure
from tests.interop.test_refusals import ROOM, dial

WITHIN_S = 60


@pytest.fixture
def elsewhere(quick: Live) -> Iterator[Database]:
    """The same database, opened by what announces nothing to the server."""
    db = open_database(str(quick.db.engine.url))
    ensure(db, *ROOM.split("/"))
    yield db
    db.close()


def write_unheard(db: Database) -> None:
    """Append an update that says "missed"."""
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    doc.get("cards", type=pycrdt.Map)["missed"] = "oui"
    append(db, ROOM, doc.get_update())


def say_to_check_all(live: Live) -> None:
    """Announce that news may have been missed, as the listener does; return once heard."""
    live.db.bus.deliver([(EVERYTHING, 0)])
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0), live.loop).result(WITHIN_S)


def wait_for_it(socket: ClientConnection) -> None:
    """Read until the update comes."""
    end = time.monotonic() + WITHIN_S
    while b"missed" not in socket.recv(timeout=WITHIN_S):  # type: ignore[operator]
        assert time.monotonic() < end, "not in time"


def test_a_database_that_does_not_answer_is_asked_again(
    quick: Live, elsewhere: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One failed comparison is not the last one."""
    failures = iter([StorageUnavailable("La base ne répond pas.")])

    def flaky(db: Database, document_ids: Iterable[str]) -> dict[str, int]:
        for failure in failures:
            raise failure
        return current_seqs(db, document_ids)

    monkeypatch.setattr("capacities.collab.follower.current_seqs", flaky)
    with dial(quick) as socket:
        socket.recv(timeout=WITHIN_S)
        write_unheard(elsewhere)
        say_to_check_all(quick)
        wait_for_it(socket)


def test_a_room_that_is_opening_is_compared_too(
    quick: Live, elsewhere: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored after it was read, and missed, comes once it is open."""
    was_read, goes_on = threading.Event(), threading.Event()
    really_read = quick.server._read

    def slow(dossier_id: str, canvas_key: str) -> StoredDocument:
        stored = really_read(dossier_id, canvas_key)
        was_read.set()
        assert goes_on.wait(WITHIN_S)
        return stored

    monkeypatch.setattr(quick.server, "_read", slow)
    with dial(quick) as socket:
        assert was_read.wait(WITHIN_S)
        write_unheard(elsewhere)
        say_to_check_all(quick)
        goes_on.set()
        wait_for_it(socket)
