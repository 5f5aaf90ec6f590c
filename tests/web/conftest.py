"""Our routes behind our middleware, without Streamlit, on an empty SQLite database."""

from __future__ import annotations

import copy
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert, select, update
from starlette.applications import Starlette
from starlette.middleware import Middleware

from capacities.apart.processes import Workers
from capacities.domain.access import Role
from capacities.domain.background import image_id
from capacities.domain.settings import Settings
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.domain.tokens import new_token, token_hash
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.ensure_canvas import ensure_canvas
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.put_sketch import bring_sketch
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import revoke_link
from capacities.services.write_canvas import write_canvas
from capacities.storage.backgrounds import BackgroundRow, keep_background
from capacities.storage.tables import links
from capacities.web.french_shell import FrenchShell
from capacities.web.routes import http_routes
from capacities.web.security import SecurityHeaders
from tests.images import encoded, plan

BASE = "http://ateliers.test"
COLOR = "#0b5d66"
CANVAS = "canevas-usagers"
VOTE, IDEA = "pourquoi", "idee"
"""A canvas on which one votes, and an idea on it."""
DREAM = "projection"
"""A canvas whose réussites may be carried on into another."""
MAP, KEPT = "cas-usage", encoded(plan(64, 40), "PNG")
"""A canvas that is a map, and an image kept of it."""


@pytest.fixture
def ctx(
    request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path, workers: Workers
) -> Iterator[Context]:
    """The context of the server under test; its base holds what ``house`` names, if asked for."""
    if "house" in request.fixturenames:
        shutil.copyfile(request.getfixturevalue("furnished").base, tmp_path / "capacities.db")
    context = open_context(Settings(database_url=sqlite_url, base_url=BASE))
    yield replace(context, workers=workers)
    context.close()


@pytest.fixture
def app(ctx: Context) -> Starlette:
    """The application: every HTTP route of ours."""
    application = Starlette(
        routes=http_routes(),
        middleware=[Middleware(SecurityHeaders, https=False), Middleware(FrenchShell)],
    )
    application.state.context = ctx
    return application


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A browser-like client, whose cookies each test sets itself."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as one:
        yield one


class House:
    """Two dossiers and everyone who may or may not enter the first."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        created = create_dossier(ctx, title="Toits", territory="Lisieux", use_case="")
        other = create_dossier(ctx, title="Port", territory="Dunkerque", use_case="")
        self.dossier, self.other = created.dossier_id, other.dossier_id
        self.tokens = {role.value: token for role, token in created.tokens.items()}
        self.tokens["voter"] = self._voter_link()
        self.tokens["ailleurs"] = other.tokens[Role.FACILITATOR]
        self.tokens["inconnu"] = new_token()
        self.cookies = {
            name: join(ctx, None, token, "Ada", COLOR, "").cookie
            for name, token in self.tokens.items()
            if name != "inconnu"
        }
        self.cookies["inconnu"] = new_token()

    def write_idea(self, card_id: str = IDEA) -> None:
        """Put an idea on the canvas on which one votes."""
        manager = identify(self.ctx, self.dossier, cookie=self.cookies["facilitator"])
        card = Card(card_id, "Parce que", NODE, "a0", parent=CENTRE)
        write_canvas(self.ctx, manager, VOTE, [card])

    def open_vote(self) -> None:
        """Open the vote, as whoever facilitates does."""
        manager = identify(self.ctx, self.dossier, cookie=self.cookies["facilitator"])
        set_ballot(self.ctx, manager, VOTE, open=True)

    def write_success(self, card_id: str = IDEA) -> None:
        """Put a réussite on the canvas from which it may be carried on."""
        editor = identify(self.ctx, self.dossier, cookie=self.cookies["facilitator"])
        card = Card(card_id, "Tous partagent", "reussites-espace", "a0", "Ada")
        write_canvas(self.ctx, editor, DREAM, [card])

    def keep_sketch(self) -> None:
        """Keep a first sketch, beside the canvas beside which one draws."""
        editor = identify(self.ctx, self.dossier, cookie=self.cookies["facilitator"])
        bring_sketch(self.ctx, editor, DREAM, "Le port", KEPT)

    def keep_image(self) -> None:
        """Keep an image of the map, which nothing shows yet."""
        name = ensure_canvas(self.ctx, self.dossier, MAP)
        row = BackgroundRow(name, image_id(KEPT), "image/png", 64, 40, "2026-11-22T09:00:00+00:00")
        with self.ctx.db.write() as conn:
            keep_background(conn, row, KEPT)

    def revoked(self) -> tuple[str, str]:
        """Return the token and cookie of an editor whose link has just been revoked."""
        manager = identify(self.ctx, self.dossier, cookie=self.cookies["facilitator"])
        revoke_link(self.ctx, manager, Role.EDITOR)
        return self.tokens["editor"], self.cookies["editor"]

    def expired(self) -> tuple[str, str]:
        """Return the token and cookie of an editor whose link has ended."""
        with self.ctx.db.write() as conn:
            conn.execute(
                update(links)
                .where(links.c.token_hash == token_hash(self.tokens["editor"]))
                .values(expires_at="2020-01-01T00:00:00+00:00")
            )
        return self.tokens["editor"], self.cookies["editor"]

    def _voter_link(self) -> str:
        token = new_token()
        with self.ctx.db.write() as conn:
            assert conn.execute(select(links)).first() is not None
            conn.execute(
                insert(links).values(
                    id="votant",
                    dossier_id=self.dossier,
                    role="voter",
                    token_hash=token_hash(token),
                    created_at=datetime.now(UTC).isoformat(),
                )
            )
        return token


@dataclass(frozen=True)
class Furnished:
    """A base with the dossiers and their people, to be copied for each test."""

    base: Path
    house: House


@pytest.fixture(scope="session")
def furnished(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """Let everyone in, once."""
    base = tmp_path_factory.mktemp("maison") / "capacities.db"
    shutil.copyfile(migrated_file, base)
    context = open_context(Settings(database_url=f"sqlite:///{base}", base_url=BASE))
    house = House(context)
    context.close()
    return Furnished(base, house)


@pytest.fixture
def house(ctx: Context, furnished: Furnished) -> House:
    """The dossiers and their people, in the base of this test."""
    mine = copy.copy(furnished.house)
    mine.ctx = ctx
    return mine
