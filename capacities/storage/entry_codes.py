"""The short codes that open a link for a day; of each, a mark and what shows it again, sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from capacities.storage.links import LinkRow, link_of_row
from capacities.storage.tables import entry_codes, links


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code; ``mark`` is by what it is found, ``expires_at`` ISO 8601 UTC.

    Attributes:
        canvas_key: where it leads, "" to where one begins.
    """

    mark: str
    link_id: str
    canvas_key: str
    sealed: bytes
    expires_at: str


def find_code(conn: Connection, mark: str) -> tuple[CodeRow, LinkRow] | None:
    """Return the code of this mark and the link that it opens, in force or not."""
    row = conn.execute(
        select(links, *_OWN).join(links).where(entry_codes.c.code_hash == mark)
    ).one_or_none()
    if row is None:
        return None
    code = CodeRow(row.code_hash, row.id, row.canvas_key, row.code_sealed, row.code_expires_at)
    return code, link_of_row(row)


def codes_of(conn: Connection, link_ids: Iterable[str], now: str) -> tuple[CodeRow, ...]:
    """Return the codes of these links that are in force at ``now``."""
    rows = conn.execute(
        select(entry_codes).where(
            entry_codes.c.link_id.in_(list(link_ids)), entry_codes.c.expires_at > now
        )
    )
    return tuple(
        CodeRow(row.code_hash, row.link_id, row.canvas_key, row.sealed, row.expires_at)
        for row in rows
    )


def put_code(conn: Connection, code: CodeRow) -> None:
    """Keep a code, in the place of the one that its link had for the same canvas."""
    conn.execute(
        delete(entry_codes).where(
            entry_codes.c.link_id == code.link_id, entry_codes.c.canvas_key == code.canvas_key
        )
    )
    conn.execute(
        insert(entry_codes).values(
            code_hash=code.mark,
            link_id=code.link_id,
            canvas_key=code.canvas_key,
            sealed=code.sealed,
            expires_at=code.expires_at,
        )
    )


def withdraw_codes(conn: Connection, link_id: str) -> None:
    """Forget the codes of a link: none opens anything any more."""
    conn.execute(delete(entry_codes).where(entry_codes.c.link_id == link_id))


_OWN = (
    entry_codes.c.code_hash,
    entry_codes.c.canvas_key,
    entry_codes.c.sealed.label("code_sealed"),
    entry_codes.c.expires_at.label("code_expires_at"),
)
