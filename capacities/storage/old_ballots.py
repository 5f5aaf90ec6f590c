"""What becomes of the ballots of a version that had no rounds, migrated or restored."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

_BEGUN: Final = (
    "revealed = 1 OR EXISTS (SELECT 1 FROM ballot_dots d WHERE d.document_id = "
    "ballots.document_id) OR EXISTS (SELECT 1 FROM ballot_tables t WHERE t.document_id = "
    "ballots.document_id)"
)
"""Every canvas was open from the start: those with gommettes, or shown, keep their vote."""


def settle_old_ballots(conn: Connection) -> None:
    """Have each one opened, or waiting to be; all of them must be of that version.

    Shown and open at once was possible then: now, whoever would see totals change sees a vote.
    Written as it was for migration 0010, whatever the tables become.
    """
    opened = f"UPDATE ballots SET opened_at = '2026-01-01T00:00:00Z' WHERE {_BEGUN}"
    conn.execute(text(opened))
    conn.execute(text(f"UPDATE ballots SET open = 0 WHERE revealed = 1 OR NOT ({_BEGUN})"))
