"""The rooms inside Streamlit's process, while ten people look at pages with charts."""

from __future__ import annotations

import asyncio
import threading
import time
from statistics import median

from bench.pages import enter
from bench.serving import load, ours, sqlite_database, table
from bench.sessions import Reader
from tests.interop.node import node_binary

SESSIONS = 10
EVERY_S = 5.0
WARMUP_S = 4.0


def beside(rooms: int, seconds: float, rounds: int) -> None:
    """100 pairs at 2 edits/s, alone then beside ten sessions rerunning a page with charts."""
    assert node_binary()
    rows: list[list[object]] = []
    for _ in range(rounds):
        for sessions in (0, SESSIONS):
            with sqlite_database() as url, ours(url, rooms, streamlit=True) as server:
                base = server.url.replace("ws://", "http://").removesuffix("/collab")
                readers = _readers(base, server.rooms[0], sessions)
                watching = _watch(readers, seconds + 3 * WARMUP_S)
                time.sleep(WARMUP_S if sessions else 0.5)
                figures = load(server, seconds=seconds)
                watching.join()
            durations = [d for reader in readers for d in reader.durations]
            latency = figures["latency"]
            rows.append(
                [
                    f"{sessions} pages de figures",
                    latency["p50"],
                    latency["p95"],
                    latency["p99"],
                    figures["saved"]["p95"],
                    len(durations),
                    1000 * median(durations) if durations else None,
                    figures["converged"] and figures["settled"],
                ]
            )
    heads = ["à côté de", "p50 ms", "p95", "p99", "saved p95", "reruns", "rerun ms", "convergé"]
    table(
        f"{rooms} salles × 2 dans Streamlit, {SESSIONS} pages rejouées toutes les {EVERY_S:.0f} s "
        "(barre : p95 ≤ 20 ms)",
        heads,
        rows,
    )


def _readers(base: str, room: tuple[str, str], count: int) -> list[Reader]:
    """People on the synthesis of one dossier, each with their own cookie."""
    name, token = room
    dossier, _, canvas = name.partition("/")
    query = f"dossier={dossier}&canevas={canvas}"
    return [Reader(base, enter(base, token), "synthese", query) for _ in range(count)]


def _watch(readers: list[Reader], seconds: float) -> threading.Thread:
    """Keep the pages rerunning in a thread, out of step with one another."""

    async def watch() -> None:
        until = time.monotonic() + seconds

        async def one(reader: Reader, index: int) -> None:
            await asyncio.sleep(index * EVERY_S / max(1, len(readers)))
            await reader.live(EVERY_S, until)

        await asyncio.gather(*(one(reader, i) for i, reader in enumerate(readers)))

    thread = threading.Thread(target=lambda: asyncio.run(watch()))
    thread.start()
    return thread
