"""What one visitor may try to hurt the others with: refused or bounded, and never for long.

Run as a program, ``python -m bench.attackers NAME TARGET`` goes on until it is stopped, beside what
``bench.hostile`` measures. Nothing here harms a server: each is something it answers.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import httpx
import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from capacities.collab.protocol import awareness_message, update_message
from capacities.documents.lib0 import write_integer

GONE_WRONG = (OSError, TimeoutError, WebSocketException, httpx.HTTPError, EOFError)
"""What being refused looks like from outside."""


@dataclass(frozen=True)
class Target:
    """A server, and what the visitor holds: a dossier of their own, with its links."""

    http: str
    socket: str
    dossier: str
    canvas: str
    editor: str
    reader: str
    voter: str
    others: tuple[tuple[str, str], ...] = ()
    """Other dossiers of the same visitor, each with its editing link."""

    @property
    def room(self) -> str:
        return f"{self.socket}/{self.dossier}/{self.canvas}"


Attack = Callable[[Target], Awaitable[None]]
Act = Callable[[ClientConnection], Awaitable[None]]


def _dial(target: Target, token: str) -> connect:
    pair = [Subprotocol("capacities"), Subprotocol(token)]
    return connect(target.room, subprotocols=pair, compression=None, open_timeout=20)


async def _for_ever(target: Target, token: str, act: Act) -> None:
    """Do it on a socket, and on another one each time the server closes it."""
    while True:
        with suppress(*GONE_WRONG):
            async with _dial(target, token) as socket:
                reading = asyncio.create_task(_read(socket))
                try:
                    while True:
                        await act(socket)
                finally:
                    reading.cancel()
        await asyncio.sleep(0.05)


async def _read(socket: ClientConnection) -> None:
    with suppress(*GONE_WRONG):
        async for _ in socket:
            pass


def _by(author: int, clock: int, *structs: bytes) -> bytes:
    return b"".join(map(write_integer, (len(structs), author, clock))) + b"".join(structs)


def _values(first: int, count: int) -> bytes:
    """Return the update of ``count`` authors, a value each."""
    each = (
        _by(first + i, 0, b"\x28\x01\x05cards\x03a%02d\x01\x7e" % (i % 100)) for i in range(count)
    )
    return write_integer(count) + b"".join(each) + b"\x00"


async def depth(target: Target) -> None:
    """Maps in one another, one more than a card has, in each message."""

    async def act(socket: ClientConnection) -> None:
        author = secrets.randbelow(2**31)
        inside = (
            b"\x27\x00" + write_integer(author) + write_integer(i) + b"\x01k\x01" for i in range(3)
        )
        said = _by(author, 0, b"\x27\x01\x05cards\x01k\x01", *inside)
        await socket.send(update_message(b"\x01" + said + b"\x00"))
        await asyncio.sleep(0.01)

    await _for_ever(target, target.editor, act)


async def authors(target: Target) -> None:
    """As many authors as a message may have, then small updates of two."""

    async def act(socket: ClientConnection) -> None:
        first = secrets.randbelow(2**31)
        await socket.send(update_message(_values(first, 2_000)))
        for i in range(200):
            await socket.send(update_message(_values(first + 3_000 + 2 * i, 2)))

    await _for_ever(target, target.editor, act)


async def dear(target: Target) -> None:
    """The dearest messages that are taken: thousands of small pieces, from ten browsers."""

    async def act(socket: ClientConnection) -> None:
        author = secrets.randbelow(2**31)
        origin = b"\x44" + write_integer(author)
        before = (origin + write_integer(i) + b"\x01a" for i in range(100_000))
        said = _by(author, 0, b"\x04\x01\x05texte\x01a", *before)
        await socket.send(update_message(b"\x01" + said + b"\x00"))

    await asyncio.gather(*(_for_ever(target, target.editor, act) for _ in range(10)))


async def houses(target: Target) -> None:
    """The same, in ten dossiers."""
    own = (replace(target, dossier=dossier, editor=link) for dossier, link in target.others)
    await asyncio.gather(*(dear(each) for each in own))


async def writers(target: Target) -> None:
    """Ten editors write and erase long texts as fast as they are let."""

    async def one() -> None:
        source: pycrdt.Doc[pycrdt.Text] = pycrdt.Doc()
        sent: list[bytes] = []
        source.observe(lambda event: sent.append(event.update))
        text = source.get("texte", type=pycrdt.Text)

        async def act(socket: ClientConnection) -> None:
            text.insert(0, secrets.token_urlsafe(30_000))
            del text[: len(text)]
            for update in sent:
                await socket.send(update_message(update))
            sent.clear()

        await _for_ever(target, target.editor, act)

    await asyncio.gather(*(one() for _ in range(10)))


async def cards(target: Target) -> None:
    """Eighteen thousand cards."""

    async def act(socket: ClientConnection) -> None:
        author = secrets.randbelow(2**31)
        each = (
            b"\x27\x01\x05cards\x08" + secrets.token_hex(4).encode() + b"\x01" for _ in range(1_000)
        )
        await socket.send(update_message(b"\x01" + _by(author, 0, *each) + b"\x00"))

    await _for_ever(target, target.editor, act)


async def exports(target: Target) -> None:
    """The whole dossier, forty-five times at once, again and again."""

    async def one() -> None:
        headers = {"Authorization": f"Bearer {target.reader}"}
        async with httpx.AsyncClient(timeout=120, headers=headers) as client:
            while True:
                with suppress(*GONE_WRONG):
                    await client.get(f"{target.http}/export/{target.dossier}.zip")
                await asyncio.sleep(0.05)

    await asyncio.gather(*(one() for _ in range(45)))


async def browsers(target: Target) -> None:
    """The same, by as many browsers as will be let in."""

    async def one() -> None:
        async with httpx.AsyncClient(timeout=120, headers={"Origin": target.http}) as client:
            with suppress(*GONE_WRONG):
                await _join(client, target, target.reader)
            while True:
                with suppress(*GONE_WRONG):
                    await client.get(f"{target.http}/export/{target.dossier}.zip")
                await asyncio.sleep(0.05)

    await asyncio.gather(*(one() for _ in range(45)))


async def imports(target: Target) -> None:
    """Five megabytes of an outline made to be dear to read."""
    outline = b"\n".join(b"\t" * (i % 90) + b"- x" for i in range(80_000))[: 5 * 1024 * 1024 - 1]
    headers = {"Authorization": f"Bearer {target.editor}"}

    async def one() -> None:
        async with httpx.AsyncClient(timeout=120, headers=headers) as client:
            while True:
                with suppress(*GONE_WRONG):
                    where = f"{target.http}/importer/{target.dossier}/gouvernance/apercu"
                    await client.post(where, content=outline)
                await asyncio.sleep(0.05)

    await asyncio.gather(*(one() for _ in range(8)))


async def sockets(target: Target) -> None:
    """One reader's sockets, two thousand of them."""

    async def one() -> None:
        while True:
            with suppress(*GONE_WRONG):
                async with _dial(target, target.reader) as socket:
                    await _read(socket)
            await asyncio.sleep(2)

    waiting = []
    for _ in range(2_000):
        waiting.append(asyncio.create_task(one()))
        await asyncio.sleep(0.002)
    await asyncio.gather(*waiting)


