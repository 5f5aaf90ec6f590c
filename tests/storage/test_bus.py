"""Announcements: in the process, and between processes on PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg

from capacities.storage.bus import EVERYTHING
from capacities.storage.database import Database, open_database
from capacities.storage.updates import append_batch
from tests.interop.serving import add_dossier, ensure


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    end = time.monotonic() + 10
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
    until(lambda: heard == [EVERYTHING])
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
    until(lambda: heard == [EVERYTHING, EVERYTHING])
    db.close()
