"""Two ordinary y-websocket clients in one canvas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.interop.node import NodeClients
from tests.interop.serving import Live, serving, stored_cards

pytestmark = [pytest.mark.node]
ROOM = "d1/canevas"


@pytest.fixture
def live(database_url: str) -> Iterator[Live]:
    with serving(database_url) as running:
        yield running


@pytest.fixture
def node() -> Iterator[NodeClients]:
    with NodeClients() as clients:
        yield clients


def test_two_clients_see_each_other_and_are_told_saved(live: Live, node: NodeClients) -> None:
    """What one writes the other reads, and *saved* covers what the database then holds."""
    node.open(live.url, ROOM, "a")
    node.open(live.url, ROOM, "b")
    node.ask("text", "a", key="k", value="Bonjour")
    node.ask("untilKey", "b", key="k")
    node.ask("insert", "b", key="k", at=7, value=" à tous")
    node.ask(
        "untilCards",
        "a",
        json=json.dumps({"k": "Bonjour à tous"}, separators=(",", ":"), ensure_ascii=False),
    )
    for client in "ab":
        node.ask("untilSaved", client)
    assert stored_cards(live.db, ROOM) == {"k": "Bonjour à tous"}
