"""Announcements: in the process, and between processes on PostgreSQL."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from sqlalchemy import Connection

from capacities.storage.bus import EVERYTHING
from capacities.storage.database import Database, open_database
from capacities.storage.patience import SILENCE_S, BoundedConnection
from capacities.storage.updates import append, append_batch
from tests.interop.serving import add_dossier, ensure


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def test_subscribers_hear_until_they_stop(database: Database) -> None:
    """An announcement reaches every subscriber; one that fails does not stop the others."""
    heard: list[str] = []
    database.bus.subscribe(lambda *_: 1 / 0)  # type: ignore[arg-type, return-value]
    stop = database.bus.subscribe(lambda document_id, _seq, _origin: heard.append(document_id))
    database.bus.publish("@links/d1")
    stop()
    database.bus.publish("@links/d2")
    assert [document_id for document_id in heard if document_id != EVERYTHING] == ["@links/d1"]


def test_another_process_hears_once(postgresql_url: str) -> None:
    """What one database object commits, the other hears; big batches are cut in messages."""
    here, there = open_database(postgresql_url), open_database(postgresql_url)
    heard: list[tuple[str, int]] = []
    there.bus.subscribe(lambda document_id, seq, _origin: heard.append((document_id, seq)))
    until(lambda: (EVERYTHING, 0) in heard)
    names = [f"{'d' * 32}/{'c' * 60}{i}" for i in range(150)]
    add_dossier(here, "d" * 32)
    for name in names:
        ensure(here, *name.split("/"))
    append_batch(here, [(name, b"x") for name in names])
    until(lambda: {(name, 2) for name in names} <= set(heard))
    assert len([event for event in heard if event[1] == 2]) == 150
    here.close()
    there.close()


def test_a_cut_listener_comes_back_and_says_to_check_all(postgresql_url: str) -> None:
    """When its connection is cut, the listener reconnects and announces "everything"."""
    db = open_database(postgresql_url)
    heard: list[str] = []
    db.bus.subscribe(lambda document_id, _seq, _origin: heard.append(document_id))
    until(lambda: EVERYTHING in heard)
    before = heard.count(EVERYTHING)
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        # The listener is not known by what it last said: LISTEN, or its check after a silence.
        cut = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        assert cut.rowcount > 0
    until(lambda: heard.count(EVERYTHING) > before)
    db.close()


def test_an_announcement_that_cannot_be_read_is_ignored(postgresql_url: str) -> None:
    """Whatever somebody else says on the channel, those that follow are heard."""
    here, there = open_database(postgresql_url), open_database(postgresql_url)
    heard: list[str] = []
    there.bus.subscribe(lambda document_id, _seq, _origin: heard.append(document_id))
    until(lambda: EVERYTHING in heard)
    odd = ["5", "", "{", "null", '["a", "b"]', '["a", "b", 3]', '["a", "b", [["d1", "x"]]]']
    odd += ['["a", "b", [["d1", null]]]', '["a", "b", [["d1", 1e999]]]', "[" * 3_000]
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        for payload in odd:
            connection.execute("SELECT pg_notify('capacities_updates', %s)", (payload,))
    here.bus.publish("@links/d1")
    until(lambda: "@links/d1" in heard)
    assert heard == [EVERYTHING, "@links/d1"]
    here.close()
    there.close()


def test_a_listener_survives_any_error(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody thought of stops listening for a moment, not for ever."""
    db = open_database(postgresql_url)
    failing = iter([RuntimeError, KeyError])
    really_open = db.bus._open

    def open_at_last() -> BoundedConnection:
        for error in failing:
            raise error
        return really_open()

    monkeypatch.setattr(db.bus, "_open", open_at_last)
    heard: list[str] = []
    db.bus.subscribe(lambda document_id, _seq, _origin: heard.append(document_id))
    until(lambda: heard == [EVERYTHING])
    db.close()


class Relay:
    """Between a program and PostgreSQL; frozen, what it holds goes silent without being cut."""

    def __init__(self, postgresql_url: str) -> None:
        folder = parse_qs(urlsplit(postgresql_url).query)["host"][0]
        self._server = f"{folder}/.s.PGSQL.5432"
        self._door = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = []
        self._frozen: set[socket.socket] = set()
        name = urlsplit(postgresql_url).path
        self.url = f"postgresql://postgres:@127.0.0.1:{self._door.getsockname()[1]}{name}"
        threading.Thread(target=self._let_in, daemon=True).start()

    def freeze(self) -> None:
        """Pass on nothing more of what is open; connections made later work."""
        self._frozen = set(self._sockets)

    def close(self) -> None:
        """Cut everything."""
        for one in (self._door, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._sockets += [client, server]
                for here, there in ((client, server), (server, client)):
                    threading.Thread(target=self._pass, args=(here, there), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(65_536):
                if here not in self._frozen:
                    there.sendall(data)


@pytest.fixture
def relay(postgresql_url: str) -> Iterator[Relay]:
    """A way to an empty PostgreSQL database that may go silent."""
    one = Relay(postgresql_url)
    yield one
    one.close()


def test_connections_gone_silent_are_replaced(
    relay: Relay, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once given up, what writes and what listens work again, on other connections."""
    monkeypatch.setattr(BoundedConnection, "silence_s", 1.0)
    monkeypatch.setattr("capacities.storage.patience.SILENCE_S", 1.0)
    monkeypatch.setattr("capacities.storage.bus.CHECK_EVERY_S", 1.0)
    monkeypatch.setattr("capacities.storage.bus.ANSWER_WITHIN_S", 1.0)
    db, other = open_database(relay.url), open_database(postgresql_url)
    heard: list[str] = []
    db.bus.subscribe(lambda document_id, _seq, _origin: heard.append(document_id))
    add_dossier(db, "d1")
    ensure(db, "d1", "canevas")
    until(lambda: EVERYTHING in heard)
    relay.freeze()
    assert append(db, "d1/canevas", b"x") == 2
    until(lambda: heard.count(EVERYTHING) == 2)
    other.bus.publish("@links/d1")
    until(lambda: "@links/d1" in heard)
    db.close()
    other.close()


def test_only_long_work_may_last(postgresql_url: str) -> None:
    """The server cuts statements and waits for locks, except those of a backup and the like."""
    db = open_database(postgresql_url)
    asked = "SELECT name, setting FROM pg_settings WHERE name IN ('lock_timeout',"
    asked += " 'statement_timeout', 'idle_in_transaction_session_timeout')"

    def limits(work: Connection) -> set[str]:
        return {row[1] for row in work.exec_driver_sql(asked)}

    for transaction in (db.read, db.write):
        with transaction(long=True) as work:
            assert limits(work) == {"0"}
        with transaction() as work:
            assert limits(work) == {"2000", "30000", "60000"}
            assert work.connection.driver_connection.silence_s == SILENCE_S  # type: ignore[union-attr]
    db.close()
