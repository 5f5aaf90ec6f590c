"""Streamlit's page is told not to cover a canvas with its connection dialog."""

from __future__ import annotations

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from capacities.web.host_config import QuietConnection


def _client(app: object) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")  # type: ignore[arg-type]


async def test_error_dialogs_are_blocked_and_nothing_else_is_touched() -> None:
    """The host configuration blocks dialogs; other addresses pass."""
    inner = Starlette(routes=[Route("/autre", lambda _: PlainTextResponse("passe"))])
    async with _client(QuietConnection(inner)) as client:
        told = (await client.get("/_stcore/host-config")).json()
        other = (await client.get("/autre")).text
    assert (told["blockErrorDialogs"], other) == (True, "passe")


async def test_streamlit_still_reads_the_keys_we_answer() -> None:
    """Whatever Streamlit adds to its host configuration must be looked at here too."""
    async with _client(Starlette(routes=create_host_config_routes(None))) as client:
        theirs = (await client.get("/_stcore/host-config")).json()
    async with _client(QuietConnection(Starlette())) as client:
        ours = (await client.get("/_stcore/host-config")).json()
    assert set(theirs) == set(ours)
