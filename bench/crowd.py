"""What arrivals cost the server, and whether those who write feel them."""

from __future__ import annotations

import asyncio
import threading
import time
from statistics import median
from typing import Any

from bench.arriving import Arrival
from bench.pages import cpu_seconds
from bench.serving import Server, load, ours, sqlite_database, table

PEOPLE = 200
WITHIN_S = 20.0
ROOMS = 10
"""Pairs that write, two edits a second each, while the others arrive."""
_PATIENCE_S = 120.0


def crowd() -> None:
    """Print what one arrival costs, then how a crowd comes in."""
    heads = ["mesure", "résultat", "barre"]
    with sqlite_database() as url, ours(url, ROOMS + 1, streamlit=True) as server:
        table("Ce que coûte une arrivée", heads, _costs(server))
    with sqlite_database() as url, ours(url, ROOMS + 1, streamlit=True) as server:
        title = f"{PEOPLE} personnes en {WITHIN_S:.0f} s, pendant que {ROOMS} binômes écrivent"
        table(title, heads, _all_at_once(server))


def _costs(server: Server) -> list[list[object]]:
    rows: list[list[object]] = []
    asyncio.run(arrive(server, 3, 0.5, known=False))  # the files are made ready by the first
    for known, name in ((False, "première visite, fichiers compris"), (True, "déjà venue")):
        before = cpu_seconds(server.process.pid)
        people = asyncio.run(arrive(server, 40, 12.0, known=known))
        each = 1000 * (cpu_seconds(server.process.pid) - before) / len(people)
        rows.append([name, f"{each:.0f} ms de CPU", "≤ 60"])
    return rows


def _all_at_once(server: Server) -> list[list[object]]:
    asyncio.run(arrive(server, 3, 0.5, known=False))
    alone = _partners(server, 8.0)
    figures: dict[str, Any] = {}
    writing = threading.Thread(target=lambda: figures.update(_partners(server, WITHIN_S + 4)))
    writing.start()
    time.sleep(4)  # they are in, and write
    people = asyncio.run(arrive(server, PEOPLE, WITHIN_S, known=False))
    writing.join()
    took = sorted(each.took for each in people)
    return [
        ["entrées", f"{len(took)} sur {PEOPLE}", "toutes"],
        ["d’« Entrer » au canevas, p50", f"{median(took):.2f} s", ""],
        ["d’« Entrer » au canevas, p95", f"{took[int(0.95 * len(took))]:.2f} s", "≤ 8 s"],
        ["modification → voisin, p95, seuls", f"{alone['latency']['p95']:.1f} ms", ""],
        ["modification → voisin, p95", f"{figures['latency']['p95']:.1f} ms", "≤ 20 ms"],
        ["tout enregistré", figures["converged"] and figures["settled"], "oui"],
    ]


def _partners(server: Server, seconds: float) -> dict[str, Any]:
    writing = Server(server.url, server.process, server.rooms[1:])
    return load(writing, seconds=seconds)


async def arrive(server: Server, count: int, within_s: float, *, known: bool) -> list[Arrival]:
    """Let ``count`` people in, evenly, with the link of the first room; all stay to the end."""
    base = server.url.replace("ws://", "http://").removesuffix("/collab")
    people = [Arrival(base, server.rooms[0][1], known) for _ in range(count)]
    stay = asyncio.Event()
    async with asyncio.timeout(within_s + _PATIENCE_S), asyncio.TaskGroup() as coming:
        for each in people:
            coming.create_task(each.come(stay))
            await asyncio.sleep(within_s / count)
        await asyncio.gather(*(each.inside.wait() for each in people))
        stay.set()
    return people
