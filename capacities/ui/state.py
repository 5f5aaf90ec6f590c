"""What one browser tab remembers: what was just done, and the sheets that it draws on.

Never the content of a workshop: that lives in documents (a test greps for it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

if TYPE_CHECKING:
    from capacities.ui.share import Said

_KEY = "capacities"


@dataclass(slots=True)
class Sheet:
    """What one draws on, while one draws; the strokes are held by the browser.

    Attributes:
        under: the version that it was begun on, None on a white sheet.
        seen: the last version that one was told of.
        number: counts the sheets begun in this tab.
        kept: the version last kept from it, told as long as one draws on; None as long as none is.
        meanwhile: those that others had kept before it.
        lost: the version that it was begun on, once it is no longer kept; told as long as one
            draws on.
        wanted: what one asked to keep of it, until that is done; "" when nothing.
        asked: when, in seconds of ``time.monotonic``.
    """

    under: int | None
    seen: int
    number: int = 1
    kept: int | None = None
    meanwhile: tuple[int, ...] = ()
    lost: int | None = None
    wanted: str = ""
    asked: float = field(default=0.0, compare=False)


@dataclass(slots=True)
class TabState:
    """Attributes:
    left: title of the dossier that this browser just left, until it is told.
    deleted: the dossier that was deleted for everyone from this tab, "" when none was.
    said: what came of the last act on a share link, until it is told beside it.
    sheets: the sheets that this tab draws on, by dossier and canvas.
    told: what was just done, to be said once the page is drawn again; no word from people.
    """

    left: str = ""
    deleted: str = ""
    said: Said | None = None
    sheets: dict[str, Sheet] = field(default_factory=dict)
    told: str = ""


def tab() -> TabState:
    """Return the state of this tab, made at its first run."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = TabState()
    state: TabState = st.session_state[_KEY]
    return state


def drawn(component: str) -> object:
    """Return what the browser last said that it draws, in the component of this key."""
    held = st.session_state.get(component)
    drawing = held.get("drawing") if isinstance(held, Mapping) else None
    return drawing.get("raw") if isinstance(drawing, Mapping) else None


def told(component: str) -> Mapping[str, object]:
    """Return what the component of this key tells: what it chose, and for once what it asks."""
    held = st.session_state.get(component)
    return held if isinstance(held, Mapping) else {}


def brought(component: str) -> object:
    """Return what the component of this key has just told, once."""
    held = st.session_state.get(component)
    return held.get("brought") if isinstance(held, Mapping) else None


def refresh() -> NoReturn:
    """Draw the page again with what has just changed."""
    st.rerun()


def pressed(button: str) -> bool:
    """Tell whether the button of this key is what made the page be drawn again."""
    return bool(st.session_state.get(button))
