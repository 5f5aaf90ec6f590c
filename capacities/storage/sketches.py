"""The sketches drawn beside canvases, as rows: by document, then by version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select, update

from capacities.domain.sketches import Sketch
from capacities.storage.tables import documents, sketches


def keep_sketch(
    conn: Connection, document_id: str, make: Callable[[int], Sketch], data: bytes | None, most: int
) -> Sketch:
    """Keep one more version, made with its number; of all of them, the ``most`` newest stay.

    The document's row is held meanwhile: of two kept at once, each has its number.
    """
    conn.execute(select(documents.c.id).where(documents.c.id == document_id).with_for_update())
    mine = sketches.c.document_id == document_id
    last = conn.scalar(select(func.max(sketches.c.version)).where(mine)) or 0
    sketch = make(last + 1)
    conn.execute(insert(sketches).values(document_id=document_id, data=data, **asdict(sketch)))
    conn.execute(delete(sketches).where(mine, sketches.c.version <= sketch.version - most))
    return sketch


def sketches_of(conn: Connection, document_id: str) -> tuple[Sketch, ...]:
    """Return the versions of a document, the newest first."""
    mine = select(*_KNOWN).where(sketches.c.document_id == document_id)
    return tuple(Sketch(*row) for row in conn.execute(mine.order_by(sketches.c.version.desc())))


def find_sketch(conn: Connection, document_id: str, version: int) -> Sketch | None:
    """Return one version."""
    one = (sketches.c.document_id == document_id) & (sketches.c.version == version)
    row = conn.execute(select(*_KNOWN).where(one)).one_or_none()
    return None if row is None else Sketch(*row)


def sketch_data(conn: Connection, document_id: str, version: int) -> bytes | None:
    """Return the bytes of the image of a version, None when it has none."""
    one = (sketches.c.document_id == document_id) & (sketches.c.version == version)
    data = conn.scalar(select(sketches.c.data).where(one))
    return None if data is None else bytes(data)


def every_sketch(conn: Connection) -> Iterator[tuple[str, Sketch, bytes | None]]:
    """Yield every version with its document, one in memory at a time."""
    names = conn.scalars(select(sketches.c.document_id).distinct().order_by("document_id")).all()
    for name in names:
        for sketch in sketches_of(conn, name):
            yield name, sketch, sketch_data(conn, name, sketch.version)


def sign_again(
    conn: Connection, document_ids: Sequence[str], theirs: Callable[[str], bool], name: str
) -> int:
    """Put another name for the authors that ``theirs`` tells; return how many versions changed."""
    mine = sketches.c.document_id.in_(document_ids)
    authors = conn.scalars(select(sketches.c.author).where(mine).distinct()).all()
    gone = [author for author in authors if theirs(author)]
    changed = update(sketches).where(mine, sketches.c.author.in_(gone)).values(author=name)
    return conn.execute(changed).rowcount if gone else 0


_KNOWN = (
    sketches.c.version,
    sketches.c.author,
    sketches.c.sentence,
    sketches.c.media_type,
    sketches.c.width,
    sketches.c.height,
    sketches.c.created_at,
)
