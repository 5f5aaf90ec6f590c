"""Which files a built script needs: what it imports at once, and what it may import later."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_NAME: Final = r"""\s*["'`]\./([\w.-]+\.js)["'`]"""
_AT_ONCE: Final = re.compile(rf"(?:from|import){_NAME}")
_LATER: Final = re.compile(rf"import\({_NAME}")


def newest(folder: Path, pattern: str) -> str | None:
    """Return the name of the newest file that ``pattern`` finds, None when there is none."""
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)
    return found[-1].name if found else None


def needed(folder: Path, name: str | None) -> list[str]:
    """Return a script of ``folder`` and all that it imports at once, each once, in that order."""
    found: list[str] = []
    _add(folder, name, found)
    return found


def later(folder: Path, name: str | None) -> list[str]:
    """Return the scripts that this one imports when it comes to need them."""
    return [] if name is None else _LATER.findall((folder / name).read_text("utf-8"))


def _add(folder: Path, name: str | None, found: list[str]) -> None:
    if name is None or name in found or not (folder / name).is_file():
        return
    found.append(name)
    for other in _AT_ONCE.findall((folder / name).read_text("utf-8")):
        _add(folder, other, found)
