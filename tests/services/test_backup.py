"""Backup and restore, on both databases."""

from __future__ import annotations

import json
import stat
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from capacities.domain.access import Role
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    DELETION_DAYS,
)
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.create_example import create_example
from capacities.services.delete_dossier import delete_dossier
from capacities.services.deleted_dossiers import deleted_dossiers
from capacities.services.ensure_canvas import document_id
from capacities.services.find_votes import find_votes
from capacities.services.identify import identify
from capacities.services.purge import purge
from capacities.services.read_canvas import read_canvas
from capacities.services.restore import restore
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import replace_link
from capacities.services.voting_rounds import read_rounds
from capacities.services.write_canvas import write_canvas
from capacities.storage.tables import (
    ballot_acts,
)
from capacities.storage.updates import append, current_seq
from tests.bases import new_postgresql
from tests.services.conftest import Door, now
from tests.services.filled import KEY, VOTE, content_of, full, rewrite_entry

__all__ = ["full"]


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Context]:
    """Another, empty database of each kind."""
    url = f"sqlite:///{tmp_path}/ailleurs.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("second_postgresql_url")
    context = open_context(Settings(database_url=url))
    yield context
    context.close()


@pytest.fixture
def second_postgresql_url(postgresql_server: str, migrated_postgresql: str) -> Iterator[str]:
    """A PostgreSQL database besides the one that ``database_url`` may give."""
    with new_postgresql(postgresql_server, migrated_postgresql) as url:
        yield url


def test_a_backup_restores_into_any_database(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """Same rows, same links, same cards, whichever the two databases are."""
    path = tmp_path / "sauvegarde.zip"
    counts = backup(full, path)
    assert all(counts.values()), "a table that holds nothing proves nothing"
    assert restore(elsewhere, path) == counts
    assert content_of(elsewhere) == content_of(full)
    who = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.EDITOR])
    assert len(read_canvas(elsewhere, who, KEY).cards) == 5
    assert check(elsewhere).problems == ()


def test_a_backup_of_before_cookies_were_replaced_restores(
    full: Context, elsewhere: Context, dossier: CreatedDossier, door: Door, tmp_path: Path
) -> None:
    """Made without these columns nor the deletions, it gives everyone their place back."""
    joined, path = door.enter(Role.EDITOR), tmp_path / "ancienne.zip"
    counts = dict(backup(full, path))
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("sessions.jsonl").splitlines()
    kept = ("id", "cookie_hash", "created_at", "seen_at")
    old = [{name: json.loads(line)[name] for name in kept} for line in lines]
    rewrite_entry(path, "sessions.jsonl", "".join(f"{json.dumps(row)}\n" for row in old))
    del counts["deleted_dossiers"]
    rewrite_entry(path, "manifest.json", json.dumps({"format": 1, "tables": counts}))
    assert restore(elsewhere, path) == counts
    assert identify(elsewhere, dossier.dossier_id, cookie=joined.cookie).role is Role.EDITOR


def test_a_dossier_brought_back_is_deleted_no_more(
    ctx: Context, dossier: CreatedDossier, door: Door, tmp_path: Path
) -> None:
    """Nor is one that this database never knew: devices must keep the last copy there is."""
    manager = door.identity(Role.FACILITATOR)
    asked = [dossier.dossier_id, "0" * 32, "\0", "autre"]
    backup(ctx, tmp_path / "avant.zip")
    delete_dossier(ctx, manager)
    assert list(deleted_dossiers(ctx, asked)) == [dossier.dossier_id]
    backup(ctx, tmp_path / "apres.zip")
    restore(ctx, tmp_path / "avant.zip", replace=True)
    assert deleted_dossiers(ctx, asked) == {}
    restore(ctx, tmp_path / "apres.zip", replace=True)
    assert list(deleted_dossiers(ctx, asked)) == [dossier.dossier_id]
    purge(ctx, now() + timedelta(days=DELETION_DAYS + 1))
    assert deleted_dossiers(ctx, asked) == {}


def test_a_restored_canvas_goes_on(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """Writing after a restore continues the numbers where they were."""
    path = tmp_path / "sauvegarde.zip"
    backup(full, path)
    restore(elsewhere, path)
    name = document_id(dossier.dossier_id, KEY)
    before = current_seq(full.db, name)
    who = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.EDITOR])
    assert before is not None
    assert write_canvas(elsewhere, who, KEY, [Card("neuve", "après", "couts")]) == before + 1


