"""GET /sante: does the server do its work?"""

from __future__ import annotations

import asyncio
import time
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.services.context import Context
from capacities.services.health import Health, health
from capacities.web import threads
from capacities.web.answers import NO_STORE, OURS
from capacities.web.handlers import context_of

FRESH_S: Final = 0.25
"""Seconds during which the same answer is given: anyone may ask, and each probe is a write."""


async def state(request: Request) -> Response:
    """200 {"status": "ok", …}, or 503 {"status": "indisponible", …} when nothing commits."""
    ctx = await context_of(request)
    if not hasattr(request.app.state, "watch"):
        request.app.state.watch = Watch()
    found = await request.app.state.watch.ask(ctx)
    return JSONResponse(
        {
            "status": "ok" if found.ok else "indisponible",
            "base": found.database,
            "canevas": found.templates,
            "canevas_en_erreur": found.template_errors,
        },
        200 if found.ok else 503,
        NO_STORE if found.ok else NO_STORE | OURS,
    )


class Watch:
    """The last answer, asked again when it is old, by one request at a time."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._found: Health | None = None
        self._asked_at = 0.0

    async def ask(self, ctx: Context) -> Health:
        """Return the state of ``ctx``, at most FRESH_S old."""
        async with self._lock:
            if self._found is None or time.monotonic() - self._asked_at > FRESH_S:
                self._found = await anyio.to_thread.run_sync(health, ctx, limiter=threads.HEALTH)
                self._asked_at = time.monotonic()
            return self._found
