"""Streamlit's page, in French: language, title, what is said without JavaScript."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ELSEWHERE: Final = (
    "/static/",
    "/media/",
    "/component/",
    "/_stcore/",
    "/assets/",
    "/export/",
    "/importer/",
    "/fond/",
    "/versions/",
    "/sw.js",
    "/hors-ligne",
    "/vote/",
    "/gommettes/",
)
"""Addresses that never answer Streamlit's page."""
_MARK: Final = b"<title>Streamlit</title>"
_CHANGES: Final = (
    (re.compile(rb'<html lang="en">'), b'<html lang="fr">'),
    (re.compile(re.escape(_MARK)), b"<title>CAPACities</title>"),
    # Closed here (see security.py), and an inline script that the policy would refuse.
    (re.compile(rb"<!--(?:(?!-->).)*?RFC 8631.*?-->\s*", re.S), b""),
    (re.compile(rb'<link rel="service-desc"[^>]*>\s*'), b""),
    # A font that no page uses (the theme's is the system's), fetched ahead: 167 KB.
    (re.compile(rb'<link\s+rel="preload"[^>]*\bas="font"[^>]*>\s*'), b""),
    (re.compile(rb"<!-- initialize window\.prerenderReady.*?-->\s*", re.S), b""),
    (re.compile(rb"<script>\s*window\.prerenderReady = false\s*</script>\s*"), b""),
    (
        re.compile(rb"<noscript>.*?</noscript>", re.S),
        "<noscript><p>Pour utiliser CAPACities, activez JavaScript dans les réglages de votre "
        "navigateur, puis rechargez la page.</p></noscript>".encode(),
    ),
)
Change = Callable[[bytes], bytes]
_CONDITIONS: Final = frozenset(
    {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}
)


def in_french(page: bytes) -> bytes:
    """Return Streamlit's index page as French browsers should read it."""
    for pattern, replacement in _CHANGES:
        page = pattern.sub(replacement, page)
    return page


class FrenchShell:
    """ASGI middleware: rewrites Streamlit's page, lets every other answer through as it is.

    The addresses of pages that exist are on the shelf: what comes here is asked at another one,
    at which Streamlit shows its page too. ``change``: what is made of it.
    """

    def __init__(self, app: ASGIApp, *, change: Change = in_french) -> None:
        self._app = app
        self._change = change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or scope["path"].startswith(_ELSEWHERE)
        ):
            await self._app(scope, receive, send)
            return
        # Asked whole and plain, and always with GET, so that what is measured is what is sent.
        plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONS]
        head = scope["method"] == "HEAD"
        answer = _Rewriting(send, Headers(scope=scope), self._change, head=head)
        await self._app({**scope, "headers": plain, "method": "GET"}, receive, answer.send)


class _Rewriting:
    """One answer on its way: HTML is kept until whole, the rest passes."""

    def __init__(self, send: Send, asked: Headers, change: Change, *, head: bool) -> None:
        self._send = send
        self._change = change
        self._asked = asked
        self._head = head
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            if message["status"] == 200 and kind.startswith("text/html"):
                self._start = message
                return
            await self._send(message)
        elif message["type"] != "http.response.body":
            await self._send(message)
        elif self._start is None:
            await self._send({**message, "body": b""} if self._head else message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start, bytes(self._body))

    async def _finish(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if _MARK in body:
            body = self._change(body)
            tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            del headers["last-modified"]  # Streamlit's file's, not this page's
            del headers["accept-ranges"]
            headers["etag"] = tag
            if tag in self._asked.get("if-none-match", ""):
                del headers["content-length"]
                await self._send({**start, "status": 304, "headers": headers.raw})
                await self._send({"type": "http.response.body", "body": b""})
                return
        headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": b"" if self._head else body})
