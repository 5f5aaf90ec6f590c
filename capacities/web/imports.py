"""Bringing a file in: first a preview that changes nothing, then the same file applied."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from capacities.domain.access import Ability
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_BYTES, UPLOAD_S
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.import_cards import apply_import, preview_import
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.asking import read_body
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import queues_of

Verb = Callable[[Context, Identity, str, bytes], bytes]
SLOW: Final = (
    "L’envoi de ce fichier a pris trop de temps. Rien n’a été changé : réessayez avec une "
    "meilleure connexion, ou découpez le fichier."
)


async def preview(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/apercu, body: the file. Nothing is changed."""
    return await _answer(request, preview_import)


async def apply(request: Request) -> Response:
    """POST /importer/{dossier}/{canvas}/appliquer, body: the file."""
    return await _answer(request, apply_import)


async def _answer(request: Request, verb: Verb) -> Response:
    """Receive the file, wait for one's turn, read it.

    Who asks is asked for twice: before receiving 5 MB, and when the turn has come.
    """
    ctx, queues = await context_of(request), queues_of(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EDIT)
    with ExitStack() as holding:
        holding.callback(queues.importing.enter(who))
        size = announced(request, IMPORT_BYTES)
        holding.callback(await queues.uploads.wait_to_hold(who.dossier_id, size))
        data = await received(request, IMPORT_BYTES)

        def read() -> bytes:
            identity = identity_of(ctx, request)
            return verb(ctx, identity, request.path_params["canvas"], data)

        async with queues.imports.turn(who.dossier_id):
            report = await anyio.to_thread.run_sync(read, limiter=threads.FILES)
    return Response(report, media_type="application/json", headers=NO_STORE)


def announced(request: Request, most: int) -> int:
    """Return the most that the body can weigh, of ``most`` bytes."""
    declared = request.headers.get("content-length", "")
    return min(int(declared), most) if declared.isdecimal() else most


async def received(request: Request, most: int) -> bytes:
    """Return the body. Raises TooLarge beyond ``most`` bytes, InvalidInput when it is too slow."""
    try:
        async with asyncio.timeout(UPLOAD_S):
            return await read_body(request, most)
    except TimeoutError as error:
        raise InvalidInput(SLOW) from error
