"""What the database keeps of the canvases of one dossier, and the limit of it."""

from __future__ import annotations

from sqlalchemy import func, select

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import DOSSIER_BYTES
from capacities.storage.database import Database
from capacities.storage.tables import (
    archives,
    backgrounds,
    documents,
    sketches,
    snapshots,
    updates,
)
from capacities.storage.updates import append

FULL = (
    "Ce dossier contient tout ce qu’un dossier peut contenir. Rien n’a été changé ; pour "
    "continuer, ouvrez un autre dossier."
)


def stored_bytes(db: Database, dossier_id: str) -> int:
    """Return the bytes of the states, the log, the archives and the images of all the canvases."""
    mine = select(documents.c.id).where(documents.c.dossier_id == dossier_id).scalar_subquery()
    parts = [
        select(func.coalesce(func.sum(func.length(table.c.data)), 0))
        .where(table.c.document_id.in_(mine))
        .scalar_subquery()
        for table in (updates, snapshots, archives, backgrounds, sketches)
    ]
    with db.read() as connection:
        return sum(connection.execute(select(*parts)).one())


def append_within_budget(db: Database, document_id: str, data: bytes) -> int:
    """Do as ``append``; raise InvalidInput when the dossier would keep more than it may."""
    if stored_bytes(db, document_id.partition("/")[0]) + len(data) > DOSSIER_BYTES:
        raise InvalidInput(FULL)
    return append(db, document_id, data)
