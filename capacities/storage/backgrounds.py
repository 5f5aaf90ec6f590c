"""The images put behind maps, as rows: by document, then by the SHA-256 of their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from capacities.storage.tables import backgrounds


@dataclass(frozen=True, slots=True)
class BackgroundRow:
    """An image kept, without its bytes."""

    document_id: str
    id: str
    media_type: str
    width: int
    height: int
    created_at: str
    unnamed_since: str | None = None


def keep_background(conn: Connection, row: BackgroundRow, data: bytes) -> None:
    """Keep an image; one that is there already is as if it had just come."""
    same = _is(row.document_id, row.id)
    again = update(backgrounds).where(same).values(created_at=row.created_at, unnamed_since=None)
    if conn.execute(again).rowcount == 0:
        conn.execute(insert(backgrounds).values(asdict(row) | {"data": data}))


def find_background(conn: Connection, document_id: str, image: str) -> BackgroundRow | None:
    """Return what is known of an image of a document."""
    row = conn.execute(select(*_KNOWN).where(_is(document_id, image))).one_or_none()
    return None if row is None else BackgroundRow(*row)


def background_data(conn: Connection, document_id: str, image: str) -> bytes | None:
    """Return the bytes of an image of a document."""
    data = conn.scalar(select(backgrounds.c.data).where(_is(document_id, image)))
    return None if data is None else bytes(data)


def backgrounds_of(conn: Connection, document_id: str) -> tuple[BackgroundRow, ...]:
    """Return the images of a document, the last brought in first."""
    mine = select(*_KNOWN).where(backgrounds.c.document_id == document_id)
    newest = mine.order_by(backgrounds.c.created_at.desc(), backgrounds.c.id)
    return tuple(BackgroundRow(*row) for row in conn.execute(newest))


def documents_with_backgrounds(conn: Connection) -> Sequence[str]:
    """Return the documents that have images."""
    names = select(backgrounds.c.document_id).distinct().order_by(backgrounds.c.document_id)
    return conn.scalars(names).all()


def every_background(conn: Connection) -> Iterator[tuple[BackgroundRow, bytes]]:
    """Yield every image, one in memory at a time."""
    for name in documents_with_backgrounds(conn):
        for row in backgrounds_of(conn, name):
            data = background_data(conn, name, row.id)
            if data is not None:
                yield row, data


def remove_backgrounds(conn: Connection, document_id: str, images: Sequence[str]) -> None:
    """Forget images of a document."""
    conn.execute(
        delete(backgrounds).where(
            backgrounds.c.document_id == document_id, backgrounds.c.id.in_(images)
        )
    )


def note_named(conn: Connection, document_id: str, image: str | None, now: str) -> None:
    """Note which image its map shows: the others are unnamed, since now if they were not."""
    mine = backgrounds.c.document_id == document_id
    conn.execute(
        update(backgrounds).where(mine, backgrounds.c.id == image).values(unnamed_since=None)
    )
    since = backgrounds.c.unnamed_since
    others = mine & since.is_(None) & (backgrounds.c.id != (image or ""))
    conn.execute(update(backgrounds).where(others).values(unnamed_since=now))


_KNOWN = (
    backgrounds.c.document_id,
    backgrounds.c.id,
    backgrounds.c.media_type,
    backgrounds.c.width,
    backgrounds.c.height,
    backgrounds.c.created_at,
    backgrounds.c.unnamed_since,
)


def _is(document_id: str, image: str) -> ColumnElement[bool]:
    return (backgrounds.c.document_id == document_id) & (backgrounds.c.id == image)
