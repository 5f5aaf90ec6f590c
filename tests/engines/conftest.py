"""Other engines than Chromium, only when asked for: ``make engines``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit
from tests.ports import free_port

collect_ignore_glob = [] if os.environ.get("ENGINES") else ["test_*.py"]
_ENGINES: Final = {"firefox": Firefox, "webkit": WebKit}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("serveur"), free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture
def wire(server: Server) -> Iterator[CuttableWire]:
    """The network of one person, that the tour cuts."""
    relay = CuttableWire(server.port)
    yield relay
    relay.close()


@pytest.fixture(params=_ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = _ENGINES[request.param]()
    yield made
    made.quit()
