"""How long PostgreSQL is waited for: a lock or a connection gone silent must not stop everyone.

SQLite needs none of this: its own wait is bounded (``BUSY_TIMEOUT_MS``), and no network is.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

Answer = TypeVar("Answer")

TCP: Final = {
    "connect_timeout": "5",  # seconds
    "tcp_user_timeout": "10000",  # milliseconds that what was sent may stay without a receipt
    "keepalives_idle": "10",  # seconds of silence before asking, then between two questions…
    "keepalives_interval": "5",
    "keepalives_count": "3",  # …and how many without an answer mean that nobody is there
}
"""libpq's parameters for a network that drops everything; those of DATABASE_URL come first."""
SESSION: Final = {
    "lock_timeout": "2s",  # ours are held some milliseconds, a second at most (a snapshot)
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",  # else a process that hangs keeps its locks
}
"""What the server cuts by itself. Set by a statement: poolers refuse them in the start message."""
SILENCE_S: Final = 35.0
"""Seconds without an answer after which a connection is dropped: the server would have cut the
statement. A pooler that lost its table still sends receipts, so TCP notices nothing."""

_SET: Final = "SELECT " + ", ".join(f"set_config('{k}', '{v}', false)" for k, v in SESSION.items())
_LIFT: Final = "SELECT " + ", ".join(f"set_config('{k}', '0', true)" for k in SESSION)


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that does not wait for ever for an answer that was lost."""

    silence_s: float | None = SILENCE_S
    """None: as long as it takes."""

    def wait(
        self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None
    ) -> Answer:
        """Do as psycopg, which calls this for all it asks; what gets no answer is closed."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.silence_s)
        except psycopg.errors._WaitTimeout:
            self.pgconn.finish()
            raise


def bound(engine: Engine) -> None:
    """Give every connection of a PostgreSQL engine these limits (``TCP`` is in its address)."""

    @event.listens_for(engine, "do_connect")
    def connect(
        _dialect: object, _record: object, cargs: list[Any], cparams: dict[str, Any]
    ) -> BoundedConnection:
        return BoundedConnection.connect(*cargs, **cparams)

    @event.listens_for(engine, "connect")
    def set_up(connection: BoundedConnection, _record: ConnectionPoolEntry) -> None:
        connection.execute(_SET)
        connection.commit()

    @event.listens_for(engine, "reset")
    def given_back(connection: BoundedConnection, _record: object, _state: object) -> None:
        connection.silence_s = SILENCE_S


def be_patient(connection: Connection) -> None:
    """Lift the limits for one transaction, which may take as long as the data is big."""
    driver = connection.connection.driver_connection
    if isinstance(driver, BoundedConnection):
        connection.exec_driver_sql(_LIFT)
        driver.silence_s = None
