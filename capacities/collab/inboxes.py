"""What the clients of one room have sent and that is not treated yet: bounded, each in order."""

from __future__ import annotations

from collections.abc import Callable

from capacities.collab.connection import Connection
from capacities.collab.protocol import Close
from capacities.collab.purse import Purse
from capacities.domain.limits import EARLY_BYTES, HELD_ENTRY_BYTES

TOO_MUCH = "trop de messages attendent leur tour"


class Inboxes:
    """Messages that wait until the dossier may spend again.

    Args:
        treat: does what a message asks; tells False, having done nothing, when it must wait on.
    """

    def __init__(self, purse: Purse, treat: Callable[[Connection, bytes], bool]) -> None:
        self._purse, self._treat = purse, treat
        self._waiting: set[Connection] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put_off(self, connection: Connection, data: bytes) -> None:
        """Treat a message later, after those that its author sent before."""
        if not self._purse.hold(connection.participant, HELD_ENTRY_BYTES + len(data)):
            connection.close(Close.TOO_MANY, TOO_MUCH)
            return
        connection.inbox.append(data)
        self._waiting.add(connection)
        self._ask_turn(connection)

    def note_part(self, connection: Connection, size: int) -> None:
        """Note how many bytes are kept of a message that the client has begun to send."""
        if connection.closed:
            if size > EARLY_BYTES:
                connection.cut()  # it is told why, and goes on
            size = 0
        more = size - connection.part
        if more > 0 and not self._purse.hold(connection.participant, more):
            connection.close(Close.TOO_MANY, TOO_MUCH)
            connection.cut()
        else:
            self._purse.hold(connection.participant, min(more, 0))
            connection.part = size

    def leave(self, connection: Connection) -> None:
        """Forget what a client that was refused had sent; one that just left is still heard."""
        self.note_part(connection, 0)
        if connection.refused:
            self._drop(connection)

    def _ask_turn(self, connection: Connection) -> None:
        mine = connection.participant.dear
        self._purse.later(connection, mine, lambda: self._resume(connection))

    def _resume(self, connection: Connection) -> None:
        if connection.refused:
            self._drop(connection)
        elif connection.inbox and self._treat(connection, connection.inbox[0]):
            self._release(connection)
        if connection.inbox:
            self._ask_turn(connection)
        else:
            self._waiting.discard(connection)

    def _drop(self, connection: Connection) -> None:
        while connection.inbox:
            self._release(connection)
        self._waiting.discard(connection)

    def _release(self, connection: Connection) -> None:
        data = connection.inbox.popleft()
        self._purse.hold(connection.participant, -HELD_ENTRY_BYTES - len(data))
