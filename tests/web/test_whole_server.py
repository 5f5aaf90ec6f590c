"""The product as people run it: « streamlit run app.py », one port for everything."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from capacities.domain.limits import DESCRIPTORS
from capacities.domain.settings import read_settings
from capacities.services.context import open_context
from capacities.services.create_example import create_example
from tests.ports import free_port
from tests.web.conftest import CANVAS, COLOR

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("whole server")


@dataclass
class Served:
    """A running server, its example dossier and where it writes."""

    base: str
    dossier: str
    links: dict[str, str]
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.folder / "journal.txt").read_text("utf-8", "replace")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Start the server on a free port and an empty SQLite database."""
    folder = tmp_path_factory.mktemp("serveur")
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/base.db",
        "CAPACITIES_ALLOWED_ORIGINS": "https://a.test",
    }
    with closing(open_context(read_settings(environment))) as ctx:
        example = create_example(ctx)
    links = {role.value: token for role, token in example.tokens.items()}
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--logger.level=debug"]
    with (folder / "journal.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    server = Served(f"http://127.0.0.1:{port}", example.dossier_id, links, folder, process)
    try:
        _wait(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()


def _wait(server: Served) -> None:
    end = time.monotonic() + 120
    while server.process.poll() is None and time.monotonic() < end:
        try:
            healthy = httpx.get(f"{server.base}/sante").status_code == 200
        except httpx.TransportError:
            healthy = False
        if healthy and server.process.poll() is None:  # it is not another that answers
            return
        time.sleep(0.1)
    raise AssertionError(server.log)


@contextmanager
def _enter(server: Served, role: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, headers={"Origin": server.base}) as client:
        answer = client.post(
            "/rejoindre",
            json={"token": server.links[role], "pseudonym": "Ada", "color": COLOR},
        )
        assert answer.json()["url"] == f"/canevas?dossier={server.dossier}&canevas={CANVAS}"
        yield client


def _socket_address(server: Served) -> str:
    return f"{server.base.replace('http', 'ws')}/collab/{server.dossier}/{CANVAS}"


@pytest.mark.slow
async def test_one_port_serves_pages_routes_and_rooms(served: Served) -> None:
    """From the link to the CSV, with the live canvas and Streamlit's pages beside."""
    with _enter(served, "editor") as client:
        csv = client.get(f"/export/{served.dossier}/{CANVAS}.csv")
        page = client.get("/canevas")
        assert csv.content.startswith(b"\xef\xbb\xbfcase;texte;")
        assert '<html lang="fr">' in page.text
        assert "default-src 'self'" in page.headers["content-security-policy"]
        cookie = f"capacities={client.cookies['capacities']}"
    async with connect(
        _socket_address(served), additional_headers={"Cookie": cookie}, origin=served.base
    ) as one:
        assert isinstance(await one.recv(), bytes)


@pytest.mark.slow
async def test_a_socket_from_elsewhere_is_refused(served: Served) -> None:
    """A page of another site cannot open a room with the visitor's cookie."""
    with _enter(served, "editor") as client:
        cookie = f"capacities={client.cookies['capacities']}"
    with pytest.raises(InvalidStatus):
        async with connect(
            _socket_address(served),
            additional_headers={"Cookie": cookie},
            origin="https://ailleurs.example",  # type: ignore[arg-type]
        ):
            pass


@pytest.mark.slow
@pytest.mark.parametrize(
    ("origin", "status"),
    [(None, 101), ("own", 101), ("https://a.test", 101), ("https://ailleurs.example", 403)],
)
async def test_streamlits_socket_opens_for_our_pages_only(
    served: Served, origin: str | None, status: int
) -> None:
    """A foreign page is refused without asking any other host; behind a proxy ours passes."""
    address = f"{served.base.replace('http', 'ws')}/_stcore/stream"
    shown: str | None = served.base if origin == "own" else origin
    try:
        async with connect(address, origin=shown):  # type: ignore[arg-type]
            found = 101
    except InvalidStatus as refused:
        found = refused.response.status_code
    assert (found, "external IP" in served.log) == (status, False)


@pytest.mark.slow
async def test_leaving_closes_the_socket_of_this_browser(served: Served) -> None:
    """« Quitter ce dossier » puts this browser's open canvas out at once (4401)."""
    with _enter(served, "editor") as client:
        cookie = f"capacities={client.cookies['capacities']}"
        async with connect(
            _socket_address(served), additional_headers={"Cookie": cookie}, origin=served.base
        ) as one:
            await one.recv()
            client.post("/quitter", json={"dossier": served.dossier})
            with suppress(ConnectionClosed):
                while True:
                    await asyncio.wait_for(one.recv(), 30)
    assert one.close_code == 4401


@pytest.mark.slow
def test_streamlit_runs_on_the_fast_loop(served: Served) -> None:
    """uvloop is loaded in the server: a quarter of the sockets' CPU."""
    maps = Path(f"/proc/{served.process.pid}/maps")
    if not maps.exists():
        pytest.skip("no /proc here")
    assert "uvloop" in maps.read_text()


@pytest.mark.slow
def test_connections_are_bounded_under_streamlit_too(served: Served) -> None:
    """Our protocol is the one that « streamlit run » serves: it says no in French, tells no
    name of server, and the process may open more than the thousand descriptors of a shell."""
    address = served.base.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=30) as one:
        one.sendall(b"not HTTP\r\n\r\n")
        answer = one.recv(10_000)
    assert (answer[9:12], "lisible" in answer.decode()) == (b"400", True)
    assert "server" not in httpx.get(f"{served.base}/sante").headers
    limits = Path(f"/proc/{served.process.pid}/limits")
    if limits.exists():
        line = next(x for x in limits.read_text().splitlines() if x.startswith("Max open files"))
        soft, hard = line.split()[3:5]
        assert hard == "unlimited" or int(soft) == min(int(hard), DESCRIPTORS)


@pytest.mark.slow
def test_a_wrong_method_is_told_by_our_routes(served: Served) -> None:
    """Streamlit's pages, which answer to every address, come after them."""
    answer = httpx.put(f"{served.base}/sante")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "on attend GET, HEAD" in answer.json()["erreur"]


@pytest.mark.slow
def test_no_secret_is_written_anywhere(served: Served) -> None:
    """Tokens and cookies are neither in the log (even verbose) nor in the database files."""
    with _enter(served, "reader") as client:
        secrets = [*served.links.values(), client.cookies["capacities"]]
        for path in ("/rejoindre/lien", "/rejoindre"):
            client.post(path, json={"token": served.links["editor"] + "x"})
        client.get(
            f"/export/{served.dossier}.zip",
            headers={"Authorization": f"Bearer {served.links['reader']}"},
        )
    stored = b"".join(path.read_bytes() for path in served.folder.glob("base.db*"))
    assert [s for s in secrets if s in served.log or s.encode() in stored] == []
    assert b"SQLite format" in stored
