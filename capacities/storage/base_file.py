"""The SQLite file: for its owner alone, of one server at a time, and still the one opened.

SQLite goes on writing to a file that was deleted or replaced, and says that it committed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from capacities.domain.errors import StorageUnavailable
from capacities.storage.server_lock import BaseInUse, ServerLock

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS: Final = 5_000
"""How long a SQLite writer waits for another one; ours hold the lock a few milliseconds."""
WAL_BYTES: Final = 8 * 1024 * 1024
"""To what the -wal file is cut once its content is in the base: twice what SQLite lets wait."""
SETTLED_S: Final = 2.0
"""Seconds since the last writing in a file, for it not to be one that is being copied."""
READ_AGAIN_S: Final = 0.01
"""Seconds before reading again the beginning of a file, which SQLite may be writing."""
BEGUN_S: Final = 2.0
"""Seconds for a process that begins a file to have made it; a server that lost its own does not."""
PRAGMAS: Final = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "auto_vacuum=INCREMENTAL",  # decided before the first table; see ``give_back``
    "journal_mode=WAL",
    f"journal_size_limit={WAL_BYTES}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what was erased does not stay readable in free pages
)

FileId = tuple[int, int]
_MAGIC: Final = b"SQLite format 3\x00"
_HEADER_BYTES: Final = 100


class Loss(Enum):
    """What is wrong with the file at its place."""

    GONE = "is gone"
    REPLACED = "was replaced by another one"
    DAMAGED = "was cut or written over"
    BESIDE = "lost its -wal or its -shm"
    SERVED = "is used by another server"


class FileLost(StorageUnavailable):
    """What is written now would not be kept: the file is not where it was opened."""

    def __init__(self, loss: Loss) -> None:
        self.loss = loss
        super().__init__(
            "La base de données n’est plus à sa place : elle ne peut pas enregistrer pour "
            "l’instant. Gardez cette page ouverte et prévenez la personne qui administre le "
            "serveur."
        )


class NotWritable(StorageUnavailable):
    """Whoever runs this may not write where SQLite must."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"La base « {path} » ne peut pas être ouverte : il faut le droit d’écrire dans ce "
            "fichier, dans ceux d’à côté (-wal, -shm, .lock) et dans leur dossier. Rien n’a été "
            "changé ; donnez-les à l’utilisateur du serveur (chown), ou vérifiez le disque."
        )


