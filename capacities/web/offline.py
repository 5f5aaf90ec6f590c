"""The service worker and its pages: what answers a navigation when the network does not.

The script is ours, of one piece, at an address that does not change; what it keeps is written
before it, from what the build says of its own files. See docs/adr/033-hors-ligne.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from capacities.domain.errors import NotFound
from capacities.web import assets, threads
from capacities.web.handlers import context_of
from capacities.web.shelf import ASK_AGAIN, TYPES, Book, Given
from capacities.web.vote import held as held_vote

_PAGE: Final = (assets.SOURCES / "hors-ligne.html").read_text("utf-8")
_ENTRIES: Final = ("src/hors-ligne.ts", "src/canevas.tsx")
"""Of the build: the page, and the canvas that it opens again."""
_VOTE: Final = ("src/vote.ts",)
_MANIFEST: Final = "manifest.json"
Manifest = dict[str, Any]
"""What Vite says of its build."""
_GONE: Final = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("capacities-hors-ligne:")) await caches.delete(name);
  }
  await self.registration.unregister();
})()));
"""
"""Where the administrator wants none: whoever has the other one is given this one, that goes."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What one build gives to work offline; ``version`` is another one as soon as a file is."""

    script: bytes
    page: str
    vote: str
    version: str


async def script(request: Request) -> Response:
    """GET /sw.js: the worker, or one that takes itself away."""
    if not (await context_of(request)).settings.offline:
        return Response(_GONE, media_type="text/javascript", headers={"Cache-Control": ASK_AGAIN})
    if not _manifest_path().exists():
        raise NotFound(assets.NOT_BUILT)
    return Given(_worker(assets.DIST))


async def page(request: Request) -> Response:
    """GET /hors-ligne?version=…: the page that the worker keeps, of that version or not at all."""
    return _kept((await _asked(request)).page)


async def vote_page(request: Request) -> Response:
    """GET /hors-ligne/vote?version=…: the same, of a vote: light, for a phone that only votes."""
    return _kept((await _asked(request)).vote)


async def _asked(request: Request) -> _Made:
    if not (await context_of(request)).settings.offline:
        raise NotFound("Ce site ne garde rien pour travailler hors ligne.")
    made = await anyio.to_thread.run_sync(_now, limiter=threads.SHELF)
    if request.query_params.get("version", made.version) != made.version:
        raise NotFound("Cette version du site n’est plus servie.")
    return made


def _kept(page: str) -> Response:
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=2)
def _worker(folder: Path) -> Book:
    """Return the script, kept ready until another build."""
    watched = (folder, folder / _MANIFEST)
    return Book(TYPES[".js"], ASK_AGAIN, lambda: _now().script, watched)


def _now() -> _Made:
    """Return what the build of now gives. Blocking."""
    return _made(assets.DIST, assets.state_of(assets.DIST, _manifest_path()))


@lru_cache(maxsize=2)
def _made(_folder: Path, _state: object) -> _Made:
    manifest = _manifest()
    page, vote = _page(manifest), held_vote()
    files, later = _files(manifest)
    voting = _names(manifest, _reached(manifest, _VOTE, ("imports", "dynamicImports")))
    of = json.dumps([page, vote, files, later, voting])
    version = hashlib.sha256(of.encode()).hexdigest()[:16]
    told = json.dumps({"version": version, "files": files, "later": later, "vote": voting})
    built = assets.DIST / assets.built("sw", ".js").removeprefix("/assets/")
    script = f"self.HORS_LIGNE = {told};\n{built.read_text('utf-8')}"
    return _Made(script.encode(), page, vote, version)


def _page(manifest: Manifest) -> str:
    page, canvas = (manifest[entry] for entry in _ENTRIES)
    styles = [next(iter(_styles(manifest, entry))) for entry in _ENTRIES]
    return (
        _PAGE.replace("{{script}}", f"/assets/{page['file']}")
        .replace("{{style}}", f"/assets/{styles[0]}")
        .replace("{{canvas}}", f"/assets/{canvas['file']}")
        .replace("{{canvas_style}}", f"/assets/{styles[1]}")
    )


def _files(manifest: Manifest) -> tuple[list[str], list[str]]:
    """Return the names of the files that the page and the canvas load, at once or later."""
    files = _names(manifest, _reached(manifest, _ENTRIES, ("imports",)))
    every = _names(manifest, _reached(manifest, _ENTRIES, ("imports", "dynamicImports")))
    return files, [name for name in every if name not in files]


def _names(manifest: Manifest, keys: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for key in keys:
        found[manifest[key]["file"]] = None
        found.update(dict.fromkeys(manifest[key].get("css", ())))
    return list(found)


def _styles(manifest: Manifest, entry: str) -> Iterator[str]:
    for key in _reached(manifest, (entry,), ("imports",)):
        yield from manifest[key].get("css", ())


def _reached(manifest: Manifest, entries: tuple[str, ...], by: tuple[str, ...]) -> list[str]:
    """Return the keys of what entries load, themselves first, each once."""
    reached: dict[str, None] = {}
    waiting = list(reversed(entries))
    while waiting:
        key = waiting.pop()
        if key in reached:
            continue
        reached[key] = None
        waiting += reversed([one for kind in by for one in manifest[key].get(kind, ())])
    return list(reached)


def _manifest() -> Manifest:
    try:
        found: Manifest = json.loads(_manifest_path().read_text("utf-8"))
    except FileNotFoundError:
        raise NotFound(assets.NOT_BUILT) from None
    return found


def _manifest_path() -> Path:
    return assets.DIST / _MANIFEST
