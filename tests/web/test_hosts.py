"""Under which names the site answers, and how many pages one address may have open."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from capacities.domain.settings import Settings
from capacities.web.hosts import KnownHost
from capacities.web.page_socket import PageSocketOrigin

CONFIGURED = Settings(
    base_url="https://ateliers.test",
    base_url_given=True,
    allowed_origins=frozenset({"https://autre.test:8443"}),
)
PAGE = "/_stcore/stream"


async def _hello(_request: Request) -> Response:
    return PlainTextResponse("bonjour")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    with pytest.raises(WebSocketDisconnect):
        await socket.receive_text()


APP = Starlette(
    routes=[
        *(Route(path, _hello) for path in ("/", "/sante", "/_stcore/health")),
        WebSocketRoute(PAGE, _stream),
    ]
)


async def _status(settings: Settings, *hosts: str, path: str = "/") -> int:
    """Ask as uvicorn gives a request, with as many Host headers as wanted."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", host.encode()) for host in hosts],
    }
    await KnownHost(APP, settings=settings)(scope, receive, send)
    return int(told[0]["status"])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("ateliers.test", 200),
        ("ATELIERS.test.:443", 200),
        ("autre.test", 200),
        ("127.0.0.1:8501", 200),
        ("localhost", 200),
        ("[::1]:8501", 200),
        ("mechant.test", 421),
        ("ateliers.test.mechant.test", 421),
        ("mechant@ateliers.test", 421),
        ("ateliers.test/x", 421),
        ("ateliers.test:x", 421),
        ("192.0.2.7", 421),
        ("", 421),
    ],
)
async def test_a_site_that_knows_its_address_answers_to_no_other(host: str, status: int) -> None:
    """Its own, those allowed, and this machine's; a load balancer may ask how it is."""
    assert await _status(CONFIGURED, host) == status
    assert await _status(CONFIGURED, host, path="/sante") == 200
    assert await _status(CONFIGURED, host, path="/_stcore/health") == 200


async def test_two_names_at_once_are_none() -> None:
    """Proxies and we could each read the other one."""
    assert await _status(CONFIGURED, "ateliers.test", "ateliers.test", path="/sante") == 421
    assert await _status(Settings(), "a.test", "b.test") == 421
    assert await _status(CONFIGURED) == 421


async def test_before_its_address_is_configured_it_answers_to_any() -> None:
    """Tried on one's own network, or with one's own name."""
    assert [await _status(Settings(), host) for host in ("10.0.0.5", "x.test")] == [200, 200]


async def test_another_address_is_refused_in_a_sentence() -> None:
    """Whoever followed an old name reads which one is right, as a page in a browser."""
    transport = httpx.ASGITransport(app=KnownHost(APP, settings=CONFIGURED))
    async with httpx.AsyncClient(transport=transport, base_url="http://ancien.test") as client:
        program = await client.get("/")
        person = await client.get("/", headers={"Accept": "text/html"})
    assert program.json()["erreur"].endswith("la sienne est https://ateliers.test")
    assert (person.status_code, "https://ateliers.test" in person.text) == (421, True)


class Knock:
    """A socket that asks to be opened, as uvicorn gives it."""

    def __init__(self, door: ASGIApp, address: str = "192.0.2.7", host: str = "a.test") -> None:
        self.told: list[Message] = []
        self._answered = asyncio.Event()
        self._asked: asyncio.Queue[Message] = asyncio.Queue()
        self._asked.put_nowait({"type": "websocket.connect"})
        scope = {
            "type": "websocket",
            "path": PAGE,
            "query_string": b"",
            "client": (address, 1234),
            "headers": [(b"host", host.encode())],
            "extensions": {"websocket.http.response": {}},
            "subprotocols": [],
        }
        self._task = asyncio.create_task(door(scope, self._asked.get, self._tell))

    async def _tell(self, message: MutableMapping[str, Any]) -> None:
        self.told.append(message)
        self._answered.set()

    async def answer(self) -> str:
        """Return the kind of the first answer."""
        await asyncio.wait_for(self._answered.wait(), 30)
        return str(self.told[0]["type"])

    async def leave(self) -> None:
        """Close, as the page does."""
        self._asked.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self._task


OPEN, CLOSED, REFUSED = "websocket.accept", "websocket.close", "websocket.http.response.start"


@pytest.mark.parametrize(("host", "told"), [("ateliers.test", OPEN), ("mechant.test", CLOSED)])
async def test_a_socket_sent_to_another_name_does_not_open(host: str, told: str) -> None:
    """Rooms and pages alike."""
    knock = Knock(KnownHost(APP, settings=CONFIGURED), host=host)
    assert await knock.answer() == told
    await knock.leave()


@pytest.mark.parametrize(
    ("limits", "other"), [({"per_address": 2}, OPEN), ({"in_all": 2}, REFUSED)]
)
async def test_one_address_does_not_open_pages_without_end(
    limits: dict[str, int], other: str
) -> None:
    """Beyond so many it is told to close some, before Streamlit makes a session of them."""
    door = PageSocketOrigin(APP, settings=CONFIGURED, **limits)
    first, second = Knock(door), Knock(door)
    assert [await first.answer(), await second.answer()] == [OPEN, OPEN]
    beyond, elsewhere = Knock(door), Knock(door, "192.0.2.8")
    assert [await beyond.answer(), await elsewhere.answer()] == [REFUSED, other]
    assert beyond.told[0]["status"] == 503
    assert "fermez" in beyond.told[1]["body"].decode()
    await elsewhere.leave()
    await first.leave()
    assert await Knock(door).answer() == OPEN


async def test_a_proxy_whose_headers_are_not_believed_is_not_one_visitor() -> None:
    """All the visitors would share its limit."""
    door = PageSocketOrigin(APP, settings=CONFIGURED, per_address=1)
    for _ in range(2):
        assert await Knock(door, "::ffff:127.0.0.1").answer() == OPEN
