"""What a device keeps, seen from Streamlit's pages: only its own script can erase it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import streamlit as st

from capacities.ui import state

_KEY: Final = "appareil"


@cache
def _component() -> Callable[..., object]:
    """Return the component, asked for when a page draws it: every page imports this module."""
    return st.components.v2.component(
        "capacities.appareil", js="appareil-*.js", css="appareil-*.css"
    )


def erase_deleted() -> None:
    """Erase the copies of dossiers that were deleted for everyone, and say so if there were."""
    with st.container(key=_KEY):
        _component()(key="appareil-supprimes", data={})


def leave_button(dossier_id: str, title: str) -> None:
    """Offer to leave a dossier, server and device together; the page is then drawn again."""

    def left() -> None:
        state.tab().left = title

    _component()(key=f"quitter-{dossier_id}", data={"leave": dossier_id}, on_left_change=left)


def left_just_now() -> str:
    """Return the title of the dossier just left, once; "" when there is none."""
    title, state.tab().left = state.tab().left, ""
    return title
