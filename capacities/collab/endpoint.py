"""The doors of the sockets, plain ASGI for speed.

That of a room: /collab/{dossier_id}/{canvas_key}; that of the news: see ``news_endpoint``.

Refused Origin: the handshake fails. Any other refusal: the socket is accepted, then closed
with its code, since a browser sees the code of an accepted socket only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from capacities.collab.admission import Refused
from capacities.collab.connection import Connection, Credentials, Message, Send
from capacities.collab.pace import Pace
from capacities.collab.protocol import Close
from capacities.collab.purse import Participant
from capacities.collab.room import Room
from capacities.collab.seats import Guest
from capacities.collab.server import CollabServer
from capacities.collab.wire import EXTENSION, ShortWay
from capacities.domain.access import Ability, allows
from capacities.domain.limits import MESSAGE_BYTES
from capacities.domain.session_cookie import shown_in
from capacities.services.identify import Identity

SUBPROTOCOL = "capacities"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Serve = Callable[[CollabServer, Scope, Credentials, Receive, Send], Awaitable[None]]
"""Serves one socket that was accepted; raises Refused."""


class Endpoint:
    """ASGI application of a WebSocketRoute with ``dossier_id``: who comes is known, then served.

    ``find`` returns the server, None when it is not started.
    """

    def __init__(self, find: Callable[[], CollabServer | None], serve: Serve) -> None:
        self._find, self._serve = find, serve

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        server = self._find()
        credentials = _credentials(
            scope, headers, secure=server is not None and server.secure_cookies
        )
        await receive()  # websocket.connect
        if server is not None and not _origin_ok(server, headers, credentials):
            await send({"type": "websocket.close", "code": 1008, "reason": "origin"})
            return
        offered = scope.get("subprotocols") or []
        chosen = SUBPROTOCOL if SUBPROTOCOL in offered else None
        await send({"type": "websocket.accept", "subprotocol": chosen})
        try:
            if server is None or server.stopping:
                raise Refused(Close.RESTART, "le serveur démarre")
            await self._serve(server, scope, credentials, receive, send)
        except Refused as refused:
            closing = {"code": int(refused.code), "reason": refused.reason}
            await send({"type": "websocket.close", **closing})


class CollabEndpoint(Endpoint):
    """That of a room: its route has a ``canvas_key`` too."""

    def __init__(self, find: Callable[[], CollabServer | None]) -> None:
        super().__init__(find, _serve)


async def _serve(
    server: CollabServer, scope: Scope, credentials: Credentials, receive: Receive, send: Send
) -> None:
    canvas_key = scope["path_params"]["canvas_key"]
    async with let_in(server, credentials, canvas_key) as (identity, participant, seen):
        room = await server.open(credentials.dossier_id, canvas_key)
        short_way: ShortWay | None = scope.get("extensions", {}).get(EXTENSION)
        connection = Connection(send, credentials, identity, short_way, participant=participant)
        await _stay(server, room, connection, seen, receive, short_way)


@asynccontextmanager
async def let_in(
    server: CollabServer, credentials: Credentials, canvas_key: str
) -> AsyncIterator[tuple[Identity, Participant, int]]:
    """Hold the places of somebody; give who it is, its account, the change its rights were read at.

    ``canvas_key`` is "" for a page that is no canvas. Raises Refused.
    """
    with server.seats.arriving(credentials.address) as seat:
        server.accounts.knock(credentials.address)
        seen = server.rights_changes
        identity = await _admit(server, credentials)
        place = (credentials.dossier_id, canvas_key)
        seat.take(Guest(*place, identity.link_id, identity.session_id, identity.role))
        participant = server.accounts.participant(identity.session_id)
        server.accounts.enter(server.accounts.purse(credentials.dossier_id), participant)
        yield identity, participant, seen


async def _stay(
    server: CollabServer,
    room: Room,
    connection: Connection,
    seen: int,
    receive: Receive,
    short_way: ShortWay | None,
) -> None:
    """Keep somebody in the room until the socket closes; rights were read at change ``seen``."""
    room.join(connection)
    server.entered(connection, room.id.partition("/")[2])
    try:
        if server.rights_changes != seen:
            await server.recheck([connection])
        await _listen(server.pace, room, connection, receive, short_way)
    except asyncio.CancelledError:
        if not connection.closed:
            raise
    finally:
        connection.gone()
        server.left(connection, room)
    await connection.wait_closed()


async def _admit(server: CollabServer, credentials: Credentials) -> Identity:
    try:
        identity = await server.identify(credentials)
    except Refused as refused:
        if refused.code is Close.RESTART:  # said once: then there is no other cookie to come by
            raise Refused(Close.NO_RIGHT, refused.reason) from refused
        raise
    if not allows(identity.role, Ability.READ):
        raise Refused(Close.NO_RIGHT, "pas de droit de lecture")
    return identity


async def _listen(
    pace: Pace | None,
    room: Room,
    connection: Connection,
    receive: Receive,
    short_way: ShortWay | None,
) -> None:
    time = asyncio.get_running_loop().time

    def too_large() -> None:
        connection.close(Close.TOO_LARGE, "message trop grand")

    def part(size: int) -> None:
        room.inboxes.note_part(connection, size)

    def take(data: bytes | None) -> None:
        if data is None:
            connection.close(Close.BAD_MESSAGE, "texte inattendu")
        elif len(data) > MESSAGE_BYTES:
            too_large()
        else:
            room.receive(connection, data, time())
            if pace is not None and not pace.due:
                pace.worked()

    waiting = [] if short_way is None else short_way.take(take, part, MESSAGE_BYTES, too_large)
    while True:
        message = waiting.pop(0) if waiting else await receive()
        if message["type"] != "websocket.receive":
            return
        take(message.get("bytes"))


def _credentials(scope: Scope, headers: Headers, *, secure: bool) -> Credentials:
    """Read the token shown (header, else subprotocol pair), and the browser's cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else ""
    offered: list[str] = scope.get("subprotocols") or []
    if not bearer and len(offered) == 2 and offered[0] == SUBPROTOCOL:
        bearer = offered[1]
    client = scope.get("client")
    return Credentials(
        dossier_id=scope["path_params"]["dossier_id"],
        cookie=shown_in(cookie_parser(headers.get("cookie", "")), secure=secure),
        bearer=bearer or None,
        address=client[0] if client else None,
    )


def _origin_ok(server: CollabServer, headers: Headers, credentials: Credentials) -> bool:
    """A browser always sends its Origin; a program that shows its token may have none."""
    origin = headers.get("origin")
    if origin is None:
        return credentials.bearer is not None
    return server.origin_allowed(origin, headers.get("host"))
