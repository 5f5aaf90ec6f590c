"""What the body of a request brings in: who may, how much at once, then whose turn it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final, TypeVar

import anyio.to_thread
from starlette.requests import Request

from capacities.domain.access import Ability
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import UPLOAD_S
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.web import threads
from capacities.web.asking import read_body
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import Turns, queues_of

Made = TypeVar("Made")
SLOW: Final = (
    "L’envoi de ce fichier a pris trop de temps. Rien n’a été changé : réessayez avec une "
    "meilleure connexion, ou un fichier plus petit."
)


async def bring_in(
    request: Request,
    queue: Turns,
    most: int,
    use: Callable[[Context, Identity, str, bytes], Made],
) -> Made:
    """Receive a file of ``most`` bytes, wait for its turn in ``queue``, and use it in a thread.

    Who asks is asked for twice: before receiving it, and when the turn has come. Raises TooMany
    when it does not come, or when the same person's last file is still being read.
    """
    ctx, queues = await context_of(request), queues_of(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EDIT)
    with ExitStack() as holding:
        holding.callback(queues.importing.enter(who))
        size = _announced(request, most)
        holding.callback(await queues.uploads.wait_to_hold(who.dossier_id, size))
        data = await _received(request, most)

        def run() -> Made:
            return use(ctx, identity_of(ctx, request), request.path_params["canvas"], data)

        async with queue.turn(who.dossier_id):
            return await anyio.to_thread.run_sync(run, limiter=threads.FILES)


def _announced(request: Request, most: int) -> int:
    """Return the most that the body can weigh, of ``most`` bytes."""
    declared = request.headers.get("content-length", "")
    return min(int(declared), most) if declared.isdecimal() else most


async def _received(request: Request, most: int) -> bytes:
    """Return the body. Raises TooLarge beyond ``most`` bytes, InvalidInput when it is too slow."""
    try:
        async with asyncio.timeout(UPLOAD_S):
            return await read_body(request, most)
    except TimeoutError as error:
        raise InvalidInput(SLOW) from error
