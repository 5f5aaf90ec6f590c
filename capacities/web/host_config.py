"""Streamlit's « connection error » dialog, kept away: it would steal the keyboard.

When the server is away, Streamlit's page opens a modal dialog that makes everything behind
it inert: whoever is typing in a canvas would lose words, while the canvas keeps them safe
and says itself that it is offline. Streamlit has a switch for hosts that speak in its stead,
``blockErrorDialogs`` of its host configuration, and recommends overriding that endpoint.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_PATH: Final = "/_stcore/host-config"
HOST_CONFIG: Final = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}


class QuietConnection:
    """ASGI middleware: answers the host configuration in Streamlit's place."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(_PATH):
            answer = JSONResponse(HOST_CONFIG, headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)
