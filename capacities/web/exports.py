"""Leaving with one's work: CSV, its schema, the formats of a form, the whole dossier in a ZIP."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from capacities.services.context import Context
from capacities.services.export_canvas import (
    File,
    export_canvas,
    export_format,
    export_schema,
)
from capacities.services.export_dossier import export_dossier
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of


async def canvas_csv(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.csv?dialecte=excel-fr|ouvert"""
    return await _answer(request, _csv)


async def canvas_schema(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.schema.json"""
    return await _answer(request, _schema)


async def canvas_format(request: Request) -> Response:
    """GET /export/{dossier}/{canvas}.{format}: the formats of exports/registry.py"""
    return await _answer(request, _format)


async def dossier_zip(request: Request) -> Response:
    """GET /export/{dossier}.zip"""
    return await _answer(request, _zip)


def _csv(ctx: Context, request: Request) -> File:
    dialect = request.query_params.get("dialecte", "excel-fr")
    identity = identity_of(ctx, request)
    return export_canvas(ctx, identity, request.path_params["canvas"], dialect)


def _schema(ctx: Context, request: Request) -> File:
    return export_schema(ctx, identity_of(ctx, request), request.path_params["canvas"])


def _format(ctx: Context, request: Request) -> File:
    canvas, extension = request.path_params["canvas"], request.path_params["format"]
    return export_format(ctx, identity_of(ctx, request), canvas, extension)


def _zip(ctx: Context, request: Request) -> File:
    return export_dossier(ctx, identity_of(ctx, request))


async def _answer(request: Request, make: Callable[[Context, Request], File]) -> Response:
    ctx = await context_of(request)
    file = await anyio.to_thread.run_sync(make, ctx, request)
    return Response(
        file.data, media_type=file.media_type, headers=NO_STORE | _attachment(file.name)
    )


def _attachment(name: str) -> dict[str, str]:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }
