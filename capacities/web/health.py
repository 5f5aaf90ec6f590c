"""GET /sante: does the server do its work?"""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.services.health import health
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of


async def state(request: Request) -> Response:
    """200 {"status": "ok", …}, or 503 {"status": "indisponible", …} when nothing commits."""
    ctx = await context_of(request)
    found = await anyio.to_thread.run_sync(health, ctx)
    return JSONResponse(
        {
            "status": "ok" if found.ok else "indisponible",
            "base": found.database,
            "canevas": found.templates,
            "canevas_en_erreur": found.template_errors,
        },
        200 if found.ok else 503,
        NO_STORE,
    )
