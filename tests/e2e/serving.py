"""The app as people install it, run for a test or a measure."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from capacities.domain.access import Role
from capacities.domain.settings import read_settings
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.create_example import create_example
from capacities.services.identify import identify
from capacities.services.share_links import replace_link
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
NEEDLESS = (
    # Two pages of the address bar, drawn for each window: 0.6 s of CPU each time one opens.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # What Playwright turns off itself: the last list given is the only one that counts.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
CHROMIUM = (
    shutil.which("chromium-headless-shell")  # a page costs a fifth less without a window
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NEEDLESS)}",
]


@dataclass
class Server:
    """The app as people install it, on a port and a database of its own."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "serveur.log"

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.folder / 'capacities.db'}",
            "CAPACITIES_BASE_URL": self.base,
        }

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "streamlit", "run", "app.py"),
                    *("--server.port", str(self.port), "--server.address", "127.0.0.1"),
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 120
        while self.process.poll() is None and time.monotonic() < end:
            try:
                healthy = httpx.get(f"{self.base}/sante", timeout=5).status_code == 200
            except httpx.HTTPError:
                healthy = False
            if healthy and self.process.poll() is None:  # it is not another that answers
                return
            time.sleep(0.1)
        self.kill()
        raise RuntimeError(f"le serveur ne répond pas :\n{self.log.read_text()[-4000:]}")

    def kill(self) -> None:
        """kill -9: nothing is flushed, nobody is told."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def empty_dossier(self) -> dict[str, str]:
        """Create a dossier with nothing in it; return its id and the token of each role."""
        with closing(open_context(read_settings(self.environment))) as ctx:
            made = create_dossier(ctx, title="Essai", territory="Caux", use_case="Crue")
        return {"id": made.dossier_id, **{role.value: key for role, key in made.tokens.items()}}

    def voting_link(self, dossier: dict[str, str]) -> str:
        """Return the token of a link that only votes."""
        with closing(open_context(read_settings(self.environment))) as ctx:
            lea = identify(ctx, dossier["id"], bearer=dossier["facilitator"])
            return replace_link(ctx, lea, Role.VOTER)

    def demo(self) -> dict[str, Any]:
        """Create the first example dossier; return its id, and its links by role."""
        with closing(open_context(read_settings(self.environment))) as ctx:
            made = create_example(ctx)
        links = {role.value: token for role, token in made.tokens.items()}
        return {"id": made.dossier_id, "links": links}


@contextmanager
def one_server(folder: Path) -> Iterator[Server]:
    """Lend the server of all the workers: the first to come starts it, the last to go stops it.

    Whoever uses it holds a lock, that the system takes back from a worker that crashes.
    """
    pid_file, running = folder / "serveur.pid", Server(folder / "serveur", 0)
    with (folder / "serveur.usagers").open("w") as used:
        with _turn(folder):
            fcntl.flock(used, fcntl.LOCK_SH)
            if pid_file.exists():
                pid, running.port = (int(word) for word in pid_file.read_text().split())
            else:
                running.folder.mkdir(exist_ok=True)
                running.port = free_port()
                running.start()
                assert running.process is not None
                pid = running.process.pid
                pid_file.write_text(f"{pid} {running.port}")
        try:
            yield running
        finally:
            with _turn(folder), contextlib.suppress(BlockingIOError, ProcessLookupError):
                fcntl.flock(used, fcntl.LOCK_EX | fcntl.LOCK_NB)
                pid_file.unlink()
                os.kill(pid, signal.SIGTERM)
                running.stop()


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    with (folder / "serveur.verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
