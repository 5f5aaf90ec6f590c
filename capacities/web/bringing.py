"""Bringing everybody to a canvas, over HTTP."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.services.bring_everyone import bring_everyone
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.asking import read_words
from capacities.web.handlers import context_of, identity_of


async def bring(request: Request) -> Response:
    """POST /amener/{dossier}/{canvas}, body: {"branche"?: the id of a card}"""
    words = await read_words(request)
    ctx = await context_of(request)

    def act() -> str:
        identity = identity_of(ctx, request)
        canvas_key = request.path_params["canvas"]
        return bring_everyone(ctx, identity, canvas_key, words.get("branche", "")).id

    called = await anyio.to_thread.run_sync(act, limiter=threads.CALLING)
    return JSONResponse({"id": called}, headers=NO_STORE)
