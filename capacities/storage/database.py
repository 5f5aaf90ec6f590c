"""Opening the database: the engine, its settings, its migrations and its bus."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from capacities.domain.errors import StorageUnavailable
from capacities.storage.bus import Bus
from capacities.storage.patience import TCP, be_patient, bound

Dialect = Literal["sqlite", "postgresql"]

BUSY_TIMEOUT_MS = 5_000
"""How long a SQLite writer waits for another one; ours hold the lock a few milliseconds."""
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x0CA9AC17
"""PostgreSQL advisory lock: two processes that start together migrate one after the other."""


def now_iso() -> str:
    """Return the present moment, ISO 8601 in UTC, as every table stores it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Database:
    """One open database. Share it between threads; connections come from a pool.

    ``engine.begin()`` takes SQLite's write lock at once (BEGIN IMMEDIATE): prefer ``write``
    and ``read``, which also turn the driver's errors into ``StorageUnavailable``.
    """

    engine: Engine
    dialect: Dialect
    bus: Bus

    @contextmanager
    def write(self, *, long: bool = False) -> Iterator[Connection]:
        """Open a transaction that may write; committed when the block ends without error.

        ``long``: it may take as long as the data is big (see ``be_patient``).
        """
        with _told_as_unavailable(), self.engine.begin() as connection:
            if long:
                be_patient(connection)
            yield connection

    @contextmanager
    def write_on_driver(self) -> Iterator[DBAPICursor]:
        """Do as ``write``, on the driver's own cursor, for the hot path of the log.

        Opening a transaction through SQLAlchemy costs as much as writing twenty updates.
        """
        with _told_as_unavailable():
            pooled = self.engine.raw_connection()
            try:
                if self.dialect == "sqlite":
                    pooled.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
                cursor = pooled.cursor()
                yield cursor
                cursor.close()
                pooled.commit()
            except BaseException:
                _give_up(pooled)
                raise
            finally:
                pooled.close()

    @contextmanager
    def read(self, *, long: bool = False) -> Iterator[Connection]:
        """Open a transaction that only reads, and sees one moment of the database.

        ``long``: as for ``write``.
        """
        with _told_as_unavailable(), self.engine.connect() as connection:
            connection.execution_options(**self._read_options())
            if long:
                be_patient(connection)
            yield connection

    def _read_options(self) -> dict[str, object]:
        if self.dialect == "sqlite":
            return {"capacities_read": True}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    @property
    def place(self) -> str:
        """Where the database is, for people to read: never its password."""
        url = self.engine.url
        file = sqlite_file(url)
        if file is not None:
            return str(file)
        shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
        return shown.render_as_string()

    def close(self) -> None:
        """Stop listening and give every connection back."""
        self.bus.close()
        self.engine.dispose()


def _give_up(pooled: PoolProxiedConnection) -> None:
    """Undo what was begun; a connection that cannot even do that is thrown away."""
    try:
        pooled.rollback()
    except (sqlite3.Error, psycopg.Error) as error:
        pooled.invalidate(error)


_NOT_HEALTH = (
    IntegrityError,
    ProgrammingError,
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    psycopg.IntegrityError,
    psycopg.ProgrammingError,
)
"""A mistake of ours, or an answer that the caller expects: no sign of the database's health."""


@contextmanager
def _told_as_unavailable() -> Iterator[None]:
    try:
        yield
    except _NOT_HEALTH:
        raise
    except (DBAPIError, PoolTimeoutError, sqlite3.Error, psycopg.Error) as error:
        raise StorageUnavailable(
            "La base de données ne peut pas enregistrer pour l’instant. "
            "Rien de ce qui était enregistré n’est perdu ; réessayez dans un instant."
        ) from error


def open_database(url: str) -> Database:
    """Open the database at ``url``, create it if need be, and bring its tables up to date.

    ``postgresql://`` means psycopg 3. Raises StorageUnavailable when it cannot be opened.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg", query={**TCP, **parsed.query})
        engine = create_engine(
            parsed, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True
        )
        bound(engine)
        dialect: Dialect = "postgresql"
    else:
        file = sqlite_file(parsed)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        # What people write never goes to the log with an error of the database.
        engine = create_engine(parsed, hide_parameters=True, pool_use_lifo=True)
        dialect = "sqlite"
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    with _told_as_unavailable():
        _migrate(engine, dialect)
    return Database(engine, dialect, Bus(engine, dialect))


def sqlite_file(url: URL) -> Path | None:
    """Return the whole path of a SQLite file, None for what is no file."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).absolute()


def _set_up_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased is not left in the file's free pages
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("capacities_read")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _migrate(engine: Engine, dialect: Dialect) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        be_patient(connection)
        if dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:  # it is at a revision that this code does not have
            raise StorageUnavailable(
                "Cette base a été mise à niveau par une version plus récente de CAPACities : "
                "mettez cette installation à jour. Rien n’a été changé."
            ) from error