class BaseFile:
    """One SQLite file held open, from any thread.

    Raises NotWritable, BaseInUse, OSError or sqlite3.Error when it cannot be.

    A connection of its own stays open, so that SQLite itself never takes the -wal and the -shm
    away: gone, they were taken by somebody.
    """

    def __init__(self, path: Path, *, serving: bool = False) -> None:
        self.path = path
        self._mutex, self._reading = threading.Lock(), threading.Lock()
        self.generation = 0
        """Moves each time files are opened: what was under way then went to the old ones."""
        self._turn = 0
        self._told: Loss | None = None
        self._identities: list[FileId | None] = [None]
        self._refused: FileId | None = None
        self._closed = False
        """Our own connection is, for want of one on the files that are there."""
        new = not path.exists()
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True)
        self._lock: ServerLock | None = None
        try:
            self._begin(new, serving)
        except (OSError, sqlite3.Error) as error:
            self._unlock()
            raise error if _writable(path) else NotWritable(path) from error
        except BaseException:
            self._unlock()
            raise
        if not serving:
            self._unlock()

    def _begin(self, new: bool, serving: bool) -> None:
        if serving:
            self._lock = ServerLock(self.path)
        elif new:  # nobody begins a file where a server lost its own
            self._lock = self._lock_to_begin()
        if self.path.exists():
            _narrow(self.path)
        else:
            _create(self.path)
        self._open()

    def _lock_to_begin(self) -> ServerLock | None:
        """Take the lock to begin a file; None when somebody else, who had it, has begun it."""
        until = time.monotonic() + BEGUN_S
        while not self.path.exists():
            try:
                return ServerLock(self.path)
            except BaseInUse:
                if time.monotonic() > until:
                    raise
                time.sleep(READ_AGAIN_S)
        return None

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def connect(self) -> sqlite3.Connection:
        """Open one more connection; never creates a file. Raises FileLost."""
        self.check()
        connection = _connect(self.path)
        try:
            self.check()
        except FileLost:
            connection.close()
            raise
        return connection

    def follow(self, engine: Engine) -> None:
        """Have the connections of a pool closed as soon as they are of no more use."""

        @event.listens_for(engine, "connect")
        def opened(_connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
            record.info["turn"] = self._turn

        @event.listens_for(engine, "checkin")
        def given_back(_connection: object, record: ConnectionPoolEntry) -> None:
            if record.info.get("turn") != self._turn:
                record.invalidate()

    def let_go(self, engine: Engine) -> None:
        """Close the connections of a pool, those in use once they are given back."""
        self._turn += 1
        engine.dispose()

    def look(self) -> None:
        """Raise FileLost rather than write in vain: a first look, before a transaction."""
        there = _identity(self.path) == self._identities[0] and self._alone()
        if self._told is not None or not there:
            self.check()

    def check(self) -> None:
        """Raise FileLost unless what was just committed is kept."""
        loss = self._loss()
        if loss is not self._told:
            self._told = loss
            if loss is not None:
                log.error("%s %s: nothing is told saved until it is mended", self.path, loss.value)
            else:
                log.warning("%s is there again", self.path)
        if loss is not None:
            raise FileLost(loss)

    @property
    def served(self) -> bool:
        """Whether a server has it at this moment."""
        try:
            ServerLock(self.path).close()
        except BaseInUse:
            return True
        return False

    @property
    def lost(self) -> bool:
        """Whether that was so when last asked."""
        return self._told is not None

    def fold_in(self) -> None:
        """Put in the base what its -wal alone holds: somebody took that away.

        No connection but ours may be open: they share what SQLite keeps of the missing file.
        """
        with self._mutex:
            if self._loss() is not Loss.BESIDE or not self._emptied():
                return
            self._own.close()
            self._closed = True
            self._open()

    def candidate(self, revision: Callable[[], str]) -> bool:
        """Tell whether another file stands there that may be taken up: ours, whole, up to date.

        ``revision`` tells what up to date is, which takes milliseconds to find.

        SQLite must not see it beside the -wal of the file that it replaced: that one is put in
        its own base, then taken away.
        """
        with self._mutex:
            found = _settled(self.path)
            if self._loss() is not Loss.REPLACED or found in (None, self._refused):
                return False
            if not self._alone():
                return False
            if not self._damaged and not self._emptied():
                return False
            for name, identity in zip(self._beside, self._identities[1:], strict=True):
                if _identity(name) == identity:
                    Path(name).unlink(missing_ok=True)
            if _ours(self.path, revision()):
                return True
            self._refused = found
            log.error("%s is no base of this version: it is not taken up, restart", self.path)
            return False

    def take_up(self) -> None:
        """Go on with the file that stands there now. Raises OSError, sqlite3.Error."""
        with self._mutex:
            own, handle = self._own, self._handle
            _narrow(self.path)
            self._open()
            own.close()
            os.close(handle)

    def close(self) -> None:
        """Give everything back."""
        self._own.close()
        # Last: closing any handle of a file gives back all the locks of the process on it.
        os.close(self._handle)
        self._unlock()

    def _open(self) -> None:
        whole = str(self.path.resolve())
        beside = (f"{whole}-wal", f"{whole}-shm")
        own = _connect(self.path, (*PRAGMAS, "schema_version"))  # read: it makes those beside
        identities = [_identity(name) for name in (whole, *beside)]
        if None in identities:
            own.close()
            raise sqlite3.OperationalError("the files moved while they were opened")
        self.generation += 1
        if identities[0] != self._identities[0]:
            self._handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._own, self._beside, self._identities = own, beside, identities
        self._closed = False
        self._written_ns, self._size, self._changes, self._damaged = 0, 0, -1, False

    def _emptied(self) -> bool:
        """Put in the base what its -wal holds; tell whether nothing is left there."""
        return self._closed or _checkpoint(self._own)

    def _loss(self) -> Loss | None:
        try:
            found = os.stat(self.path)
        except OSError:
            return Loss.GONE
        if (found.st_dev, found.st_ino) != self._identities[0]:
            return Loss.REPLACED
        if self._damaged or not self._as_written(found):
            return Loss.DAMAGED
        if [_identity(name) for name in self._beside] != self._identities[1:]:
            return Loss.BESIDE
        return None if self._alone() else Loss.SERVED

    def _alone(self) -> bool:
        return self._lock is None or self._lock.holds()

    def _as_written(self, found: os.stat_result) -> bool:
        """Tell whether the file begins as SQLite left it: it never goes back to an older one.

        Not twice in a row: for good, whatever is written over it afterwards.
        """
        if found.st_mtime_ns == self._written_ns or self._begins_well(found):
            return True
        time.sleep(READ_AGAIN_S)
        self._damaged = not self._begins_well(os.fstat(self._handle))
        return not self._damaged

    def _begins_well(self, found: os.stat_result) -> bool:
        with self._reading:
            os.lseek(self._handle, 0, os.SEEK_SET)
            header = os.read(self._handle, _HEADER_BYTES)
        changes = int.from_bytes(header[24:28], "big")
        if not header.startswith(_MAGIC) or changes < self._changes:
            return False
        if found.st_size < self._size and found.st_size < _whole_size(header):
            return False
        self._written_ns, self._size, self._changes = found.st_mtime_ns, found.st_size, changes
        return True


def _whole_size(header: bytes) -> int:
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _identity(path: str | Path) -> FileId | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path, pragmas: Sequence[str] = PRAGMAS) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=rw"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _checkpoint(connection: sqlite3.Connection) -> bool:
    try:
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:
        log.exception("what the -wal holds could not be put in the base")
        return False
    return not busy


def _create(path: Path) -> None:
    """Begin an empty file that its owner alone reads: SQLite gives its rights to the others."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _writable(path: Path) -> bool:
    """Tell whether all that is there, of what SQLite and we write, may be written."""
    whole = path.resolve()
    files = [whole, *(Path(f"{whole}{end}") for end in ("-wal", "-shm", ".lock"))]
    return all(os.access(each, os.W_OK) for each in (whole.parent, *files) if each.exists())


def _narrow(path: Path) -> None:
    """Leave an older file, and those beside it, to its owner alone."""
    for each in (path, Path(f"{path.resolve()}-wal"), Path(f"{path.resolve()}-shm")):
        with contextlib.suppress(FileNotFoundError):
            mode = each.stat().st_mode & 0o777
            if os.name == "posix" and mode & 0o077:
                try:
                    each.chmod(mode & 0o700)
                except OSError:
                    log.warning("%s can be read by others than its owner", each)


def _settled(path: Path) -> FileId | None:
    """Name the file there as it is now; None for one that is absent, empty or being written."""
    try:
        found = path.stat()
    except OSError:
        return None
    quiet = found.st_size > 0 and time.time() - found.st_mtime > SETTLED_S
    return (found.st_ino, found.st_mtime_ns) if quiet else None


def _ours(path: Path, revision: str) -> bool:
    """Tell whether the base there is whole, and of this very version."""
    try:
        with contextlib.closing(_connect(path, ())) as connection:
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (whole,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, TypeError):
        return False
    return bool(found == revision and whole == "ok")
