"""The figures beside a live canvas: drawn again, alone, when the canvas says that it moved."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from capacities.domain.template import Template
from capacities.services.read_overview import read_overview
from capacities.services.read_sketches import read_sketches
from capacities.ui import look, messages, sketching, visitor
from capacities.ui.forms import PAGES
from capacities.ui.visitor import Visit

_head = st.components.v2.component("capacities.figures", js="figures-*.js", isolate_styles=False)
KEY: Final = "figures"
"""Key of the column, by which the style sheet places it."""


def draw(visit: Visit, template: Template) -> None:
    """Draw the column, for the forms that have figures beside, and where one sketches."""
    if is_drawn(template):
        with st.container(key=KEY):
            _figures(visit.canvas_key, _title(template))


def is_drawn(template: Template) -> bool:
    """Tell whether something stands beside this canvas."""
    return PAGES[template.form].beside is not None or template.sketched


def _title(template: Template) -> str:
    if PAGES[template.form].beside is None:
        return "Croquis"
    return "En chiffres, et croquis" if template.sketched else "En chiffres"


@st.fragment
def _figures(canvas_key: str, title: str) -> None:
    """The canvas is outside: its page is not run again, nor is it touched, by a new drawing.

    The head says when to draw: never while the column is folded or out of sight. Who asks is
    identified again each time, since a right may have been withdrawn meanwhile.
    """
    told: Any = _head(
        key=f"{KEY}-{canvas_key}",
        data={"title": title},
        on_shown_change=_nothing,
        on_moved_change=_nothing,
    )
    with st.container(key=f"{KEY}-corps"), messages.refusals():
        if told.get("shown"):
            visit = visitor.visit()
            overview = read_overview(visit.context, visit.identity, canvas_key)
            beside = PAGES[overview.template.form].beside
            if beside is not None:
                look.hidden(overview.snapshot, overview.template)
                beside(overview)
            if overview.template.sketched:
                known = read_sketches(visit.context, visit.identity, canvas_key)
                sketching.beside(visit, canvas_key, known)


def _nothing() -> None:
    """What the head tells is read from what it returns."""
