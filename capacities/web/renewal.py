"""The session cookie lasts from the last page opened, not from the day one entered."""

from __future__ import annotations

import anyio
import anyio.to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capacities.domain.limits import RENEWAL_WITHIN_S
from capacities.services.change_cookie import renewed_cookie
from capacities.web.asking import cookie_of, give_cookie
from capacities.web.handlers import context_of

Header = tuple[bytes, bytes]


class CookieRenewal:
    """ASGI middleware: gives the browser its cookie again, with the first page of a day.

    Never one that was replaced meanwhile: an answer that comes late brings no old value back.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return

        async def send_renewed(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                given = await _renewal(Request(scope))
                if given:
                    message["headers"] = [*_kept_by_one(message["headers"]), *given]
            await send(message)

        await self._app(scope, receive, send_renewed)


def _is_page(message: Message) -> bool:
    if message["status"] not in (200, 304):
        return False
    kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
    return any(kind.startswith(b"text/html") for kind in kinds)


def _kept_by_one(headers: list[Header]) -> list[Header]:
    """Forbid what stands between us and a browser to keep its cookie, with the page, for others."""
    told = MutableHeaders(raw=list(headers))
    if "no-store" not in told.get("cache-control", ""):
        told["cache-control"] = "private, no-cache"
    return told.raw


async def _renewal(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the headers that renew the cookie; none when there is nothing to renew."""
    if not request.cookies:
        return []
    ctx = await context_of(request)
    shown = cookie_of(request, ctx.settings)
    given = None
    if shown is not None:
        with anyio.move_on_after(RENEWAL_WITHIN_S):
            given = await anyio.to_thread.run_sync(
                renewed_cookie, ctx, shown, abandon_on_cancel=True
            )
    if given is None:
        return []
    carrier = Response()
    give_cookie(carrier, request, given, ctx.settings)
    return [header for header in carrier.raw_headers if header[0] == b"set-cookie"]
