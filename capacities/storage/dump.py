"""The whole content of a database in one portable file: a ZIP of JSON lines, one per table.

The same file restores into SQLite and PostgreSQL. Bytes are written {"b64": "…"}.
"""

from __future__ import annotations

import base64
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import OperationalError, StatementError

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    RESTORE_ANY_RATIO_BYTES,
    RESTORE_ENTRIES,
    RESTORE_LINE_BYTES,
    RESTORE_MANIFEST_BYTES,
    RESTORE_RATIO,
)
from capacities.storage.tables import metadata

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_BATCH: Final = 500
_BATCH_BYTES: Final = 8 * 1024 * 1024
"""Rows inserted at once, and bytes of them after which no other is added."""
_DOCUMENTS: Final = ("updates", "snapshots", "archives")
"""Tables whose ``data`` is of a document."""
Inspect = Callable[[str, bytes], None]
"""Given a document's id and bytes of it; raises InvalidInput to refuse the whole dump."""
_NOT_OURS: Final = "Ce fichier n’est pas une sauvegarde de CAPACities, ou il est abîmé"
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,  # protected by a password; a compression that Python does not know
)
_TOO_BIG: Final = (
    "Cette sauvegarde contient ce qu’aucune installation de CAPACities n’écrit (une ligne ou un "
    "fichier démesuré) : elle n’est pas lue plus loin. Rien n’a été changé."
)
_NEWER: Final = (
    "Cette sauvegarde a été faite par une version plus récente de CAPACities : mettez cette "
    "installation à jour d’abord."
)


def write_dump(conn: Connection, file: IO[bytes], created_at: str) -> dict[str, int]:
    """Write every table as ``conn``'s transaction sees it; return how many rows of each."""
    counts: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                counts[table.name] = 0
                for row in _rows(conn, table):
                    lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    counts[table.name] += 1
        manifest = {"format": FORMAT, "created_at": created_at, "tables": counts}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return counts


def read_dump(conn: Connection, file: IO[bytes], inspect: Inspect) -> dict[str, int]:
    """Insert what a dump holds, in ``conn``'s transaction; return how many rows of each table.

    ``inspect`` sees all that is of documents before it is inserted.

    Raises InvalidInput when the file is not a whole dump that this version understands.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_bombs(archive, os.fstat(file.fileno()).st_size)
            expected = _read_manifest(archive)
            counts = {
                table.name: _insert(conn, table, archive, expected[table.name], inspect)
                for table in metadata.sorted_tables
                if table.name in expected
            }
    except OperationalError:
        raise  # the database's health, not the file's
    except (*_UNREADABLE, StatementError) as error:
        raise InvalidInput(f"{_NOT_OURS}. Rien n’a été changé.") from error
    if counts != expected:
        raise InvalidInput(f"{_NOT_OURS} : des lignes manquent. Rien n’a été changé.")
    return counts


def is_empty(conn: Connection) -> bool:
    """Tell whether no table holds anything."""
    return all(
        conn.execute(select(func.count()).select_from(table)).scalar_one() == 0
        for table in metadata.sorted_tables
    )


def empty(conn: Connection) -> None:
    """Delete every row of every table."""
    for table in reversed(metadata.sorted_tables):
        conn.execute(delete(table))


def _rows(conn: Connection, table: Table) -> Iterator[dict[str, Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    result = conn.execution_options(yield_per=_BATCH).execute(query)
    for row in result.mappings():
        yield {key: _to_json(value) for key, value in row.items()}


def _to_json(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        return {"b64": base64.b64encode(value).decode("ascii")}
    return value


def _from_json(value: object) -> object:
    return base64.b64decode(value["b64"], validate=True) if isinstance(value, dict) else value


def _refuse_bombs(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse what would inflate out of all proportion; reading stops at what is declared."""
    entries = archive.infolist()
    if len(entries) > RESTORE_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        raise InvalidInput(_TOO_BIG)
    for entry in entries:
        most = max(RESTORE_ANY_RATIO_BYTES, RESTORE_RATIO * entry.compress_size)
        if entry.file_size > most:
            raise InvalidInput(_TOO_BIG)


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, int]:
    with archive.open(_MANIFEST) as file:
        manifest = json.loads(
            _bounded(file.read(RESTORE_MANIFEST_BYTES + 1), RESTORE_MANIFEST_BYTES)
        )
    if manifest["format"] > FORMAT or set(manifest["tables"]) - set(metadata.tables):
        raise InvalidInput(_NEWER)
    return {str(name): int(count) for name, count in manifest["tables"].items()}


def _bounded(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise InvalidInput(_TOO_BIG)
    return data


def _insert(
    conn: Connection, table: Table, archive: zipfile.ZipFile, expected: int, inspect: Inspect
) -> int:
    count, keys = 0, {column.name: column.key for column in table.columns}
    with archive.open(f"{table.name}.jsonl") as lines:
        while count <= expected and (batch := [json.loads(line) for line in _some(lines)]):
            if any(set(row) - set(keys) for row in batch):
                raise InvalidInput(_NEWER)
            rows = [{keys[name]: _from_json(value) for name, value in row.items()} for row in batch]
            if table.name in _DOCUMENTS:
                for row in rows:
                    _inspected(row["document_id"], row["data"], inspect)
            conn.execute(insert(table), rows)
            count += len(rows)
    return count


def _inspected(document_id: object, data: object, inspect: Inspect) -> None:
    if not (isinstance(document_id, str) and isinstance(data, bytes)):
        raise TypeError("no document")
    inspect(document_id, data)


def _some(lines: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of one batch."""
    read = 0
    for _ in range(_BATCH):
        line = _bounded(lines.readline(RESTORE_LINE_BYTES + 1), RESTORE_LINE_BYTES)
        if not line:
            return
        yield line
        read += len(line)
        if read > _BATCH_BYTES:
            return
