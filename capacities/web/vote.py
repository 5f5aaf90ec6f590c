"""The page of a vote, light, outside Streamlit: all that a phone needs comes with it at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from capacities.domain.errors import CookieReplaced, Forbidden, LinkRefused, NotFound
from capacities.domain.limits import OFFLINE_PAGE_CHARS
from capacities.services.context import Context
from capacities.services.find_votes import Vote, find_votes, open_vote
from capacities.services.identify import Identity
from capacities.services.read_dossier import read_dossier
from capacities.services.voting_ideas import VotingGroup, VotingIdeas, read_vote, voting_ideas
from capacities.web import assets, threads
from capacities.web.answers import NO_STORE, NOT_PACKED, refuse
from capacities.web.assets import SOURCES, built, imported_by
from capacities.web.ballot import state_json
from capacities.web.handlers import context_of, identity_of

_PAGE: Final = (SOURCES / "vote.html").read_text("utf-8")
_FRESH: Final = {"Cache-Control": "private, no-cache"}
"""Kept by the browser, and asked again each time: nothing comes back when nothing has changed."""
_FOR_GOOD: Final = (LinkRefused, Forbidden, NotFound)
"""What says that this vote is not this browser's to see: neither is what it kept of it."""
_written: WeakKeyDictionary[VotingIdeas, tuple[str, str]] = WeakKeyDictionary()


async def waiting(request: Request) -> Response:
    """GET /vote/{dossier}: to the vote that is open; else the page that waits for one."""

    def answer(ctx: Context, who: Identity) -> Response:
        if (vote := open_vote(votes := find_votes(ctx, who))) is not None:
            where = f"/vote/{who.dossier_id}/{vote.canvas_key}"
            return RedirectResponse(where, 303, NO_STORE)
        return _page(ctx, who, json.dumps({"canvas": None, "votes": [_json(v) for v in votes]}))

    return await _answer(request, answer)


async def votes(request: Request) -> Response:
    """GET /vote/{dossier}.json: which vote is open, and those that were."""

    def answer(ctx: Context, who: Identity) -> Response:
        found = find_votes(ctx, who)
        opened = open_vote(found)
        said = {"open": opened and opened.canvas_key, "votes": [_json(vote) for vote in found]}
        return JSONResponse(said, headers=NO_STORE)

    return await _answer(request, answer)


async def page(request: Request) -> Response:
    """GET /vote/{dossier}/{canvas}: the page, with the ideas and the state of the vote in it."""
    canvas = request.path_params["canvas"]

    def answer(ctx: Context, who: Identity) -> Response:
        view, found = read_vote(ctx, who, canvas)
        state, (ideas, tag) = json.dumps(state_json(view, who)), _ideas(found)
        title = json.dumps(ctx.templates().templates[canvas].title)
        key = json.dumps(canvas)
        parts = f'"state":{state},"ideas":{ideas},"tag":{json.dumps(tag)}'
        said = f'{{"canvas":{key},"title":{title},{parts}}}'
        return _page(ctx, who, said)

    return await _answer(request, answer)


async def ideas(request: Request) -> Response:
    """GET /vote/{dossier}/{canvas}/idees: the ideas, group by group; 304 when they are as asked."""

    def answer(ctx: Context, who: Identity) -> Response:
        text, tag = _ideas(voting_ideas(ctx, who, request.path_params["canvas"]))
        headers = {"ETag": tag, **_FRESH}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(text, media_type="application/json", headers=headers)

    return await _answer(request, answer)


async def _answer(request: Request, answer: Callable[[Context, Identity], Response]) -> Response:
    ctx = await context_of(request)

    def work() -> Response:
        try:
            with ctx.db.one_moment():
                return answer(ctx, identity_of(ctx, request))
        except CookieReplaced:
            raise  # the same page, asked again, opens
        except _FOR_GOOD as error:
            return refuse(request, error, _forgetting())

    return await threads.vote(request.path_params["dossier"], work, waits=ctx.db.elsewhere)


def _forgetting() -> str:
    """Return the script of a refusal: the device forgets the vote. Blocking."""
    try:
        return _forgetting_of(assets.DIST, assets.DIST.stat().st_mtime_ns)
    except (NotFound, OSError):  # not built: nobody was given a vote to keep
        return ""


@lru_cache(maxsize=2)
def _forgetting_of(_dist: Path, _built_at: int) -> str:
    return built("refus", ".js")


def _page(ctx: Context, who: Identity, begun: str) -> Response:
    """Write the page, and in it what it begins with (JSON, that no browser executes)."""
    dossier = read_dossier(ctx, who)
    about = json.dumps({"id": dossier.id, "title": dossier.title, "territory": dossier.territory})
    kept = OFFLINE_PAGE_CHARS if ctx.settings.offline else 0
    data = f'{{"dossier":{about},"vote":{begun},"offline":{kept}}}'.replace("<", "\\u003c")
    return HTMLResponse(_written_with(data), headers=NOT_PACKED)


def held() -> str:
    """Return the page without what it begins with, for a device that kept it. Blocking."""
    return _written_with("null")


def _written_with(data: str) -> str:
    shell = _shell(assets.DIST, assets.DIST.stat().st_mtime_ns)
    return shell.replace("{{data}}", data)


@lru_cache(maxsize=2)
def _shell(_dist: Path, _built_at: int) -> str:
    """Return the page without its data, made once for a build."""
    script = built("vote", ".js")
    with_it = "".join(f'<link rel="modulepreload" href="{one}">\n' for one in imported_by(script))
    return (
        _PAGE.replace("{{script}}", script)
        .replace("{{with}}", with_it)
        .replace("{{style}}", built("vote", ".css"))
    )


def _json(vote: Vote) -> dict[str, Any]:
    chosen = vote.settings
    return {
        "canvas": vote.canvas_key,
        "title": vote.title,
        "question": chosen.question,
        "open": chosen.open,
        "shown": chosen.shown,
    }


def _ideas(found: VotingIdeas) -> tuple[str, str]:
    """Return the ideas as JSON and what names their state, written once for all who ask."""
    kept = _written.get(found)
    if kept is None:
        groups = [_group(group) for group in found.groups]
        text = json.dumps({"groups": groups}, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]
        kept = _written[found] = text, f'"{digest}"'
    return kept


def _group(group: VotingGroup) -> dict[str, Any]:
    ideas = [{"id": one.id, "text": one.text, "depth": one.depth} for one in group.ideas]
    return {"title": group.title, "ideas": ideas}
