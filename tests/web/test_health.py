"""GET /sante: what it tells of the rooms served by the same process."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator

import httpx
import pytest

from capacities import server
from capacities.collab.server import CollabServer
from capacities.web.health import FRESH_S


@pytest.fixture
def settings_of_the_process() -> Iterator[None]:
    """What the product sets for its whole process, put back afterwards."""
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


@pytest.mark.usefixtures("settings_of_the_process")
async def test_rooms_that_cannot_save_are_no_health(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 while the rooms cannot commit, whatever the database says; then 200 again."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    app = server.collab_app()
    transport = httpx.ASGITransport(app=app)
    async with (
        server.lifespan(app),
        httpx.AsyncClient(transport=transport, base_url="http://ateliers.test") as client,
    ):
        found = []
        for saving in (True, False, True):
            monkeypatch.setattr(CollabServer, "saving", saving)
            await asyncio.sleep(2 * FRESH_S)
            found.append((await client.get("/sante")).status_code)
    assert found == [200, 503, 200]
