"""The database cannot write, the server stops and starts again: nothing is lost."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import make_url

from capacities.domain.people import PALETTE
from capacities.domain.settings import read_settings
from capacities.services.context import open_context
from capacities.services.identify import identify
from capacities.services.read_canvas import read_canvas
from tests.e2e.canvas import Canvas
from tests.e2e.conftest import Arrive
from tests.e2e.serving import Server
from tests.ports import free_port
from tests.waiting import until

JOINING = {"pseudonym": "Le retardataire", "color": PALETTE[0].value}

Fault = Callable[[Server], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """Fill the server's disk to the last byte."""
    filler = server.folder / "remplissage"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def no_writing(server: Server) -> Iterator[None]:
    """Forbid the running server to write in any file, as a disk that went read-only does."""
    assert server.process is not None
    pid = server.process.pid
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[tuple[Server, Fault]]:
    """A server and the way to make its database fail: a disk of two megabytes to fill, or,
    where none can be mounted, files that may not grow."""
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    mounted = (
        os.getuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    )
    running = Server(disk, free_port())
    running.log = tmp_path / "serveur.log"
    try:
        running.start()
        yield running, full_disk if mounted else no_writing
    finally:
        running.stop()
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)


def _health(server: Server) -> int:
    return httpx.get(f"{server.base}/sante", timeout=20).status_code


def _asked(page: Page, path: str, body: str) -> tuple[int, bool]:
    """Post from a page; return the status, and whether the answer says what is wrong."""
    status, said = page.evaluate(
        """async ([path, body]) => {
            const answer = await fetch(path, {method: 'POST', body});
            return [answer.status, (await answer.json()).erreur];
        }""",
        [path, body],
    )
    return status, "ne peut pas enregistrer" in said


def _exported(server: Server, token: str, dossier: str) -> str:
    answer = httpx.get(
        f"{server.base}/export/{dossier}/canevas-usagers.csv?dialecte=ouvert",
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )
    assert answer.status_code == 200
    return answer.text


def test_a_database_that_cannot_write_stops_nobody(
    failing: tuple[Server, Fault], arrive: Arrive
) -> None:
    """Disk full: it is said, people go on together, all is saved once there is room again."""
    server, fault = failing
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("service", "avant la panne")
    hers.wait_saved()
    with fault(server):
        assert _health(server) == 503
        hers.add("service", "pendant la panne")
        his.wait_texts("service", ["avant la panne", "pendant la panne"])
        his.add("usagers", "lui aussi")
        hers.wait_texts("usagers", ["lui aussi"])
        for canvas in (hers, his):
            canvas.wait_state("unsaved")
            banner = canvas.page.locator(".banner")
            expect(banner).to_contain_text("Non enregistré")
            expect(banner).to_contain_text("sur cet appareil")
        saved = _exported(server, dossier["reader"], dossier["id"])
        assert ("avant la panne" in saved, "pendant la panne" in saved) == (True, False)
        for path, body in (
            (f"/importer/{dossier['id']}/canevas-usagers/appliquer", "Usagers;importé"),
            ("/rejoindre", json.dumps({**JOINING, "token": dossier["reader"]})),
        ):
            assert _asked(elue.page, path, body) == (503, True)
        # A page reloaded meanwhile finds everything again: the room still holds it.
        agent.page.reload()
        expect(agent.page.locator("[data-box=service] textarea")).to_have_count(2)
    hers.wait_saved()
    Canvas(agent.page).add("couts", "après la panne")
    hers.wait_texts("couts", ["après la panne"])
    hers.wait_saved()
    assert _health(server) == 200
    saved = _exported(server, dossier["reader"], dossier["id"])
    for text in ("avant la panne", "pendant la panne", "lui aussi", "après la panne"):
        assert saved.count(text) == 1


def test_a_base_that_is_no_longer_there_is_told_and_loses_nothing(
    own_server: Server, arrive: Arrive
) -> None:
    """Its file moved away: the banner says so, people go on together, all is saved on its return;
    then a backup in its place gets from the rooms and the pages what it lacks."""
    dossier = own_server.empty_dossier()
    elue = arrive(own_server.base, dossier["editor"], "L’élue")
    agent = arrive(own_server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("service", "avant")
    hers.wait_saved()
    url = make_url(own_server.environment["DATABASE_URL"])
    base = Path(str(url.database))
    backup = base.with_name("nuit.db")
    with contextlib.closing(sqlite3.connect(base)) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    away = base.rename(base.with_name("ailleurs.db"))
    assert _health(own_server) == 503
    hers.add("service", "pendant")
    his.wait_texts("service", ["avant", "pendant"])
    hers.wait_state("unsaved")
    expect(elue.page.locator(".banner")).to_contain_text("Non enregistré")
    assert _asked(elue.page, "/rejoindre", json.dumps({**JOINING, "token": dossier["reader"]})) == (
        503,
        True,
    )
    assert not base.exists()
    away.rename(base)
    hers.wait_saved()
    backup.replace(base)
    his.add("couts", "après")
    for canvas in (hers, his):
        canvas.wait_saved(60)
        canvas.wait_texts("couts", ["après"])
    until(lambda: _health(own_server) == 200)
    saved = _exported(own_server, dossier["reader"], dossier["id"])
    for text in ("avant", "pendant", "après"):
        assert saved.count(text) == 1


def test_an_orderly_restart_loses_nothing(own_server: Server, arrive: Arrive) -> None:
    """SIGTERM in the middle of typing: what was received is saved, pages come back alone."""
    dossier = own_server.empty_dossier()
    elue = arrive(own_server.base, dossier["editor"], "L’élue")
    agent = arrive(own_server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("service", "une phrase tapée jusqu’au dernier moment")
    his.wait_texts("service", ["une phrase tapée jusqu’au dernier moment"])
    assert own_server.process is not None
    own_server.process.send_signal(signal.SIGTERM)
    assert own_server.process.wait(timeout=40) in (0, -signal.SIGTERM)
    hers.wait_state("offline")
    elue.page.keyboard.type(", et après")
    ctx = open_context(read_settings(own_server.environment))
    who = identify(ctx, dossier["id"], bearer=dossier["reader"])
    stored = [card.text for card in read_canvas(ctx, who, "canevas-usagers").cards]
    ctx.close()
    assert stored == ["une phrase tapée jusqu’au dernier moment"]
    own_server.start()
    hers.wait_saved(60)
    his.wait_saved(60)
    his.wait_texts("service", ["une phrase tapée jusqu’au dernier moment, et après"])
    saved = _exported(own_server, dossier["reader"], dossier["id"])
    assert saved.count("dernier moment, et après") == 1
