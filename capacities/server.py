"""What is served beside Streamlit's pages: our routes, the live rooms, the middleware.

The rooms know nothing of Streamlit: ``collab_app`` serves them alone, in another process on
the same PostgreSQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import anyio.to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, WebSocketRoute

from capacities.collab import wire
from capacities.collab.endpoint import CollabEndpoint
from capacities.collab.news_endpoint import NewsEndpoint
from capacities.collab.server import CollabServer
from capacities.domain.errors import CapacitiesError, StorageUnavailable
from capacities.domain.limits import NAP_S
from capacities.domain.origins import known_hosts, origin_allowed
from capacities.domain.settings import Settings, read_settings
from capacities.services.context import Context, close_current, current
from capacities.services.ensure_canvas import ensure_canvas
from capacities.services.identify import identify
from capacities.services.list_canvases import canvas_titles
from capacities.storage.shrink import give_back
from capacities.web import connections, health
from capacities.web.astray import NoSuchFile
from capacities.web.french_shell import FrenchShell
from capacities.web.given import everything
from capacities.web.handlers import OurRoute, route
from capacities.web.host_config import QuietConnection
from capacities.web.hosts import KnownHost
from capacities.web.opening import Shell
from capacities.web.page_socket import PageSocketOrigin
from capacities.web.pressing import press
from capacities.web.renewal import CookieRenewal
from capacities.web.routes import http_routes
from capacities.web.security import SecurityHeaders
from capacities.web.shelf import Book, Shelf

SWITCH_INTERVAL_S: Final = 0.0005
"""A script thread gives way to the sockets ten times sooner than by default (5 ms)."""
COLLECT_EVERY_S: Final = 60
"""Seconds between two collections of cyclic garbage (Streamlit's own, after every script
run, are off: they held every thread for tens of milliseconds)."""
COLLECT_AT_LATEST_S: Final = 600
"""Seconds after which a collection no longer waits for a quiet moment."""
FORGET_EVERY_S: Final = 60
"""Seconds between two looks at the addresses that need not be remembered any more."""
SHRINK_EVERY_S: Final = 30.0
"""Seconds between two looks at what the SQLite file could give back to the disk."""
SHRINK_PAUSE_S: Final = 0.1
"""Seconds between two steps, for the commits that wait: 10 MB a second."""
QUIET_CPU: Final = 0.05
"""Share of one core under which the process is said to be quiet."""

_rooms: CollabServer | None = None
_books: dict[str, Book] = {}
"""What is on the shelf; nothing where the rooms are served alone."""


def routes() -> list[BaseRoute]:
    """Return every route mounted beside Streamlit's."""
    return [*http_routes(), *_socket_routes()]


def middleware(pages: Iterable[str], style: Path) -> list[Middleware]:
    """Return the middleware, outermost first. All plain ASGI: sockets pass untouched.

    ``pages``: the addresses of Streamlit's pages; ``style``: their style sheet.
    """
    settings = read_settings(os.environ)
    shell = Shell(_folder_of("streamlit") / "static", style)
    books = everything(shell, pages, _others_components())
    _books.update(books)
    return [
        *_guards(settings),
        Middleware(CookieRenewal),
        Middleware(Shelf, books=books),
        Middleware(NoSuchFile),
        Middleware(FrenchShell, change=shell.dressed),
        Middleware(QuietConnection),
        Middleware(PageSocketOrigin, settings=settings),
    ]


def _guards(settings: Settings) -> list[Middleware]:
    return [
        Middleware(SecurityHeaders, https=settings.secure_cookies),
        Middleware(KnownHost, settings=settings),
    ]


def _others_components() -> dict[str, Path]:
    """Return the folder of each component that is not ours, by its name."""
    drawing = _folder_of("streamlit_drawable_canvas")
    name = "streamlit-drawable-canvas.streamlit_drawable_canvas"
    return {name: drawing / "frontend" / "build"}


def _folder_of(package: str) -> Path:
    """Return where a package is, without importing it."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise RuntimeError(f"{package} n’est pas installé : pip install -r requirements.txt")
    return Path(found.origin).parent


def served_hosts() -> list[str]:
    """Return the names under which the site answers, for Streamlit; [] for any."""
    return sorted(known_hosts(read_settings(os.environ)))


@asynccontextmanager
async def lifespan(_app: object, nap_s: float = 0.0) -> AsyncIterator[None]:
    """Open the database and the rooms (``nap_s``: see ``Pace``); at the end, save and close."""
    global _rooms
    try:
        ctx = await anyio.to_thread.run_sync(current)
    except CapacitiesError:
        sys.tracebacklimit = 0  # the process ends: its log shows the sentence alone
        raise
    await anyio.to_thread.run_sync(ctx.templates)
    await anyio.to_thread.run_sync(ctx.keeper.prepare)  # for commands to find it
    server = collab_server(ctx, nap_s)
    await server.start()
    _rooms = server
    ctx.signs.append(lambda: server.saving)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()
    upkeep = [
        asyncio.create_task(_collect_when_quiet()),
        asyncio.create_task(_forget_addresses(ctx)),
        asyncio.create_task(_give_the_disk_back(ctx)),
        asyncio.create_task(press(_books)),
    ]
    try:
        yield
    finally:
        for task in upkeep:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        _rooms = None
        await server.stop()
        await anyio.to_thread.run_sync(close_current)


def collab_server(ctx: Context, nap_s: float = 0.0) -> CollabServer:
    """Return the rooms of a context, not started."""
    return CollabServer(
        ctx.db,
        partial(identify, ctx),
        partial(ensure_canvas, ctx),
        lambda origin, host: origin_allowed(origin, host, ctx.settings),
        secure_cookies=ctx.settings.secure_cookies,
        nap_s=nap_s,
        titles=partial(canvas_titles, ctx),
    )


def collab_app() -> Starlette:
    """Return the rooms and /sante alone, for ``python -m capacities collab``."""
    return Starlette(
        routes=[*_socket_routes(), OurRoute("/sante", route(health.state), methods=["GET"])],
        middleware=_guards(read_settings(os.environ)),
        lifespan=partial(lifespan, nap_s=NAP_S),
    )


def _socket_routes() -> list[WebSocketRoute]:
    wire.install()
    connections.install()
    return [
        WebSocketRoute("/collab/{dossier_id}/{canvas_key}", CollabEndpoint(lambda: _rooms)),
        WebSocketRoute("/nouvelles/{dossier_id}", NewsEndpoint(lambda: _rooms)),
    ]


async def _collect_when_quiet() -> None:
    """Collect cyclic garbage now and then, preferably while nobody waits for an answer."""
    last = time.monotonic()
    while True:
        cpu = time.process_time()
        await asyncio.sleep(1)
        waited = time.monotonic() - last
        quiet = time.process_time() - cpu < QUIET_CPU
        if (quiet and waited > COLLECT_EVERY_S) or waited > COLLECT_AT_LATEST_S:
            gc.collect()
            last = time.monotonic()


async def _forget_addresses(ctx: Context) -> None:
    while True:
        await asyncio.sleep(FORGET_EVERY_S)
        ctx.forget_addresses()


async def _give_the_disk_back(ctx: Context) -> None:
    """Cut now and then, a little at a time, what the SQLite file no longer uses."""
    more = False
    while True:
        await asyncio.sleep(SHRINK_PAUSE_S if more else SHRINK_EVERY_S)
        more = False
        with contextlib.suppress(StorageUnavailable):
            more = await anyio.to_thread.run_sync(give_back, ctx.db)
