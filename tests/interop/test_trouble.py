"""Servers killed, databases that cannot commit, cuts: nothing told saved is ever lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from capacities.storage.database import open_database
from tests.interop.node import NodeClients
from tests.interop.serving import Live, serve, serving, stored_cards
from tests.ports import free_port
from tests.waiting import PATIENCE_S, until

pytestmark = [pytest.mark.node, pytest.mark.slow]
ROOM = "d1/canevas"
# What it forks has imported everything: a new Python takes a second of processor to.
SERVERS = multiprocessing.get_context("forkserver")
SERVERS.set_forkserver_preload(["tests.interop.serving"])


@contextmanager
def process(database_url: str, port: int, stop: int = signal.SIGTERM) -> Iterator[str]:
    """Serve from another process, ended by the signal ``stop``; the rooms' address."""
    running = SERVERS.Process(target=serve, args=(database_url, port))
    running.start()
    assert running.pid is not None
    try:
        until(lambda: not running.is_alive() or listens(port), seconds=60)
        assert running.is_alive()
        yield f"ws://127.0.0.1:{port}/collab"
    finally:
        os.kill(running.pid, stop)
        running.join(timeout=60)
        assert not running.is_alive()


def listens(port: int) -> bool:
    """Tell whether somebody accepts connections there."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def write_on(node: NodeClients, client: str, start: int, seconds: float) -> int:
    """Type for a while; return the next number."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        node.ask("set", client, key=f"{client}{start}", value=start)
        time.sleep(0.003)  # under UPDATES_PER_SECOND × its window
        start += 1
    return start


def test_nothing_saved_is_lost_to_kill_9(database_url: str, node: NodeClients) -> None:
    """Killed three times in the middle of writes, the database holds all that was saved."""
    port = free_port()
    for kill in range(3):
        client = f"k{kill}"
        with process(database_url, port, signal.SIGKILL) as url:
            node.open(url, ROOM, client)
            written = write_on(node, client, 0, 0.3)
            until(lambda client=client: node.ask("status", client)["saved"] >= 2)
            written = write_on(node, client, written, 0.1)
            time.sleep(random.uniform(0, 0.1))
            status = node.ask("status", client)
        node.ask("close", client)
        # The first message counted is the step 2 of the connection; edits follow in order.
        saved = [f"{client}{i}" for i in range(min(written, status["saved"] - 1))]
        db = open_database(database_url)
        stored = stored_cards(db, ROOM)
        assert [key for key in saved if key not in stored] == []
        assert len(saved) > 0
        db.close()


def test_a_page_gives_back_what_a_killed_server_lost(sqlite_url: str, node: NodeClients) -> None:
    """A page left open over a kill ends with everything saved in the new server."""
    port = free_port()
    with process(sqlite_url, port, signal.SIGKILL) as url:
        node.open(url, ROOM, "open")
        written = write_on(node, "open", 0, 0.3)
    written = write_on(node, "open", written, 0.1)
    with process(sqlite_url, port):
        node.ask("untilSynced", "open")
        node.ask("untilSaved", "open")
        db = open_database(sqlite_url)
        assert {f"open{i}": i for i in range(written)} == stored_cards(db, ROOM)
        db.close()
    node.ask("close", "open")


def test_an_orderly_stop_loses_nothing(database_url: str, node: NodeClients) -> None:
    """What a partner has seen when the server is asked to stop is in the database."""
    with process(database_url, free_port()) as url:
        node.open(url, ROOM, "one")
        node.open(url, ROOM, "two")
        written = write_on(node, "one", 0, 0.2)
        node.ask("untilKey", "two", key=f"one{written - 1}")
    node.ask("untilCode", "one", code=1012)
    db = open_database(database_url)
    assert {f"one{i}": i for i in range(written)} == stored_cards(db, ROOM)
    db.close()
    for client in ("one", "two"):
        node.ask("close", client)


