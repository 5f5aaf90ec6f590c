"""What one browser tab remembers: who I am and which links I have just been given.

Never the content of a workshop: that lives in documents (a test greps for it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

import streamlit as st

from capacities.domain.access import Role

_KEY = "capacities"


@dataclass(slots=True)
class TabState:
    """Attributes:
    new_dossier: the dossier created in this tab, whose links are still shown, or None.
    new_title: its title, shown with its QR codes.
    left: title of the dossier that this browser just left, until it is told.
    deleted: the dossier that was deleted for everyone from this tab, "" when none was.
    tokens: share tokens shown once, by dossier and role; they are stored nowhere else.
    told: what was just done, to be said once the page is drawn again; no word from people.
    """

    new_dossier: str | None = None
    new_title: str = ""
    left: str = ""
    deleted: str = ""
    tokens: dict[str, dict[Role, str]] = field(default_factory=dict)
    told: str = ""

    def remember(self, dossier_id: str, tokens: Mapping[Role, str]) -> None:
        """Keep links until this tab is closed, so that they can be copied and printed."""
        self.tokens.setdefault(dossier_id, {}).update(tokens)


def tab() -> TabState:
    """Return the state of this tab, made at its first run."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = TabState()
    state: TabState = st.session_state[_KEY]
    return state


def refresh() -> NoReturn:
    """Draw the page again with what has just changed."""
    st.rerun()


def pressed(button: str) -> bool:
    """Tell whether the button of this key is what made the page be drawn again."""
    return bool(st.session_state.get(button))
