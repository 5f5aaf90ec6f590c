"""Bringing a file in: first a preview that changes nothing, then the same file applied.

What was chosen of the file is people's words: it goes before it in the body, and never in the
address, which proxies write down and cut short.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES, IMPORT_CHOICE_BYTES
from capacities.exports.reading.choice import UNREADABLE
from capacities.services.context import Context
from capacities.services.identify import Identity
from capacities.services.import_cards import apply_import, preview_import
from capacities.web.answers import NO_STORE
from capacities.web.turns import queues_of
from capacities.web.uploads import bring_in

Verb = Callable[[Context, Identity, str, bytes, str], bytes]


async def preview(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/apercu?choix=N. Nothing is changed.

    Body: N bytes of JSON (``exports.reading.choice``), then the file; without N, the file.
    """
    return await _answer(request, preview_import)


async def apply(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/appliquer?choix=N, body: as that of ``preview``."""
    return await _answer(request, apply_import)


async def _answer(request: Request, verb: Verb) -> Response:
    chosen = _announced(request.query_params.get("choix", ""))

    def use(ctx: Context, identity: Identity, canvas_key: str, body: bytes) -> bytes:
        if chosen > len(body):
            raise InvalidInput(UNREADABLE)
        choice = body[:chosen].decode("utf-8", "replace")
        return verb(ctx, identity, canvas_key, body[chosen:], choice)

    report = await bring_in(request, queues_of(request).imports, IMPORT_BYTES + chosen, use)
    return Response(report, media_type="application/json", headers=NO_STORE)


def _announced(size: str) -> int:
    """Return how many bytes of the body say what was chosen. Raises InvalidInput."""
    if not size:
        return 0
    few = len(size) <= len(str(IMPORT_CHOICE_BYTES))
    if not (few and size.isascii() and size.isdigit() and int(size) <= IMPORT_CHOICE_BYTES):
        raise InvalidInput(UNREADABLE)
    return int(size)
