"""How our routes say no: a French sentence, as JSON to programs, as a page to people."""

from __future__ import annotations

import html
import logging
import math
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from capacities.domain import errors

_log = logging.getLogger(__name__)


class TooLarge(errors.InvalidInput):
    """The body of the request is longer than its route accepts."""


class WrongMethod(errors.InvalidInput):
    """The address exists, and is not asked in this way."""


STATUS: Final[tuple[tuple[type[errors.CapacitiesError], int], ...]] = (
    (errors.NotFound, 404),
    (errors.Forbidden, 403),
    (errors.LinkRefused, 401),
    (errors.Conflict, 409),
    (errors.TooMany, 429),
    (errors.StorageUnavailable, 503),
    (TooLarge, 413),
    (WrongMethod, 405),
    (errors.InvalidInput, 400),
)
OURS: Final = {"X-Capacites": "1"}
"""On our own 503: any other is of a proxy whose server is gone (core/offline.ts)."""
_EXTRA: Final = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5", **OURS}}
NO_STORE: Final = {"Cache-Control": "no-store"}
NOT_PACKED: Final = {**NO_STORE, "Content-Encoding": "identity"}
"""Of an answer that holds what is one person's beside what others chose: packed together, its size
would tell the one by the other (ADR 036)."""

_PAGE: Final = """<!DOCTYPE html>
<html lang="fr" data-status="{status}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CAPACities — impossible pour l’instant</title>
<style>
body {{ margin: 0; padding: 12vh 24px; background: #FAF9F6; color: #1D2730;
  font: 16px/1.5 system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: auto; }}
h1 {{ font-size: 24px; font-weight: 650; }}
a {{ color: #0B5D66; }}
</style>{script}
</head>
<body>
<main>
<h1>Cela n’a pas été possible</h1>
<p>{sentence}</p>
<p><a href="/">Revenir à l’accueil</a></p>
<p><a href="/donnees-personnelles">Données personnelles</a>,
<a href="/mentions-legales">mentions légales</a></p>
</main>
</body>
</html>
"""


def refuse(request: Request, error: errors.CapacitiesError, script: str = "") -> Response:
    """Answer ``error`` with its status, its sentence, and nothing of its details.

    ``script``: the address of one that the page runs, for what this device must forget.
    """
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    if status in (500, 503):
        _log.error(
            "%s %s : %s", request.method, request.url.path, type(error).__name__, exc_info=error
        )
    headers = NO_STORE | _EXTRA.get(status, {})
    if isinstance(error, errors.TooMany) and error.wait_s is not None:
        headers["Retry-After"] = str(math.ceil(error.wait_s))
    if "text/html" in request.headers.get("accept", ""):
        run = f'\n<script type="module" src="{html.escape(script)}"></script>' if script else ""
        page = _PAGE.format(status=status, script=run, sentence=html.escape(str(error)))
        return HTMLResponse(page, status, headers)
    return JSONResponse({"erreur": str(error)}, status, headers)
