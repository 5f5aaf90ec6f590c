"""People who come in without a browser: they ask for what one asks for, in the same order."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import websockets

from bench.sessions import Reader

CONNECTIONS = 6
"""What a browser opens to one site."""


@dataclass
class Arrival:
    """One person: follows a link, enters, opens the canvas, and stays.

    Attributes:
        known: whether this browser came before: the files are in its cache.
        inside: set once the canvas answered.
        took: seconds from « Entrer » to the canvas that answers.
    """

    base: str
    token: str
    known: bool = False
    took: float = 0.0
    received: int = 0
    _free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(
        default_factory=asyncio.Queue, repr=False
    )
    inside: asyncio.Event = field(default_factory=asyncio.Event)
    _cookie: str = ""

    @property
    def _host(self) -> str:
        return self.base.removeprefix("http://")

    async def come(self, stay: asyncio.Event) -> None:
        """Do all of it; the sockets are closed once ``stay`` is set."""
        host, _, port = self._host.partition(":")
        opened = [await asyncio.open_connection(host, int(port)) for _ in range(CONNECTIONS)]
        for connection in opened:
            self._free.put_nowait(connection)
        try:
            await self._through_the_door()
            began = time.monotonic()
            where = await self._enter()
            if self.known:
                await self._ask("GET", where)
            else:
                await asyncio.gather(*(self._ask("GET", one) for one in (where, *self._needed)))
            for path in ("/_stcore/health", "/_stcore/host-config"):
                await self._ask("GET", path)
            async with self._page(where), self._room(where):
                self.took = time.monotonic() - began
                self.inside.set()
                await stay.wait()
        finally:
            for _, writer in opened:
                writer.close()

    async def _through_the_door(self) -> None:
        await self._ask("GET", "/rejoindre")
        said = json.loads(await self._ask("POST", "/rejoindre/lien", {"token": self.token}))
        needed = json.loads(await self._ask("GET", "/assets/suite.json"))
        self._needed: list[str] = [*needed["base"], *needed["formes"].get(said["forme"], [])]

    async def _enter(self) -> str:
        words = {"token": self.token, "pseudonym": "Ada", "color": "#0b5d66"}
        where: str = json.loads(await self._ask("POST", "/rejoindre", words))["url"]
        await self._ask("POST", "/rejoindre/lien", {"token": self.token})
        return where

    @asynccontextmanager
    async def _page(self, where: str) -> AsyncIterator[None]:
        page, _, query = where.lstrip("/").partition("?")
        reader = Reader(self.base, self._cookie, page, query)
        async with reader.opened() as socket:
            await reader.rerun(socket)
            drain = asyncio.create_task(_drain(socket))
            yield
            drain.cancel()

    @asynccontextmanager
    async def _room(self, where: str) -> AsyncIterator[None]:
        query = dict(pair.split("=") for pair in where.partition("?")[2].split("&"))
        url = f"ws://{self._host}/collab/{query['dossier']}/{query['canevas']}"
        async with websockets.connect(
            url,
            additional_headers={"Cookie": f"capacities={self._cookie}"},
            origin=websockets.Origin(self.base),
            max_size=None,
            compression=None,
        ) as socket:
            await socket.send(bytes([0, 0, 1, 0]))  # what does one who has nothing lack?
            while True:
                message = await socket.recv()
                if isinstance(message, bytes) and message[:2] == bytes([0, 1]):
                    break
            drain = asyncio.create_task(_drain(socket))
            yield
            drain.cancel()

    async def _ask(self, method: str, path: str, body: object = None) -> bytes:
        """Ask on a connection of this person's, as a browser does; return what comes."""
        reader, writer = await self._free.get()
        try:
            writer.write(self._request(method, path, body))
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            size = _header(head, "content-length")
            data = await reader.readexactly(int(size)) if size else b""
        finally:
            self._free.put_nowait((reader, writer))
        self.received += len(head) + len(data)
        if not head.startswith("HTTP/1.1 200"):
            raise RuntimeError(f"{method} {path} : {head[:20]} {data[:200]!r}")
        if cookie := _header(head, "set-cookie"):
            self._cookie = cookie.partition(";")[0].partition("=")[2]
        return data

    def _request(self, method: str, path: str, body: object) -> bytes:
        data = b"" if body is None else json.dumps(body).encode()
        packed = (
            "br, gzip" if path.startswith(("/static/", "/_stcore/", "/assets/p")) else "identity"
        )
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._host}",
            f"Accept-Encoding: {packed}",
            f"Origin: {self.base}",
        ]
        if self._cookie:
            lines.append(f"Cookie: capacities={self._cookie}")
        if data:
            lines += ["Content-Type: application/json", f"Content-Length: {len(data)}"]
        return "\r\n".join([*lines, "", ""]).encode() + data


async def _drain(socket: websockets.ClientConnection) -> None:
    async for _ in socket:
        pass


def _header(head: str, name: str) -> str:
    for line in head.split("\r\n"):
        key, _, value = line.partition(": ")
        if key.lower() == name:
            return value
    return ""
