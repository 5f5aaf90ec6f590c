"""The one bar at the top of every page: what the front end needs to draw it.

A canvas draws it itself, with its own saved state and people; the other pages mount the same bar
as a component (``frontend/src/barre.tsx``). Both are given the same data, made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from capacities.domain.entrances import Entrance
from capacities.domain.template import Template
from capacities.domain.titles import Dossier
from capacities.domain.wording import one_line
from capacities.services.read_entrances import read_entrances
from capacities.ui import pages

if TYPE_CHECKING:
    from capacities.ui.visitor import Visit

PRODUCT: Final = "CAPACities"
KEY: Final = "barre"
"""Key of its container."""


def bar_data(
    page: pages.ScreenPage,
    visit: Visit | None = None,
    dossier: Dossier | None = None,
    subject: str = "",
) -> dict[str, Any]:
    """Return the ``BarData`` of ``frontend/src/core/bar-data.ts``; out of a dossier, no entrance.

    ``page`` is the one that shows it, whose entrance is marked as the current one; ``subject``,
    what it is about when the title of the page does not say it (a canvas).
    """
    here = visit is not None and dossier is not None
    return {
        "page": subject or page.title,
        "home": "/",
        "about": _place(pages.ABOUT, page, visit if here else None),
        "dossier": None if visit is None or dossier is None else _in(page, visit, dossier),
    }


def page_title(page: str, dossier: Dossier | None = None) -> str:
    """Return what the tab of the browser is named after: what it shows, then the dossier."""
    names = " · ".join(part for part in (page, one_line(dossier.title) if dossier else "") if part)
    return f"{names} — {PRODUCT}" if names != PRODUCT else PRODUCT


def draw(
    page: pages.ScreenPage,
    visit: Visit | None = None,
    dossier: Dossier | None = None,
    subject: str = "",
) -> None:
    """Draw the bar of a page that is not a canvas, and name the tab of the browser.

    ``subject``: see ``bar_data``.
    """
    st.set_page_config(page_title=page_title(subject or page.title, dossier))
    with st.container(key=KEY):
        _component()(key=f"{KEY}-page", data=bar_data(page, visit, dossier, subject))


@cache
def _component() -> Callable[..., object]:
    """Return the component, asked for when a page draws it. It brings its own styles."""
    return st.components.v2.component("capacities.barre", js="barre-*.js", isolate_styles=False)


def _in(page: pages.ScreenPage, visit: Visit, dossier: Dossier) -> dict[str, Any]:
    template = visit.context.templates().templates.get(visit.canvas_key)
    sketched = visit.canvas_asked and template is not None and template.sketched
    after = [pages.SYNTHESIS, *([pages.SKETCH] if sketched else [])]
    open_key = visit.canvas_key if page is pages.CANVAS else ""
    return {
        "id": dossier.id,
        "title": dossier.title,
        "territory": dossier.territory,
        "useCase": dossier.use_case,
        "example": dossier.example,
        "writes": visit.can_edit,
        "home": _place(pages.DOSSIER, page, visit),
        "themes": [_theme(each, open_key, visit) for each in read_entrances(visit.context)],
        "after": [_place(each, page, visit) for each in after],
        "share": _place(pages.SHARE, page, visit) if visit.can_manage else None,
    }


def _theme(entrance: Entrance, open_key: str, visit: Visit) -> dict[str, Any]:
    return {
        "title": entrance.title,
        "canvases": [_canvas(each, open_key, visit) for each in entrance.canvases],
    }


def _canvas(template: Template, open_key: str, visit: Visit) -> dict[str, Any]:
    return {
        "key": template.key,
        "title": template.short_title,
        "whole": template.title,
        "url": address(pages.CANVAS, visit.dossier_id, template.key),
        "current": template.key == open_key,
    }


def _place(
    place: pages.ScreenPage, page: pages.ScreenPage, visit: Visit | None
) -> Mapping[str, Any]:
    dossier = visit.dossier_id if visit else ""
    canvas = visit.canvas_key if visit and visit.canvas_asked else ""
    return {
        "title": place.title,
        "url": address(place, dossier, canvas),
        "current": place is page,
    }


def address(page: pages.ScreenPage, dossier_id: str = "", canvas_key: str = "") -> str:
    """Return the address of a page, for a dossier and a canvas when they matter."""
    query = {"dossier": dossier_id, "canevas": canvas_key}
    given = urlencode({name: value for name, value in query.items() if value})
    return f"/{page.url_path}" + (f"?{given}" if given else "")
