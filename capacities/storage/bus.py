"""Telling who listens that a document moved: in this process, and between processes.

With SQLite everything happens in one process. With PostgreSQL a NOTIFY leaves with the
transaction that appended, and one thread listens for those of the other processes.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from capacities.storage.patience import BoundedConnection

log = logging.getLogger(__name__)

Callback = Callable[[str, int, str], None]
"""Called with (document id, seq, origin), in any thread: hand over and return at once."""
Event = tuple[str, int]

EVERYTHING = "*"
"""Document id of the event that says: some news may have been missed, check again all."""
CHANNEL = "capacities_updates"
PAYLOAD_BYTES = 7_000
"""PostgreSQL refuses a NOTIFY of 8,000 bytes or more."""
CHECK_EVERY_S = 10.0
"""Seconds of silence after which the listening connection is checked to be alive."""
ANSWER_WITHIN_S = 5.0
"""Seconds after which a listening connection that does not answer is opened anew."""
WAKE_EVERY_S = 0.5
"""Seconds within which the listening thread sees that it must stop."""
FIRST_PAUSE_S = 0.1
RECONNECT_AT_MOST_S = 5.0
"""Seconds before connecting again: at first, and after many failures."""


class Bus:
    """Announcements of one database. ``process_id`` names this process among the others."""

    def __init__(self, engine: Engine, dialect: str) -> None:
        self.process_id = uuid.uuid4().hex
        self._engine = engine
        self._shared = dialect == "postgresql"
        self._lock = threading.Lock()
        self._callbacks: tuple[Callback, ...] = ()
        self._stopping = threading.Event()
        self._listener: threading.Thread | None = None

    @property
    def shared(self) -> bool:
        """Whether other processes may hear."""
        return self._shared

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` at each announcement until the returned function is called."""
        with self._lock:
            self._callbacks = (*self._callbacks, callback)
            if self._shared and self._listener is None:
                self._listener = threading.Thread(
                    target=self._listen, name="capacities-bus", daemon=True
                )
                self._listener.start()

        def unsubscribe() -> None:
            with self._lock:
                self._callbacks = tuple(c for c in self._callbacks if c is not callback)

        return unsubscribe

    def publish(self, document_id: str, seq: int = 0, origin: str | None = None) -> None:
        """Announce one event on its own (a revocation…), here and to the other processes."""
        events = [(document_id, seq)]
        if self._shared:
            try:
                with self._engine.begin() as connection:
                    self.notify_others(connection, events, origin)
            except SQLAlchemyError:
                log.exception("announcement not sent to the other processes")
        self.deliver(events, origin)

    def notify_others(
        self, connection: Connection, events: Sequence[Event], origin: str | None = None
    ) -> None:
        """Add the announcement to ``connection``'s transaction: it leaves with the commit."""
        for statement, parameters in self.notices(events, origin):
            connection.exec_driver_sql(statement, parameters)

    def notices(
        self, events: Sequence[Event], origin: str | None = None
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield the statements that announce, for psycopg's cursor; none with SQLite."""
        if self._shared:
            for payload in _payloads(self.process_id, origin or self.process_id, events):
                yield "SELECT pg_notify(%s, %s)", (CHANNEL, payload)

    def deliver(self, events: Sequence[Event], origin: str | None = None) -> None:
        """Call the subscribers of this process; one that fails does not stop the others."""
        said_by = origin or self.process_id
        for callback in self._callbacks:
            for document_id, seq in events:
                try:
                    callback(document_id, seq, said_by)
                except Exception:
                    log.exception("a subscriber failed on %s", document_id)

    def close(self) -> None:
        """Stop listening. Announcements made later still reach this process's subscribers."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.join(timeout=5)

    def _listen(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                with self._open() as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    pause = FIRST_PAUSE_S
                    self.deliver([(EVERYTHING, 0)])
                    self._hear(connection)
            except Exception:  # whatever it is: a process that hears nothing is worse
                if pause == FIRST_PAUSE_S:
                    log.warning("not hearing the other processes, trying again", exc_info=True)
            if not self._stopping.wait(pause):
                pause = min(pause * 2, RECONNECT_AT_MOST_S)

    def _open(self) -> BoundedConnection:
        url = self._engine.url.set(drivername="postgresql")
        connection = BoundedConnection.connect(
            url.render_as_string(hide_password=False), autocommit=True
        )
        connection.silence_s = ANSWER_WITHIN_S
        return connection

    def _hear(self, connection: BoundedConnection) -> None:
        silence = 0.0
        while not self._stopping.is_set():
            silence += WAKE_EVERY_S
            for notification in connection.notifies(timeout=WAKE_EVERY_S, stop_after=1):
                silence = 0.0
                self._receive(notification.payload)
            if silence >= CHECK_EVERY_S:
                connection.execute("SELECT 1")
                silence = 0.0

    def _receive(self, payload: str) -> None:
        try:
            process_id, origin, events = json.loads(payload)
            heard = [(str(document_id), int(seq)) for document_id, seq in events]
        except (ValueError, TypeError, OverflowError, RecursionError):
            log.warning("an announcement that is not ours is ignored: %.80r", payload)
            return
        if process_id != self.process_id:
            self.deliver(heard, str(origin))


def _payloads(process_id: str, origin: str, events: Sequence[Event]) -> Iterator[str]:
    """Split the announcement in messages that PostgreSQL accepts."""
    some: list[Event] = []
    size = 0
    for event in events:
        cost = len(json.dumps(event).encode()) + 2
        if some and size + cost > PAYLOAD_BYTES:
            yield json.dumps([process_id, origin, some])
            some, size = [], 0
        some.append(event)
        size += cost
    if some:
        yield json.dumps([process_id, origin, some])
