"""Backup, restore, purge, check and health, on both databases."""

from __future__ import annotations

import json
import shutil
import stat
import threading
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, func, insert, select, update

from capacities.documents.ledger import Ledger
from capacities.documents.ydoc import new_document, open_doc
from capacities.domain import limits
from capacities.domain.access import Role
from capacities.domain.errors import CapacitiesError, InvalidInput, LinkRefused, NotFound
from capacities.domain.limits import (
    ARCHIVE_DAYS,
    DELETION_DAYS,
    EXAMPLE_DAYS,
    REVOKED_LINK_DAYS,
    SESSION_DAYS,
)
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.confirm_tables import confirm_tables
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.create_example import create_example
from capacities.services.declare_table import declare_table
from capacities.services.delete_dossier import delete_dossier
from capacities.services.deleted_dossiers import deleted_dossiers
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.health import health
from capacities.services.identify import Identity, identify
from capacities.services.list_canvases import list_canvases
from capacities.services.place_dot import place_dot
from capacities.services.purge import purge
from capacities.services.read_canvas import read_canvas
from capacities.services.read_dossier import read_dossier
from capacities.services.rename_dossier import rename_dossier
from capacities.services.restore import restore
from capacities.services.set_aside import set_aside
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import replace_link, revoke_link
from capacities.services.write_canvas import write_canvas
from capacities.storage import dump
from capacities.storage.tables import (
    archives,
    ballot_acts,
    documents,
    dossiers,
    links,
    metadata,
    sessions,
    snapshots,
    updates,
)
from capacities.storage.updates import append, compact, current_seq, load
from tests.bases import new_postgresql
from tests.services.conftest import Door, now

KEY, VOTE = "canevas-usagers", "pourquoi"


@pytest.fixture
def full(ctx: Context, dossier: CreatedDossier, door: Door) -> Context:
    """A database with an example, people, a snapshot, an archive, and updates after them."""
    create_example(ctx)
    erased = create_dossier(ctx, title="Port", territory="Dunkerque", use_case="")
    manager = identify(ctx, erased.dossier_id, bearer=erased.tokens[Role.FACILITATOR])
    delete_dossier(ctx, manager)
    door.enter(Role.READER, cookie=door.enter(Role.READER).cookie)
    who = door.identity(Role.EDITOR)
    for number in range(5):
        write_canvas(ctx, who, KEY, [Card(f"carte-{number}", f"Idée {number} — é\0😀", "couts")])
        if number in (0, 1):
            _compact(ctx, document_id(dossier.dossier_id, KEY))
    write_canvas(ctx, who, VOTE, [Card("idee", "Parce que", NODE, "a0", parent=CENTRE)])
    lea = door.identity(Role.FACILITATOR)
    view = declare_table(ctx, lea, VOTE, name="Table 2", voters=200)
    set_aside(ctx, lea, VOTE, {view.tables[0].table.id: True})
    view = declare_table(ctx, who, VOTE, name="Table 1", voters=3)
    confirm_tables(ctx, lea, VOTE, {view.tables[0].table.id: 3})
    for number, table in enumerate((None, view.tables[0].table.id)):
        place_dot(ctx, who, VOTE, card_id="idee", act=f"clic-{number}", table_id=table)
    return ctx


def _compact(ctx: Context, name: str) -> None:
    """Do as a room that empties, once a day: the snapshot of the day before is archived."""
    with ctx.db.write() as conn:
        conn.execute(update(snapshots).values(created_at="2026-01-01T00:00:00+00:00"))
    stored = load(ctx.db, name)
    assert stored is not None
    snapshot = open_doc(stored.snapshot, stored.updates).get_update()
    ledger = Ledger()
    ledger.learn(snapshot, ())
    compact(ctx.db, name, stored.seq, snapshot, summary=ledger.summary())


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


