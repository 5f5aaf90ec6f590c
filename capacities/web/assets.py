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

_FRONTEND: Final = Path(__file__).resolve().parents[1] / "frontend"
DIST: Final = _FRONTEND / "dist"
SOURCES: Final = _FRONTEND / "src"
COMPONENTS: Final = ("canevas", "partage", "creer", "figures", "appareil", "croquis", "barre")
"""Those of pyproject.toml: Streamlit gives the files of this folder under the name of each."""
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(js|css|svg|png|woff2)")
_IMPORTED: Final = re.compile(r"""\b(?:from|import)\s*["']\./([A-Za-z0-9_.-]+\.js)["']""")
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
    found = sorted(DIST.glob(f"{entry}-*{suffix}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise NotFound(NOT_BUILT)
    return f"/assets/{found[-1].name}"


@lru_cache(maxsize=32)
def imported_by(address: str) -> tuple[str, ...]:
    """Return the addresses of all that a built script imports at once, by whatever it imports.

    A page that names them has them asked for together, not one after another.
    """
    found: dict[str, None] = {}
    waiting = [address]
    while waiting:
        text = (DIST / waiting.pop().rpartition("/")[2]).read_text("utf-8")
        for name in _IMPORTED.findall(text):
            if (known := f"/assets/{name}") not in found:
                found[known] = None
                waiting.append(known)
    return tuple(found)


async def asset(request: Request) -> Response:
    """Serve one file of the build: a plain name, nothing above or below the folder."""
    name = request.path_params["file"]
    known = _NAME.fullmatch(name)
    path = DIST / name
    if known is None or not await anyio.to_thread.run_sync(path.is_file):
        raise NotFound("Ce fichier n’existe pas.")
    return FileResponse(path, media_type=_TYPES[known[1]], headers=_FOREVER)
