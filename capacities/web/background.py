"""The image behind a map: brought in, then given to those who look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from capacities.domain.limits import BACKGROUND_UPLOAD_BYTES, FILE_CHUNK_BYTES
from capacities.services.identify import Identity
from capacities.services.put_background import put_background
from capacities.services.read_background import KeptImage, find_background, read_background
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import queues_of
from capacities.web.uploads import bring_in

_ASKED_FOR: Final = "private, no-cache"
"""A browser shows its copy once the server has said that the person may still see it."""


async def put(request: Request) -> Response:
    """POST /fond/{dossier}/{canvas}, body: the image. Nothing shows it until the map names it."""
    queue = queues_of(request).images
    kept = await bring_in(request, queue, BACKGROUND_UPLOAD_BYTES, put_background)
    return JSONResponse(asdict(kept), headers=NO_STORE)


async def image(request: Request) -> Response:
    """GET /fond/{dossier}/{canvas}/{image}: the image of this name; 304 to who has it already."""
    ctx = await context_of(request)
    canvas, name = request.path_params["canvas"], request.path_params["image"]
    headers = {"Cache-Control": _ASKED_FOR, "ETag": f'"{name}"'}

    def find() -> Identity:
        who = identity_of(ctx, request)
        find_background(ctx, who, canvas, name)
        return who

    who = await anyio.to_thread.run_sync(find, limiter=threads.RIGHTS)
    if f'"{name}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)

    def read() -> KeptImage:
        return read_background(ctx, who, canvas, name)

    async with queues_of(request).looking.turn(who.dossier_id):
        found = await anyio.to_thread.run_sync(read, limiter=threads.IMAGES)
    headers["Content-Length"] = str(len(found.data))
    return StreamingResponse(_pieces(found), media_type=found.media_type, headers=headers)


async def _pieces(found: KeptImage) -> AsyncIterator[bytes]:
    """Give it piece by piece: one who reads slowly holds no copy of all of it."""
    for start in range(0, len(found.data), FILE_CHUNK_BYTES):
        yield found.data[start : start + FILE_CHUNK_BYTES]
