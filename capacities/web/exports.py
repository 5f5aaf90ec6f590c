"""Leaving with one's work: CSV, its schema, the formats of a form, the whole dossier in a ZIP.

A file is made first, in its turn, then sent from where it is: a client that reads slowly, or
never, holds neither a thread nor the turn of others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from capacities.domain.access import Ability
from capacities.domain.limits import FILE_CHUNK_BYTES, SENDING_S, SENDING_STALL_S
from capacities.services.context import Context
from capacities.services.export_canvas import (
    File,
    export_canvas,
    export_format,
    export_schema,
)
from capacities.services.export_dossier import export_dossier
from capacities.services.identify import require
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import Turns, queues_of

_log = logging.getLogger(__name__)
_NOT_READ: Final = "un fichier n’a pas été lu à temps par qui l’a demandé : l’envoi est arrêté"


async def canvas_csv(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.csv?dialecte=excel-fr|ouvert&au=AAAA-MM-JJ, or
    {canvas}/{table}.csv
    """
    return await _answer(request, queues_of(request).canvases, _csv)


async def canvas_schema(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.schema.json, or {canvas}/{table}.schema.json"""
    return await _answer(request, queues_of(request).canvases, _schema)


async def canvas_format(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.{format}?au=AAAA-MM-JJ: the formats of exports/registry.py"""
    return await _answer(request, queues_of(request).canvases, _format)


async def dossier_zip(request: Request) -> Response:
    """GET /export/{dossier}.zip"""
    return await _answer(request, queues_of(request).dossiers, _zip)


def _csv(ctx: Context, request: Request) -> File:
    dialect = request.query_params.get("dialecte", "excel-fr")
    identity = identity_of(ctx, request)
    return export_canvas(ctx, identity, dialect=dialect, as_of=_as_of(request), **_table(request))


def _schema(ctx: Context, request: Request) -> File:
    return export_schema(ctx, identity_of(ctx, request), **_table(request))


def _as_of(request: Request) -> str:
    return request.query_params.get("au", "")


def _table(request: Request) -> dict[str, str]:
    params = request.path_params
    return {"canvas_key": params["canvas"], "table": params.get("table", "")}


def _format(ctx: Context, request: Request) -> File:
    canvas, extension = request.path_params["canvas"], request.path_params["format"]
    return export_format(ctx, identity_of(ctx, request), canvas, extension, _as_of(request))


def _zip(ctx: Context, request: Request) -> File:
    return export_dossier(ctx, identity_of(ctx, request))


async def _answer(
    request: Request, turns: Turns, make: Callable[[Context, Request], File]
) -> Response:
    """Wait for one's turn, make the file, give it back to be sent.

    Who asks is asked for twice: before waiting, and by ``make`` when the turn has come.
    """
    ctx, queues = await context_of(request), queues_of(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EXPORT)
    with ExitStack() as holding:
        holding.callback(queues.exporting.enter(who))
        async with turns.turn(who.dossier_id):
            file = await anyio.to_thread.run_sync(make, ctx, request, limiter=threads.FILES)
        holding.enter_context(file.content)
        size = file.content.seek(0, 2)
        file.content.seek(0)
        holding.callback(queues.unsent.hold(who.dossier_id, size))
        return _Sending(file, size, holding.pop_all())


class _Sending(Response):
    """Sends a file piece by piece, at the pace of its client, then lets go of what it holds."""

    def __init__(self, file: File, size: int, holding: ExitStack) -> None:
        headers = NO_STORE | _attachment(file.name) | {"Content-Length": str(size)}
        super().__init__(None, media_type=file.media_type, headers=headers)
        self._content, self._holding = file.content, holding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        with self._holding:
            try:
                async with asyncio.timeout(SENDING_S):
                    await send(start)
                    await self._send_content(send)
            except TimeoutError:  # the server hangs up on an answer that is not complete
                _log.warning(_NOT_READ)

    async def _send_content(self, send: Send) -> None:
        more = True
        while more:
            piece = self._content.read(FILE_CHUNK_BYTES)
            more = bool(piece)
            async with asyncio.timeout(SENDING_STALL_S):
                await send({"type": "http.response.body", "body": piece, "more_body": more})
            await asyncio.sleep(0)  # to a client that reads fast, it would go on without a pause


def _attachment(name: str) -> dict[str, str]:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }
