"""Files of our components that are not there: answered here. Streamlit writes a traceback of each
in the log, which any visitor could fill so.
"""

from __future__ import annotations

from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from capacities.domain.errors import NotFound
from capacities.web.answers import refuse
from capacities.web.assets import COMPONENTS, is_built
from capacities.web.opening import COMPONENT

_UNDER: Final = tuple(f"{COMPONENT}{name}/" for name in COMPONENTS)


class NoSuchFile:
    """ASGI middleware, behind the shelf: what is built lately, or asked plain, goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path.startswith(COMPONENT) and not await _is_there(path):
            answer = refuse(Request(scope, receive), NotFound("Ce fichier n’existe pas."))
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _is_there(path: str) -> bool:
    name = path.rpartition("/")[2]
    under = path.removesuffix(name) in _UNDER
    return under and await anyio.to_thread.run_sync(is_built, name)
