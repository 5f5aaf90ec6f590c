"""The session cookie lasts from the last page opened, not from the day one entered."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capacities.web.asking import cookie_of, session_cookie

_OURS: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""What ``domain.tokens.new_token`` makes."""


class CookieRenewal:
    """ASGI middleware: gives the browser its own cookie again with each page."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = cookie_of(Request(scope)) if scope["type"] == "http" else None
        if known is None or not _OURS.fullmatch(known):
            await self._app(scope, receive, send)
            return

        async def send_renewed(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", session_cookie(known, secure=self._secure))
            await send(message)

        await self._app(scope, receive, send_renewed)
