"""The service worker and its page: what answers a navigation when the network does not.

The script is ours, of one piece, at an address that does not change; what it keeps is written
before it, from what the build says of its own files. See docs/adr/033-hors-ligne.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from capacities.domain.errors import NotFound
from capacities.web import assets, threads
from capacities.web.handlers import context_of

_PAGE: Final = (assets.SOURCES / "hors-ligne.html").read_text("utf-8")
_ENTRIES: Final = ("src/hors-ligne.ts", "src/canevas.tsx")
"""Of the build: the page, and the canvas that it opens again."""
_REVALIDATED: Final = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
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


async def script(request: Request) -> Response:
    """GET /sw.js: the worker, or one that takes itself away."""
    if not (await context_of(request)).settings.offline:
        return Response(_GONE, media_type="text/javascript", headers=_REVALIDATED)
    text = await anyio.to_thread.run_sync(_script, limiter=threads.ENTERING)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    headers = {**_REVALIDATED, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="text/javascript", headers=headers)


async def page(request: Request) -> Response:
    """GET /hors-ligne?version=…: the page that the worker keeps, of that version or not at all."""
    if not (await context_of(request)).settings.offline:
        raise NotFound("Ce site ne garde rien pour travailler hors ligne.")
    text, version = await anyio.to_thread.run_sync(_page, limiter=threads.ENTERING)
    if request.query_params.get("version", version) != version:
        raise NotFound("Cette version du site n’est plus servie.")
    return HTMLResponse(text, headers={"Cache-Control": "no-store"})


def _script() -> str:
    """Return the built worker, told what to keep."""
    built = assets.DIST / assets.built("sw", ".js").removeprefix("/assets/")
    _, version = _page()
    files, later = _files()
    told = json.dumps({"version": version, "files": files, "later": later})
    return f"self.HORS_LIGNE = {told};\n{built.read_text('utf-8')}"


def _page() -> tuple[str, str]:
    """Return the page, and its version: another one as soon as a file of it is another."""
    manifest = _manifest()
    page, canvas = (manifest[entry] for entry in _ENTRIES)
    styles = [next(iter(_styles(manifest, entry))) for entry in _ENTRIES]
    text = (
        _PAGE.replace("{{script}}", f"/assets/{page['file']}")
        .replace("{{style}}", f"/assets/{styles[0]}")
        .replace("{{canvas}}", f"/assets/{canvas['file']}")
        .replace("{{canvas_style}}", f"/assets/{styles[1]}")
    )
    of = json.dumps([text, _files()])
    return text, hashlib.sha256(of.encode()).hexdigest()[:16]


def _files() -> tuple[list[str], list[str]]:
    """Return the names of the files that the page and the canvas load, at once or later."""
    manifest = _manifest()
    files = _names(manifest, _reached(manifest, _ENTRIES, ("imports",)))
    every = _names(manifest, _reached(manifest, _ENTRIES, ("imports", "dynamicImports")))
    return files, [name for name in every if name not in files]


def _names(manifest: dict[str, Any], keys: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for key in keys:
        found[manifest[key]["file"]] = None
        found.update(dict.fromkeys(manifest[key].get("css", ())))
    return list(found)


def _styles(manifest: dict[str, Any], entry: str) -> Iterator[str]:
    for key in _reached(manifest, (entry,), ("imports",)):
        yield from manifest[key].get("css", ())


def _reached(manifest: dict[str, Any], entries: tuple[str, ...], by: tuple[str, ...]) -> list[str]:
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


def _manifest() -> dict[str, Any]:
    """Return what Vite says of its build."""
    path: Path = assets.DIST / "manifest.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise NotFound(assets.NOT_BUILT) from None
    return found
