"""A card carried on into another canvas, asked by the page that shows it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.domain.access import Ability
from capacities.services.carry_on import carry_on
from capacities.services.identify import require
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.asking import read_words
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import queues_of


async def carry(request: Request) -> Response:
    """POST /suite/{dossier}/{canvas}, body: {"carte"}; the same again leads to the same card.

    Two canvases are read: one waits for one's turn, as for what an empty map may begin from.
    """
    ctx, words = await context_of(request), await read_words(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EDIT)

    def act() -> dict[str, Any]:
        canvas, card = request.path_params["canvas"], words.get("carte", "")
        return asdict(carry_on(ctx, identity_of(ctx, request), canvas, card))

    async with queues_of(request).beginnings.turn(who.dossier_id):
        done = await anyio.to_thread.run_sync(act, limiter=threads.BEGINNING)
    return JSONResponse(done, headers=NO_STORE)
