"""The built front-end files that pages outside Streamlit load: hashed names, long cache."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from capacities.domain.errors import NotFound
from capacities.web.modules import needed, newest

_FRONTEND: Final = Path(__file__).resolve().parents[1] / "frontend"
DIST: Final = _FRONTEND / "dist"
SOURCES: Final = _FRONTEND / "src"
COMPONENTS: Final = ("canevas", "partage", "creer", "figures", "appareil", "croquis", "barre")
"""Those of pyproject.toml: Streamlit gives the files of this folder under the name of each."""
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(js|css|svg|png|woff2)")
_TYPES: Final = {
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "png": "image/png",
    "woff2": "font/woff2",
}
NOT_BUILT: Final = (
    "L’interface n’est pas construite sur ce serveur : lancez « pip install -r requirements.txt »."
)
_FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}


def built(entry: str, suffix: str) -> str:
    """Return the address of the newest built file of ``entry`` ("rejoindre", ".js")."""
    found = newest(DIST, f"{entry}-*{suffix}")
    if found is None:
        raise NotFound(NOT_BUILT)
    return f"/assets/{found}"


def imported_by(address: str) -> tuple[str, ...]:
    """Return the addresses of all that a built script imports at once, by whatever it imports.

    A page that names them has them asked for together, not one after another.
    """
    return _imported_by(DIST, address.rpartition("/")[2])


@lru_cache(maxsize=32)
def _imported_by(folder: Path, name: str) -> tuple[str, ...]:
    return tuple(f"/assets/{each}" for each in needed(folder, name)[1:])


def state_of(*paths: Path) -> tuple[int, ...]:
    """Return what tells that one of these changed, which only happens while one develops."""
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in paths)


def is_built(name: str) -> bool:
    """Tell whether the build has a file of this plain name. Blocking."""
    return _NAME.fullmatch(name) is not None and (DIST / name).is_file()


async def asset(request: Request) -> Response:
    """Serve one file of the build: a plain name, nothing above or below the folder."""
    name = request.path_params["file"]
    known = _NAME.fullmatch(name)
    path = DIST / name
    if known is None or not await anyio.to_thread.run_sync(is_built, name):
        raise NotFound("Ce fichier n’existe pas.")
    return FileResponse(path, media_type=_TYPES[known[1]], headers=_FOREVER)
