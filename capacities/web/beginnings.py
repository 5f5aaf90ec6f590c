"""What a map may begin from, for the page that shows it: how much there is, then all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from capacities.domain.access import Ability
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import Context
from capacities.services.identify import Identity, require
from capacities.services.read_beginnings import Beginning, read_beginning, read_beginnings
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.handlers import context_of, identity_of
from capacities.web.turns import queues_of


async def offered(request: Request) -> Response:
    """GET /debuts/{dossier}/{canvas}: what there is, and how much."""
    return await _answer(
        request, lambda *asked: {"beginnings": [_counts(one) for one in read_beginnings(*asked)]}
    )


async def whole(request: Request) -> Response:
    """GET /debuts/{dossier}/{canvas}/{debut}: elements and links, by the ids of their origins."""
    key = request.path_params["debut"]
    return await _answer(
        request, lambda ctx, who, canvas: _whole(read_beginning(ctx, who, canvas, key))
    )


async def _answer(
    request: Request, ask: Callable[[Context, Identity, str], dict[str, Any]]
) -> Response:
    """Wait for one's turn, then read and spell in a thread: a whole canvas may weigh megabytes.

    Who asks is asked for twice: before waiting, and when the turn has come.
    """
    ctx = await context_of(request)
    who = await anyio.to_thread.run_sync(identity_of, ctx, request, limiter=threads.RIGHTS)
    require(who, Ability.EDIT)

    def spell() -> bytes:
        answer = ask(ctx, identity_of(ctx, request), request.path_params["canvas"])
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")

    async with queues_of(request).beginnings.turn(who.dossier_id):
        body = await anyio.to_thread.run_sync(spell, limiter=threads.BEGINNING)
    return Response(body, media_type="application/json", headers=NO_STORE)


def _counts(one: Beginning) -> dict[str, Any]:
    """Return the ``Offer`` of ``frontend/src/forms/map/beginning.ts``."""
    return {
        "key": one.key,
        "title": one.title,
        "canvas": one.canvas,
        "elements": len(one.cards),
        "links": len(one.edges),
        "empty": one.empty,
    }


def _whole(one: Beginning) -> dict[str, Any]:
    """Return the ``Beginning`` of ``frontend/src/forms/map/beginning.ts``."""
    return {
        **_counts(one),
        "cards": [_card_json(card) for card in one.cards],
        "edges": [_edge_json(edge) for edge in one.edges],
    }


def _card_json(card: Card) -> dict[str, Any]:
    told = {key: getattr(card, key) for key in ("x", "y", "on", "origin")}
    return {
        "id": card.id,
        "zone": card.zone,
        "rank": card.rank,
        "color": card.color,
        "text": card.text,
        "fields": dict(card.fields),
        **{key: value for key, value in told.items() if value is not None},
    }


def _edge_json(edge: Edge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "kind": edge.kind,
        "text": edge.text,
        "fields": dict(edge.fields),
        **({"origin": edge.origin} if edge.origin else {}),
    }
