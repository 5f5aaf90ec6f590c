"""Connections that go no further: ended, while the others are served."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.config import WS_PROTOCOLS
from websockets.asyncio.client import connect

from capacities.collab import wire
from capacities.domain.limits import REQUEST_HEAD_BYTES
from capacities.domain.settings import Settings
from capacities.services.context import Context
from capacities.storage.database import Database
from capacities.web.connections import BoundedHttp, install
from capacities.web.handlers import route
from tests.ports import free_port

GET = b"GET / HTTP/1.1\r\nHost: ateliers.test\r\n\r\n"
POST = b"POST /lire HTTP/1.1\r\nHost: ateliers.test\r\nAuthorization: Bearer x\r\n"
UVICORNS = "uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol"
LONG = 24 * 1024 * 1024
"""Bytes of an answer that no system keeps for whoever does not read it."""


class Hurried(BoundedHttp):
    """The same, in tenths of a second."""

    look_s = 0.1
    head_s = 0.4
    unread_s = 1.0


class Crowded(BoundedHttp):
    """Three connections from one address."""

    per_address = 3


class Full(BoundedHttp):
    """Three connections in all."""

    in_all = 3


async def _hello(_request: Request) -> Response:
    return PlainTextResponse("bonjour")


async def _read(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _long(_request: Request) -> Response:
    return Response(b"x" * LONG)


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        await socket.send_text(await socket.receive_text())


@contextlib.asynccontextmanager
async def _served(protocol: type[BoundedHttp]) -> AsyncIterator[int]:
    app = Starlette(
        routes=[
            Route("/", _hello),
            Route("/lire", route(_read), methods=["POST"]),
            Route("/long", _long),
            WebSocketRoute("/salle", _echo),
        ]
    )
    app.state.context = Context(db=cast(Database, None), settings=Settings(database_url=""))
    install()
    port = free_port()
    config = uvicorn.Config(
        app,
        port=port,
        http=protocol,
        ws="websockets-sansio",
        log_level="warning",
        timeout_keep_alive=1,
        forwarded_allow_ips="192.0.2.1",
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    try:
        yield port
    finally:
        server.force_exit = True
        await server.shutdown()


async def _ask(port: int, *sent: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in sent:
        writer.write(part)
        await writer.drain()
    return reader, writer


async def _all(reader: asyncio.StreamReader) -> bytes:
    with contextlib.suppress(ConnectionError):
        return await asyncio.wait_for(reader.read(), 30)
    return b""


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"\r\n", b""),
        (b"GET / HT", b"408"),
        (b"GET / HTTP/1.1\r\nHost: ateliers.te", b"408"),
        (POST + b"Content-Length: 40\r\n\r\nnever more", b"408"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n4\r\nnev", b"408"),
        (GET + b"GET / HTTP", b"200"),
        (POST.replace(b"/lire", b"/") + b"Content-Length: 40\r\n\r\nnever more", b"405"),
        (b"GET /salle HTTP/1.1\r\nHost: a.test\r\nConnection: upgrade\r\nUpgr", b"408"),
        (
            b"GET /salle HTTP/1.1\r\nHost: a.test\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
            b"Content-Length: 9\r\n\r\nnev",
            b"400",
        ),
    ],
)
async def test_what_is_half_sent_does_not_hold_the_connection(sent: bytes, status: bytes) -> None:
    """Whatever is missing: told in a sentence when something came, then closed."""
    async with _served(Hurried) as port:
        reader, writer = await _ask(port, sent)
        answer = await _all(reader)
        writer.close()
    assert answer[9:12] == status
    if status == b"408":
        assert "recommencez" in json.loads(answer.partition(b"\r\n\r\n")[2])["erreur"]


async def test_what_comes_by_drops_is_late_too() -> None:
    """One byte now and then does not make an unfinished head younger."""
    async with _served(Hurried) as port:
        reader, writer = await _ask(port, GET)
        await reader.readuntil(b"bonjour")

        async def drops() -> None:
            with contextlib.suppress(ConnectionError):
                for _ in range(3_000):
                    writer.write(b"\r\n")
                    await writer.drain()
                    await asyncio.sleep(0.02)

        dropping = asyncio.create_task(drops())
        rest = await _all(reader)
        dropping.cancel()
        writer.close()
    assert rest == b""


async def test_a_slow_body_that_goes_on_is_read_whole() -> None:
    """Over many looks, each with its share: nobody on a bad line is cut."""
    async with _served(Hurried) as port:
        reader, writer = await _ask(port, POST + b"Content-Length: 10000\r\n\r\n")
        for _ in range(20):
            writer.write(b"x" * 500)
            await asyncio.sleep(0.05)
        answer = await asyncio.wait_for(reader.readuntil(b"10000"), 30)
        writer.close()
    assert answer.startswith(b"HTTP/1.1 200")


async def test_who_leaves_in_the_middle_of_a_body_is_no_error_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A telephone out of reach writes no trace in the log."""
    async with _served(BoundedHttp) as port:
        _reader, writer = await _ask(port, POST + b"Content-Length: 40\r\n\r\nnever more")
        await asyncio.sleep(0.1)
        writer.close()
        reader, other = await _ask(port, GET)
        await reader.readuntil(b"bonjour")
        other.close()
    assert [record for record in caplog.records if record.exc_info] == []


