"""Files that everybody is given, kept ready in memory: read and compressed once, not per visit.

An address is looked up among those that walking a folder gave, and never made into a path. What
is not on the shelf is left to whoever served it before.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import anyio.to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from capacities.web import threads
from capacities.web.encodings import PLAIN, chosen, packed

FOREVER: Final = "public, max-age=31536000, immutable"
"""For what has another name as soon as it holds something else."""
ASK_AGAIN: Final = "no-cache"
TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".gif": "image/gif",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
}
"""What is put on the shelf; a file of another kind stays with whoever served it."""
_DENSE: Final = frozenset({".png", ".gif", ".woff2", ".woff"})
"""What is compressed already."""
_HASHED: Final = re.compile(r".*[.-](?=[^.]*[A-Z0-9])[A-Za-z0-9_-]{8}\.[a-z0-9]+")
"""A name that ends with a mark of the contents: « index.C1JORDN2.css », « canevas-CWF_2M7g.js »."""
_HEAVY: Final = 32_768
"""Bytes from which a text is not kept plain: browsers all take it compressed."""
_PART: Final = 65_536
"""Bytes given at once: whoever does not read them holds no more of them."""

Headers = list[tuple[bytes, bytes]]


class Book:
    """One file, in the forms that were asked for so far.

    ``read`` gives what it holds, from the disk or not: always the same, as long as ``watched``
    (what it is made from) does not change, which only happens while one develops. ``heavy``: too
    large to be given plain from memory, to whoever takes nothing else.
    """

    def __init__(
        self,
        kind: str,
        cached: str,
        read: Callable[[], bytes],
        watched: Sequence[Path] = (),
        *,
        heavy: bool = False,
    ) -> None:
        self.kind = kind
        self.cached = cached
        self._read = read
        self.heavy = heavy
        self._watched = watched
        self._seen: list[int] = []
        self._made: dict[str, tuple[Headers, bytes]] = {}
        self._making = threading.Lock()

    def ready(self, form: str) -> tuple[Headers, bytes] | None:
        """Return its headers and bytes in ``form`` if they are made."""
        if self._watched:
            now = [path.stat().st_mtime_ns for path in self._watched]
            if now != self._seen:
                self._seen, self._made = now, {}
        return self._made.get(form)

    def make(self, form: str) -> tuple[Headers, bytes]:
        """Return the same, made now if they are not. Blocking: call it in a thread."""
        with self._making:
            found = self._made.get(form)
            if found is None:
                data = self.whole()
                found = self._bound(form, data, packed(data, form))
                self._made[form] = found
        return found

    def put(self, form: str, data: bytes, body: bytes) -> None:
        """Replace a form by a better one of the same ``data``."""
        with self._making:
            self._made[form] = self._bound(form, data, body)

    def whole(self) -> bytes:
        """Return what it holds. Blocking."""
        return self._read()

    @property
    def dense(self) -> bool:
        """Whether it is compressed already."""
        return self.kind in {TYPES[suffix] for suffix in _DENSE}

    def _bound(self, form: str, data: bytes, body: bytes) -> tuple[Headers, bytes]:
        mark = f"{hashlib.sha256(data).hexdigest()[:32]}-{form}-{len(body)}"
        headers = [
            (b"content-type", self.kind.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", self.cached.encode()),
            (b"etag", f'"{mark}"'.encode()),
        ]
        if not self.dense:
            headers.append((b"vary", b"Accept-Encoding"))
        if form != PLAIN:
            headers.append((b"content-encoding", form.encode()))
        return headers, body


def walked(
    folder: Path, address: str, changes: Mapping[str, Callable[[bytes], bytes]] | None = None
) -> dict[str, Book]:
    """Return the files of ``folder`` by address, under ``address`` ("/static").

    ``changes``: what is done to files of one suffix before they are given. Their names tell only
    of what they were: a browser that kept one before we changed it keeps it, and loses nothing.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in TYPES and path.is_file():
            change = (changes or {}).get(path.suffix)
            read = path.read_bytes if change is None else _changed(path, change)
            cached = FOREVER if _HASHED.fullmatch(path.name) else ASK_AGAIN
            name = path.relative_to(folder).as_posix()
            heavy = path.suffix not in _DENSE and path.stat().st_size > _HEAVY
            found[f"{address}/{name}"] = Book(TYPES[path.suffix], cached, read, heavy=heavy)
    return found


def _changed(path: Path, change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: change(path.read_bytes())


class Shelf:
    """ASGI middleware: gives what is on the shelf, lets every other request through."""

    def __init__(self, app: ASGIApp, *, books: Mapping[str, Book]) -> None:
        self._app = app
        self._books = books

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        book = self._books.get(scope["path"]) if scope["type"] == "http" else None
        astray = b"%23" in scope.get("query_string", b"")  # a #, written so by a mail program
        if book is None or astray or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        form = _form(book, scope)
        if form == PLAIN and book.heavy:
            await self._app(scope, receive, send)
        else:
            await _give(book, form, scope, send)


class Given(Response):
    """The answer of a route that gives a book: made once, compressed once."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await _give(self._book, _form(self._book, scope), scope, send)


def _form(book: Book, scope: Scope) -> str:
    if book.dense:
        return PLAIN
    return chosen(_asked(scope, b"accept-encoding").decode("latin-1"))


async def _give(book: Book, form: str, scope: Scope, send: Send) -> None:
    """Answer with a book, whole: part of one is never given."""
    found = book.ready(form)
    if found is None:
        found = await anyio.to_thread.run_sync(book.make, form, limiter=threads.SHELF)
    headers, body = found
    status = 200
    known = _asked(scope, b"if-none-match")
    if known and _same(headers, known):
        status, body = 304, b""
        headers = [pair for pair in headers if pair[0] not in _ONLY_WITH_A_BODY]
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    for begin in range(0, len(body) or 1, _PART):
        part, more = body[begin : begin + _PART], begin + _PART < len(body)
        await send({"type": "http.response.body", "body": part, "more_body": more})


def _asked(scope: Scope, name: bytes) -> bytes:
    return b",".join(value for key, value in scope["headers"] if key == name)


_ONLY_WITH_A_BODY: Final = frozenset({b"content-length", b"content-encoding"})


def _same(headers: Headers, known: bytes) -> bool:
    """Tell whether an If-None-Match names what is about to be given."""
    mark = next(value for name, value in headers if name == b"etag")
    named = {one.strip().removeprefix(b"W/") for one in known.split(b",")}
    return b"*" in named or mark in named