def test_editing_goes_on_while_the_database_cannot_commit(live: Live, node: NodeClients) -> None:
    """Partners see each other, nothing is told saved; all is saved when it is back."""
    node.open(live.url, ROOM, "w")
    node.open(live.url, ROOM, "x")
    before = node.ask("untilSaved", "w")["saved"]
    with unwritable(live):
        node.ask("set", "w", key="meanwhile", value=1)
        node.ask("untilKey", "x", key="meanwhile")
        until(lambda: not live.server.saving)
        time.sleep(0.3)  # were it told saved in spite of that, it would be heard by now
        assert before == node.ask("status", "w")["saved"]
        assert not live.server.saving
    node.ask("set", "w", key="after", value=2)
    node.ask("untilSaved", "w")
    assert live.server.saving
    assert stored_cards(live.db, ROOM) == {"meanwhile": 1, "after": 2}
    for client in "wx":
        node.ask("close", client)


@contextmanager
def unwritable(live: Live) -> Iterator[None]:
    """Make every commit fail, as a disk full or a database turned read-only does."""
    failing = True

    def prepare(raw: Any, _record: object, _proxy: object) -> None:
        if live.db.dialect == "postgresql":
            raw.read_only = failing
        else:
            raw.execute(f"PRAGMA query_only={int(failing)}")

    event.listen(live.db.engine, "checkout", prepare)
    try:
        yield
    finally:
        failing = False


def test_two_processes_on_one_postgresql_converge(postgresql_url: str, node: NodeClients) -> None:
    """Clients of two servers write in the same canvas and see each other."""
    with process(postgresql_url, free_port()) as url1, process(postgresql_url, free_port()) as url2:
        node.open(url1, ROOM, "p1")
        node.open(url2, ROOM, "p2")
        node.ask("text", "p1", key="t", value="un")
        node.ask("untilKey", "p2", key="t")
        for i in range(40):
            node.ask("set", "p1", key=f"a{i}", value=i)
            node.ask("set", "p2", key=f"b{i}", value=i)
            node.ask("insert", "p2", key="t", at=0, value="x")
        for client in ("p1", "p2"):
            node.ask("untilSaved", client)
        # Each shows its own edits at once: alike, both show those of both.
        expected = settled(node, ["p1", "p2"])
        assert isinstance(expected, dict)
        assert len(expected) == 81
        assert len(expected["t"]) == 42
        db = open_database(postgresql_url)
        assert expected == stored_cards(db, ROOM)
        db.close()
        for client in ("p1", "p2"):
            node.ask("close", client)


def run_of_edits(live: Live, node: NodeClients, seed: int, steps: int) -> None:
    """Let five clients edit, cut and return at random; all must end alike."""
    chance = random.Random(seed)
    room = f"d1/r{seed}"
    clients = [f"c{seed}-{i}" for i in range(5)]
    for client in clients:
        node.open(live.url, room, client)
    connected = dict.fromkeys(clients, True)
    for step in range(steps):
        client, key = chance.choice(clients), f"k{chance.randrange(6)}"
        act = chance.choice(
            ["text", "insert", "insert", "insert", "erase", "set", "delete", "undo", "cut"]
        )
        if act == "cut":
            connected[client] = not connected[client]
            node.ask("connect" if connected[client] else "cut", client)
        elif act == "set":
            node.ask("set", client, key=f"v{key}", value=step)
        else:
            at = chance.randrange(10)
            node.ask(act, client, key=key, at=at, value=f"{client[-1]}{step}")
    for client in clients:
        node.ask("connect", client)
    for client in clients:
        node.ask("untilSaved", client)
    expected = settled(node, clients)
    assert expected == stored_cards(live.db, room)
    for client in clients:
        node.ask("close", client)


def settled(node: NodeClients, clients: list[str]) -> object:
    """Return the cards that all clients come to show."""
    end = time.monotonic() + PATIENCE_S
    while True:
        shown = [node.ask("cards", client) for client in clients]
        if all(cards == shown[0] for cards in shown):
            return shown[0]
        assert time.monotonic() < end, f"not the same everywhere: {shown}"
        time.sleep(0.02)


def test_five_clients_converge_whatever_happens(sqlite_url: str, node: NodeClients) -> None:
    """Random edits, deletions, undo, cuts and returns: the same state everywhere and stored."""
    with serving(sqlite_url) as live:
        for seed in range(8):
            run_of_edits(live, node, seed, 60)
