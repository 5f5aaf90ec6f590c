"""What is sealed opens with the key of this server, and with nothing else."""

from __future__ import annotations

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from capacities.storage.sealing import FILE_NAME, Keeper


def test_its_own_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """Commands that seal nothing make no file; the next server opens what this one sealed."""
    keeper = Keeper("", tmp_path / "var")
    assert keeper.open(b"\0" * 60, "lien") is None
    assert not (tmp_path / "var").exists()
    sealed = keeper.seal("secret", "lien")
    file = tmp_path / "var" / FILE_NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sealed is not None
    assert b"secret" not in sealed
    assert Keeper("", tmp_path / "var").open(sealed, "lien") == "secret"
    assert [path.name for path in file.parent.iterdir()] == [FILE_NAME]


def test_two_that_begin_together_have_one_key(tmp_path: Path) -> None:
    """Processes of one installation."""
    with ThreadPoolExecutor(8) as pool:
        marks = set(pool.map(lambda _: Keeper("", tmp_path).mark("K7M2QF"), range(16)))
    assert len(marks) == 1


def test_another_key_or_another_row_opens_nothing(tmp_path: Path) -> None:
    """Nor what was changed, cut or made up: no error, nothing shown."""
    keeper = Keeper("k" * 32, tmp_path)
    sealed = keeper.seal("secret", "a")
    assert sealed is not None
    assert keeper.open(sealed, "a") == "secret"
    assert keeper.open(sealed, "b") is None
    for wrong in (sealed[:-1], sealed[:5], b"", bytes([sealed[0] ^ 1]) + sealed[1:]):
        assert keeper.open(wrong, "a") is None
    assert Keeper("l" * 32, tmp_path).open(sealed, "a") is None
    assert Keeper("", tmp_path).open(sealed, "a") is None


def test_without_a_place_for_its_key_nothing_is_sealed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said in the log, and people are not stopped by it."""
    (tmp_path / "fichier").write_text("pas un dossier")
    keeper = Keeper("", tmp_path / "fichier")
    with caplog.at_level(logging.ERROR):
        assert keeper.seal("secret", "a") is None
        assert keeper.mark("K7M2QF") is None
    assert "clé des liens" in caplog.text
    assert "secret" not in caplog.text


def test_an_empty_key_is_told_and_left_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, with what to do; once it is put back, everything opens again."""
    sealed = Keeper("", tmp_path).seal("secret", "a")
    file = tmp_path / FILE_NAME
    key = file.read_bytes()
    file.write_bytes(b"")
    keeper = Keeper("", tmp_path)
    assert (keeper.prepare(), keeper.mark("K7M2QF"), file.read_bytes()) == (False, None, b"")
    assert caplog.text.count("le fichier est vide") == 1
    file.write_bytes(key)
    assert sealed is not None
    assert keeper.open(sealed, "a") == "secret"


def test_who_is_not_the_server_makes_no_key(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It uses the one that is there."""
    keeper = Keeper("", tmp_path, makes=False)
    assert (keeper.prepare(), keeper.seal("secret", "a"), list(tmp_path.iterdir())) == (
        *(False, None),
        [],
    )
    assert caplog.text == ""
    assert Keeper("", tmp_path).prepare()
    assert keeper.seal("secret", "a") is not None
