"""The door of the news: /nouvelles/{dossier_id}, for the pages of a dossier that are no canvas.

Only the server speaks, in JSON texts (see ``news``); the rights are those of the rooms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from capacities.collab.connection import Connection, Credentials, Message, Send
from capacities.collab.endpoint import Endpoint, Receive, Scope, let_in
from capacities.collab.news import ALIVE, END
from capacities.collab.protocol import Close
from capacities.collab.purse import Participant
from capacities.collab.server import CollabServer
from capacities.collab.wire import EXTENSION, ShortWay
from capacities.services.identify import Identity

NOTHING_EXPECTED = "rien n’est attendu de vous ici"
HEARD_BYTES = 125
"""Bytes kept of what a client says: a ping, or its end; nothing else is heard."""


class NewsEndpoint(Endpoint):
    """ASGI application of a WebSocketRoute with ``dossier_id``."""

    def __init__(self, find: Callable[[], CollabServer | None]) -> None:
        super().__init__(find, _serve)


class NewsConnection(Connection):
    """The socket of a page that hears the news: texts, and nothing of a document."""

    def __init__(
        self,
        send: Send,
        credentials: Credentials,
        identity: Identity,
        wire: ShortWay | None,
        participant: Participant,
    ) -> None:
        super().__init__(_as_text(send), credentials, identity, participant=participant)
        self._wire = wire

    def say_name(self) -> None:
        """The page signs nothing."""

    def keep_alive(self) -> None:
        self.push(ALIVE.encode())

    def close(self, code: Close, reason: str) -> None:
        if code in (Close.NO_RIGHT, Close.NO_CANVAS):
            self.push(END.encode())
        super().close(code, reason)

    def cut(self) -> None:
        if self._wire is not None:
            self._wire.cut()


def _as_text(send: Send) -> Send:
    async def send_text(message: Message) -> None:
        frame = message.get("bytes")
        await send(message if frame is None else {"type": message["type"], "text": frame.decode()})

    return send_text


async def _serve(
    server: CollabServer, scope: Scope, credentials: Credentials, receive: Receive, send: Send
) -> None:
    async with let_in(server, credentials, "") as (identity, participant, seen):
        wire: ShortWay | None = scope.get("extensions", {}).get(EXTENSION)
        connection = NewsConnection(send, credentials, identity, wire, participant)
        server.entered(connection)
        try:
            if server.rights_changes != seen:
                await server.recheck([connection])
            await _hear(connection, receive, wire)
        except asyncio.CancelledError:
            if not connection.closed:
                raise
        finally:
            connection.gone()
            server.left(connection)
        await connection.wait_closed()


async def _hear(connection: NewsConnection, receive: Receive, wire: ShortWay | None) -> None:
    """Wait for the end; a client that speaks is told that nothing is heard, and closed."""

    def refuse(*_said: object) -> None:
        connection.close(Close.BAD_MESSAGE, NOTHING_EXPECTED)

    waiting = [] if wire is None else wire.take(refuse, None, HEARD_BYTES, refuse)
    while True:
        message = waiting.pop(0) if waiting else await receive()
        if message["type"] != "websocket.receive":
            return
        refuse()
