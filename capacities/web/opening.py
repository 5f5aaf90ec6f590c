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
from pathlib import Path
from typing import Final

from capacities.web.assets import DIST
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
_ROOT: Final = b'<div id="root"></div>'
_ASKED: Final = re.compile(rb"""<(?:script|link)\b[^>]*\b(?:src|href)="\.?(/[^"]+\.(?:js|css))""")
_DRAWS_COMPONENTS: Final = "BidiComponent.*.js"
"""Streamlit's script that shows components such as our canvas, fetched only when one comes."""

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
        page = in_french((self.folder / "index.html").read_bytes())
        sheet = _STYLE_LINK.search(page)
        first = _FIRST_SCRIPT.search(page)
        if first is not None:
            head = self._asked_first(address, sheet[0] if sheet else b"")
            page = page[: first.start()] + head + page[first.start() :]
            if sheet is not None:
                page = page[: len(head) + sheet.start()] + page[len(head) + sheet.end() :]
        said = html.escape(_SAID.get(address, _SAID_ELSEWHERE))
        mark = hashlib.sha256(self.style.read_bytes()).hexdigest()[:8]
        block = _BLOCK.format(said=said, root=_ROOT.decode(), style=f"{STYLE}?{mark}")
        return page.replace(_ROOT, block.encode())

    def _asked_first(self, address: str, sheet: bytes) -> bytes:
        """What stands before Streamlit's own scripts: what draws, then what they would find late.

        The order is the one in which browsers ask for them.
        """
        lines = [sheet.decode().strip()]
        host = html.escape(json.dumps(HOST_CONFIG), quote=True)
        lines.append(f'<meta name="capacities-hote" content="{host}">')
        script = newest(DIST, "amorce-*.js")
        if script is not None:
            lines.append(f'<script type="module" src="/assets/{script}"></script>')
        if address == CANVAS:
            lines += self._ahead()
        return "\n    ".join([*filter(None, lines), ""]).encode()

    def _ahead(self) -> list[str]:
        """Links to what the canvas needs besides what Streamlit's page names."""
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
        return links

    def fetched_ahead(self) -> bytes:
        """Return, as JSON, the addresses of what a canvas needs, the most needed first.

        The last ones are those of the forms, of which each canvas needs one.
        """
        asked = [found.decode() for found in _ASKED.findall(self.page(CANVAS))]
        forms = later(DIST, newest(DIST, "canevas-*.js"))
        asked += [f"{COMPONENT}canevas/{name}" for name in forms]
        asked += [f"{STYLE}?{hashlib.sha256(self.style.read_bytes()).hexdigest()[:8]}"]
        return json.dumps(list(dict.fromkeys(asked))).encode()
