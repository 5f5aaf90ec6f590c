"""One open socket: what waits to be sent to it, what it has sent, who is behind it."""

from __future__ import annotations

import asyncio
import types
from collections import deque
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from capacities.collab.presence import introduction
from capacities.collab.protocol import Close, name_message, saved_message
from capacities.collab.purse import Participant
from capacities.collab.wire import ShortWay
from capacities.domain.access import Ability, allows
from capacities.domain.limits import (
    SEND_QUEUE_BYTES,
    SEND_QUEUE_MESSAGES,
    SET_ASIDE_BYTES,
    SET_ASIDE_MESSAGES,
)
from capacities.domain.people import browser_mark
from capacities.services.identify import Identity

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

CLOSE_WITHIN_S = 5
"""Seconds given to a close frame to leave; a stalled client has its socket cut."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was shown at the door, kept to ask again when rights may have changed."""

    dossier_id: str
    cookie: str | None
    bearer: str | None
    address: str | None


class SetAside(NamedTuple):
    """An update that waits for another: ``lacks`` (author, number) at least."""

    update: bytes
    lacks: tuple[int, int]


class Connection:
    """The server's side of one socket.

    ``push`` never waits: a frame leaves at once when the socket takes it, else it queues,
    and a client that lets too much pile up is dropped; it resyncs by itself. ``short_way``: see
    ``wire``, when the server has one.

    Attributes:
        participant: what it may spend, shared by the sockets of one browser.
        inbox: messages received that wait for their turn, in order.
        part: bytes received of a message whose end did not come.
    """

    def __init__(
        self,
        send: Send,
        credentials: Credentials,
        identity: Identity,
        short_way: ShortWay | None = None,
        *,
        participant: Participant | None = None,
    ) -> None:
        self.credentials = credentials
        self.participant = participant or Participant()
        self.inbox: deque[bytes] = deque()
        self.part = 0
        self.refused = False
        """It was closed by us: what it still has to say is not heard."""
        self.received = 0
        """Document updates received, in order; what *saved* counts."""
        self.waiting: dict[int, SetAside] = {}
        """Updates set aside, by rank."""
        self.stuck = False
        """Something waited already at the last sweep."""
        self.closed = False
        self._send = send
        self._short_way = short_way
        self._write = None if short_way is None else short_way.write
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._queue: deque[bytes] = deque()
        self._queue_bytes = 0
        self._sender: asyncio.Task[None] | None = None
        self._closer: asyncio.Task[None] | None = None
        self._answers = 0
        """Bytes of the answers to this client alone, as long as it has not read all."""
        self._saved = 0
        self._named = ""
        self.silent = False
        """Nothing was sent since the last sweep."""
        self.introduction = b""
        """Who this is, as the others are told."""
        self.on_introduction: Callable[[Connection], None] | None = None
        """Called when that changes."""
        self.accept_identity(identity)

    @property
    def browser(self) -> str | None:
        return self.identity.session_id

    def accept_identity(self, identity: Identity) -> None:
        """Note who this is; asked again when a link changes."""
        self.identity = identity
        self.may_edit = allows(identity.role, Ability.EDIT)
        self.be_called(identity)

    def be_called(self, page: Identity) -> None:
        """Be told under the name of another page of the same browser, with the rights one has.

        That page may show another cookie, with other rights (ADR 020).
        """
        session = self.identity.session_id
        mark = None if session is None else browser_mark(session, self.credentials.dossier_id)
        before = self.introduction
        self.introduction = introduction(page.pseudonym, page.color, self.identity.role, mark)
        if self.on_introduction is not None and self.introduction != before:
            self.on_introduction(self)

    def say_name(self) -> None:
        """Tell a browser its pseudonym, which signs what is made there, unless it knows it."""
        name = self.identity.pseudonym
        if self.browser is not None and name != self._named:
            self._named = name
            self.push(name_message(name))

    @property
    def behind(self) -> bool:
        """Whether frames wait: its socket is full."""
        return self._sender is not None

    @property
    def ends(self) -> bool:
        """Whether the link by which one came has an end date."""
        return self.identity.expires_at is not None

    @property
    def taken(self) -> int:
        """How many updates, from the first on, are applied and being saved."""
        return min(self.waiting) - 1 if self.waiting else self.received

    def set_aside(self, update: bytes, lacks: tuple[int, int]) -> bool:
        """Keep the update just received until what it depends on comes; False if too many."""
        self.waiting[self.received] = SetAside(update, lacks)
        kept = sum(len(waiting.update) for waiting in self.waiting.values())
        return len(self.waiting) <= SET_ASIDE_MESSAGES and kept <= SET_ASIDE_BYTES

    def say_saved(self, count: int) -> None:
        """Tell the client that its first ``count`` updates are durable."""
        self._saved = max(self._saved, count)
        self.push(saved_message(self._saved))

    def keep_alive(self) -> None:
        """Say again what is saved: y-websocket leaves a server silent for 30 s."""
        self.push(saved_message(self._saved))

    def push(self, frame: bytes) -> None:
        """Send ``frame``, now or after those that wait."""
        if self.closed:
            return
        self.silent = False
        if self._sender is None:
            if self._write is not None and self._write(frame):
                return
            if self._short_way is None:
                self._send_now(frame)
                return
            self._sender = self._loop.create_task(self._drain_short_way(self._short_way))
        self._queue.append(frame)
        self._queue_bytes += len(frame)
        if len(self._queue) > SEND_QUEUE_MESSAGES or self._queue_bytes > SEND_QUEUE_BYTES:
            self.close(Close.TOO_SLOW, "trop lent")

    def answer(self, frame: bytes) -> None:
        """Send what this client alone asked for, which ``unread_answers`` tells of."""
        self._answers += len(frame)
        self.push(frame)

    @property
    def unread_answers(self) -> int:
        """Bytes kept in memory for this client alone, because it does not read them."""
        if self._answers:
            waiting = self._queue_bytes + (self._short_way.backlog() if self._short_way else 0)
            self._answers = min(self._answers, waiting)
        return self._answers

    def close(self, code: Close, reason: str) -> None:
        """Stop talking to the client, and say why. The endpoint then sees it leave."""
        if self.closed:
            return
        self.refused = True
        self.gone()
        self._closer = self._loop.create_task(self._close(code, reason))

    def gone(self) -> None:
        """Note that the socket is closed: nothing more is sent."""
        self.closed = True
        self._queue.clear()
        self._queue_bytes = 0
        if self._sender is not None:
            self._sender.cancel()

    def cut(self) -> None:
        """End the connection at once, when the server has the short way."""
        if self._short_way is not None:
            self._short_way.cut()

    async def wait_closed(self) -> None:
        """Wait until the close frame, if any, has left."""
        if self._closer is not None:
            await self._closer

    async def _close(self, code: Close, reason: str) -> None:
        message = {"type": "websocket.close", "code": int(code), "reason": reason}
        try:
            await asyncio.wait_for(_awaited(self._send(message)), CLOSE_WITHIN_S)
        except TimeoutError:
            self.cut()
            if self._task is not None:
                self._task.cancel()  # the endpoint ends, the server cuts the socket
        except (OSError, RuntimeError):
            pass

    def _send_now(self, frame: bytes) -> None:
        """Run the server's ``send`` in place: it only suspends when the socket is full.

        A task a message costs as much as the message. One that does suspend is finished in a
        task, and what follows queues behind it.
        """
        sending = self._send({"type": "websocket.send", "bytes": frame})
        steps = sending.__await__()
        try:
            awaited = next(steps)
        except StopIteration:
            return
        except (OSError, RuntimeError):
            self.gone()
            return
        finish = _finish(steps, awaited)
        self._sender = self._loop.create_task(self._drain(finish))

    async def _drain(self, first: Awaitable[None]) -> None:
        try:
            await first
            while self._queue:
                frame = self._queue.popleft()
                self._queue_bytes -= len(frame)
                await self._send({"type": "websocket.send", "bytes": frame})
        except (OSError, RuntimeError):
            self.gone()
        finally:
            self._sender = None

    async def _drain_short_way(self, short_way: ShortWay) -> None:
        """Write frames as they are: those that many are sent stay one in memory."""
        try:
            while self._queue:
                if not await short_way.drained():
                    self.gone()
                    return
                if short_way.write(self._queue[0]):
                    self._queue_bytes -= len(self._queue.popleft())
        finally:
            self._sender = None


async def _awaited(sending: Awaitable[None]) -> None:
    await sending


@types.coroutine
def _finish(steps: Generator[Any, Any, None], awaited: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine already begun, which is waiting for ``awaited``."""
    yield awaited
    yield from steps
