"""What every answer tells browsers: load nothing from elsewhere, be framed by nobody."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
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
                self._add(MutableHeaders(scope=message), path, host)
            await send(message)

        if any(path == closed or path.startswith(f"{closed}/") for closed in _CLOSED):
            gone = JSONResponse({"erreur": "Cette adresse n’existe pas."}, 404)
            await gone(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, path: str, host: bytes) -> None:
        framed = path.startswith(_COMPONENTS)
        headers["Content-Security-Policy"] = content_security_policy(
            host, https=self._https, framed=framed
        )
        headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = _PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if self._https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
