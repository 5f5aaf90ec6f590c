"""Bringing a file in: first a preview that changes nothing, then the same file applied."""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.domain.access import Ability
from capacities.domain.limits import IMPORT_BYTES
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.import_cards import ImportReport, apply_import, preview_import
from capacities.web.answers import NO_STORE
from capacities.web.asking import read_body
from capacities.web.handlers import context_of, identity_of

Verb = Callable[[Context, Identity, str, bytes], ImportReport]


async def preview(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/apercu, body: the file. Nothing is changed."""
    return await _answer(request, preview_import)


async def apply(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/appliquer, body: the file."""
    return await _answer(request, apply_import)


async def _answer(request: Request, verb: Verb) -> Response:
    ctx = await context_of(request)
    # Asked before reading up to 5 MB from someone who has no right.
    identity = await anyio.to_thread.run_sync(identity_of, ctx, request)
    require(identity, Ability.EDIT)
    data = await read_body(request, IMPORT_BYTES)
    report = await anyio.to_thread.run_sync(
        verb, ctx, identity, request.path_params["canvas"], data
    )
    return JSONResponse(report.as_json(), headers=NO_STORE)
