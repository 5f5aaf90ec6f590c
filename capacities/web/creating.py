"""Create a dossier: the answer gives its creator's browser the right to facilitate it.

In one request: a page reloaded, closed or cut off too early loses no dossier that it showed.
"""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from capacities.services.context import Context
from capacities.services.create_dossier import CreatedDossier, Creator, create_dossier
from capacities.services.create_example import create_example
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.asking import address_of, cookie_of, give_cookie, read_words
from capacities.web.handlers import context_of
from capacities.web.join import address_in


async def create(request: Request) -> Response:
    """Create the dossier that the body describes; say where its links are."""
    ctx = await context_of(request)
    words = await read_words(request)
    created = await anyio.to_thread.run_sync(
        lambda: create_dossier(
            ctx,
            title=words.get("title", ""),
            territory=words.get("territory", ""),
            use_case=words.get("use_case", ""),
            address=address_of(request),
            creator=_creator(request, ctx, words),
        ),
        limiter=threads.CREATING,
    )
    return _answer(request, ctx, created, f"/partager?dossier={created.dossier_id}&nouveau=oui")


async def example(request: Request) -> Response:
    """Create an example, for whoever asks alone; say where its first canvas is."""
    ctx = await context_of(request)
    words = await read_words(request)
    created = await anyio.to_thread.run_sync(
        lambda: create_example(ctx, address_of(request), _creator(request, ctx, words)),
        limiter=threads.CREATING,
    )
    return _answer(request, ctx, created, address_in(created.dossier_id, created.canvas_key))


def _creator(request: Request, ctx: Context, words: dict[str, str]) -> Creator:
    return Creator(cookie_of(request, ctx.settings), words.get("pseudonym", ""))


def _answer(request: Request, ctx: Context, created: CreatedDossier, where: str) -> Response:
    answer = JSONResponse({"url": where, "dossier": created.dossier_id}, headers=NO_STORE)
    if created.cookie is not None:
        give_cookie(answer, request, created.cookie, ctx.settings)
    return answer
