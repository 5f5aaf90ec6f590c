"""What every answer tells browsers: load nothing from elsewhere, be framed by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST: Final = re.compile(rb"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_COMPONENTS: Final = "/component/"
"""Files of the components that Streamlit itself shows in a frame of our pages."""
_CLOSED: Final = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/upload_file",
    "/auth",
    "/oauth2callback",
)
"""Streamlit routes that tell about the server, act on pages without a browser, keep in memory
what anybody sends (no page of ours has Streamlit's own file field), or lead to accounts that we
have not."""
_PARTS: Final = (b"text/javascript", b"text/css", b"font/")
"""What a page is made of, and is never a page: what is told of pages would only weigh there, four
times what the smallest of the eighty files of a first visit holds."""
_WORKER: Final = "/sw.js"
"""A script whose own headers bind it: what a service worker may load is what these say."""
Header = tuple[bytes, bytes]
_PERMISSIONS: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def content_security_policy(host: bytes, *, https: bool, framed: bool) -> str:
    """Return the policy for pages served at ``host`` (the Host header).

    'self' covers the sockets of the same host in current browsers; they are named for the
    older ones. ``framed``: our own pages may frame the answer.
    """
    sockets = ""
    if _HOST.fullmatch(host):
        name = host.decode("ascii")
        sockets = f" wss://{name}" if https else f" ws://{name} wss://{name}"
    ancestors = "'self'" if framed else "'none'"
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self'{sockets}; worker-src 'self' blob:; object-src 'none'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )


class SecurityHeaders:
    """ASGI middleware; leaves sockets alone and touches only the head of an answer."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        host = next((v for k, v in scope["headers"] if k == b"host"), b"")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._with_ours(message["headers"], path, host)
            await send(message)

        if any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED):
            gone = JSONResponse({"erreur": "Cette adresse n’existe pas."}, 404)
            await gone(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _with_ours(self, theirs: Iterable[Header], path: str, host: bytes) -> list[Header]:
        kept = [(name, value) for name, value in theirs if name.lower() not in _OURS]
        kind = next((value for name, value in kept if name.lower() == b"content-type"), b"")
        if kind.startswith(_PARTS) and path != _WORKER:
            return [*kept, *_of_parts(https=self._https)]
        framed = path.startswith(_COMPONENTS)
        return [*kept, *_of_pages(host, https=self._https, framed=framed)]


@lru_cache(maxsize=64)
def _of_pages(host: bytes, *, https: bool, framed: bool) -> tuple[Header, ...]:
    policy = content_security_policy(host, https=https, framed=framed)
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-frame-options", b"SAMEORIGIN" if framed else b"DENY"),
        (b"referrer-policy", b"no-referrer"),
        (b"permissions-policy", _PERMISSIONS.encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
        *_of_parts(https=https),
    )


@lru_cache(maxsize=2)
def _of_parts(*, https: bool) -> tuple[Header, ...]:
    told = [
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    if https:
        told.append((b"strict-transport-security", b"max-age=31536000"))
    return tuple(told)


_OURS: Final = frozenset(name for name, _ in _of_pages(b"", https=True, framed=False))
