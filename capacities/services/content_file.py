"""A file of the content that any administrator may edit, read once per change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from capacities.domain.errors import TemplateError

_log = logging.getLogger(__name__)
T = TypeVar("T")


class ContentFile(Generic[T]):
    """Thread-safe; what cannot be read is ``nothing``, and a line in the log."""

    def __init__(self, read: Callable[[bytes, str], T], nothing: T) -> None:
        self._read = read
        self._nothing = nothing
        self._lock = threading.Lock()
        self._kept: dict[Path, tuple[tuple[int, int], T]] = {}

    def get(self, path: Path) -> T:
        """Return what the file says; ``nothing`` when there is none."""
        try:
            found = path.stat()
            state = (found.st_mtime_ns, found.st_size)
            with self._lock:
                kept = self._kept.get(path)
                if kept is None or kept[0] != state:
                    kept = self._kept[path] = (state, self._parse(path))
                return kept[1]
        except FileNotFoundError:
            return self._nothing
        except OSError as error:
            _log.error("fichier de contenu illisible : %s", error)
            return self._nothing

    def _parse(self, path: Path) -> T:
        try:
            return self._read(path.read_bytes(), path.name)
        except TemplateError as error:
            _log.error("fichier de contenu écarté : %s", error)
            return self._nothing
