"""The door of Streamlit's own socket: the same pages may open it as our routes and rooms.

Left alone, Streamlit asks another host for this machine's address when the Origin is not
the Host's: a blocking request on the event loop, that any web page could cause, for up to
two seconds during which no room moves. And it opens as many sessions as one program asks for.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from capacities.domain.limits import PAGES_PER_ADDRESS, PAGES_PER_PROCESS
from capacities.domain.networks import network_of
from capacities.domain.origins import origin_allowed
from capacities.domain.settings import Settings

_SOCKET: Final = "/_stcore/stream"
_FULL: Final = (
    "Trop de pages de ce site sont ouvertes à la fois. Rien n’est perdu : fermez celles qui ne "
    "servent pas, la page s’ouvrira d’elle-même."
)


class PageSocketOrigin:
    """ASGI middleware: refuses foreign pages; shows Streamlit the allowed ones as its own."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        per_address: int = PAGES_PER_ADDRESS,
        in_all: int = PAGES_PER_PROCESS,
    ) -> None:
        self._app = app
        self._settings = settings
        self._per_address = per_address
        self._in_all = in_all
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(_SOCKET):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host")
        if origin is None:  # a program: browsers always say where the page comes from
            await self._counted(scope, receive, send)
        elif origin_allowed(origin, host, self._settings):
            shown = MutableHeaders(raw=list(scope["headers"]))
            shown["origin"] = f"http://{host}"
            await self._counted({**scope, "headers": shown.raw}, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "origin"})

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        network = network_of(scope["client"][0]) if scope.get("client") else ""
        crowded = network and self._open[network] >= self._per_address
        if crowded or self._open.total() >= self._in_all:
            await receive()
            answer = JSONResponse({"erreur": _FULL}, 503, {"Retry-After": "30"})
            await answer(scope, receive, send)
            return
        self._open[network] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[network] -= 1
            if not self._open[network]:
                del self._open[network]
