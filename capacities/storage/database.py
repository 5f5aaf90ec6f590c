"""Opening the database: the engine, its settings, its migrations and its bus."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from capacities.domain.errors import StorageUnavailable
from capacities.storage.base_file import PRAGMAS, BaseFile, FileLost, Loss
from capacities.storage.bus import Bus
from capacities.storage.moments import Moments
from capacities.storage.patience import TCP, be_patient, bound

if TYPE_CHECKING:
    from alembic.config import Config

Dialect = Literal["sqlite", "postgresql"]

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
    file: BaseFile | None = None
    """That of SQLite."""
    _moments: Moments = field(default_factory=Moments, repr=False, compare=False)

    @contextmanager
    def write(self, *, long: bool = False) -> Iterator[Connection]:
        """Open a transaction that may write; committed when the block ends without error.

        ``long``: it may take as long as the data is big (see ``be_patient``).
        """
        with self._kept(), self.engine.begin() as connection:
            if long:
                be_patient(connection)
            yield connection

    @contextmanager
    def write_on_driver(self) -> Iterator[DBAPICursor]:
        """Do as ``write``, on the driver's own cursor, for the hot path of the log.

        Opening a transaction through SQLAlchemy costs as much as writing twenty updates.
        """
        with self._kept():
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
    def sqlite_driver(self) -> Iterator[sqlite3.Connection]:
        """Lend SQLite's own connection, outside any transaction, for its upkeep."""
        with self._kept():
            pooled = self.engine.raw_connection()
            try:
                yield cast(sqlite3.Connection, pooled.driver_connection)
            finally:
                pooled.close()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Raise StorageUnavailable unless what is committed inside stays (see ``BaseFile``)."""
        with _told_as_unavailable():
            self.end_moment()
            if self.file is None:
                yield
                return
            generation = self.file.generation
            try:
                self.file.look()
                yield
                self.file.check()
                if self.file.generation != generation:
                    raise FileLost(Loss.REPLACED)
            except FileLost as lost:
                if lost.loss is Loss.BESIDE:
                    self.file.let_go(self.engine)
                    self.file.fold_in()
                raise

    def may_take_up(self) -> bool:
        """Tell whether another base stands at the place of the SQLite file that is open.

        Only one that is ours, whole and at this version: what is read goes on coming from the
        file that was opened, and nothing is written, until ``take_up`` or its return.
        Raises StorageUnavailable.
        """
        with _told_as_unavailable(OSError):
            return self.file is not None and self.file.candidate(_revision)

    def take_up(self) -> None:
        """Go on with the base that ``may_take_up`` saw. Raises StorageUnavailable."""
        if self.file is not None:
            with _told_as_unavailable(OSError):
                self.file.let_go(self.engine)
                self.file.take_up()

    @contextmanager
    def read(self, *, long: bool = False) -> Iterator[Connection]:
        """Open a transaction that only reads, and sees one moment of the database.

        ``long``: as for ``write``.
        """
        with _told_as_unavailable():
            if not long:
                with self._moments.reading(self._begin_reading) as connection:
                    yield connection
                return
            with self._begin_reading() as connection:
                be_patient(connection)
                yield connection

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Have all that this thread reads inside come from one transaction, until it writes."""
        with _told_as_unavailable(), self._moments.one():
            yield

    def end_moment(self) -> None:
        """Give back what ``one_moment`` reads with: for whoever is about to wait, then write."""
        with _told_as_unavailable():
            self._moments.end()

    @contextmanager
    def _begin_reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection.execution_options(**self._read_options())
            yield connection

    def _read_options(self) -> dict[str, object]:
        if self.dialect == "sqlite":
            return {"capacities_read": True}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    @property
    def name(self) -> str:
        """What no other opening of any base has: for what is remembered of this one.

        That of a base put back in its place (``take_up``) is another: it counts on from an older
        moment, and gives again the numbers that were given since.
        """
        return f"{self.bus.process_id} {self.file.generation if self.file else 0}"

    @property
    def elsewhere(self) -> bool:
        """Whether another process, maybe another machine, answers: one waits for it."""
        return self.dialect != "sqlite"

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
        if self.file is not None:
            self.file.close()


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

_HEALTH: tuple[type[Exception], ...] = (
    DBAPIError,
    PoolTimeoutError,
    sqlite3.Error,
    psycopg.Error,
)
"""The database does not answer, or cannot do what is asked."""


@contextmanager
def _told_as_unavailable(*others: type[Exception]) -> Iterator[None]:
    try:
        yield
    except _NOT_HEALTH:
        raise
    except (*_HEALTH, *others) as error:
        raise StorageUnavailable(
            "La base de données ne peut pas enregistrer pour l’instant. "
            "Rien de ce qui était enregistré n’est perdu ; réessayez dans un instant."
        ) from error


def open_database(url: str, *, serving: bool = False) -> Database:
    """Open the database at ``url``, create it if need be, and bring its tables up to date.

    ``postgresql://`` means psycopg 3. ``serving``: as a server does, of which a SQLite file
    has one at most. Raises StorageUnavailable when it cannot be opened, BaseInUse, OSError.
    """
    parsed = make_url(url)
    file: BaseFile | None = None
    dialect: Dialect = "sqlite"
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        engine, dialect = _postgresql_engine(parsed), "postgresql"
    else:
        path = sqlite_file(parsed)
        with _told_as_unavailable():
            file = None if path is None else BaseFile(path, serving=serving)
        engine = _sqlite_engine(parsed, file)
    db = Database(engine, dialect, Bus(engine, dialect), file)
    try:
        with db._kept():
            _migrate(engine, dialect)
    except BaseException:
        db.close()
        raise
    return db


def _postgresql_engine(url: URL) -> Engine:
    url = url.set(drivername="postgresql+psycopg", query={**TCP, **url.query})
    engine = create_engine(
        url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True
    )
    bound(engine)
    return engine


def _sqlite_engine(url: URL, file: BaseFile | None) -> Engine:
    # What people write never goes to the log with an error of the database.
    if file is None:
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _set_up_memory)
    else:
        engine = create_engine(url, hide_parameters=True, pool_use_lifo=True, creator=file.connect)
        file.follow(engine)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """Return the whole path of a SQLite file, None for what is no file."""
    named = str(url.database or ":memory:")
    if url.get_backend_name() != "sqlite" or named.startswith((":memory:", "file:")):
        return None
    return Path(named).absolute()


def _set_up_memory(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("capacities_read")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _alembic() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@functools.cache
def _revision() -> str:
    """Return that of a database of this version."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_alembic()).get_current_head())


def _up_to_date(engine: Engine) -> bool:
    """Tell whether the base is at this version, without waking Alembic: most openings are."""
    try:
        with engine.connect() as connection:
            asked = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            return asked.scalars().all() == [_revision()]
    except DBAPIError:  # it is empty, or no base: migrating tells
        return False


def _migrate(engine: Engine, dialect: Dialect) -> None:
    if _up_to_date(engine):
        return
    from alembic import command
    from alembic.util import CommandError

    config = _alembic()
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
