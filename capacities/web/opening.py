"""Streamlit's page as it arrives: what it will need is asked for at once, and a word meanwhile.

Left alone, the page is white until the canvas is drawn, and finds out what it needs one file
after the other. What is said here is drawn from the first bytes; ``frontend/src/amorce.ts`` takes
it away once the page has something to show.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from capacities.domain.template import FORMS
from capacities.web.assets import DIST, state_of
from capacities.web.french_shell import in_french
from capacities.web.host_config import HOST_CONFIG
from capacities.web.modules import later, needed, newest

CANVAS: Final = "/canevas"
STREAMLIT: Final = "/_stcore/bidi-components/"
COMPONENT: Final = f"{STREAMLIT}capacities."
STYLE: Final = "/assets/pages.css"
_SAID: Final = {CANVAS: "Le canevas s’ouvre…"}
_SAID_ELSEWHERE: Final = "La page s’ouvre…"
_STYLE_LINK: Final = re.compile(rb'\s*<link rel="stylesheet"[^>]*href="[^"]*/static/css/[^>]*>')
_FIRST_SCRIPT: Final = re.compile(rb'<script type="module"')
_END_OF_HEAD: Final = b"</head>"
_ROOT: Final = b'<div id="root"></div>'
_ASKED: Final = re.compile(
    rb"""<(?:script|link)\b[^>]*\b(?:src|href)="\.?(/[^"]+\.(?:js|css)(?:\?\w+)?)"""
)
_DRAWS_COMPONENTS: Final = "BidiComponent.*.js"
"""Streamlit's script that shows components such as our canvas, fetched only when one comes."""

_FORM: Final = re.compile(r"chunk-([a-z]+)-.{8}\.js")
"""The script of a form, named after its folder (frontend/vite.config.ts)."""

_BLOCK: Final = """
    <style>
      #ouverture {{ position: fixed; inset: 0; z-index: 9; display: grid; place-content: center;
        padding: 24px; background: #FAF9F6; color: #55616B; text-align: center;
        pointer-events: none; font: 500 18px/1.5 system-ui, sans-serif; }}
      #ouverture p {{ margin: 0; max-width: 34rem; }}
    </style>
    <noscript><style>#ouverture {{ display: none; }}</style></noscript>
    <div id="ouverture"><p role="status">{said}</p></div>
    {root}
    <link rel="stylesheet" href="{style}">
"""


@lru_cache(maxsize=32)
def _dressed(shell: Shell, theirs: bytes, address: str, _of: object) -> bytes:
    return shell.dress(theirs, address)


@dataclass(frozen=True, slots=True)
class Shell:
    """Attributes:
    folder: Streamlit's page and its files.
    style: the style sheet of all pages.
    """

    folder: Path
    style: Path

    def page(self, address: str) -> bytes:
        """Return the page that answers at ``address``."""
        return self.dressed((self.folder / "index.html").read_bytes(), address)

    def dressed(self, theirs: bytes, address: str = "") -> bytes:
        """Return ``theirs``, Streamlit's page, as it is given at ``address``.

        Asked on the event loop for each address of no page: made once, and again when what it
        is made of changes.
        """
        return _dressed(self, theirs, address, state_of(DIST, self.style))

    def dress(self, theirs: bytes, address: str) -> bytes:
        """Make that page. Blocking."""
        page = in_french(theirs)
        sheet = _STYLE_LINK.search(page)
        if sheet is not None:  # what draws is asked for before what does not
            page = page[: sheet.start()] + page[sheet.end() :]
        begin = _FIRST_SCRIPT.search(page)
        if begin is not None:
            first = self._first(sheet[0].strip() if sheet else b"")
            page = page[: begin.start()] + first + page[begin.start() :]
        if address == CANVAS:  # and what Streamlit needs to begin, before what it will show
            page = page.replace(_END_OF_HEAD, self._ahead() + _END_OF_HEAD, 1)
        said = html.escape(_SAID.get(address, _SAID_ELSEWHERE))
        mark = hashlib.sha256(self.style.read_bytes()).hexdigest()[:8]
        block = _BLOCK.format(said=said, root=_ROOT.decode(), style=f"{STYLE}?{mark}")
        return page.replace(_ROOT, block.strip().encode(), 1)

    def _first(self, sheet: bytes) -> bytes:
        """What stands before Streamlit's own scripts."""
        host = html.escape(json.dumps(HOST_CONFIG), quote=True)
        lines = [sheet.decode(), f'<meta name="capacities-hote" content="{host}">']
        script = newest(DIST, "amorce-*.js")
        if script is not None:
            lines.append(f'<script type="module" src="/assets/{script}"></script>')
        return "\n    ".join([*filter(None, lines), ""]).encode()

    def _ahead(self) -> bytes:
        """Links to what a canvas needs besides what Streamlit's page names."""
        scripts = self.folder / "static" / "js"
        known = (self.folder / "index.html").read_text("utf-8")
        entry, sheet = newest(DIST, "canevas-*.js"), newest(DIST, "canevas-*.css")
        theirs = [n for n in needed(scripts, newest(scripts, _DRAWS_COMPONENTS)) if n not in known]
        links = [f'<link rel="modulepreload" crossorigin href="./static/js/{n}">' for n in theirs]
        ours = f"{COMPONENT}canevas"
        links += [
            f'<link rel="modulepreload" crossorigin href="{ours}/{name}">'
            for name in needed(DIST, entry)
        ]
        if sheet is not None:
            links.append(f'<link rel="preload" as="style" href="{ours}/{sheet}">')
        return "".join(f"  {link}\n  " for link in links).encode()

    def fetched_ahead(self) -> bytes:
        """Return, as JSON, the addresses of what a canvas needs, the most needed first.

        « base » is for all canvases, « formes » for those of one form.
        """
        entry = newest(DIST, "canevas-*.js")
        base = [found.decode() for found in _ASKED.findall(self.page(CANVAS))]
        forms = {
            found[1]: [f"{COMPONENT}canevas/{each}" for each in needed(DIST, name)]
            for name in later(DIST, entry)
            if (found := _FORM.match(name)) and found[1] in FORMS  # not a window that opens later
        }
        own = {form: [one for one in all_ if one not in base] for form, all_ in forms.items()}
        return json.dumps({"base": list(dict.fromkeys(base)), "formes": own}).encode()
