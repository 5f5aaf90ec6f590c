"""Databases of PostgreSQL for tests: each its own, or one lent again once it is emptied."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import psycopg


@contextmanager
def new_postgresql(server: str, copied: str = "template1") -> Iterator[str]:
    """Create a database, a copy of another one; its address. It is dropped afterwards."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {copied}")
    head, _, query = server.partition("?")
    try:
        yield f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


SHAPE = """
SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ','
                      ORDER BY c.relname, a.attnum))
FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace
"""
"""What a database is made of: its tables, indexes, columns."""
LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class LentPostgresql:
    """A migrated database that holds nothing, for one test after another.

    Emptying one takes a thirtieth of what making one does. One whose shape a test changed is
    not lent again.
    """

    def __init__(self, server: str, migrated: str) -> None:
        self._server, self._migrated = server, migrated
        self._made = ExitStack()
        self._url: str | None = None
        self._empty: Sequence[str] = ()
        self._shape = ""

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Lend the database; its address."""
        if self._url is None:
            self._url = self._made.enter_context(new_postgresql(self._server, self._migrated))
            with psycopg.connect(self._url) as connection:
                self._shape = connection.execute(SHAPE).fetchone()[0]
                named = connection.execute(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                    " AND tablename <> 'alembic_version'"
                )
                self._empty = [f'DELETE FROM "{table}"' for (table,) in named]
        yield self._url
        try:
            with psycopg.connect(self._url) as connection:
                connection.execute(LEAVE)
                connection.execute("SET session_replication_role = replica")
                connection.execute(";".join(self._empty))
                kept = connection.execute(SHAPE).fetchone()[0] == self._shape
        except psycopg.Error:
            kept = False
        if not kept:
            self.close()

    def close(self) -> None:
        """Drop the database."""
        self._url = None
        self._made.close()
