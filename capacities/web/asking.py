"""What a request says of who asks: cookie, token, origin, address; and its body, bounded."""

from __future__ import annotations

import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from capacities.domain.errors import Forbidden, InvalidInput
from capacities.domain.limits import REQUEST_BYTES, SESSION_DAYS
from capacities.domain.origins import origin_allowed
from capacities.domain.session_cookie import PLAIN_NAME, SECURE_NAME, name_and_value, shown_in
from capacities.domain.settings import Settings
from capacities.web.answers import TooLarge


def bearer_of(headers: Headers) -> str | None:
    """Return the token of ``Authorization: Bearer TOKEN``, or None."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def cookie_of(request: Request, settings: Settings) -> str | None:
    """Return what the browser shows of its session cookie, or None."""
    return shown_in(request.cookies, secure=settings.secure_cookies)


def give_cookie(answer: Response, request: Request, shown: str, settings: Settings) -> None:
    """Keep the browser in its dossiers from now on, under one name only."""
    name, value = name_and_value(shown)
    for other in {PLAIN_NAME, SECURE_NAME} & request.cookies.keys() - {name}:
        _set(answer, other, "", 0, settings)
    _set(answer, name, value, SESSION_DAYS * 24 * 3600, settings)


def take_cookie(answer: Response, request: Request, settings: Settings) -> None:
    """Make the browser forget its session cookie."""
    for name in {PLAIN_NAME, SECURE_NAME} & request.cookies.keys():
        _set(answer, name, "", 0, settings)


def _set(answer: Response, name: str, value: str, seconds: int, settings: Settings) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def address_of(request: Request) -> str:
    """Return the client's address; uvicorn trusts X-Forwarded-For from a local proxy only."""
    return request.client.host if request.client else ""


def check_origin(request: Request, settings: Settings) -> None:
    """Raise Forbidden when a browser acts for a page that is not ours.

    A program that shows its token is no browser led astray: it needs no Origin.
    """
    if bearer_of(request.headers) is not None:
        return
    if not origin_allowed(request.headers.get("origin"), request.headers.get("host"), settings):
        raise Forbidden(
            "Cette demande ne vient pas d’une page de ce site : rechargez la page et recommencez."
        )


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body, or raise TooLarge as soon as it is beyond ``limit`` bytes."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge(_too_large(limit))
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(_too_large(limit))
        chunks.append(chunk)
    return b"".join(chunks)


async def read_words(request: Request) -> dict[str, str]:
    """Return the JSON object of the body; its values are strings. {} when it is empty."""
    body = await read_body(request, REQUEST_BYTES)
    if not body:
        return {}
    try:
        words = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("Cette demande n’est pas lisible (JSON attendu).") from error
    if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
        raise InvalidInput("Cette demande n’est pas lisible (un objet de textes est attendu).")
    return words


def _too_large(limit: int) -> str:
    if limit >= 1024 * 1024:
        return f"C’est trop gros : {limit // 1024 // 1024} Mo au plus. Rien n’a été changé."
    return f"C’est trop gros : {limit // 1024} ko au plus. Rien n’a été changé."
