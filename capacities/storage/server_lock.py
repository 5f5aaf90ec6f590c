"""One server per SQLite file: a lock that the system gives back however the server ends.

It is on a file beside: SQLite's own locks, on its file, are lost when another handle of it is
closed. A lock of the process (not of the handle) does not outlive it in a child.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from capacities.domain.errors import StorageUnavailable

_held: set[Path] = set()
"""The system lets a process lock again what it has locked."""


class BaseInUse(StorageUnavailable):
    """Another server has this SQLite file."""

    def __init__(self, base: Path) -> None:
        super().__init__(
            f"Un serveur CAPACities utilise déjà cette base : « {base} ». Avec SQLite, il n’y en "
            "a qu’un par fichier : arrêtez-le d’abord, ou passez à PostgreSQL. Rien n’a été changé."
        )


class ServerLock:
    """Held from its making to ``close``. Raises BaseInUse when another has it, OSError."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._path = Path(f"{base.resolve()}.lock")
        if self._path in _held:
            raise BaseInUse(base)
        self._handle = self._take()
        self._found = os.fstat(self._handle)
        _held.add(self._path)

    def holds(self) -> bool:
        """Tell whether the lock is still ours: taken again when its file was deleted."""
        try:
            if os.path.samestat(os.stat(self._path), self._found):
                return True
        except OSError:
            pass  # deleted, and to be made again
        try:
            handle = self._take()
        except (OSError, BaseInUse):
            return False
        os.close(self._handle)
        self._handle, self._found = handle, os.fstat(handle)
        return True

    def close(self) -> None:
        """Give it back."""
        _held.discard(self._path)
        with contextlib.suppress(OSError):
            os.close(self._handle)

    def _take(self) -> int:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):  # either, says POSIX
            os.close(handle)
            raise BaseInUse(self._base) from None
        except OSError:
            os.close(handle)
            raise
        return handle


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
