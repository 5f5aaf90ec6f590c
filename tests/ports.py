"""Ports for the servers of the tests, that nobody takes before they listen."""

from __future__ import annotations

import os
import socket
from itertools import count

FIRST, EACH, WORKERS = 20_000, 1_000, 12
"""Below the ports that systems give to outgoing connections: between the moment a port is found
free and the one a server listens there, a browser of another worker could get it."""

_turns = count(os.getpid() * 37)
"""Two runs of the tests on one machine do not begin at the same place."""


def free_port() -> int:
    """Return a port that nobody uses, that no other worker of pytest-xdist will be given."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for _ in range(EACH):
        port = FIRST + EACH * (worker % WORKERS) + next(_turns) % EACH
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