def _content(ctx: Context) -> dict[str, list[tuple[object, ...]]]:
    with ctx.db.read() as conn:
        return {
            table.name: [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                for row in conn.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


def test_a_backup_restores_into_any_database(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """Same rows, same links, same cards, whichever the two databases are."""
    path = tmp_path / "sauvegarde.zip"
    counts = backup(full, path)
    assert all(counts.values()), "a table that holds nothing proves nothing"
    assert restore(elsewhere, path) == counts
    assert _content(elsewhere) == _content(full)
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
    _rewrite(path, "sessions.jsonl", "".join(f"{json.dumps(row)}\n" for row in old))
    del counts["deleted_dossiers"]
    _rewrite(path, "manifest.json", json.dumps({"format": 1, "tables": counts}))
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
        assert conn.execute(select(ballot_acts.c.act)).scalars().all() == ["clic-0", "clic-1"]


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
        _rewrite(path, f"{table}.jsonl", "\n".join(lines))
    manifest = json.loads(said["manifest.json"])
    del manifest["tables"]["ballot_asides"]
    _rewrite(path, "manifest.json", json.dumps(manifest))
    restore(elsewhere, path)
    manager = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    view = set_ballot(elsewhere, manager, VOTE, revealed=True)
    assert (view.totals, view.turnout.aside) == ({"idee": 2}, 0)
    assert [(table.table.confirmed, table.aside) for table in view.tables] == [(True, False)] * 2
    assert check(elsewhere).problems == ()


def test_a_full_database_is_not_overwritten_by_mistake(full: Context, tmp_path: Path) -> None:
    """Without --remplacer, restore refuses and changes nothing; with it, all is replaced."""
    path = tmp_path / "sauvegarde.zip"
    backup(full, path)
    saved = _content(full)
    create_example(full)
    changed = _content(full)
    with pytest.raises(InvalidInput, match="--remplacer"):
        restore(full, path)
    assert _content(full) == changed
    restore(full, path, replace=True)
    assert _content(full) == saved


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(bytes(data))


def _rewrite(path: Path, name: str, text: str) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    files[name] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in files.items():
            archive.writestr(entry, data)


def _lock(path: Path) -> None:
    """Say, as other programs do, that the first file is protected by a password."""
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(bytes(data))


MEMBERSHIP_OF_NOBODY = json.dumps(
    dict.fromkeys(("session_id", "dossier_id", "link_id", "pseudonym", "color", "joined_at"), "x")
)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "flipped": _flip,
    "locked": _lock,
    "empty": lambda path: path.write_bytes(b""),
    "no archive": lambda path: path.write_text("bonjour"),
    "absent": lambda path: path.unlink(),
    "manifest without format": lambda path: _rewrite(path, "manifest.json", "{}"),
    "manifest that is a list": lambda path: _rewrite(path, "manifest.json", "[]"),
    "no updates": lambda path: _rewrite(path, "updates.jsonl", ""),
    "unknown column": lambda path: _rewrite(path, "links.jsonl", '{"id": "x", "inconnue": 1}'),
    "format of later": lambda path: _rewrite(path, "manifest.json", '{"format": 99, "tables": {}}'),
    "row that is a list": lambda path: _rewrite(path, "memberships.jsonl", "[1]"),
    "no id": lambda path: _rewrite(path, "dossiers.jsonl", '{"id": null}'),
    "id that is no base64": lambda path: _rewrite(path, "dossiers.jsonl", '{"id": {"b64": "é"}}'),
    "membership of nobody": lambda path: _rewrite(path, "memberships.jsonl", MEMBERSHIP_OF_NOBODY),
}


def test_a_damaged_backup_changes_nothing(full: Context, tmp_path: Path) -> None:
    """Whatever is wrong in the file, the refusal is a sentence and the database is as before."""
    before, sound = _content(full), tmp_path / "sauvegarde.zip"
    backup(full, sound)
    for name, damage in DAMAGES.items():
        path = tmp_path / f"{name}.zip"
        shutil.copyfile(sound, path)
        damage(path)
        with pytest.raises(CapacitiesError):
            restore(full, path, replace=True)
        assert _content(full) == before, name


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sessions.jsonl", bytes(40_000))


def _crowd(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for i in range(limits.RESTORE_ENTRIES):
            archive.writestr(f"{i}", "")


def _update(data: bytes) -> str:
    row = {"document_id": "d/c", "seq": 1, "created_at": "x"}
    return json.dumps({**row, "data": {"b64": b64encode(data).decode()}})


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("swell", "said"),
    [
        (_bomb, "démesuré"),
        (_crowd, "démesuré"),
        (lambda path: _rewrite(path, "manifest.json", " " * 70_000), "démesuré"),
        (lambda path: _rewrite(path, "dossiers.jsonl", " " * 20_000), "démesuré"),
        (
            lambda path: _rewrite(path, "updates.jsonl", _update(bytes(6_000))),
            "taille d’un canevas",
        ),
    ],
    ids=["ratio", "entries", "manifest", "line", "document"],
)
def test_a_backup_out_of_all_proportion_is_read_no_further(
    full: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    swell: Callable[[Path], None],
    said: str,
) -> None:
    """What no installation writes is refused before it fills the memory; nothing has changed."""
    path = tmp_path / "sauvegarde.zip"
    backup(full, path)
    swell(path)
    monkeypatch.setattr(dump, "RESTORE_ANY_RATIO_BYTES", 30_000)
    monkeypatch.setattr(dump, "RESTORE_LINE_BYTES", 10_000)
    monkeypatch.setattr("capacities.services.restore.RESTORE_DATA_BYTES", 5_000)
    before = _content(full)
    with pytest.raises(InvalidInput, match=said):
        restore(full, path, replace=True)
    assert _content(full) == before


DEEP = b"\x01\x03\x07\x00'\x01\x05cards\x01k\x01'\x00\x07\x00\x01t\x02'\x00\x07\x01\x01k\x02\x00"
"""A card whose text holds a text."""


@pytest.mark.parametrize("where", ["snapshot", "past state"])
def test_a_backup_that_no_room_would_have_taken_is_refused(
    full: Context, dossier: CreatedDossier, tmp_path: Path, where: str
) -> None:
    """A text under the text of a card: nothing has changed."""
    name, path = document_id(dossier.dossier_id, KEY), tmp_path / "x.zip"
    summary = Ledger().summary()
    table = snapshots if where == "snapshot" else archives
    with full.db.write() as conn:
        conn.execute(delete(table).where(table.c.document_id == name))
        told = {"summary": summary} if table is snapshots else {}
        row = {"document_id": name, "seq": 1, "data": DEEP, "created_at": "2026-01-01"}
        conn.execute(insert(table).values(**row, **told))
    backup(full, path)
    before = _content(full)
    with pytest.raises(InvalidInput, match="aucune page"):
        restore(full, path, replace=True)
    assert _content(full) == before


def test_an_update_that_rooms_leave_out_does_not_keep_a_backup_from_being_restored(
    full: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """« check » tells of it; what is restored does not hold it, and holds all the rest."""
    name, path = document_id(dossier.dossier_id, KEY), tmp_path / "x.zip"
    honest = open_doc(*_stored(full, name)).get_update()
    append(full.db, name, DEEP)
    assert any("aucune page" in problem for problem in check(full).problems)
    backup(full, path)
    restore(full, path, replace=True)
    assert check(full).problems == ()
    assert open_doc(*_stored(full, name)).get_update() == honest


def test_what_a_backup_says_of_a_snapshot_is_not_believed(
    full: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """What rooms know of it without reading it is found again."""
    name, path = document_id(dossier.dossier_id, KEY), tmp_path / "x.zip"
    doc = open_doc(*_stored(full, name))
    compact(full.db, name, 10_000, doc.get_update(), summary=Ledger().summary())
    backup(full, path)
    restore(full, path, replace=True)
    stored = load(full.db, name)
    assert stored is not None
    ledger = Ledger()
    ledger.learn(stored.snapshot, ())
    assert stored.summary == ledger.summary() != Ledger().summary()


def _stored(ctx: Context, name: str) -> tuple[bytes | None, tuple[bytes, ...]]:
    stored = load(ctx.db, name)
    assert stored is not None
    return stored.snapshot, stored.updates


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


def test_purge_forgets_only_what_nobody_uses(
    ctx: Context, dossier: CreatedDossier, door: Door
) -> None:
    """Old browsers, old revoked links, untouched examples; never a dossier of people."""
    manager = door.identity(Role.FACILITATOR)
    gone, here = door.enter(Role.READER), door.enter(Role.READER)
    revoke_link(ctx, manager, Role.EDITOR)
    create_example(ctx)
    with ctx.db.write() as conn:
        conn.execute(update(dossiers).values(created_at="2000-01-01T00:00:00+00:00"))
    assert vars_of(purge(ctx)) == (0, 0, 0)
    assert vars_of(purge(ctx, now() + timedelta(days=REVOKED_LINK_DAYS + 1))) == (0, 1, 0)
    assert vars_of(purge(ctx, now() + timedelta(days=EXAMPLE_DAYS + 1))) == (0, 0, 1)
    kept = identify(ctx, here.dossier_id, cookie=here.cookie).session_id
    with ctx.db.write() as conn:
        conn.execute(
            update(sessions)
            .where(sessions.c.id != kept)
            .values(seen_at=(now() - timedelta(days=SESSION_DAYS + 1)).isoformat())
        )
    assert purge(ctx).sessions == 2
    with pytest.raises(LinkRefused):
        identify(ctx, gone.dossier_id, cookie=gone.cookie)
    assert identify(ctx, here.dossier_id, cookie=here.cookie).session_id == kept
    with ctx.db.read() as conn:
        assert conn.execute(select(func.count()).select_from(dossiers)).scalar_one() == 1


def test_what_was_erased_long_ago_is_kept_nowhere(full: Context, dossier: CreatedDossier) -> None:
    """Past states go after their days; the canvas itself is untouched."""
    assert purge(full, now() - timedelta(days=365)).archives == 0
    with full.db.write() as conn:
        recent = (now() - timedelta(days=ARCHIVE_DAYS - 1)).isoformat(timespec="seconds")
        conn.execute(update(archives).values(created_at=recent))
    before = _content(full)["snapshots"]
    assert purge(full).archives == 0
    assert purge(full, now() + timedelta(days=2)).archives == 1
    assert _content(full)["archives"] == []
    assert _content(full)["snapshots"] == before


def test_who_works_in_a_canvas_is_not_forgotten(ctx: Context, door: Door) -> None:
    """A visit is noted wherever a page asks who one is, not on the home page only."""
    here = door.enter(Role.EDITOR)
    long_ago = (now() - timedelta(days=SESSION_DAYS + 1)).isoformat()
    for visit in (False, True):
        with ctx.db.write() as conn:
            conn.execute(update(sessions).values(seen_at=long_ago))
        identify(ctx, here.dossier_id, cookie=here.cookie, visit=visit)
        with ctx.db.read() as conn:
            seen = conn.execute(select(sessions.c.seen_at)).scalar_one()
        assert (seen == long_ago) is not visit
    assert purge(ctx).sessions == 0


def test_an_example_that_somebody_made_theirs_is_kept(ctx: Context) -> None:
    """Renamed, it is a dossier of people for ever; voted on, it is in use."""

    def managed() -> Identity:
        created = create_example(ctx)
        token = created.tokens[Role.FACILITATOR]
        return identify(ctx, created.dossier_id, bearer=token)

    left, renamed, voted = managed(), managed(), managed()
    rename_dossier(ctx, renamed, title="Notre projet", territory="Caen", use_case="")
    assert read_dossier(ctx, renamed).example is False
    card = next(c for c in read_canvas(ctx, voted, VOTE).cards if c.zone == NODE)
    set_ballot(ctx, voted, VOTE, open=True)
    place_dot(ctx, voted, VOTE, card_id=card.id, act="clic")
    with ctx.db.write() as conn:
        conn.execute(update(dossiers).values(created_at="2000-01-01T00:00:00+00:00"))
        conn.execute(update(documents).values(updated_at="2000-01-01T00:00:00+00:00"))
    assert purge(ctx).examples == 1
    with pytest.raises(NotFound):
        read_dossier(ctx, left)
    assert (read_dossier(ctx, renamed).title, read_dossier(ctx, voted).example) == (
        "Notre projet",
        True,
    )


def vars_of(gone: object) -> tuple[int, int, int]:
    """The three counts of a purge."""
    return gone.sessions, gone.links, gone.examples  # type: ignore[attr-defined]


def test_a_sound_database_has_no_problem(full: Context) -> None:
    """Every document opens, with or without a snapshot; nothing is changed."""
    before = _content(full)
    report = check(full)
    assert (report.documents, report.problems) == (len(before["documents"]), ())
    assert _content(full) == before


def test_check_accepts_a_snapshot(full: Context, dossier: CreatedDossier) -> None:
    """Rows that a snapshot covers are gone, and that is no hole."""
    name = document_id(dossier.dossier_id, KEY)
    seq = current_seq(full.db, name)
    assert seq is not None
    compact(full.db, name, seq - 1, new_document(find_template(full, KEY)))
    assert check(full).problems == ()


def test_check_sees_what_is_wrong(full: Context, dossier: CreatedDossier) -> None:
    """A hole, an unreadable update, an unknown template, a doubled link: each is told."""
    name = document_id(dossier.dossier_id, KEY)
    with full.db.write() as conn:
        conn.execute(delete(updates).where(updates.c.document_id == name, updates.c.seq == 5))
    assert any("il manque des modifications" in line for line in check(full).problems)
    with full.db.write() as conn:
        conn.execute(
            update(updates)
            .where(updates.c.document_id == name, updates.c.seq == 4)
            .values(data=b"\xff\xff\xff")
        )
        conn.execute(
            insert(documents).values(
                id=f"{dossier.dossier_id}/inconnu",
                dossier_id=dossier.dossier_id,
                canvas_key="inconnu",
                seq=0,
                created_at="",
                updated_at="",
            )
        )
        for number in "ab":
            conn.execute(
                insert(links).values(
                    id=number,
                    dossier_id=dossier.dossier_id,
                    role="chef",
                    token_hash=number,
                    created_at="",
                )
            )
    found = "\n".join(check(full).problems)
    for sentence in ("abîmé", "« inconnu » inconnu", "plusieurs liens", "rôle inconnu « chef »"):
        assert sentence in found


def test_health_follows_the_database(ctx: Context) -> None:
    """Healthy when a commit passes; not when none does; healthy again without a restart."""
    read_only = {
        "sqlite": "PRAGMA query_only = 1",
        "postgresql": "SET default_transaction_read_only = on",
    }[ctx.db.dialect]

    def close_to_writing(connection: Any, _record: object) -> None:
        connection.execute(read_only)
        connection.commit()

    assert health(ctx).ok is True
    event.listen(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert health(ctx).ok is False
    event.remove(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert health(ctx).ok is True


def test_lists_tell_what_is_begun(full: Context, door: Door) -> None:
    """A dossier shows its canvases, with what they hold and when they moved."""
    who = door.identity(Role.READER)
    entries = {entry.template.key: entry for entry in list_canvases(full, who)}
    snapshot = entries[KEY].snapshot
    assert snapshot is not None
    assert (len(snapshot.cards), bool(entries[KEY].updated_at)) == (5, True)


def test_replacing_after_restore_still_manages(
    full: Context, elsewhere: Context, dossier: CreatedDossier, tmp_path: Path
) -> None:
    """The links of a restored database are managed as before."""
    backup(full, tmp_path / "x.zip")
    restore(elsewhere, tmp_path / "x.zip")
    who = identify(elsewhere, dossier.dossier_id, bearer=dossier.tokens[Role.FACILITATOR])
    assert len(replace_link(elsewhere, who, Role.READER)) == 43