async def test_an_answer_that_nobody_reads_is_dropped() -> None:
    """Its reader gone silent, what is left to send is given up; who reads slowly has it all."""
    async with _served(Hurried) as port:
        silent, writer = await _ask(port, GET.replace(b"/", b"/long", 1))
        slow, other = await _ask(port, GET.replace(b"/", b"/long", 1))
        got = 0
        while got < LONG:
            part = await asyncio.wait_for(slow.read(1024 * 1024), 30)
            assert part
            got += len(part)
            await asyncio.sleep(0.02)
        cut = len(await _all(silent))
        writer.close()
        other.close()
    assert cut < LONG < got


async def test_an_open_socket_is_left_alone() -> None:
    """A canvas that says nothing for longer than a request may last stays open."""
    async with _served(Hurried) as port, connect(f"ws://127.0.0.1:{port}/salle") as one:
        await asyncio.sleep(1)
        await one.send("encore")
        assert await one.recv() == "encore"
    assert BoundedHttp._every == {}


@pytest.mark.parametrize("protocol", [Crowded, Full])
async def test_beyond_so_many_connections_the_oldest_idle_gives_its_place(
    protocol: type[BoundedHttp], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds them all shuts nobody out, and what is being answered goes on."""
    monkeypatch.setattr("capacities.web.connections.network_of", str)
    async with _served(protocol) as port:
        working = await _ask(port, POST + b"Content-Length: 4\r\n\r\nab")
        holding = [await _ask(port, b"GET / HT") for _ in range(2)]
        reader, writer = await _ask(port, GET)
        assert b"bonjour" in await asyncio.wait_for(reader.readuntil(b"bonjour"), 30)
        assert await _all(holding[0][0]) == b""
        working[1].write(b"cd")
        assert b"200" in await asyncio.wait_for(working[0].readline(), 30)
        for _, one in (working, *holding, (reader, writer)):
            one.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * (REQUEST_HEAD_BYTES // 3), b"431"),
        (b"GET /" + b"a" * 5 * REQUEST_HEAD_BYTES, b"431"),
        (b"\x16\x03\x01\x02\x00 not HTTP at all\r\n\r\n", b"400"),
        (POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", b"400"),
        (POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
    ],
)
async def test_a_head_that_cannot_be_read_is_refused_in_french(sent: bytes, status: bytes) -> None:
    """Endless, ambiguous or of another kind: one sentence, and the connection is closed."""
    async with _served(BoundedHttp) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            writer.write(sent)
            await writer.drain()
        answer = await _all(reader)
        writer.close()
    if answer or status != b"431":  # whoever still sends may not read what it is told
        assert answer[9:12] == status
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["erreur"].endswith(".")


async def test_what_follows_a_body_changes_nothing_of_the_request() -> None:
    """Trailers do not become headers: they come after the request was judged."""
    seen: list[Any] = []

    class Seen(BoundedHttp):
        def on_message_complete(self) -> None:
            seen.append(dict(self.headers).get(b"cookie"))
            super().on_message_complete()

    async with _served(Seen) as port:
        body = b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nCookie: capacities=x\r\n\r\n"
        reader, writer = await _ask(port, POST + body)
        await asyncio.wait_for(reader.readline(), 30)
        writer.close()
    assert seen == [None]


async def test_the_name_of_the_server_is_not_told() -> None:
    """Nothing says what answers, in which version."""
    async with _served(BoundedHttp) as port:
        reader, writer = await _ask(port, GET)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        writer.close()
    assert b"server:" not in head.lower()


async def test_protocols_chosen_before_us_are_chosen_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """« streamlit run » has uvicorn choose them, then imports the application: ours serve."""
    for name in ("auto", "websockets-sansio"):
        monkeypatch.setitem(WS_PROTOCOLS, name, UVICORNS)
    config = uvicorn.Config(Starlette(), port=free_port(), ws="websockets-sansio")
    config.load()
    before = config.ws_protocol_class
    wire.install()
    install()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    await server.shutdown()
    assert before is not wire.ShortWay
    assert (config.http_protocol_class, config.ws_protocol_class) == (BoundedHttp, wire.ShortWay)
