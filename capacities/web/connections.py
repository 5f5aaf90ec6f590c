"""Connections that nobody holds for nothing: what is half sent, or never read, is ended.

Left alone, uvicorn waits for ever for the end of a request and for whoever does not read its
answer, and keeps headers without end. Each connection is looked at now and then; browsers and
proxies that answer each other are never concerned. Sockets, once open, are the rooms' affair.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from functools import lru_cache
from typing import Any, ClassVar, Final

from uvicorn import Config, Server
from uvicorn.config import WS_PROTOCOLS
from uvicorn.importer import import_from_string
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from capacities.domain import limits
from capacities.domain.networks import network_of

try:
    import resource
except ImportError:  # not on Windows, where nothing of the kind is limited
    resource = None  # type: ignore[assignment]

UNREADABLE: Final = "Cette demande n’est pas lisible : rechargez la page et recommencez."
UNFINISHED: Final = "Cette demande n’est pas arrivée en entier. Rien n’a été changé : recommencez."
HEAD_TOO_LARGE: Final = (
    "Les en-têtes de cette demande sont trop longs. Effacez les cookies de ce site, puis revenez "
    "par votre lien."
)


def install() -> None:
    """Have uvicorn serve the HTTP of this process by ``BoundedHttp``, whoever starts it.

    Streamlit has the classes of both protocols chosen before it imports our application: they
    are chosen again when the server opens its port, that of sockets by its name (see
    ``collab.wire``). Nor is the name of the server told then.
    """
    if getattr(Server.startup, "bounded", False):
        return
    opened = Server.startup

    async def startup(server: Server, *arguments: Any, **named: Any) -> None:
        config = server.config
        if config.http_protocol_class is HttpToolsProtocol:
            config.http_protocol_class = BoundedHttp
        if isinstance(config.ws, str) and (sockets := WS_PROTOCOLS.get(config.ws)):
            config.ws_protocol_class = import_from_string(sockets)
        config.encoded_headers = [one for one in config.encoded_headers if one[0] != b"server"]
        raise_descriptors()
        await opened(server, *arguments, **named)

    startup.bounded = True  # type: ignore[attr-defined]
    Server.startup = startup  # type: ignore[assignment, method-assign]


@lru_cache(maxsize=8)
def _proxies(config: Config) -> Any:
    """Return the addresses whose connections carry those of many people."""
    believed = ProxyHeadersMiddleware(config.loaded_app, config.forwarded_allow_ips)
    return believed.trusted_hosts


def raise_descriptors() -> None:
    """Open as many descriptors as the system lets us, up to ``DESCRIPTORS``."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.DESCRIPTORS if hard == resource.RLIM_INFINITY else min(limits.DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # macOS gives fewer than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol; a connection that does not go on gives its place back."""

    look_s: ClassVar[float] = limits.CONNECTION_LOOK_S
    head_s: ClassVar[float] = limits.REQUEST_HEAD_S
    unread_s: ClassVar[float] = limits.ANSWER_UNREAD_S
    per_address: ClassVar[int] = limits.HTTP_CONNECTIONS_PER_ADDRESS
    in_all: ClassVar[int] = limits.HTTP_CONNECTIONS_PER_PROCESS

    _every: ClassVar[dict[BoundedHttp, None]] = {}
    """Those open, the oldest first."""
    _of_address: ClassVar[dict[str, dict[BoundedHttp, None]]] = {}

    def __init__(self, config: Config, *arguments: Any, **named: Any) -> None:
        super().__init__(config, *arguments, **named)
        self._address = ""
        self._timer: asyncio.TimerHandle | None = None
        self._since: float | None = None
        """When the head now awaited began to be; None while none is."""
        self._head = 0
        self._begun = False
        self._in_body = False
        self._received = 0
        self._mark: int | None = None
        """``_received`` at the last look, when the body was already awaited."""
        self._left: tuple[int, float] | None = None
        """Bytes of the answer that the client has still to read, and since when so many."""

    @property
    def idle(self) -> bool:
        """Nothing is being done for this client: it may come again without losing anything."""
        return (self.cycle is None or self.cycle.response_complete) and not self.pipeline

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        self._address = "" if host in _proxies(self.config) else network_of(host)
        self._since = self.loop.time()
        if not self._make_room():
            transport.abort()
            return
        self._every[self] = None
        self._of_address.setdefault(self._address, {})[self] = None
        self._timer = self.loop.call_later(self.look_s, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        self._forget()
        super().handle_websocket_upgrade()
        opening = self.transport.get_protocol()
        if not getattr(opening, "handshake_initiated", True) and not self.transport.is_closing():
            self._refuse(400, UNREADABLE)  # a body is announced, which nobody would wait for

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)
        if self._since is None:
            if self.idle and not self._in_body and self.timeout_keep_alive_task is None:
                self._since, self._head = self.loop.time(), len(data)
            return
        self._head += len(data)
        if self._head > limits.REQUEST_HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431, HEAD_TOO_LARGE)

    def on_message_begin(self) -> None:
        self._begun = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_body:  # after a body, they would change a request already judged
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._since, self._head, self._in_body = None, 0, True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._begun, self._in_body, self._mark = False, False, None
        super().on_message_complete()

    def resume_writing(self) -> None:
        self._left = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, UNREADABLE)

    def _look(self) -> None:
        """End the connection when it has not gone on since the last look."""
        self._timer = self.loop.call_later(self.look_s, self._look)
        if not self._reads():
            self.transport.abort()
        elif self.transport.is_closing():
            return
        elif self._waits() or not self._sends():
            self._late()

    def _waits(self) -> bool:
        return self._since is not None and self.loop.time() - self._since >= self.head_s

    def _reads(self) -> bool:
        left, now = self.transport.get_write_buffer_size(), self.loop.time()
        if not left or not (self.flow.write_paused or self.idle):
            self._left = None
        elif self._left is None or left < self._left[0]:
            self._left = left, now
        return self._left is None or now - self._left[1] < self.unread_s

    def _sends(self) -> bool:
        unasked = self.cycle is not None and self.cycle.waiting_for_100_continue
        awaited = self._in_body and not (self.flow.read_paused or unasked)
        before, self._mark = self._mark, self._received if awaited else None
        return (
            not awaited
            or before is None
            or self._received - before >= self.look_s * limits.BODY_BYTES_PER_S
        )

    def _late(self) -> None:
        answered = self._in_body and self.cycle is not None and self.cycle.response_started
        if self._begun and not answered:
            self._refuse(408, UNFINISHED)
        else:
            self.transport.close()

    def _refuse(self, status: int, sentence: str) -> None:
        body = json.dumps({"erreur": sentence}, ensure_ascii=False).encode()
        self.transport.write(
            STATUS_LINE[status]
            + b"content-type: application/json\r\ncache-control: no-store\r\n"
            + b"content-length: %d\r\nconnection: close\r\n\r\n" % len(body)
            + body
        )
        self.transport.close()

    def _make_room(self) -> bool:
        """End the oldest idle connection where there are too many; False if none is idle."""
        crowd = self._of_address.get(self._address, {})
        if len(self.connections) > self._most():
            crowd = self._every
        elif not self._address or len(crowd) < self.per_address:
            return True
        oldest = next((one for one in crowd if one.idle), None)
        if oldest is None:
            return False
        oldest._forget()
        oldest.transport.abort()
        return True

    def _most(self) -> int:
        if resource is None:
            return self.in_all
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        kept = soft - limits.DESCRIPTORS_KEPT
        return self.in_all if soft == resource.RLIM_INFINITY else min(self.in_all, kept)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._every.pop(self, None)
        beside = self._of_address.get(self._address, {})
        beside.pop(self, None)
        if not beside:
            self._of_address.pop(self._address, None)
