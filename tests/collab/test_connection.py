"""One socket, seen from the server."""

from __future__ import annotations

import asyncio
from unittest.mock import Mock

import pytest

from capacities.collab import connection as module
from capacities.collab.connection import Connection, Credentials, Message
from capacities.collab.protocol import Close
from tests.interop.serving import Someone


def test_a_client_that_reads_nothing_has_its_socket_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its close frame never leaves: the socket would be kept for ever, with what waits in it."""
    monkeypatch.setattr(module, "CLOSE_WITHIN_S", 0.01)

    async def never(_message: Message) -> None:
        await asyncio.Event().wait()

    async def scene() -> bool:
        cut = asyncio.Event()
        credentials = Credentials("d1", None, None, None)
        short_way = Mock(write=lambda _frame: False, cut=cut.set)
        connection = Connection(never, credentials, Someone(), short_way)
        connection._task = None  # the test's own
        connection.close(Close.TOO_SLOW, "trop lent")
        await asyncio.wait_for(cut.wait(), 20)
        return cut.is_set()

    assert asyncio.run(scene())
