"""The way in: a light page that reads the link's fragment, and the two requests it makes."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from capacities.domain.access import Role
from capacities.domain.entry_code import EntryCode, read_code
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import PSEUDONYM_CHARS
from capacities.domain.people import PALETTE
from capacities.services.deleted_dossiers import deleted_dossiers
from capacities.services.join import join
from capacities.services.leave_dossier import leave_dossier
from capacities.services.look_at_link import look_at_link
from capacities.web import threads
from capacities.web.answers import NO_STORE
from capacities.web.asking import (
    address_of,
    bearer_of,
    cookie_of,
    give_cookie,
    read_words,
    take_cookie,
)
from capacities.web.assets import SOURCES, built
from capacities.web.handlers import context_of

ALLOWED: Final = {
    Role.FACILITATOR: "Vous animez : vous pourrez écrire, partager et gérer le dossier.",
    Role.EDITOR: "Vous pourrez écrire, avec les autres.",
    Role.VOTER: "Vous pourrez lire et voter.",
    Role.READER: "Vous pourrez lire et exporter, sans rien changer.",
}

ADDRESSES: Final = ("/rejoindre", "/entrer")
"""Those of the page; one whose # was written %23 is put back to rights by its route."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""What ``new_token`` makes."""
_FORGET: Final = {"Clear-Site-Data": '"cache"'}
"""What the browser kept of the images behind maps goes, of all dossiers: the next one is sent."""
_PAGE: Final = (SOURCES / "rejoindre.html").read_text("utf-8")


async def page(request: Request) -> Response:
    """Give the page where it is not on the shelf (``given``), or put its link back to rights."""
    if "#" in request.query_params.get("canevas", ""):
        return await astray(request)
    whole = await anyio.to_thread.run_sync(text, limiter=threads.ENTERING)
    return Response(whole, media_type="text/html", headers=NO_STORE)


def text() -> bytes:
    """Return the page, the same for all: the secret stays in the fragment, that is not sent.

    At ``/entrer``, it begins by asking for a code.
    """
    script, style = built("rejoindre", ".js"), built("rejoindre", ".css")
    colors = "".join(_color(color.value, color.title, i) for i, color in enumerate(PALETTE))
    page = (
        _PAGE.replace("{{script}}", script)
        .replace("{{style}}", style)
        .replace("{{colors}}", colors)
        .replace("{{longest}}", str(PSEUDONYM_CHARS))
    )
    return page.encode()


async def astray(request: Request) -> Response:
    """Put a link back to rights: some mail programs write %23 for the #, or add a slash.

    The token is then in what the server is asked: it goes from there at once, to no log of ours.
    """
    canvas, _, rest = request.query_params.get("canevas", "").partition("#")
    found = _TOKEN.search(request.path_params.get("link") or rest)
    where = f"/rejoindre?canevas={quote(canvas, safe='')}" if canvas else "/rejoindre"
    headers = {**NO_STORE, "Referrer-Policy": "no-referrer"}
    return RedirectResponse(f"{where}#{found[0]}" if found else where, 303, headers)


async def look(request: Request) -> Response:
    """Say what the link opens, before one enters."""
    ctx = await context_of(request)
    words = await read_words(request)
    key = _key(request, words)
    cookie, canvas = cookie_of(request, ctx.settings), words.get("canevas", "")
    view = await anyio.to_thread.run_sync(
        lambda: look_at_link(ctx, key, address_of(request), cookie=cookie, canvas=canvas),
        limiter=threads.ENTERING,
    )
    answer = {
        "dossier": view.dossier.id,
        "titre": view.dossier.title,
        "territoire": view.dossier.territory,
        "cas_usage": view.dossier.use_case,
        "exemple": view.dossier.example,
        "role": view.role.value,
        "droits": ALLOWED[view.role],
        "forme": view.form,
        "canevas": view.canvas_title,
        "pseudonyme": view.pseudonym,
        "couleur": view.color or view.free_color,
    }
    return JSONResponse(answer, headers=NO_STORE)


async def enter(request: Request) -> Response:
    """Let the person in: sets the cookie, and says where the canvas is."""
    ctx = await context_of(request)
    words = await read_words(request)
    key = _key(request, words)
    joined = await anyio.to_thread.run_sync(
        lambda: join(
            ctx,
            cookie_of(request, ctx.settings),
            key,
            words.get("pseudonym", ""),
            words.get("color", ""),
            address_of(request),
            canvas=words.get("canevas", ""),
        ),
        limiter=threads.ENTERING,
    )
    where = address_in(joined.dossier_id, joined.canvas_key)
    if joined.role is Role.VOTER:
        where = f"/vote/{joined.dossier_id}"
        if joined.aimed:
            where += f"/{joined.canvas_key}"
    answer = JSONResponse({"url": where, "role": joined.role.value}, headers=NO_STORE)
    give_cookie(answer, request, joined.cookie, ctx.settings)
    return answer


def address_in(dossier_id: str, canvas_key: str) -> str:
    """Return where a canvas of a dossier is seen; with none, where the dossier is."""
    if not canvas_key:
        return f"/dossier?dossier={dossier_id}"
    return f"/canevas?dossier={dossier_id}&canevas={canvas_key}"


async def leave(request: Request) -> Response:
    """Forget, on this browser, the dossier named in the body; with the last, the browser."""
    ctx = await context_of(request)
    dossier = (await read_words(request)).get("dossier", "")
    cookie = cookie_of(request, ctx.settings)
    left = await anyio.to_thread.run_sync(
        leave_dossier, ctx, cookie, dossier, limiter=threads.ENTERING
    )
    answer = JSONResponse({"quitte": left.was_inside, "dernier": left.was_last}, headers=NO_STORE)
    if left.was_inside:
        answer.headers.update(_FORGET)
    if left.was_last:
        take_cookie(answer, request, ctx.settings)
    return answer


async def deleted(request: Request) -> Response:
    """Say which of the dossiers named in the body, with spaces between, were deleted, and when."""
    ctx = await context_of(request)
    asked = (await read_words(request)).get("dossiers", "").split()
    found = await anyio.to_thread.run_sync(deleted_dossiers, ctx, asked, limiter=threads.ENTERING)
    forget = _FORGET if found else {}
    return JSONResponse({"supprimes": dict(found)}, headers=NO_STORE | forget)


def _key(request: Request, words: dict[str, str]) -> str | EntryCode:
    """Return what opens: the code that was typed, or the token of the link."""
    if "code" in words:
        return read_code(words["code"])
    token = words.get("token") or bearer_of(request.headers)
    if not token:
        raise InvalidInput("Il manque le lien : ouvrez-le en entier, tel qu’on vous l’a donné.")
    return token


def _color(value: str, title: str, index: int) -> str:
    name = html.escape(title)
    return (
        f'<label class="couleur"><input type="radio" name="color" value="{value}"'
        f"{' checked' if index == 0 else ''}>"
        f'<span class="pastille c{index}" aria-hidden="true"></span><span>{name}</span></label>'
    )
