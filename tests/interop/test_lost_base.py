"""The SQLite file deleted or replaced under open canvases: no word is lost, no receipt is false."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from capacities.storage.base_file import SETTLED_S
from capacities.storage.database import open_database
from tests.interop.node import NodeClients
from tests.interop.serving import Live, stored_cards
from tests.waiting import until

pytestmark = [pytest.mark.node, pytest.mark.slow]
ROOM = "d1/canevas"


def base_of(live: Live) -> Path:
    """Return the path of the server's SQLite file."""
    return Path(live.db.place)


def copy_of(path: Path, name: str) -> Path:
    """Copy the base as it stands, as a backup of the night does."""
    copy = path.with_name(name)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    moment = copy.stat().st_mtime - 2 * SETTLED_S
    os.utime(copy, (moment, moment))
    return copy


def test_nothing_is_told_saved_while_the_file_is_gone(quick: Live, node: NodeClients) -> None:
    """Partners go on together; all is saved when the file is back in its place."""
    base = base_of(quick)
    node.open(quick.url, ROOM, "w")
    node.open(quick.url, ROOM, "x")
    before = node.ask("untilSaved", "w")["saved"]
    base.rename(base.with_name("ailleurs.db"))
    node.ask("set", "w", key="meanwhile", value=1)
    node.ask("untilKey", "x", key="meanwhile")
    until(lambda: not quick.server.saving)
    assert node.ask("status", "w")["saved"] == before
    assert not base.exists()
    base.with_name("ailleurs.db").rename(base)
    node.ask("untilSaved", "w")
    assert quick.server.saving
    assert stored_cards(quick.db, ROOM) == {"meanwhile": 1}
    for client in "wx":
        node.ask("close", client)


@pytest.mark.parametrize("deleted", [True, False])
def test_a_backup_put_in_its_place_gets_what_it_lacks(
    quick: Live, node: NodeClients, deleted: bool
) -> None:
    """From the rooms for who has left, from the pages for the others; then receipts are true."""
    base = base_of(quick)
    for client in ("stays", "leaves"):
        node.open(quick.url, ROOM, client)
    node.ask("set", "stays", key="old", value=1)
    node.ask("untilSaved", "stays")
    backup = copy_of(base, "nuit.db")
    node.ask("set", "leaves", key="since", value=2)
    node.ask("untilSaved", "leaves")
    node.ask("untilKey", "stays", key="since")
    if deleted:
        for end in ("", "-wal", "-shm"):
            Path(f"{base}{end}").unlink()
    else:
        shutil.move(base, base.with_name("ancienne.db"))
    node.ask("set", "leaves", key="unsaved", value=3)
    node.ask("untilKey", "stays", key="unsaved")
    node.ask("cut", "leaves")
    backup.rename(base)
    node.ask("untilCode", "stays", code=1012)
    node.ask("set", "stays", key="after", value=4)
    node.ask("untilSynced", "stays")
    node.ask("untilSaved", "stays")
    until(lambda: quick.server.saving)
    everything = {"old": 1, "since": 2, "unsaved": 3, "after": 4}
    assert stored_cards(quick.db, ROOM) == everything
    fresh = open_database(f"sqlite:///{base}")  # as the next server will
    assert stored_cards(fresh, ROOM) == everything
    fresh.close()
    for client in ("stays", "leaves"):
        node.ask("close", client)
