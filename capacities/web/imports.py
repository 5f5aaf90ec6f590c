"""Bringing a file in: first a preview that changes nothing, then the same file applied."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from capacities.domain.limits import IMPORT_BYTES
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.import_cards import apply_import, preview_import
from capacities.web.answers import NO_STORE
from capacities.web.turns import queues_of
from capacities.web.uploads import bring_in

Verb = Callable[[Context, Identity, str, bytes, str], bytes]


async def preview(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/apercu?choix=JSON, body: the file. Nothing is changed."""
    return await _answer(request, preview_import)


async def apply(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/appliquer?choix=JSON, body: the file."""
    return await _answer(request, apply_import)


async def _answer(request: Request, verb: Verb) -> Response:
    choice = request.query_params.get("choix", "")

    def use(ctx: Context, identity: Identity, canvas_key: str, data: bytes) -> bytes:
        return verb(ctx, identity, canvas_key, data, choice)

    report = await bring_in(request, queues_of(request).imports, IMPORT_BYTES, use)
    return Response(report, media_type="application/json", headers=NO_STORE)
