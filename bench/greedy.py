"""What another dossier feels while one dossier asks for all that it can get.

``python bench/greedy.py [KIND…]``: run as ``greedy.py --ask KIND URL ROOM TOKEN SECONDS`` it is the
one that asks, in a process of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench.serving import Server, ours, sqlite_database, table
from capacities.collab.protocol import awareness_message, step_1_message, update_message

SOCKETS = 10
SECONDS = float(os.environ.get("SECONDS", "12"))
Ask = Callable[[ClientConnection, int], Awaitable[None]]


def _open(url: str, room: str, token: str) -> connect:
    pair = [Subprotocol("capacities"), Subprotocol(token)]
    return connect(
        f"{url}/{room}",
        subprotocols=pair,
        compression=None,
        max_size=None,
        max_queue=None,
        close_timeout=0.5,
    )


def _cards(count: int, letters: int) -> bytes:
    """Return the update of somebody new who adds cards."""
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    cards = doc.get("cards", type=pycrdt.Map)
    mark = os.urandom(4).hex()
    with doc.transaction():
        for i in range(count):
            cards[f"{mark}{i}"] = pycrdt.Map(
                {"text": pycrdt.Text("a" * letters), "zone": "cible", "rank": f"a{i}"}
            )
    return update_message(doc.get_update())


async def _send(socket: ClientConnection, message: Callable[[], bytes], per_s: float) -> None:
    while True:
        await socket.send(message())
        await asyncio.sleep(1 / per_s)


async def _letters(socket: ClientConnection, _rank: int) -> None:
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    cards = doc.get("cards", type=pycrdt.Map)
    card = cards["k" + os.urandom(4).hex()] = pycrdt.Map({"text": pycrdt.Text("")})
    text = card["text"]
    await socket.send(update_message(doc.get_update()))
    news: list[bytes] = []
    doc.observe(lambda event: news.append(event.update))
    while True:
        text += "a"
        await socket.send(update_message(news.pop()))
        await asyncio.sleep(1 / 300)


async def _presence(socket: ClientConnection, rank: int) -> None:
    clock = 0

    def say() -> bytes:
        nonlocal clock
        clock += 1
        state = json.dumps({"n": clock, "x": "a" * 3_900}).encode()
        return awareness_message([(rank + 1, clock, state)])

    await _send(socket, say, 250)


async def _asks(socket: ClientConnection, _rank: int) -> None:
    await _send(socket, lambda: step_1_message(b"\x01\x05\x01"), 250)


async def _small(socket: ClientConnection, _rank: int) -> None:
    await _send(socket, lambda: _cards(1, 10), 250)


async def _large(socket: ClientConnection, _rank: int) -> None:
    made = [_cards(1_500, 40) for _ in range(3)]
    await _send(socket, lambda: made[int(time.monotonic()) % 3], 20)


async def _doors(socket: ClientConnection, _rank: int) -> None:
    await socket.close()


KINDS: dict[str, Ask] = {
    "letters": _letters,
    "presence": _presence,
    "asks": _asks,
    "small": _small,
    "large": _large,
    "doors": _doors,
}


async def _ask(kind: str, url: str, room: str, token: str, seconds: float) -> None:
    end = time.monotonic() + seconds

    async def one(rank: int) -> None:
        while time.monotonic() < end:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with asyncio.timeout_at(
                    asyncio.get_running_loop().time() + end - time.monotonic()
                ):
                    async with _open(url, room, token) as socket:
                        reading = asyncio.create_task(_read(socket))
                        try:
                            await KINDS[kind](socket, rank)
                        finally:
                            reading.cancel()

    await asyncio.gather(*(one(rank) for rank in range(SOCKETS)))


async def _read(socket: ClientConnection) -> None:
    with contextlib.suppress(WebSocketException):
        while True:
            await socket.recv()


async def _pair(url: str, room: str, token: str, seconds: float) -> tuple[list[float], list[float]]:
    """Type in one room as two people, one who writes and one who reads."""
    seen: asyncio.Queue[float] = asyncio.Queue()
    saved: asyncio.Queue[float] = asyncio.Queue()
    shown_s, saved_s = [], []

    async def watch(socket: ClientConnection, begins: bytes, told: asyncio.Queue[float]) -> None:
        async for message in socket:
            if bytes(message)[: len(begins)] == begins:  # type: ignore[arg-type]
                told.put_nowait(time.monotonic())

    async with _open(url, room, token) as writer, _open(url, room, token) as reader:
        for socket in (writer, reader):
            await socket.recv()  # let in
        watching = [
            asyncio.create_task(watch(reader, b"\x00\x02", seen)),
            asyncio.create_task(watch(writer, b"\x64", saved)),
        ]
        doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
        card = doc.get("cards", type=pycrdt.Map)["k" + os.urandom(4).hex()] = pycrdt.Map(
            {"text": pycrdt.Text("")}
        )
        await writer.send(update_message(doc.get_update()))
        await saved.get()
        await seen.get()
        text = card["text"]
        news: list[bytes] = []
        doc.observe(lambda event: news.append(event.update))
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text += "a"
            began = time.monotonic()
            await writer.send(update_message(news.pop()))
            shown_s.append(await asyncio.wait_for(seen.get(), 60) - began)
            saved_s.append(await asyncio.wait_for(saved.get(), 60) - began)
            await asyncio.sleep(0.05)
        for task in watching:
            task.cancel()
    return shown_s, saved_s


def measure(kind: str, server: Server, seconds: float) -> list[object]:
    """Return one row: what the second dossier feels while the first asks for ``kind``."""
    status = Path(f"/proc/{server.process.pid}")
    before = _cpu(status)
    (room, token), (other, others) = server.rooms[:2]
    command = ["nice", sys.executable, __file__, "--ask", kind, server.url, room, token]
    command.append(str(seconds))
    asking = subprocess.Popen(command) if kind != "nobody" else None
    shown, saved = asyncio.run(_pair(server.url, other, others, seconds))
    if asking is not None:
        asking.kill()
        asking.wait()
    cpu = (_cpu(status) - before) / seconds
    memory = next(
        int(line.split()[1])
        for line in (status / "status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    p95, p99 = (quantiles(shown, n=100)[at] * 1000 for at in (94, 98))
    return [kind, len(shown), p95, p99, quantiles(saved, n=100)[94] * 1000, cpu, memory // 1024]


def _cpu(status: Path) -> float:
    fields = (status / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure every kind, or those named."""
    kinds = sys.argv[1:] or ["nobody", *KINDS]
    rows = []
    for kind in kinds:
        with sqlite_database() as url, ours(url, 2) as server:
            rows.append(measure(kind, server, SECONDS))
    heads = ["demande", "lettres", "p95 ms", "p99", "saved p95", "CPU", "mémoire Mo"]
    table("Ce que ressent un autre dossier", heads, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        asyncio.run(_ask(*sys.argv[2:6], float(sys.argv[6])))
    else:
        main()
