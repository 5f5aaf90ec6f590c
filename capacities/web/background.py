"""The image behind a map: brought in, then given to those who look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import asdict
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from capacities.domain.access import Ability
from capacities.domain.limits import BACKGROUND_UPLOAD_BYTES, FILE_CHUNK_BYTES
from capacities.services.identify import require
from capacities.services.put_background import PutImage, put_background
from capacities.services.read_background import KeptImage, read_background
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of
from capacities.web.imports import announced, received
from capacities.web.turns import queues_of

_KEPT: Final = "private, max-age=31536000, immutable"
"""An image of another content has another address; a browser shows it again without asking."""


async def put(request: Request) -> Response:
    """POST /fond/{dossier}/{canvas}, body: the image. Nothing shows it until the map names it.

    Who asks is asked for twice, as for an import: before receiving it, and when the turn has come.
    """
    ctx, queues = await context_of(request), queues_of(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EDIT)
    with ExitStack() as holding:
        holding.callback(queues.importing.enter(who))
        size = announced(request, BACKGROUND_UPLOAD_BYTES)
        holding.callback(await queues.uploads.wait_to_hold(who.dossier_id, size))
        data = await received(request, BACKGROUND_UPLOAD_BYTES)

        def keep() -> PutImage:
            identity = identity_of(ctx, request)
            return put_background(ctx, identity, request.path_params["canvas"], data)

        async with queues.images.turn(who.dossier_id):
            kept = await anyio.to_thread.run_sync(keep, limiter=threads.FILES)
    return JSONResponse(asdict(kept), headers=NO_STORE)


async def image(request: Request) -> Response:
    """GET /fond/{dossier}/{canvas}/{image}: the image of this name."""
    ctx = await context_of(request)
    canvas, name = request.path_params["canvas"], request.path_params["image"]

    def find() -> KeptImage:
        return read_background(ctx, identity_of(ctx, request), canvas, name)

    found = await anyio.to_thread.run_sync(find, limiter=threads.IMAGES)
    headers = {"Cache-Control": _KEPT, "ETag": f'"{name}"'}
    if f'"{name}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Length"] = str(len(found.data))
    return StreamingResponse(_pieces(found), media_type=found.media_type, headers=headers)


async def _pieces(found: KeptImage) -> AsyncIterator[bytes]:
    """Give it piece by piece: one who reads slowly holds no copy of all of it."""
    for start in range(0, len(found.data), FILE_CHUNK_BYTES):
        yield found.data[start : start + FILE_CHUNK_BYTES]
