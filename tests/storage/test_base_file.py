"""The SQLite file deleted, replaced, cut, lent twice: nothing counts as saved that is not there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from capacities.domain.errors import StorageUnavailable
from capacities.storage.base_file import SETTLED_S
from capacities.storage.database import Database, now_iso, open_database
from capacities.storage.server_lock import BaseInUse
from capacities.storage.tables import dossiers
from capacities.storage.updates import append, create_document, load
from tests.waiting import until

Harm = Callable[[Path], object]


def filled(url: str) -> Database:
    """Open a database with one document."""
    db = open_database(url)
    with db.write() as connection:
        connection.execute(
            insert(dossiers).values(
                id="d", title="t", territory="t", use_case="", created_at=now_iso()
            )
        )
    create_document(db, "d/c", b"first")
    return db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """That of the file under test."""
    return tmp_path / "var" / "capacities.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """The same, open and filled."""
    database = filled(f"sqlite:///{path}")
    yield database
    database.close()


def updates(db: Database) -> tuple[bytes, ...]:
    """Return the log of the document."""
    stored = load(db, "d/c")
    assert stored is not None
    return stored.updates


def aged(path: Path) -> Path:
    """Give a file the age of one that nobody is copying any more."""
    moment = path.stat().st_mtime - 2 * SETTLED_S
    os.utime(path, (moment, moment))
    return path


def _write_over(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(24)
        file.write((1).to_bytes(4, "big"))  # the counter of an older base


@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda path: path.rename(path.with_name("ailleurs.db")),
        lambda path: path.parent.rename(path.parent.with_name("ailleurs")),
        lambda path: shutil.copy(path, path.with_name("x")).replace(path),
        lambda path: os.truncate(path, 0),
        lambda path: os.truncate(path, path.stat().st_size // 2),
        _write_over,
    ],
    ids=["deleted", "moved", "folder", "replaced", "emptied", "cut", "written over"],
)
def test_what_is_written_in_a_lost_file_does_not_count(
    db: Database, path: Path, harm: Harm
) -> None:
    """Deleted, moved, replaced, cut, written over: every writer is told so."""
    append(db, "d/c", b"second")
    pooled = db.engine.raw_connection()
    pooled.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pooled.close()
    append(db, "d/c", b"third")
    harm(path)
    with pytest.raises(StorageUnavailable, match="plus à sa place"):
        append(db, "d/c", b"lost")
    with pytest.raises(StorageUnavailable, match="plus à sa place"):
        create_document(db, "d/other", b"lost")


def test_a_commit_in_a_file_deleted_meanwhile_does_not_count(db: Database, path: Path) -> None:
    """Checked after the commit too: the file goes between the two."""

    def write() -> None:
        with db.write() as connection:
            connection.exec_driver_sql("UPDATE dossiers SET title = 'x'")
            path.unlink()

    with pytest.raises(StorageUnavailable, match="plus à sa place"):
        write()
    assert not path.exists()


@pytest.mark.usefixtures("db")
def test_a_command_beside_a_server_makes_no_base_in_place_of_the_lost_one(path: Path) -> None:
    """« demo » would begin an empty one, that the server would take for what was put back."""
    server = open_database(f"sqlite:///{path}", serving=True)
    path.unlink()
    with pytest.raises(BaseInUse):
        open_database(f"sqlite:///{path}")
    assert not path.exists()
    server.close()


def test_a_file_put_back_takes_writing_again(db: Database, path: Path) -> None:
    """Moved away and back, with all that was in it: no restart."""
    away = path.with_name("ailleurs.db")
    path.rename(away)
    with pytest.raises(StorageUnavailable):
        append(db, "d/c", b"lost")
    away.rename(path)
    append(db, "d/c", b"second")
    assert updates(db) == (b"first", b"second")


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_deleted_wal_or_shm_loses_nothing(db: Database, path: Path, suffix: str) -> None:
    """What it alone held is put in the base; what was refused may be there too, said again."""
    append(db, "d/c", b"second")
    Path(f"{path}{suffix}").unlink()
    with pytest.raises(StorageUnavailable):
        append(db, "d/c", b"third")
    append(db, "d/c", b"third")
    copy = path.with_name("copie.db")
    for beside in ("", "-wal"):  # as a process killed now would leave it
        shutil.copy(f"{path}{beside}", f"{copy}{beside}")
    after = open_database(f"sqlite:///{copy}")
    assert updates(after) == (b"first", b"second", b"third", b"third")
    after.close()


def test_a_reading_under_way_puts_off_the_mending_of_a_deleted_shm(
    db: Database, path: Path
) -> None:
    """SQLite would share with it what it kept of the missing file; then all goes on."""
    append(db, "d/c", b"second")
    assert db.file is not None
    db.file._own.execute("PRAGMA busy_timeout=200")
    with db.read() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM updates").all()
        Path(f"{path}-shm").unlink()
        for _ in range(2):
            with pytest.raises(StorageUnavailable):
                append(db, "d/c", b"lost")
    until(lambda: _appended(db, b"third"))
    assert {b"first", b"second", b"third"} <= set(updates(db))


def _appended(db: Database, data: bytes) -> bool:
    try:
        append(db, "d/c", data)
    except StorageUnavailable:
        return False
    return True


def test_another_base_of_ours_is_taken_up(db: Database, path: Path, tmp_path: Path) -> None:
    """Put there beside the -wal of the old one: each keeps its own, and writing goes on."""
    other = filled(f"sqlite:///{tmp_path}/autre.db")
    append(other, "d/c", b"of the other")
    other.close()
    append(db, "d/c", b"of the old one")
    old = path.rename(path.with_name("ancienne.db"))
    (tmp_path / "autre.db").rename(path)
    assert not db.may_take_up(), "it may still be being copied"
    aged(path)
    assert db.may_take_up()
    db.take_up()
    append(db, "d/c", b"after")
    assert updates(db) == (b"first", b"of the other", b"after")
    before = open_database(f"sqlite:///{old}")
    assert updates(before) == (b"first", b"of the old one")
    before.close()


@pytest.mark.parametrize("content", [b"", b"not a database", None], ids=["empty", "other", "old"])
def test_what_is_not_a_base_of_this_version_is_not_taken_up(
    db: Database, path: Path, tmp_path: Path, content: bytes | None
) -> None:
    """An empty file, anything else, another version: left as it is, nothing is written."""
    if content is None:
        other = open_database(f"sqlite:///{tmp_path}/autre.db")
        with other.write() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        other.close()
        (tmp_path / "autre.db").replace(path)
    else:
        path.unlink()
        path.write_bytes(content)
    before = aged(path).read_bytes()
    assert not db.may_take_up()
    with pytest.raises(StorageUnavailable, match="plus à sa place"):
        append(db, "d/c", b"x")
    assert path.read_bytes() == before


def test_a_sqlite_file_has_one_server(path: Path) -> None:
    """A second one is refused, in this process and in another; commands are not."""
    url = f"sqlite:///{path}"
    server = open_database(url, serving=True)
    for refused in (True, False):
        if refused:
            with pytest.raises(BaseInUse, match="utilise déjà cette base"):
                open_database(url, serving=True)
        program = (
            "from capacities.storage.database import open_database\n"
            f"open_database({url!r}, serving={refused}).close()"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
        assert (b"BaseInUse" in done.stderr, done.returncode) == (refused, int(refused))
    server.close()
    open_database(url, serving=True).close()


def test_a_killed_server_leaves_no_lock(path: Path) -> None:
    """The system gives the lock back: the next one starts at once."""
    program = (
        "import os\nfrom capacities.storage.database import open_database\n"
        f"open_database('sqlite:///{path}', serving=True)\nos.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    open_database(f"sqlite:///{path}", serving=True).close()


def test_a_second_server_on_a_deleted_lock_stops_the_first(path: Path) -> None:
    """Whoever deletes the lock to start another one does not get two that write."""
    url = f"sqlite:///{path}"
    first = open_database(url, serving=True)
    Path(f"{path}.lock").unlink()
    program = (
        "import sys\nfrom capacities.storage.database import open_database\n"
        f"db = open_database({url!r}, serving=True)\nprint('open', flush=True)\nsys.stdin.read()"
    )
    second = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert second.stdout is not None
    assert second.stdout.readline() == b"open\n"
    with pytest.raises(StorageUnavailable, match="plus à sa place"):
        create_document(first, "d/c", b"x")
    second.communicate()
    with pytest.raises(Exception, match="Ce dossier n’existe pas"):  # written, and refused
        create_document(first, "d/c", b"x")
    first.close()


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    """New or old, with those beside it and the folder made for it."""
    os.umask(0o022)
    url = f"sqlite:///{path}"
    open_database(url).close()
    path.chmod(0o644)
    db = open_database(url, serving=True)
    found = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert found == {f"capacities.db{end}": 0o600 for end in ("", "-wal", "-shm", ".lock")}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    db.close()