def test_a_reading_kept_in_memory_is_not_that_of_another_history(
    full: Context, door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restored under a server that runs, a canvas gives the same numbers to other updates."""
    who = door.identity(Role.EDITOR)
    backup(full, tmp_path / "x.zip")
    write_canvas(full, who, KEY, [Card("carte-0", "avant", "couts")])
    assert read_canvas(full, who, KEY).cards[0].text == "avant"
    restore(full, tmp_path / "x.zip", replace=True)
    later = (now() + timedelta(minutes=1)).isoformat(timespec="seconds")
    monkeypatch.setattr("capacities.storage.updates.now_iso", lambda: later)
    write_canvas(full, who, KEY, [Card("carte-0", "après", "couts")])
    assert read_canvas(full, who, KEY).cards[0].text == "après"


def test_a_restored_ballot_goes_on(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """Same gommettes, same table, and a click done before the backup is still done."""
    backup(full, tmp_path / "x.zip")
    restore(elsewhere, tmp_path / "x.zip")
    manager = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    view = set_ballot(elsewhere, manager, VOTE, revealed=True)
    assert (view.totals, view.voters, view.tables[0].table.voters) == ({"idee": 2}, 4, 3)
    with elsewhere.db.read() as conn:
        assert conn.execute(select(ballot_acts.c.act)).scalars().all() == [
            "clic-avant",
            "clic-0",
            "clic-1",
        ]
    (kept, _) = read_rounds(elsewhere, manager, VOTE)
    assert (kept.number, kept.placed, kept.ranking[0].text) == (1, 1, "Parce que")
    assert view.finished == 1


def test_a_ballot_saved_before_tables_were_confirmed_counts_as_it_did(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """A file of an older version has neither what is confirmed nor who is set aside."""
    path = tmp_path / "x.zip"
    backup(full, path)
    with zipfile.ZipFile(path) as archive:
        said = {name: archive.read(name) for name in archive.namelist()}
    for table, column in (("ballot_tables", "confirmed"), ("ballots", "disclosed")):
        rows = [json.loads(line) for line in said[f"{table}.jsonl"].splitlines()]
        lines = (json.dumps({k: v for k, v in row.items() if k != column}) for row in rows)
        rewrite_entry(path, f"{table}.jsonl", "\n".join(lines))
    manifest = json.loads(said["manifest.json"])
    del manifest["tables"]["ballot_asides"]
    rewrite_entry(path, "manifest.json", json.dumps(manifest))
    restore(elsewhere, path)
    manager = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    view = set_ballot(elsewhere, manager, VOTE, revealed=True)
    assert (view.totals, view.turnout.aside) == ({"idee": 2}, 0)
    assert [(table.table.confirmed, table.aside) for table in view.tables] == [(True, False)] * 2
    assert check(elsewhere).problems == ()


def test_a_ballot_saved_before_rounds_is_found_and_opens_again(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """As after an upgrade: what was begun was opened, what was shown is closed."""
    path = tmp_path / "x.zip"
    backup(full, path)
    with zipfile.ZipFile(path) as archive:
        said = {name: archive.read(name) for name in archive.namelist()}
    rows = [json.loads(line) for line in said["ballots.jsonl"].splitlines()]
    for row in rows:
        del row["round"], row["opened_at"], row["question"]
        row |= {"open": 1, "revealed": 1}
    rewrite_entry(path, "ballots.jsonl", "\n".join(map(json.dumps, rows)))
    manifest = json.loads(said["manifest.json"])
    del manifest["tables"]["ballot_rounds"], manifest["tables"]["ballot_seats"]
    rewrite_entry(path, "manifest.json", json.dumps(manifest))
    restore(elsewhere, path)
    manager = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    (vote,) = find_votes(elsewhere, manager)
    assert (vote.settings.revealed, vote.settings.open) == (True, False)
    assert set_ballot(elsewhere, manager, VOTE, open=True).settings.open


def test_a_full_database_is_not_overwritten_by_mistake(full: Context, tmp_path: Path) -> None:
    """Without --remplacer, restore refuses and changes nothing; with it, all is replaced."""
    path = tmp_path / "sauvegarde.zip"
    backup(full, path)
    saved = content_of(full)
    create_example(full)
    changed = content_of(full)
    with pytest.raises(InvalidInput, match="--remplacer"):
        restore(full, path)
    assert content_of(full) == changed
    restore(full, path, replace=True)
    assert content_of(full) == saved


def test_a_backup_is_one_moment_while_people_write(
    full: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """Saved under load, the log has no hole and the file restores and checks."""
    name, stop = document_id(dossier.dossier_id, KEY), threading.Event()

    def write() -> None:
        while not stop.is_set():
            append(full.db, name, b"\x00\x00")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup(full, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    fresh = open_context(Settings(database_url=f"sqlite:///{tmp_path}/relu.db"))
    restore(fresh, tmp_path / "2.zip")
    assert check(fresh).problems == ()
    fresh.close()


def test_a_backup_is_for_its_owner_only(full: Context, tmp_path: Path) -> None:
    """Nobody else on the machine reads it; it holds no token; nothing partial stays."""
    path = tmp_path / "sauvegarde.zip"
    backup(full, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.glob("*.partiel")] == []
    with pytest.raises(InvalidInput, match="Impossible d’écrire"):
        backup(full, tmp_path / "absent" / "x.zip")
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read("manifest.json"))["format"] == 1


def test_replacing_after_restore_still_manages(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """The links of a restored database are managed as before."""
    backup(full, tmp_path / "x.zip")
    restore(elsewhere, tmp_path / "x.zip")
    who = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    assert len(replace_link(elsewhere, who, Role.READER)) == 43
