"""A small application: an empty database of each kind, one canvas, one dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from capacities.apart.processes import Workers
from capacities.domain.access import Role
from capacities.domain.settings import Settings
from capacities.services.context import Context, open_context
from capacities.services.create_dossier import CreatedDossier, create_dossier
from capacities.services.export_canvas import File
from capacities.services.identify import Identity, identify
from capacities.services.join import Joined, join

COLOR = "#0b5d66"


@pytest.fixture
def ctx(database_url: str, workers: Workers) -> Iterator[Context]:
    """The context of one server, on an empty database."""
    context = open_context(Settings(database_url=database_url))
    yield replace(context, workers=workers)
    context.close()


@pytest.fixture
def dossier(ctx: Context) -> CreatedDossier:
    """A dossier with its three links."""
    return create_dossier(ctx, title="Toits solaires", territory="Lisieux", use_case="Cadastre")


class Door:
    """Enters a dossier by its links, as browsers do."""

    def __init__(self, ctx: Context, dossier: CreatedDossier) -> None:
        self._ctx, self._dossier = ctx, dossier

    def enter(self, role: Role, name: str = "Ada", cookie: str | None = None) -> Joined:
        """Join by the first link of ``role``, in a new browser unless ``cookie``."""
        return join(self._ctx, cookie, self._dossier.tokens[role], name, COLOR, "1.2.3.4")

    def identity(self, role: Role, name: str = "Ada") -> Identity:
        """Join in a new browser and return who one is."""
        joined = self.enter(role, name)
        return identify(self._ctx, joined.dossier_id, cookie=joined.cookie)


@pytest.fixture
def door(ctx: Context, dossier: CreatedDossier) -> Door:
    """The way into the dossier."""
    return Door(ctx, dossier)


def whole(file: File) -> bytes:
    """Return what a file holds, and close it."""
    with file.content as content:
        return content.read()


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)
