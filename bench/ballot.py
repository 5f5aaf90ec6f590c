"""Two hundred people vote at the same moment, each click sent twice: how long, and how exact."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

from bench.pages import cpu_seconds
from bench.serving import Server, ours, postgresql_database, sqlite_database, table
from capacities.domain.access import Role
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.set_ballot import set_ballot
from capacities.services.write_canvas import write_canvas

CANVAS = "pourquoi"
VOTERS = 200
DOTS = 4
IDEAS = [f"idee-{number}" for number in range(12)]
ARRIVAL = [
    "base",
    "page ms",
    "dont fichiers",
    "p95 ms",
    "vote ms",
    "d’un coup",
    "en tout ms",
    "exact",
    "lire ms",
]
"""Milliseconds of server CPU by voter: coming to the light page (its files apart), the whole vote
(four gommettes, « J’ai terminé ») one tap after the other, then as taps go that are quicker than
the answers; coming and the latter; then reading the results once revealed."""
HEADS = ["base", "demandes", "secondes", "p50 ms", "p95", "max", "CPU ms", "exact", "200 vues s"]


@dataclass(frozen=True)
class Room:
    """A dossier with ideas, and the cookies of its voters; ``token`` is the facilitator's."""

    dossier: str
    token: str
    cookies: tuple[str, ...]


