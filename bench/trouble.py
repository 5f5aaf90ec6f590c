"""Servers killed while people type, hostile messages, random convergence: full counts."""

from __future__ import annotations

import random
import signal
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.serving import Server, ours, postgresql_database, sqlite_database, table
from capacities.collab.document import RoomDocument
from capacities.collab.protocol import update_message
from capacities.storage.database import open_database
from tests.collab.hostile import Crafter, give, mutations, some_cards
from tests.interop.node import NodeClients
from tests.interop.serving import serving, stored_cards
from tests.interop.test_map_storms import run_of_storms
from tests.interop.test_moves import run_of_moves
from tests.interop.test_timeline_storms import run_of_timeline_storms
from tests.interop.test_trouble import run_of_edits

HELLO = b"\x01\x06\x01\x05\x01\x02{}"
"""The presence of client 5."""


def kills(count: int) -> None:
    """Kill -9 during writes; every edit told saved must be in the database."""
    rows: list[list[object]] = []
    for name, database in (("SQLite", sqlite_database), ("PostgreSQL", postgresql_database)):
        saved = lost = 0
        with NodeClients() as node, database() as url:
            for kill in range(count):
                told, missing = _kill_once(node, url, kill)
                saved, lost = saved + told, lost + missing
        rows.append([name, count, saved, lost])
    table(
        "kill -9 pendant les écritures", ["base", "arrêts", "dites enregistrées", "perdues"], rows
    )


def _kill_once(node: NodeClients, url: str, kill: int) -> tuple[int, int]:
    client = f"k{kill}"
    with ours(url, 1) as server:
        ((room, token),) = server.rooms
        node.open(server.url, room, client, token=token)
        until = time.monotonic() + random.uniform(0.2, 0.5)
        written = 0
        while time.monotonic() < until:
            node.ask("set", client, key=f"e{written}", value=written)
            written += 1
            time.sleep(0.003)  # under UPDATES_PER_SECOND × its window
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        # The first update counted is the connection's own step 2.
        told = min(written, node.ask("status", client)["saved"] - 1)
    node.ask("close", client)
    db = open_database(url)
    stored = stored_cards(db, room)
    db.close()
    return told, sum(f"e{i}" not in stored for i in range(told))


def hostile(count: int) -> None:
    """Malformed, mutated and crafted messages into one room; another room must not notice."""
    crafter, known = Crafter(random.Random(12)), RoomDocument(None, [some_cards(4)])
    chance = random.Random(11)
    elsewhere = here = 0.0
    closed = taken = 0
    with sqlite_database() as url, ours(url, 2) as server:
        calm, bad = _dial(server, 1), _dial(server, 0)
        bad.send(update_message(some_cards(4)))
        for sent, update in enumerate(mutations(seed=11, count=count)):
            message = update_message(update)
            if chance.random() < 0.5:
                crafted = crafter.update(known)
                message = update_message(crafted)
                taken += give(known, crafted)
            elif chance.random() < 0.2:
                message = bytes(chance.choices(range(256), k=chance.randrange(40)))
            try:
                bad.send(message)
                here = max(here, _round_trip(bad))
            except ConnectionClosed:
                closed += 1
                bad = _dial(server, 0)
            if sent % 100 == 0:
                elsewhere = max(elsewhere, _round_trip(calm))
        alive = server.process.poll() is None
    heads = [
        "messages",
        "fabriqués et pris",
        "fermetures",
        "autre salle, pire ms",
        "salle visée, pire ms",
        "vivant",
    ]
    row: list[object] = [count, taken, closed, elsewhere * 1000, here * 1000, alive]
    table("Messages hostiles (barre : aucun arrêt, 2 s au plus)", heads, [row])


def _dial(server: Server, room: int) -> ClientConnection:
    name, token = server.rooms[room]
    pair = [Subprotocol("capacities"), Subprotocol(token)]
    return connect(f"{server.url}/{name}", subprotocols=pair, compression=None, max_size=None)


def _round_trip(socket: ClientConnection) -> float:
    """Say hello, ask who is here, and wait to read oneself; seconds."""
    began = time.monotonic()
    socket.send(HELLO)
    socket.send(b"\x03")
    while bytes(socket.recv(timeout=30))[:1] != HELLO[:1]:  # type: ignore[arg-type]
        pass
    return time.monotonic() - began


def convergence(runs: int) -> None:
    """Five real clients, random edits, cuts and returns; alike everywhere, and stored."""
    began = time.monotonic()
    with sqlite_database() as url, serving(url) as live, NodeClients() as node:
        for seed in range(runs):
            run_of_edits(live, node, 1_000 + seed, 60)
    heads = ["essais", "identiques partout et en base", "secondes"]
    table("Convergence de 5 clients", heads, [[runs, True, time.monotonic() - began]])


def moves(runs: int) -> None:
    """Five real clients move branches into each other's at random; one tree, no node lost."""
    began = time.monotonic()
    cut = 0
    with sqlite_database() as url, serving(url) as live, NodeClients() as node:
        for seed in range(runs):
            cut += run_of_moves(live, node, 2_000 + seed, 60)
    heads = ["essais", "même arbre partout et en base", "cycles coupés à la fin", "secondes"]
    table("Branches déplacées par 5 clients", heads, [[runs, True, cut, time.monotonic() - began]])


def maps(runs: int) -> None:
    """Five whole sessions of the product on a map: alike everywhere, nothing lost nor wronged."""
    began = time.monotonic()
    with sqlite_database() as url, NodeClients("storms.mjs") as people:
        done = run_of_storms(url, people, range(3_000, 3_000 + runs))
    kept = done.pop("kept", 0)
    acts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    heads = [
        "essais",
        "même carte partout et en base",
        "annuler n’a rien pris à un autre",
        "liens et timbres gardés",
        "gestes",
        "secondes",
    ]
    row: list[object] = [runs, True, True, kept, acts, time.monotonic() - began]
    table("Cartes de 5 personnes", heads, [row])


def timelines(runs: int) -> None:
    """Five whole sessions of the product on a timeline; the same days as Python's, nothing lost."""
    began = time.monotonic()
    with sqlite_database() as url, NodeClients("timeline-storms.mjs") as people:
        done = run_of_timeline_storms(url, people, range(4_000, 4_000 + runs))
    kept, loops = done.pop("kept", 0), done.pop("loops", 0)
    acts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    heads = [
        "essais",
        "même frise partout et en base, mêmes dates en Python",
        "annuler n’a rien pris à un autre",
        "liens gardés",
        "liens coupés à la fin",
        "gestes",
        "secondes",
    ]
    row: list[object] = [runs, True, True, kept, loops, acts, time.monotonic() - began]
    table("Frises de 5 personnes", heads, [row])
