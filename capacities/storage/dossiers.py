"""The dossiers: one territory's project, and the canvases begun in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from capacities.domain.titles import Dossier, Names
from capacities.storage.tables import deleted_dossiers, documents, dossiers

_OURS: Final = re.compile(r"[0-9a-f]{32}")
"""The shape of the identifiers that ``services.create_dossier`` makes."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A canvas opened in a dossier. ``seq`` is the number of its last update, 1 as it was made."""

    id: str
    dossier_id: str
    canvas_key: str
    updated_at: str
    seq: int


_FIND: Final = select(dossiers).where(dossiers.c.id == bindparam("dossier"))
_LOCK: Final = _FIND.with_for_update()


def is_identifier(dossier_id: str) -> bool:
    """Tell whether this may be the identifier of a dossier."""
    return _OURS.fullmatch(dossier_id) is not None


def insert_dossier(conn: Connection, dossier: Dossier) -> None:
    conn.execute(insert(dossiers).values(asdict(dossier) | {"example": int(dossier.example)}))


def find_dossier(conn: Connection, dossier_id: str, *, lock: bool = False) -> Dossier | None:
    """Return the dossier; ``lock`` keeps other writers of it waiting until the commit.

    What cannot be an identifier of ours never reaches the database, which may refuse its
    characters (a NUL, half of a surrogate pair).
    """
    if not is_identifier(dossier_id):
        return None
    row = conn.execute(_LOCK if lock else _FIND, {"dossier": dossier_id}).one_or_none()
    if row is None:
        return None
    return Dossier(
        row.id,
        row.title,
        row.territory,
        row.use_case,
        bool(row.example),
        row.created_at,
        row.workshop_on,
    )


def change_dossier(
    conn: Connection, dossier_id: str, names: Names, workshop_on: str | None
) -> None:
    """Name the dossier; an example that somebody names is an example no more."""
    conn.execute(
        update(dossiers)
        .where(dossiers.c.id == dossier_id)
        .values(**names, workshop_on=workshop_on, example=0)
    )


def remove_dossier(conn: Connection, dossier_id: str, now: str) -> bool:
    """Delete the dossier and, by cascade, its links, memberships and documents.

    Its identifier is remembered as deleted on purpose.
    """
    if conn.execute(delete(dossiers).where(dossiers.c.id == dossier_id)).rowcount == 0:
        return False
    kind = sqlite if conn.dialect.name == "sqlite" else postgresql
    noting = kind.insert(deleted_dossiers).values(id=dossier_id, deleted_at=now)
    again = {"deleted_at": now}  # restored from a backup, then deleted once more
    conn.execute(noting.on_conflict_do_update(index_elements=["id"], set_=again))
    return True


def deletions_of(conn: Connection, dossier_ids: Iterable[str]) -> dict[str, str]:
    """Return when those of these dossiers that were deleted on purpose were (ISO 8601 UTC).

    One that was restored since is not among them; nor one that this database never knew.
    """
    ours = [dossier_id for dossier_id in dossier_ids if _OURS.fullmatch(dossier_id)]
    rows = conn.execute(
        select(deleted_dossiers.c.id, deleted_dossiers.c.deleted_at).where(
            deleted_dossiers.c.id.in_(ours), deleted_dossiers.c.id.not_in(select(dossiers.c.id))
        )
    )
    return {row.id: row.deleted_at for row in rows}


def documents_of(conn: Connection, dossier_ids: Iterable[str]) -> tuple[DocumentRow, ...]:
    """Return the canvases begun in these dossiers, in the order of their identifiers."""
    rows = conn.execute(
        select(documents)
        .where(documents.c.dossier_id.in_(list(dossier_ids)))
        .order_by(documents.c.id)
    )
    return tuple(DocumentRow(r.id, r.dossier_id, r.canvas_key, r.updated_at, r.seq) for r in rows)
