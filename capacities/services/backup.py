"""Save everything in one file, as it stands at one moment, while people work."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from capacities.domain.errors import InvalidInput
from capacities.services.context import Context
from capacities.storage.database import now_iso
from capacities.storage.dump import write_dump


def backup(ctx: Context, path: Path) -> Mapping[str, int]:
    """Write the backup at ``path`` (replaced only once it is whole); return rows by table.

    Its reading is left to the owner of the file: it holds everything people wrote.
    """
    unfinished = path.with_name(f"{path.name}.partiel")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, ctx.db.read(long=True) as conn:
            counts = write_dump(conn, file, now_iso())
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        raise InvalidInput(f"Impossible d’écrire « {path} » : {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):  # « file/x.zip » cannot even be looked for
            unfinished.unlink(missing_ok=True)
    return counts
