"""A short way between uvicorn's socket and a room, for the messages that make the traffic.

Through ASGI, one edit is parsed by generators, queued, wakes a task, and goes out through
three coroutines: that is most of what an edit costs. Here whole binary messages go straight
to the room, and frames straight to the transport. All the rest (handshake, control frames,
fragments, limits, closing, applications that know nothing of it) stays uvicorn's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uvicorn.config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from capacities.domain.limits import EARLY_BYTES

try:
    from websockets.speedups import apply_mask
except ImportError:  # no C extension for this platform
    from websockets.utils import apply_mask

EXTENSION = "capacities.short_way"
"""Key of the ASGI scope's extensions that holds the protocol itself."""
WHOLE_BINARY = 0x82
MASKED = 0x80
LONGEST_HEAD = 14
FINAL = 0x80
CONTROL = 0x08


def install() -> None:
    """Make uvicorn serve every WebSocket of this process by ``ShortWay``."""
    here = f"{ShortWay.__module__}:{ShortWay.__qualname__}"
    for name in ("auto", "websockets-sansio"):
        uvicorn.config.WS_PROTOCOLS[name] = here


class ShortWay(WebSocketsSansIOProtocol):
    """uvicorn's protocol; an application may take the short way once it has accepted."""

    _on_message: Callable[[bytes], None] | None = None
    _on_part: Callable[[int], None] | None = None
    _largest: int | None = None
    _too_large: Callable[[], None] | None = None
    _rest: bytes | bytearray = b""
    _wanted = 0
    """Bytes that ``_rest`` must have to be read further."""
    _fragments = 0
    """Bytes of the fragments that uvicorn has of a message whose end did not come."""
    _told = 0
    """What ``on_part`` was told last."""
    _skip = 0
    """Bytes to come of a message that is refused."""

    def take(
        self,
        on_message: Callable[[bytes], None],
        on_part: Callable[[int], None] | None = None,
        largest: int | None = None,
        too_large: Callable[[], None] | None = None,
    ) -> list[Any]:
        """Give binary messages to ``on_message`` from now on, in place of ``receive``.

        ``on_part`` is told how many bytes are kept of a message whose end did not come, each
        time it changes; ``too_large`` is called for one of more than ``largest`` bytes, which is
        not kept. Returns the events already waiting for ``receive``, to be treated before.
        """
        waiting = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._on_message, self._on_part = on_message, on_part
        self._largest, self._too_large = largest, too_large
        if largest is not None and self._rest and self._wanted > largest + LONGEST_HEAD:
            rest, self._rest = self._rest, b""
            self._refuse(len(rest), self._wanted)
        return waiting

    def write(self, payload: bytes) -> bool:
        """Send one binary message now; False when the socket is full: see ``drained``."""
        if self.disconnected or self.close_sent or not self.writable.is_set():
            return False
        size = len(payload)
        if size < 126:
            header = bytes((WHOLE_BINARY, size))
        elif size < 65_536:
            header = b"\x82\x7e" + size.to_bytes(2, "big")
        else:
            header = b"\x82\x7f" + size.to_bytes(8, "big")
            self.transport.write(header)  # apart: those to whom it goes share it in memory
            self.transport.write(payload)
            return True
        self.transport.write(header + payload)
        return True

    async def drained(self) -> bool:
        """Wait until the socket takes more; False when it never will."""
        await self.writable.wait()
        return not (self.disconnected or self.close_sent)

    def backlog(self) -> int:
        """Return how many bytes written are still in this process."""
        return self.transport.get_write_buffer_size()

    def cut(self) -> None:
        """End the connection without waiting for what the client does not read."""
        self.transport.abort()

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101 and not self.conn.extensions:
            extensions: dict[Any, Any] = self.scope["extensions"] or {}
            extensions[EXTENSION] = self

    def data_received(self, data: bytes) -> None:
        """Cut the stream in frames; whole binary messages take the short way, unless some that
        came before them, in fragments, are still to be read."""
        if self._on_message and not self._rest and _is_small_message(data) and self.queue.empty():
            if not self.close_sent and not self.disconnected:
                self._on_message(apply_mask(data[6:], data[2:6]))
            return
        if not self.handshake_initiated:
            super().data_received(data)
            return
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if self._rest:
            self._rest += data
            if len(self._rest) < self._wanted:
                self._tell_part()
                return
            data, self._rest = bytes(self._rest), b""
        self._read_frames(data)
        self._tell_part()

    def _read_frames(self, data: bytes) -> None:
        at, size = 0, len(data)
        while at < size:
            head, end = _frame(data, at)
            kept = self._fragments + end - head
            if self._largest is not None and kept > self._largest:
                self._refuse(size, end)
                at = end
                continue
            if kept > self.config.ws_max_size:
                self._on_message = None  # refused by uvicorn, from its header
                super().data_received(data[at:])
                return
            if end > size or head > size:
                self._rest, self._wanted = bytearray(data[at:]), end - at
                if self._on_message is None and size - at > EARLY_BYTES and not self.read_paused:
                    self.read_paused = True
                    self.transport.pause_reading()
                return
            whole = data[at] == WHOLE_BINARY and data[at + 1] & MASKED
            if whole and self._on_message and self.queue.empty():
                if not self.close_sent and not self.disconnected:
                    self._on_message(apply_mask(data[head:end], data[head - 4 : head]))
            else:
                if not data[at] & CONTROL:
                    self._fragments = 0 if data[at] & FINAL else self._fragments + end - head
                super().data_received(data[at:end])
            at = end

    def _refuse(self, received: int, end: int) -> None:
        """Keep nothing of the message that ends at ``end``, of which so much is received."""
        if self._too_large is not None:
            self._too_large()
        self._on_message = None  # nothing more is heard of this client
        self._skip = max(0, end - received)

    def _tell_part(self) -> None:
        part = len(self._rest) + self._fragments
        if self._on_part is not None and part != self._told:
            self._told = part
            self._on_part(part)


def _is_small_message(data: bytes) -> bool:
    """Tell whether ``data`` is one whole binary message of less than 126 bytes, and no more."""
    return len(data) > 5 and data[0] == WHOLE_BINARY and len(data) == data[1] - MASKED + 6 < 132


def _frame(data: bytes, at: int) -> tuple[int, int]:
    """Return (start, end) of the payload of the frame at ``at``; beyond ``data`` if cut."""
    if at + 2 > len(data):
        return at + 2, at + 2
    size = data[at + 1] & 0x7F
    head = at + 2
    if size == 126:
        size, head = int.from_bytes(data[head : head + 2], "big"), head + 2
    elif size == 127:
        size, head = int.from_bytes(data[head : head + 8], "big"), head + 8
    if data[at + 1] & MASKED:
        head += 4
    if head > len(data):
        return head, head
    return head, head + size
