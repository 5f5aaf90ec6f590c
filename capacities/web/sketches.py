"""The sketches of a canvas, over HTTP: an image brought in, and those that are kept."""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from urllib.parse import unquote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.domain.limits import BACKGROUND_UPLOAD_BYTES
from capacities.domain.sketches import Sketch
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.put_sketch import Kept, bring_sketch
from capacities.services.read_background import KeptImage
from capacities.services.read_sketches import find_sketch, read_sketch
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import queues_of
from capacities.web.uploads import bring_in

SENTENCE: Final = "x-phrase"
"""Header with what the image shows, percent-encoded: an address would be in the logs."""
_LONGEST_NUMBER: Final = 9


async def bring(request: Request) -> Response:
    """POST /versions/{dossier}/{canvas}, body: the image. Answers {"version", "meanwhile"}."""
    sentence = unquote(request.headers.get(SENTENCE, ""))
    seen = _number(request.query_params.get("vu", ""))

    def use(ctx: Context, who: Identity, canvas: str, data: bytes) -> Kept:
        return bring_sketch(ctx, who, canvas, sentence, data, seen=seen)

    kept = await bring_in(request, queues_of(request).images, BACKGROUND_UPLOAD_BYTES, use)
    said = {"version": kept.sketch.version, "meanwhile": [o.version for o in kept.meanwhile]}
    return JSONResponse(said, headers=NO_STORE)


async def image(request: Request) -> Response:
    """GET /versions/{dossier}/{canvas}/{version}: that image, or 304 to who has it."""
    ctx = await context_of(request)
    canvas, version = request.path_params["canvas"], _number(request.path_params["version"])

    def find() -> tuple[Identity, Sketch]:
        who = identity_of(ctx, request)
        return who, find_sketch(ctx, who, canvas, version)

    def read() -> KeptImage:
        return read_sketch(ctx, who, canvas, version)

    who, known = await anyio.to_thread.run_sync(find, limiter=threads.RIGHTS)
    tag = f'"{known.version}-{sha256(known.created_at.encode()).hexdigest()[:16]}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    async with queues_of(request).looking.turn(who.dossier_id):
        found = await anyio.to_thread.run_sync(read, limiter=threads.IMAGES)
    return Response(found.data, media_type=found.media_type, headers=headers)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
