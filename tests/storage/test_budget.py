"""What one dossier may have the database keep, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import ARCHIVES_BYTES
from capacities.storage import budget
from capacities.storage.budget import append_within_budget, stored_bytes
from capacities.storage.database import Database, now_iso
from capacities.storage.tables import archives, dossiers, snapshots
from capacities.storage.updates import append, compact, create_document, current_seq


@pytest.fixture
def db(database: Database) -> Database:
    """Two dossiers, the first one with two canvases."""
    with database.write() as connection:
        for name in ("d1", "d2"):
            connection.execute(
                insert(dossiers).values(
                    id=name, title="t", territory="t", use_case="u", created_at=now_iso()
                )
            )
    for name in ("d1/a", "d1/b", "d2/a"):
        assert create_document(database, name, b"seed")
    return database


def test_all_that_is_kept_of_a_dossier_counts(db: Database) -> None:
    """The log, the states and the archives of all its canvases, and nothing of the others'."""
    append(db, "d1/a", bytes(1_000))
    append(db, "d2/a", bytes(7_000))
    assert stored_bytes(db, "d1") == 1_008
    compact(db, "d1/b", 1, bytes(300))
    assert stored_bytes(db, "d1") == 1_304
    with db.write() as connection:
        connection.execute(update(snapshots).values(created_at="2020-01-01T12:00:00+00:00"))
    compact(db, "d1/b", append(db, "d1/b", b"x"), bytes(50))
    assert stored_bytes(db, "d1") == 1_004 + 300 + 50
    assert stored_bytes(db, "none") == 0


def test_what_would_pass_the_budget_is_refused(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence, and nothing changed; another dossier writes on."""
    monkeypatch.setattr(budget, "DOSSIER_BYTES", 1_000)
    assert append_within_budget(db, "d1/a", bytes(900)) == 2
    with pytest.raises(InvalidInput, match="Rien n’a été changé"):
        append_within_budget(db, "d1/b", bytes(100))
    assert current_seq(db, "d1/b") == 1
    assert append_within_budget(db, "d2/a", bytes(100)) == 2


def test_archives_are_bounded_by_their_weight(db: Database) -> None:
    """The newest are kept as long as they are light enough together, one at least."""
    heavy = ARCHIVES_BYTES // 3
    for day in range(1, 7):
        with db.write() as connection:
            connection.execute(
                update(snapshots).values(created_at=f"2020-01-0{day}T12:00:00+00:00")
            )
        compact(db, "d1/a", append(db, "d1/a", b"x"), bytes(heavy))
    with db.read() as connection:
        kept = connection.scalars(select(archives.c.seq).order_by(archives.c.seq)).all()
    assert kept == [4, 5, 6]
    with db.write() as connection:
        connection.execute(update(snapshots).values(created_at="2020-02-01T12:00:00+00:00"))
    compact(db, "d1/a", append(db, "d1/a", b"x"), bytes(ARCHIVES_BYTES + 1))
    with db.write() as connection:
        connection.execute(update(snapshots).values(created_at="2020-02-02T12:00:00+00:00"))
    compact(db, "d1/a", append(db, "d1/a", b"x"), b"S")
    with db.read() as connection:
        assert connection.scalars(select(archives.c.seq)).all() == [8]
