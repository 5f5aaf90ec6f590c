"""What is on the shelf: Streamlit's files, ours, those of the components, and the bare pages.

None of it holds anything about anybody. Addresses are Streamlit's; if it moves its files, what is
not found here is served by it as before, and tests/web/test_shelf.py says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from capacities.web import join
from capacities.web.assets import COMPONENTS, DIST
from capacities.web.opening import COMPONENT, STREAMLIT, STYLE, Shell
from capacities.web.shelf import ASK_AGAIN, FOREVER, TYPES, Book, walked

LIST: Final = "/assets/suite.json"
"""What the join page fetches ahead (frontend/src/core/ahead.ts)."""
_ICONS: Final = re.compile(
    rb"(@font-face\s*\{(?=[^}]*Material Symbols)(?![^}]*unicode-range)[^}]*?);?\s*\}"
)
_ICON_LETTERS: Final = rb"\1;unicode-range:U+30-39,U+5F,U+61-7A}"
"""Digits, underscore, small letters: what names an icon, and not the space that Streamlit asks
for when it fetches this font ahead, 367 KB, on every page."""


def on_demand(css: bytes) -> bytes:
    """Return a style sheet that fetches the font of icons only where an icon is shown."""
    return _ICONS.sub(_ICON_LETTERS, css)


def everything(
    shell: Shell, pages: Iterable[str], components: Mapping[str, Path]
) -> dict[str, Book]:
    """Return what is given to everybody, by address.

    ``pages``: the addresses at which Streamlit's page answers. ``components``: the folders of
    other people's components, by name.
    """
    books = walked(shell.folder / "static", "/static", {".css": on_demand})
    books |= {f"/{path.name}": book for path, book in _beside_the_page(shell.folder)}
    for name, folder in components.items():
        books |= walked(folder, f"{STREAMLIT}{name}")
    ours = walked(DIST, "")
    for prefix in ("/assets", *(f"{COMPONENT}{name}" for name in COMPONENTS)):
        books |= {f"{prefix}{name}": book for name, book in ours.items()}
    watched = (DIST, shell.style)
    html, css, json = (TYPES[suffix] for suffix in (".html", ".css", ".json"))
    books |= {at: Book(html, ASK_AGAIN, partial(shell.page, at), watched) for at in pages}
    books[STYLE] = Book(css, FOREVER, shell.style.read_bytes, watched)
    books[LIST] = Book(json, ASK_AGAIN, shell.fetched_ahead, watched)
    books |= dict.fromkeys(join.ADDRESSES, Book(html, "no-store", join.text, watched))
    return books


def _beside_the_page(shell: Path) -> Iterable[tuple[Path, Book]]:
    for path in shell.iterdir():
        if path.suffix in TYPES and path.suffix != ".html" and path.is_file():
            yield path, Book(TYPES[path.suffix], ASK_AGAIN, path.read_bytes)
