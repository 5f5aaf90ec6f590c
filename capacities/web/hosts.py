"""Under which names the site answers: its own, so that no other makes a page of it.

A name that somebody else owns can be made to lead here: the pages that browsers were given
under it would then talk to us as ours.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from capacities.domain.errors import InvalidInput
from capacities.domain.origins import host_known, known_hosts
from capacities.domain.settings import Settings
from capacities.web.answers import refuse

_ANY_NAME: Final = ("/sante", "/_stcore/health")
"""What load balancers ask by the address of a machine: it says nothing of anybody."""


class KnownHost:
    """ASGI middleware: refuses what is sent to another name, or to two at once."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._base = settings.base_url
        self._known = known_hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._ours(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "host"})
        else:
            sentence = f"Ce site ne répond pas à cette adresse : la sienne est {self._base}"
            answer = refuse(Request(scope, receive), InvalidInput(sentence))
            answer.status_code = 421
            await answer(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) > 1:
            return False
        return scope["path"] in _ANY_NAME or host_known(hosts[0] if hosts else None, self._known)
