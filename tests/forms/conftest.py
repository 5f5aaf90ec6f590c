"""A house that knows one form more, of the tests: its rooms, its addresses, its people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from capacities.apart.jobs import JOBS
from capacities.apart.processes import Workers
from capacities.collab.endpoint import CollabEndpoint
from capacities.domain.access import Role
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import FORMS
from capacities.server import collab_server
from capacities.services.context import Context, LibraryCache, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.identify import Identity, identify
from capacities.services.read_canvas import read_canvas
from capacities.templates.loader import TemplateLibrary
from capacities.web.routes import http_routes
from tests.forms.essai import ESSAI, KEY, entry_of, essai_template
from tests.forms.registries import REGISTRIES
from tests.interop.node import NodeClients
from tests.interop.serving import running


@pytest.fixture
def essai_form(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add the form to every registry, and its canvas to the library, where it is alone."""
    for registry in REGISTRIES:
        monkeypatch.setitem(registry.value(), ESSAI, entry_of(registry))
    FORMS.append(ESSAI)
    try:
        library = TemplateLibrary(MappingProxyType({KEY: essai_template()}))
        monkeypatch.setattr(LibraryCache, "get", lambda _self, _folder: library)
        yield
    finally:
        FORMS.remove(ESSAI)


class _Here:
    """Does the jobs of a worker in this process, which alone knows the form."""

    def ask(
        self,
        job: str,
        *arguments: Any,
        seconds: float,
        keep: Callable[[bytes], object] = lambda _: None,
    ) -> dict[str, Any]:
        answer = JOBS[job](*arguments)
        keep(answer.data)
        return answer.facts


class WorkersHere(Workers):
    """Workers that are no other processes."""

    @contextmanager
    def lend(self) -> Iterator[Any]:
        yield _Here()


@dataclass
class House:
    """A served application, where there is a dossier."""

    ctx: Context
    port: int
    dossier: CreatedDossier

    @property
    def room(self) -> str:
        return f"{self.dossier.dossier_id}/{KEY}"

    @property
    def who(self) -> Identity:
        """Whoever holds the editing link."""
        token = self.dossier.tokens[Role.EDITOR]
        return identify(self.ctx, self.dossier.dossier_id, bearer=token)

    def snapshot(self) -> Snapshot:
        """Read what is stored."""
        return read_canvas(self.ctx, self.who, KEY)

    def enter(self, node: NodeClients, *clients: str) -> None:
        """Open the canvas in real Yjs clients."""
        url = f"ws://127.0.0.1:{self.port}/collab"
        for client in clients:
            node.open(url, self.room, client, self.dossier.tokens[Role.EDITOR])

    def ask(self, method: str, path: str, data: bytes | None = None) -> httpx.Response:
        """Ask one of our addresses, as whoever holds the editing link."""
        token = self.dossier.tokens[Role.EDITOR]
        return httpx.request(
            method,
            f"http://127.0.0.1:{self.port}{path.format(dossier=self.dossier.dossier_id)}",
            headers={"Authorization": f"Bearer {token}"},
            content=data,
            timeout=60,
        )

    def elsewhere(self) -> House:
        """Return the same with another dossier, empty."""
        other = create_dossier(self.ctx, title="Ailleurs", territory="Caen", use_case="")
        return replace(self, dossier=other)


@pytest.fixture
def house(essai_form: None, sqlite_url: str) -> Iterator[House]:
    """Our addresses and our rooms, in this process, on an empty database."""
    opened = open_context(Settings(database_url=sqlite_url))
    ctx = replace(opened, workers=WorkersHere())
    rooms = collab_server(ctx)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await rooms.start()
        yield
        await rooms.stop()

    door = WebSocketRoute("/collab/{dossier_id}/{canvas_key}", CollabEndpoint(lambda: rooms))
    app = Starlette(routes=[*http_routes(), door], lifespan=lifespan)
    app.state.context = ctx
    dossier = create_dossier(ctx, title="Essai", territory="Lisieux", use_case="")
    with running(app) as (port, _loop):
        yield House(ctx, port, dossier)
    ctx.close()
