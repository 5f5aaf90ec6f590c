"""A backup that is damaged, or that nobody could have made, changes nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from capacities.documents.ledger import Ledger
from capacities.documents.ydoc import open_doc
from capacities.domain import limits
from capacities.domain.errors import CapacitiesError, InvalidInput
from capacities.services.backup import backup
from capacities.services.check import check
from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier
from capacities.services.ensure_canvas import document_id
from capacities.services.restore import restore
from capacities.storage import dump
from capacities.storage.tables import (
    archives,
    snapshots,
)
from capacities.storage.updates import append, compact, load
from tests.services.filled import KEY, content_of, full, rewrite_entry

__all__ = ["full"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(bytes(data))


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
    "manifest without format": lambda path: rewrite_entry(path, "manifest.json", "{}"),
    "manifest that is a list": lambda path: rewrite_entry(path, "manifest.json", "[]"),
    "no updates": lambda path: rewrite_entry(path, "updates.jsonl", ""),
    "unknown column": lambda path: rewrite_entry(path, "links.jsonl", '{"id": "x", "inconnue": 1}'),
    "format of later": lambda path: rewrite_entry(
        path, "manifest.json", '{"format": 99, "tables": {}}'
    ),
    "row that is a list": lambda path: rewrite_entry(path, "memberships.jsonl", "[1]"),
    "no id": lambda path: rewrite_entry(path, "dossiers.jsonl", '{"id": null}'),
    "id that is no base64": lambda path: rewrite_entry(
        path, "dossiers.jsonl", '{"id": {"b64": "é"}}'
    ),
    "membership of nobody": lambda path: rewrite_entry(
        path, "memberships.jsonl", MEMBERSHIP_OF_NOBODY
    ),
}


def test_a_damaged_backup_changes_nothing(full: Context, tmp_path: Path) -> None:
    """Whatever is wrong in the file, the refusal is a sentence and the database is as before."""
    before, sound = content_of(full), tmp_path / "sauvegarde.zip"
    backup(full, sound)
    for name, damage in DAMAGES.items():
        path = tmp_path / f"{name}.zip"
        shutil.copyfile(sound, path)
        damage(path)
        with pytest.raises(CapacitiesError):
            restore(full, path, replace=True)
        assert content_of(full) == before, name


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
        (lambda path: rewrite_entry(path, "manifest.json", " " * 70_000), "démesuré"),
        (lambda path: rewrite_entry(path, "dossiers.jsonl", " " * 20_000), "démesuré"),
        (
            lambda path: rewrite_entry(path, "updates.jsonl", _update(bytes(6_000))),
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
    before = content_of(full)
    with pytest.raises(InvalidInput, match=said):
        restore(full, path, replace=True)
    assert content_of(full) == before


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
    before = content_of(full)
    with pytest.raises(InvalidInput, match="aucune page"):
        restore(full, path, replace=True)
    assert content_of(full) == before


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
