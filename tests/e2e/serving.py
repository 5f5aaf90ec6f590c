"""The app as people install it, run for a test or a measure."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from capacities.domain.settings import read_settings
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
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
            time.sleep(0.25)
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
        ctx = open_context(read_settings(self.environment))
        try:
            made = create_dossier(ctx, title="Essai", territory="Caux", use_case="Crue")
        finally:
            ctx.close()
        return {"id": made.dossier_id, **{role.value: key for role, key in made.tokens.items()}}

    def demo(self) -> dict[str, Any]:
        """Create an example dossier; return the first of the contract's JSON."""
        printed = subprocess.run(
            [sys.executable, "-m", "capacities", "demo", "--json"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            check=True,
        ).stdout
        dossier: dict[str, Any] = json.loads(printed)["dossiers"][0]
        return dossier
