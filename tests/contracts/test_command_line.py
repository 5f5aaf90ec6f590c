"""The command line, as other programs rely on it, on both databases.

A process takes a second of processor to import everything: most commands run in this one.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from sqlalchemy import create_engine, make_url

from capacities.__main__ import main
from capacities.storage.bus import Bus
from capacities.storage.database import Database, open_database
from capacities.storage.updates import compact, load
from tests.ports import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


def _environment(database_url: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": database_url, "CAPACITIES_BASE_URL": "https://a.test"}


def _process(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an administrator does."""
    return subprocess.run(
        [sys.executable, "-m", "capacities", *arguments],
        cwd=ROOT,
        env=_environment(database_url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _run(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process; what it does not catch fails the test."""
    out, err = io.StringIO(), io.StringIO()
    root = logging.getLogger()
    with (
        patch.dict(os.environ, _environment(database_url)),
        patch.object(root, "handlers", []),  # its log goes to its own error output
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        level = root.level
        try:
            code = main(arguments)
        except SystemExit as end:  # a command that is not understood
            code = int(end.code or 0)
        finally:
            root.setLevel(level)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def test_demo_save_lose_restore_check(empty_database_url: str, tmp_path: Path) -> None:
    """The whole life of a database from the command line, restored into another one."""
    database_url = empty_database_url
    alone = _process if database_url.startswith("sqlite") else _run  # what it prints is the same
    demo = alone(database_url, "demo", "--json")
    told = json.loads(demo.stdout)
    assert (demo.returncode, demo.stdout.count("\n"), set(told)) == (0, 1, {"base", "dossiers"})
    assert told["base"] == "https://a.test"
    for dossier in told["dossiers"]:
        assert set(dossier) == {"id", "title", "canvases", "links"}
        assert set(dossier["links"]) == {"facilitator", "editor", "reader"}
        assert all(len(token) == 43 for token in dossier["links"].values())
    assert "canevas-usagers" in told["dossiers"][0]["canvases"]

    spoken = _run(database_url, "demo")
    assert "lien d’édition" in spoken.stdout
    assert "https://a.test/rejoindre#" in spoken.stdout

    saved = str(tmp_path / "tout.zip")
    other = f"sqlite:///{tmp_path}/autre.db"
    assert _run(database_url, "backup", saved).returncode == 0
    assert _run(other, "restore", saved).returncode == 0
    refused = alone(other, "restore", saved)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "--remplacer" in refused.stderr
    assert _run(other, "restore", saved, "--remplacer").returncode == 0
    checked = _run(other, "check")
    assert (checked.returncode, "tout est en ordre" in checked.stdout) == (0, True)
    assert _run(other, "purge").returncode == 0


def test_a_command_makes_no_key_that_the_server_would_not_have(
    empty_sqlite_url: str, tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a base that it begins, it does: the server looks there. Otherwise it says so."""
    monkeypatch.chdir(tmp_path)
    key = tmp_path / "cle-des-liens"
    begun = _run(empty_sqlite_url, "demo", "--json")
    assert (begun.stderr, key.exists()) == ("", True)
    key.unlink()
    for url in (empty_sqlite_url, postgresql_url):
        done = _run(url, "demo", "--json")
        dossier = json.loads(done.stdout)["dossiers"][0]["id"]
        again = _run(url, "lien", dossier)
        for each in (done, again):
            assert (each.returncode, each.stderr.count("ne pourra pas les remontrer")) == (0, 1)
        assert again.stdout.count("\n") == 1
        assert not key.exists()
        assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    "command", [["backup", "x.zip"], ["check"], ["purge"], ["lien", "0"], ["effacer", "0", "Ada"]]
)
def test_a_database_that_is_not_there_is_not_made(
    empty_sqlite_url: str, tmp_path: Path, command: list[str]
) -> None:
    """A task that forgot DATABASE_URL fails and names the file, instead of saving nothing."""
    done = _run(empty_sqlite_url, *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"« {tmp_path}/capacities.db » n’existe pas" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_backup_says_of_which_database_and_warns_when_it_is_empty(
    database_url: str, tmp_path: Path
) -> None:
    """Whoever reads the journal sees that it is the right one; a password is never shown."""
    open_database(database_url).close()
    done = _run(database_url, "backup", str(tmp_path / "x.zip"))
    assert done.returncode == 0
    assert database_url.partition("?")[0].rpartition("/")[2] in done.stdout
    assert "aucun dossier" in done.stderr
    secret = make_url("postgresql+psycopg://ada:secret@hote:1/base?password=secret")
    shown = Database(create_engine(secret), "postgresql", Bus(create_engine(secret), "x")).place
    assert shown == "postgresql://ada@hote:1/base"


def test_a_lost_link_is_given_again(sqlite_url: str) -> None:
    """An administrator gives a new animation link; an unknown dossier is refused."""
    dossier = json.loads(_run(sqlite_url, "demo", "--json").stdout)["dossiers"][0]
    given = _run(sqlite_url, "lien", dossier["id"])
    assert given.stdout.startswith("https://a.test/rejoindre#")
    assert dossier["links"]["facilitator"] not in given.stdout
    assert "L’ancien lien n’ouvre plus" in given.stderr
    first = _run(sqlite_url, "lien", dossier["id"], "--role", "voter")
    assert (first.returncode, "ancien lien" in first.stderr) == (0, False)
    assert _run(sqlite_url, "lien", "0" * 32).returncode == 1


def test_a_canvas_goes_back_to_a_past_day(sqlite_url: str) -> None:
    """The command says to which moment; a day of which nothing is kept is refused."""
    dossier = json.loads(_run(sqlite_url, "demo", "--json").stdout)["dossiers"][0]["id"]
    canvas = ["retablir", dossier, "canevas-usagers", "--jour"]
    name = f"{dossier}/canevas-usagers"
    db = open_database(sqlite_url)
    stored = load(db, name)
    assert stored is not None
    compact(db, name, stored.seq, stored.updates[0])
    db.close()
    done = _run(sqlite_url, *canvas, datetime.now(UTC).date().isoformat())
    assert (done.returncode, "ramené à son état du" in done.stdout) == (0, True)
    refused = _run(sqlite_url, *canvas, "2000-01-01")
    assert (refused.returncode, "01/01/2000" in refused.stderr) == (1, True)
    assert _run(sqlite_url, *canvas, "hier").returncode == 2


def test_a_pseudonym_is_erased_from_a_dossier(database_url: str) -> None:
    """Counted, the backups told; a name or a dossier that is not there is refused, not done."""
    dossier = json.loads(_run(database_url, "demo", "--json").stdout)["dossiers"][0]["id"]
    done = _run(database_url, "effacer", dossier, "exemple  FICTIF")
    assert done.returncode == 0
    assert re.match(r"Effacé : [1-9]\d* idée\(s\), 0 navigateur", done.stdout)
    assert "Les sauvegardes déjà faites" in done.stderr
    assert _run(database_url, "check").returncode == 0
    for refused in (
        _run(database_url, "effacer", dossier, "Exemple fictif"),
        _run(database_url, "effacer", "0" * 32, "Exemple fictif"),
        _run(database_url, "effacer", dossier, "anonyme"),
    ):
        assert (refused.returncode, refused.stdout) == (1, "")
    assert _run(database_url, "effacer", dossier).returncode == 2


def test_check_fails_on_a_broken_document(sqlite_url: str) -> None:
    """A document that does not open makes check end with 1 and say which."""
    import sqlite3

    dossier = json.loads(_run(sqlite_url, "demo", "--json").stdout)["dossiers"][0]["id"]
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE updates SET data = x'ffffff'")
    connection.close()
    checked = _run(sqlite_url, "check")
    assert (checked.returncode, f"{dossier}/canevas-usagers" in checked.stdout) == (1, True)


@pytest.mark.parametrize(
    ("url", "arguments", "code"),
    [
        ("sqlite:////proc/impossible/x.db", ["demo"], 1),
        ("postgresql://localhost:1/x", ["check"], 1),
        ("postgresql://u:p@h:abc/x", ["check"], 1),
        ("n’importe quoi", ["check"], 1),
        ("mysql://x/y", ["check"], 1),
        ("", ["inconnue"], 2),
        ("", [], 2),
        ("", ["backup"], 2),
    ],
)
def test_what_cannot_be_done_is_said(url: str, arguments: list[str], code: int) -> None:
    """A sentence on the error output, the documented code, no traceback."""
    done = _run(url, *arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (code, "", False)
    assert done.stderr.strip()


def test_what_an_administrator_may_meet_is_one_sentence(sqlite_url: str, tmp_path: Path) -> None:
    """A newer database, a file that is none, a place that is no folder, a server that is away."""
    import sqlite3

    open_database(sqlite_url).close()
    (tmp_path / "fichier").write_text("rien d’une base, mais assez long pour être lu" * 50)
    unwritable = _run(sqlite_url, "backup", str(tmp_path / "fichier" / "x.zip"))
    with sqlite3.connect(tmp_path / "capacities.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    newer = _run(sqlite_url, "check")
    no_database = _run(f"sqlite:///{tmp_path}/fichier", "check")
    away = _run("postgresql://ada:secret@127.0.0.1:1/x", "check")
    for done, words in (
        (unwritable, "Impossible d’écrire"),
        (newer, "version plus récente"),
        (no_database, "file is not a database"),
        (away, "Cause : connection"),
    ):
        assert (done.returncode, words in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
        assert "secret" not in done.stderr


def _serve(database_url: str, port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DATABASE_URL": database_url}
    command = [sys.executable, "-m", "capacities", "collab", "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def _serves(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/sante").status_code == 200
    except httpx.TransportError:
        return False


def test_a_sqlite_file_has_one_server_and_no_restore_beside_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The second is refused in one sentence, as is restore; the other commands go on."""
    port, saved = free_port(), str(tmp_path / "tout.zip")
    server = _serve(sqlite_url, port)
    try:
        until(lambda: _serves(port), seconds=60)
        for command in (["demo"], ["backup", saved], ["check"], ["purge"]):
            assert _run(sqlite_url, *command).returncode == 0
        rooms = ("collab", "--port", str(free_port()))
        for done in (
            _process(sqlite_url, *rooms),
            _run(sqlite_url, "restore", "--remplacer", saved),
        ):
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
            assert "Un serveur CAPACities utilise déjà cette base" in done.stderr
        pages = subprocess.run(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": sqlite_url},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert pages.returncode != 0
        assert pages.stderr.count("Un serveur CAPACities utilise déjà cette base") == 1
        assert "Traceback" not in pages.stderr
    finally:
        server.kill()  # as kill -9: the system gives the lock back
        server.wait()
    assert _run(sqlite_url, "restore", "--remplacer", saved).returncode == 0


def test_purge_says_which_file_does_not_shrink_and_mends_it(empty_sqlite_url: str) -> None:
    """That of an older version, once its server is stopped."""
    sqlite_url = empty_sqlite_url
    path = Path(str(make_url(sqlite_url).database))
    with contextlib.closing(sqlite3.connect(path)) as older:
        older.execute("CREATE TABLE of_an_older_version (a)")
    server = open_database(sqlite_url, serving=True)
    told = _run(sqlite_url, "purge")
    assert (told.returncode, "serveur arrêté" in told.stderr) == (0, True)
    server.close()
    assert _run(sqlite_url, "purge").stderr == ""
    with contextlib.closing(sqlite3.connect(path)) as after:
        assert after.execute("PRAGMA auto_vacuum").fetchone() == (2,)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_base_that_cannot_be_written_is_told_in_one_sentence(sqlite_url: str) -> None:
    """Of another user, or on a disk that is read only: what is needed is said."""
    path = Path(str(make_url(sqlite_url).database))
    open_database(sqlite_url).close()
    path.chmod(0o400)
    without_rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    command = [sys.executable, "-m", "capacities", "check"]
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root writes everywhere")
        command = [*without_rights, *command]
    environment = os.environ | {"DATABASE_URL": sqlite_url}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "il faut le droit d’écrire dans ce fichier" in done.stderr
