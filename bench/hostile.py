"""What the others feel while one visitor attacks: another dossier's pair, the door, the health."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import httpx
import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.attackers import ATTACKS, Target
from bench.memory import family, resident_mib
from bench.serving import CANVAS, ROOT, Server, ours, sqlite_database, table
from capacities.collab.protocol import update_message
from capacities.documents.lib0 import read_integer
from capacities.domain.access import Role
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.create_example import create_example
from capacities.services.identify import identify
from capacities.services.share_links import replace_link
from capacities.services.write_canvas import write_canvas

EVERY_S = 0.05
"""Seconds between two letters of the pair."""
ASK_EVERY_S = 0.5
"""Seconds between two requests at the door and about health."""
SETTLE_S = 3.0
"""Seconds given to an attack to be in full swing."""
GIVE_UP_S = 30.0


@dataclass
class Felt:
    """Seconds, each time: to the partner, to *saved*, to be let in, to be told the health."""

    partner: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    joined: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    refused: int = 0
    """Honest requests that were not answered 200."""
    memory: int = 0
    """MiB, the most that the server and its children took."""


def hostile(seconds: float, names: Sequence[str]) -> None:
    """Each attack in turn, on a new server; the first row is without any."""
    rows = [_row("(rien)", _under(None, seconds))]
    for name in names or ATTACKS:
        rows.append(_row(ATTACKS[name][0], _under(name, seconds)))
    heads = ["attaque", "partenaire p95 ms", "saved p95", "entrer max", "santé max"]
    heads += ["refus", "mémoire Mio", "vivant"]
    title = "Une autre paire pendant l’attaque (barres : 50, 500, 1 000, 1 000 ms, 0, 600 Mio)"
    table(title, heads, rows)


def _row(title: str, found: tuple[Felt, bool]) -> list[object]:
    felt, alive = found
    return [
        title,
        1000 * _p95(felt.partner),
        1000 * _p95(felt.saved),
        1000 * max(felt.joined, default=GIVE_UP_S),
        1000 * max(felt.health, default=GIVE_UP_S),
        felt.refused,
        felt.memory,
        alive,
    ]


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] if times else GIVE_UP_S


def _under(name: str | None, seconds: float) -> tuple[Felt, bool]:
    with sqlite_database() as url, ours(url, 1, streamlit=True) as server:
        target = _dossier_of_the_visitor(url, server)
        with _attacking(name, target):
            felt = asyncio.run(_feel(server, target.http, seconds))
        return felt, server.process.poll() is None


def _dossier_of_the_visitor(url: str, server: Server) -> Target:
    """Return what anybody may have: an example, filled until a canvas is nearly full."""
    ctx = open_context(Settings(database_url=url))
    made = create_example(ctx)
    owner = identify(ctx, made.dossier_id, bearer=made.tokens[Role.FACILITATOR])
    many = (
        Card(id=f"b{i}", text="Une idée assez longue " * 8, zone="partenaires", rank=f"a{i:04}")
        for i in range(2_000)
    )
    write_canvas(ctx, owner, CANVAS, many)
    voter = replace_link(ctx, owner, Role.VOTER)
    others = [
        create_dossier(ctx, title=f"Autre {i}", territory="Essai", use_case="") for i in range(10)
    ]
    ctx.close()
    return Target(
        http=server.url.replace("ws://", "http://").removesuffix("/collab"),
        socket=server.url,
        dossier=made.dossier_id,
        canvas=CANVAS,
        editor=made.tokens[Role.EDITOR],
        reader=made.tokens[Role.READER],
        voter=voter,
        others=tuple((one.dossier_id, one.tokens[Role.EDITOR]) for one in others),
    )


@contextmanager
def _attacking(name: str | None, target: Target) -> Iterator[None]:
    if name is None:
        yield
        return
    command = [sys.executable, "-m", "bench.attackers", name, json.dumps(asdict(target))]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as attacker:
        try:
            time.sleep(SETTLE_S)
            yield
        finally:
            attacker.kill()


async def _feel(server: Server, http: str, seconds: float) -> Felt:
    felt, until = Felt(), time.monotonic() + seconds
    await asyncio.gather(
        _pair(server, felt, until),
        _door(server, http, felt, until),
        _health(http, felt, until),
        _memory(server.process.pid, felt, until),
    )
    return felt


async def _pair(server: Server, felt: Felt, until: float) -> None:
    """One types, the other reads; each letter is timed to the partner and to *saved*."""
    ((room, token),) = server.rooms
    pair = [Subprotocol("capacities"), Subprotocol(token)]
    address = f"{server.url}/{room}"
    updates: list[bytes] = []
    source: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
    source.observe(lambda event: updates.append(event.update))
    text = source.get("texte", type=pycrdt.Text)
    sent: list[float] = []
    options = {"subprotocols": pair, "compression": None, "open_timeout": GIVE_UP_S}
    async with connect(address, **options) as one, connect(address, **options) as other:  # type: ignore[arg-type]
        await asyncio.gather(one.recv(), other.recv())  # both are in the room
        hearing = [
            asyncio.create_task(_hear(other, sent, felt)),
            asyncio.create_task(_hear(one, sent, felt)),
        ]
        while time.monotonic() < until:
            text += "a"
            sent.append(time.monotonic())
            await one.send(update_message(updates.pop()))
            await asyncio.sleep(EVERY_S)
        await asyncio.wait(hearing, timeout=2)
        for task in hearing:
            task.cancel()


async def _hear(socket: ClientConnection, sent: list[float], felt: Felt) -> None:
    heard = 0
    told = 0
    async for message in socket:
        data, now = bytes(message), time.monotonic()  # type: ignore[arg-type]
        if data[:2] == b"\x00\x02":
            felt.partner.append(now - sent[heard])
            heard += 1
        elif data[:1] == b"\x64":
            count = read_integer(data, 1)[0]
            felt.saved += [now - sent[rank] for rank in range(told, count)]
            told = count


async def _door(server: Server, http: str, felt: Felt, until: float) -> None:
    ((_room, token),) = server.rooms
    words = {"token": token, "pseudonym": "Ada", "color": "#0b5d66"}
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            async with httpx.AsyncClient(timeout=GIVE_UP_S) as client:
                answer = await client.post(
                    f"{http}/rejoindre", json=words, headers={"Origin": http}
                )
            felt.refused += answer.status_code != 200
        except httpx.HTTPError:
            felt.refused += 1
        felt.joined.append(time.monotonic() - began)
        await asyncio.sleep(ASK_EVERY_S)


async def _health(http: str, felt: Felt, until: float) -> None:
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            async with httpx.AsyncClient(timeout=GIVE_UP_S) as client:
                answer = await client.get(f"{http}/sante")
            felt.refused += answer.status_code != 200
        except httpx.HTTPError:
            felt.refused += 1
        felt.health.append(time.monotonic() - began)
        await asyncio.sleep(ASK_EVERY_S)


async def _memory(pid: int, felt: Felt, until: float) -> None:
    while time.monotonic() < until:
        felt.memory = max(felt.memory, sum(map(resident_mib, family(pid))))
        await asyncio.sleep(ASK_EVERY_S)
