"""A running server for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.interop.serving import Live, serving


@pytest.fixture
def live(database_url: str) -> Iterator[Live]:
    """A room server on an empty database of each kind."""
    with serving(database_url) as running:
        yield running


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Live]:
    """The same on SQLite only, for what does not depend on the database."""
    with serving(sqlite_url) as running:
        yield running
