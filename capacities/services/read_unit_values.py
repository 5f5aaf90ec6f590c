"""Read the unit values that are proposed for the smileys of a map, once per change of the file."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Final

from capacities.domain.errors import TemplateError
from capacities.domain.unit_values import UnitValues
from capacities.services.context import Context
from capacities.templates.unit_values import read_unit_values as read

FILE: Final = "valeurs.yaml"
_log = logging.getLogger(__name__)
_lock = threading.Lock()
_kept: dict[Path, tuple[tuple[int, int], UnitValues]] = {}


def read_unit_values(ctx: Context) -> UnitValues:
    """Return what ``data/valeurs.yaml`` holds; nothing, and a line in the log, when it cannot be
    read: people then write the values themselves."""
    path = ctx.data / FILE
    try:
        found = path.stat()
        state = (found.st_mtime_ns, found.st_size)
        with _lock:
            kept = _kept.get(path)
            if kept is None or kept[0] != state:
                kept = _kept[path] = (state, _read(path))
            return kept[1]
    except FileNotFoundError:
        return UnitValues()
    except OSError as error:
        _log.error("valeurs unitaires illisibles : %s", error)
        return UnitValues()


def _read(path: Path) -> UnitValues:
    try:
        return read(path.read_bytes(), path.name)
    except TemplateError as error:
        _log.error("valeurs unitaires écartées : %s", error)
        return UnitValues()
