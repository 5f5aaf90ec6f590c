"""Giving the disk back what a SQLite file no longer uses. PostgreSQL does it by itself."""

from __future__ import annotations

from typing import Final

from capacities.storage.database import Database

PAGES: Final = 256
"""Given back at once: the write lock is held some milliseconds, as for a group commit."""
SLACK_PAGES: Final = 1_024
"""Free pages left in the file: what the log takes and gives back from one snapshot to another."""
INCREMENTAL: Final = 2


def give_back(db: Database) -> bool:
    """Cut some free pages from the file; tell whether there are more. For a thread.

    Raises StorageUnavailable.
    """
    if db.file is None or _free(db) <= SLACK_PAGES or not shrinks(db):
        return False
    _alone(db, f"PRAGMA incremental_vacuum({PAGES})")
    if _free(db) > SLACK_PAGES:
        return True
    _alone(db, "PRAGMA wal_checkpoint")  # it is then that the file is cut
    return False


def shrinks(db: Database) -> bool:
    """Tell whether free pages may be given back: not in the files made by older versions."""
    return db.dialect != "sqlite" or _pragma(db, "auto_vacuum") == INCREMENTAL


def make_it_shrink(db: Database) -> None:
    """Write the whole file anew, once, so that it shrinks from now on.

    It takes as much room again on the disk meanwhile, and nobody else may write.
    Raises StorageUnavailable.
    """
    # auto_vacuum was asked of each connection as it was opened.
    _alone(db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")


def _alone(db: Database, statements: str) -> None:
    """Run what makes its own transaction, to its end: ``execute`` would stop at a first page."""
    with db.sqlite_driver() as connection:
        connection.executescript(statements)


def _free(db: Database) -> int:
    return _pragma(db, "freelist_count")


def _pragma(db: Database, name: str) -> int:
    with db.read() as connection:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
