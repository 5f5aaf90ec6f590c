"""The SQLite file gives back to the disk what it no longer uses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from capacities.storage.base_file import WAL_BYTES
from capacities.storage.database import Database, now_iso, open_database
from capacities.storage.shrink import SLACK_PAGES, give_back, make_it_shrink, shrinks
from capacities.storage.tables import dossiers
from capacities.storage.updates import append_batch, compact, create_document, load

BIG = bytes(100_000)
ROOM_LEFT = 3_000_000


def swell(db: Database) -> None:
    """Write forty megabytes, then one snapshot in their place."""
    with db.write() as connection:
        connection.execute(
            insert(dossiers).values(
                id="d", title="t", territory="t", use_case="", created_at=now_iso()
            )
        )
    create_document(db, "d/c", b"first")
    for _ in range(40):
        numbers = append_batch(db, [("d/c", BIG)] * 10)
    compact(db, "d/c", numbers[-1] or 0, b"all")


def test_what_a_snapshot_frees_goes_back_to_the_disk(tmp_path: Path) -> None:
    """By small steps, down to what is in use and some slack; the -wal too."""
    path = tmp_path / "capacities.db"
    db = open_database(f"sqlite:///{path}")
    swell(db)
    steps = 1
    while give_back(db):
        steps += 1
    append_batch(db, [("d/c", b"after")])
    assert steps > 10
    assert path.stat().st_size < SLACK_PAGES * 4_096 + ROOM_LEFT
    assert Path(f"{path}-wal").stat().st_size <= WAL_BYTES
    stored = load(db, "d/c")
    assert (stored and stored.snapshot, stored and stored.updates) == (b"all", (b"after",))
    assert not give_back(db)
    db.close()


def test_an_older_file_is_written_anew_once(tmp_path: Path) -> None:
    """It cannot shrink until then; whoever has it open sees nothing of it."""
    path = tmp_path / "capacities.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE of_older_versions (a)")
    db = open_database(f"sqlite:///{path}")
    swell(db)
    before = path.stat().st_size
    assert (shrinks(db), give_back(db)) == (False, False)
    make_it_shrink(db)
    assert shrinks(db)
    assert path.stat().st_size < before / 4
    append_batch(db, [("d/c", b"after")])
    db.close()


def test_nothing_is_done_on_postgresql(postgresql_url: str) -> None:
    """Its autovacuum does it."""
    db = open_database(postgresql_url)
    assert (shrinks(db), give_back(db)) == (True, False)
    db.close()


def test_erased_words_do_not_stay_in_the_file(tmp_path: Path) -> None:
    """Neither in free pages nor in the room left in the others."""
    path = tmp_path / "capacities.db"
    db = open_database(f"sqlite:///{path}")
    swell(db)
    append_batch(db, [("d/c", b"the words of somebody")])
    stored = load(db, "d/c")
    assert stored is not None
    db.close()
    assert b"the words of somebody" in path.read_bytes()
    db = open_database(f"sqlite:///{path}")
    compact(db, "d/c", stored.seq, b"nothing")
    db.close()
    assert b"the words of somebody" not in path.read_bytes()