async def presence(target: Target) -> None:
    """Names of others, numbers that are none, half letters, big states, from fifty readers."""
    states = (
        b'{"user":{"name":"Ada"},"n":NaN}',
        b'{"user":{"name":"\\ud800"}}',
        '{"user":{"name":"Ada"}}'.encode("utf-16"),
        b'{"user":{"name":"Ada"},"card":"' + b"x" * 3_000 + b'"}',
    )

    async def one(client: int) -> None:
        clock = 0

        async def act(socket: ClientConnection) -> None:
            nonlocal clock
            clock += 1
            await socket.send(awareness_message([(client, clock, states[clock % len(states)])]))
            await asyncio.sleep(0.01)

        await _for_ever(target, target.reader, act)

    await asyncio.gather(*(one(1_000 + i) for i in range(50)))


async def voters(target: Target) -> None:
    """As many voters as one script can make with one link."""

    async def one() -> None:
        while True:
            async with httpx.AsyncClient(timeout=60, headers={"Origin": target.http}) as client:
                with suppress(*GONE_WRONG):
                    await _join(client, target, target.voter)
            await asyncio.sleep(0.02)

    await asyncio.gather(*(one() for _ in range(8)))


async def half_sent(target: Target) -> None:
    """Requests begun and never ended, as many as this machine opens."""
    host, port = target.http.removeprefix("http://").split(":")

    async def one() -> None:
        while True:
            with suppress(*GONE_WRONG):
                reader, writer = await asyncio.open_connection(host, int(port))
                writer.write(b"POST /rejoindre HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n")
                with suppress(*GONE_WRONG):
                    await reader.read()
                writer.close()
            await asyncio.sleep(0.5)

    await asyncio.gather(*(one() for _ in range(3_000)))


async def _join(client: httpx.AsyncClient, target: Target, token: str) -> None:
    words = {"token": token, "pseudonym": "Votant", "color": "#0b5d66"}
    await client.post(f"{target.http}/rejoindre", json=words)


ATTACKS: dict[str, tuple[str, Attack]] = {
    "depth": ("textes trop profonds", depth),
    "authors": ("des milliers d’auteurs", authors),
    "dear": ("dix navigateurs, messages les plus coûteux", dear),
    "houses": ("les mêmes dans dix dossiers", houses),
    "writers": ("dix personnes écrivent et effacent", writers),
    "cards": ("18 000 post-its", cards),
    "exports": ("45 ZIP à la fois, un lecteur", exports),
    "browsers": ("45 ZIP à la fois, 45 navigateurs", browsers),
    "imports": ("8 plans piégés de 5 Mo", imports),
    "sockets": ("2 000 connexions d’un lecteur", sockets),
    "presence": ("présences illisibles", presence),
    "voters": ("fabrique de votants", voters),
    "half-sent": ("3 000 demandes inachevées", half_sent),
}
"""What each is called on the command line, and in the table."""


def main() -> None:
    """Go on until stopped, leaving the processor to what is measured."""
    os.nice(10)
    name, target = sys.argv[1], Target(**json.loads(sys.argv[2]))
    asyncio.run(ATTACKS[name][1](target))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
