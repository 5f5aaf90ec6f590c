"""A room server for tests: uvicorn and our endpoint, people told by a made-up token.

A token is "{role}" or "{role}-{anything}"; every dossier and canvas asked for exists.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import pycrdt
import uvicorn
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from capacities.collab import wire
from capacities.collab.endpoint import CollabEndpoint
from capacities.collab.news_endpoint import NewsEndpoint
from capacities.collab.server import CollabServer
from capacities.domain.access import Role
from capacities.domain.errors import CapacitiesError, LinkRefused, NotFound
from capacities.storage.database import Database, now_iso, open_database
from capacities.storage.tables import dossiers
from capacities.storage.updates import create_document, load
from tests.waiting import until

ORIGIN = "http://capacities.test"


@dataclass(frozen=True)
class Someone:
    """An identity, as ``services.identify`` gives."""

    role: Role = Role.EDITOR
    session_id: str | None = None
    expires_at: str | None = None
    pseudonym: str = "Camille"
    color: str = "#0b5d66"
    link_id: str = "l1"


@dataclass
class Door:
    """Who is let in; a test may change its mind. ``refused``, ``names``: by token."""

    refused: dict[str, CapacitiesError] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def identify(
        self,
        dossier_id: str,
        *,
        cookie: str | None = None,
        bearer: str | None = None,
        address: str | None = None,
    ) -> Someone:
        shown = bearer or cookie or ""
        if shown in self.refused:
            raise self.refused[shown]
        role = self.roles.get(shown) or shown.partition("-")[0]
        if role not in list(Role):
            raise LinkRefused("Ce lien n’ouvre aucun dossier.")
        name = self.names.get(shown, Someone.pseudonym)
        return Someone(Role(role), cookie, pseudonym=name)


def cookie(token: str) -> str:
    """Return the cookie by which a browser shows a token."""
    return f"{token}-".ljust(43, "x")


def add_dossier(db: Database, dossier_id: str) -> None:
    """Create the dossier unless it is there."""
    try:
        with db.write() as connection:
            connection.execute(
                insert(dossiers).values(
                    id=dossier_id, title="t", territory="t", use_case="u", created_at=now_iso()
                )
            )
    except IntegrityError:
        return


def seed() -> bytes:
    """Return the first update of a test canvas."""
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    doc["meta"] = pycrdt.Map({"schema": 1})
    return doc.get_update()


def ensure(db: Database, dossier_id: str, canvas_key: str) -> None:
    """Create any canvas asked for, except the one called "absent"."""
    if canvas_key == "absent":
        raise NotFound("Ce canevas n’existe pas.")
    add_dossier(db, dossier_id)
    create_document(db, f"{dossier_id}/{canvas_key}", seed())


def stored_cards(db: Database, document_id: str) -> dict[str, object]:
    """Return the root map "cards" of what the database holds."""
    stored = load(db, document_id)
    assert stored is not None
    doc: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    with doc.transaction():
        for update in ([stored.snapshot] if stored.snapshot else []) + list(stored.updates):
            doc.apply_update(update)
    return dict(doc.get("cards", type=pycrdt.Map).to_py() or {})


def make_app(server: CollabServer) -> Starlette:
    """Return an application with only the rooms, and the news."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await server.start()
        yield
        await server.stop()

    rooms, news = CollabEndpoint(lambda: server), NewsEndpoint(lambda: server)
    return Starlette(
        routes=[
            WebSocketRoute("/collab/{dossier_id}/{canvas_key}", rooms),
            WebSocketRoute("/nouvelles/{dossier_id}", news),
        ],
        lifespan=lifespan,
    )


def make_server(db: Database, door: Door, linger_s: float = 0.2) -> CollabServer:
    """Return a room server that lets in whom ``door`` says."""
    return CollabServer(
        db,
        door.identify,
        lambda dossier_id, canvas_key: ensure(db, dossier_id, canvas_key),
        lambda origin, _host: origin == ORIGIN,
        linger_s=linger_s,
        titles=lambda: {"canevas": "Gouvernance"},
    )


def uvicorn_server(app: Starlette, port: int) -> uvicorn.Server:
    """Return uvicorn set up as the product sets it up."""
    wire.install()
    return uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=port, log_level="error", ws_per_message_deflate=False
        )
    )


@dataclass
class Live:
    """A server running in a thread of the test."""

    url: str
    db: Database
    door: Door
    server: CollabServer
    loop: asyncio.AbstractEventLoop


@contextmanager
def running(app: Starlette) -> Iterator[tuple[int, asyncio.AbstractEventLoop]]:
    """Serve an application from a thread; give its port and its loop. Orderly stop at the end."""
    web = uvicorn_server(app, 0)
    loops: list[asyncio.AbstractEventLoop] = []

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        await web.serve()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    until(lambda: web.started or not thread.is_alive())
    assert web.started
    try:
        yield web.servers[0].sockets[0].getsockname()[1], loops[0]
    finally:
        web.should_exit = True
        thread.join(timeout=30)
    assert not thread.is_alive()


@contextmanager
def serving(database_url: str, linger_s: float = 0.2) -> Iterator[Live]:
    """Serve rooms from this process; orderly stop at the end."""
    db = open_database(database_url)
    door = Door()
    server = make_server(db, door, linger_s)
    with running(make_app(server)) as (port, loop):
        yield Live(f"ws://127.0.0.1:{port}/collab", db, door, server, loop)
    db.close()


def serve(database_url: str, port: int) -> None:
    """Serve until killed: all that a process of its own does."""
    db = open_database(database_url)
    uvicorn_server(make_app(make_server(db, Door())), port).run()
    db.close()