class Line:
    """One HTTP connection kept open: general clients work longer than the server measured."""

    def __init__(self, base: str) -> None:
        self._where = urlsplit(base)
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, headers: dict[str, str], body: object = None) -> Any:
        """Send a request (POST when it has a body) and return the JSON answered.

        On a connection that the server closed (unused for 5 s), send it again as a page would.
        """
        data = b"" if body is None else json.dumps(body).encode()
        said = {"Host": "mesure", "Content-Length": str(len(data)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        verb = "GET" if body is None else "POST"
        request = f"{verb} {path} HTTP/1.1\r\n{head}\r\n".encode() + data
        return json.loads(await self._answer(request))

    async def get(self, path: str, headers: dict[str, str]) -> bytes:
        """Return what is at an address, as it came."""
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return await self._answer(f"GET {path} HTTP/1.1\r\nHost: mesure\r\n{head}\r\n".encode())

    async def _answer(self, request: bytes) -> bytes:
        while True:
            try:
                status, content = await self._send(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self._open = None
                continue
            if status != "200":
                raise RuntimeError(content.decode())
            return content

    async def _send(self, request: bytes) -> tuple[str, bytes]:
        if self._open is None:
            where = self._where
            self._open = await asyncio.open_connection(where.hostname, where.port)
        reader, writer = self._open
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return head.split()[1], await reader.readexactly(length)


def ballot() -> None:
    """Print, for each database: the crowd's time, and everybody asking the state at once."""
    rows: list[list[object]] = []
    light: list[list[object]] = []
    for name, database in (("SQLite", sqlite_database), ("PostgreSQL", postgresql_database)):
        with database() as url, ours(url, 0, streamlit=True) as server:
            rows.append([name, *asyncio.run(_crowd(server, _furnish(url)))])
            light.append([name, *asyncio.run(_phones(server, _furnish(url)))])
    table(f"{VOTERS} votants × {DOTS} gommettes, chaque clic envoyé deux fois", HEADS, rows)
    table(
        f"{VOTERS} téléphones à la fois sur la page de vote (barre : 15 ms en tout, SQLite)",
        ARRIVAL,
        light,
    )


def _furnish(url: str) -> Room:
    """Make the room beside the running server, as a program may."""
    ctx = open_context(Settings(database_url=url))
    made = create_dossier(ctx, title="Vote", territory="Essai", use_case="")
    token = made.tokens[Role.EDITOR]
    who = identify(ctx, made.dossier_id, bearer=token)
    ideas = [Card(name, f"Idée {name}", NODE, "a0", parent=CENTRE) for name in IDEAS]
    write_canvas(ctx, who, CANVAS, ideas)
    manager = identify(ctx, made.dossier_id, bearer=made.tokens[Role.FACILITATOR])
    set_ballot(ctx, manager, CANVAS, open=True)
    cookies = [join(ctx, None, token, f"V{n}", "#0b5d66", "").cookie for n in range(VOTERS)]
    ctx.close()
    return Room(made.dossier_id, made.tokens[Role.FACILITATOR], tuple(cookies))


async def _crowd(server: Server, room: Room) -> list[object]:
    base = server.url.replace("ws://", "http://").removesuffix("/collab")
    address, expected, times = f"/gommettes/{room.dossier}/{CANVAS}", Counter[str](), []
    lines = [[Line(base), Line(base)] for _ in room.cookies]

    def cookie(number: int) -> dict[str, str]:
        return {"Origin": "http://mesure", "Cookie": f"capacities={room.cookies[number]}"}

    async def click(line: Line, number: int, card: str, act: str) -> None:
        began = time.perf_counter()
        await line.ask(address, cookie(number), {"carte": card, "acte": act})
        times.append((time.perf_counter() - began) * 1000)

    async def vote(number: int) -> None:
        chance = random.Random(number)
        for dot in range(DOTS):
            card = chance.choice(IDEAS)
            expected[card] += 1
            await asyncio.gather(
                *(click(line, number, card, f"{number}-{dot}") for line in lines[number])
            )

    cpu, began = cpu_seconds(server.process.pid), time.perf_counter()
    await asyncio.gather(*(vote(number) for number in range(VOTERS)))
    seconds = time.perf_counter() - began
    cpu = (cpu_seconds(server.process.pid) - cpu) * 1000 / len(times)
    manager = {"Authorization": f"Bearer {room.token}"}
    said = await lines[0][0].ask(f"{address}/reglages", manager, {"devoile": "oui"})
    began = time.perf_counter()
    await asyncio.gather(*(lines[n][0].ask(address, cookie(n)) for n in range(VOTERS)))
    reading = time.perf_counter() - began
    exact = said["totals"] == dict(expected) and said["voters"] == VOTERS
    cuts = quantiles(times, n=20)
    return [len(times), seconds, cuts[9], cuts[18], max(times), cpu, exact, reading]


async def _phones(server: Server, room: Room) -> list[object]:
    """Two hundred phones come to the light page at once, vote, and read what is revealed."""
    base = server.url.replace("ws://", "http://").removesuffix("/collab")
    vote, gommettes = (f"/{kind}/{room.dossier}/{CANVAS}" for kind in ("vote", "gommettes"))
    lines = [Line(base) for _ in room.cookies]
    expected, times = Counter[str](), []
    page = (await lines[0].get(vote, _cookie(room, 0))).decode()
    files = sorted(set(re.findall(r'"(/assets/[^"]+)"', page)))

    async def together(act: Callable[[int], Awaitable[None]]) -> float:
        """Return the CPU by voter, in milliseconds, of what all do at once."""
        before = cpu_seconds(server.process.pid)
        await asyncio.gather(*(act(number) for number in range(VOTERS)))
        return (cpu_seconds(server.process.pid) - before) * 1000 / VOTERS

    async def fetch(number: int) -> None:
        for file in files:
            await lines[number].get(file, {})

    async def come(number: int) -> None:
        began = time.perf_counter()
        await lines[number].get(vote, _cookie(room, number))
        times.append((time.perf_counter() - began) * 1000)
        await lines[number].ask(f"{gommettes}/venir", _cookie(room, number), {})

    async def place(number: int) -> None:
        chance = random.Random(number)
        for dot in range(DOTS):
            card = chance.choice(IDEAS)
            expected[card] += 1
            body = {"carte": card, "acte": f"{number}-{dot}", "tour": "1"}
            await lines[number].ask(gommettes, _cookie(room, number), body)
        done = {"fini": "oui", "tour": "1"}
        await lines[number].ask(f"{gommettes}/terminer", _cookie(room, number), done)

    async def place_together(number: int) -> None:
        """What the page sends of taps that were quicker than the answers."""
        chance = random.Random(number)
        cards = [chance.choice(IDEAS) for _ in range(DOTS)]
        expected.update(cards)
        body = {f"{number}-e{dot}": f"+{card}" for dot, card in enumerate(cards)}
        await lines[number].ask(
            f"{gommettes}/ensemble", _cookie(room, number), {"tour": "2", "fini": "oui", **body}
        )

    async def read(number: int) -> None:
        await lines[number].ask(gommettes, _cookie(room, number))
        await lines[number].ask(f"{vote}/idees", _cookie(room, number))

    fetching, coming, voting = [await together(act) for act in (fetch, come, place)]
    manager = {"Authorization": f"Bearer {room.token}"}
    await lines[0].ask(f"{gommettes}/tour", manager, {"garder": "non", "tour": "1"})
    expected.clear()
    rapid = await together(place_together)
    said = await lines[0].ask(f"{gommettes}/reglages", manager, {"devoile": "oui"})
    reading = await together(read)
    exact = said["totals"] == dict(expected) and said["finished"] == said["seated"] == VOTERS
    p95 = quantiles(times, n=20)[18]
    came = coming + fetching
    return [came, fetching, p95, voting, rapid, came + rapid, exact, reading]


def _cookie(room: Room, number: int) -> dict[str, str]:
    return {"Origin": "http://mesure", "Cookie": f"capacities={room.cookies[number]}"}
