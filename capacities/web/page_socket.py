"""The door of Streamlit's own socket: the same pages may open it as our routes and rooms.

Left alone, Streamlit asks another host for this machine's address when the Origin is not
the Host's: a blocking request on the event loop, that any web page could cause, for up to
two seconds during which no room moves.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from capacities.domain.origins import origin_allowed
from capacities.domain.settings import Settings

_SOCKET: Final = "/_stcore/stream"


class PageSocketOrigin:
    """ASGI middleware: refuses foreign pages; shows Streamlit the allowed ones as its own."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(_SOCKET):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host")
        if origin is None:  # a program: browsers always say where the page comes from
            await self._app(scope, receive, send)
        elif origin_allowed(origin, host, self._settings):
            shown = MutableHeaders(raw=list(scope["headers"]))
            shown["origin"] = f"http://{host}"
            await self._app({**scope, "headers": shown.raw}, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "origin"})
