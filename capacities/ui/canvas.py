"""The live canvas: hands the front end what it needs; the content travels by its socket."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from capacities.domain.access import ABILITIES
from capacities.domain.limits import OFFLINE_PAGE_CHARS
from capacities.domain.people import PALETTE, browser_mark
from capacities.domain.plans import map_plan
from capacities.domain.template import Template
from capacities.exports.registry import tables_of
from capacities.services.carry_on import carried_on
from capacities.services.open_canvas import OpenedCanvas
from capacities.services.read_sketches import read_sketches
from capacities.services.read_unit_values import read_unit_values
from capacities.templates.json import template_to_json
from capacities.templates.unit_values import unit_values_to_json
from capacities.ui import bar, beside
from capacities.ui.downloads import downloads
from capacities.ui.pages import CANVAS
from capacities.ui.visitor import Visit

_component = st.components.v2.component(
    "capacities.canevas", js="canevas-*.js", css="canevas-*.css"
)
SOCKET_PATH: Final = "/collab"


def draw(visit: Visit, opened: OpenedCanvas) -> None:
    """Mount the canvas. Nothing it contains passes through Streamlit: no rerun by typing."""
    st.set_page_config(page_title=bar.page_title(opened.template.short_title, opened.dossier))
    with st.container(key="toile"):
        _component(key=f"canevas-{opened.template.key}", data=canvas_data(visit, opened))


def canvas_data(visit: Visit, opened: OpenedCanvas) -> dict[str, Any]:
    """Return the ``CanvasData`` of ``frontend/src/core/types.ts``."""
    dossier, template, identity = opened.dossier, opened.template, visit.identity
    query = f"?dossier={dossier.id}&canevas={template.key}"
    importer = f"/importer/{dossier.id}/{template.key}"
    return {
        "room": f"{dossier.id}/{template.key}",
        "socketPath": SOCKET_PATH,
        "template": template_to_json(template),
        "me": {
            "name": identity.pseudonym,
            "color": identity.color,
            "mark": browser_mark(identity.session_id or "", dossier.id),
        },
        "abilities": sorted(ABILITIES[identity.role]),
        "now": datetime.now(UTC).isoformat(timespec="seconds"),
        "dossier": {
            "id": dossier.id,
            "title": dossier.title,
            "territory": dossier.territory,
            "useCase": dossier.use_case,
            "example": dossier.example,
            "workshop": dossier.workshop_day,
        },
        "urls": {
            "home": "/",
            "dossier": f"/dossier{query}",
            "share": f"/partager{query}" if visit.can_manage else None,
            "importPreview": f"{importer}/apercu",
            "importApply": f"{importer}/appliquer",
            "beginnings": f"/debuts/{dossier.id}/{template.key}",
            "background": f"/fond/{dossier.id}/{template.key}",
        },
        "origin": _origin(visit, template),
        "sequel": _sequel(visit, template),
        "sources": _sources(visit, template),
        "sketch": _sketch(visit, template),
        "exports": downloads(dossier.id, template),
        "columns": [column.name for column in tables_of(template)[0].columns(template)],
        "bar": bar.bar_data(CANVAS, visit, dossier, template.short_title),
        "palette": [color.value for color in PALETTE],
        "offline": OFFLINE_PAGE_CHARS if visit.context.settings.offline else 0,
        "figures": beside.is_drawn(template),
        "unitValues": unit_values_to_json(read_unit_values(visit.context))
        if map_plan(template).value
        else [],
    }


def _origin(visit: Visit, template: Template) -> str:
    origin = map_plan(template).origin
    known = visit.context.templates().templates
    return known[origin.canvas].short_title if origin and origin.canvas in known else ""


def _sequel(visit: Visit, template: Template) -> dict[str, Any] | None:
    """Return what carries a card on into another canvas, while that one can be opened."""
    sequel, known = template.sequel, visit.context.templates().templates
    if sequel is None or sequel.canvas not in known:
        return None
    return {
        "gesture": sequel.gesture,
        "way": sequel.way,
        "canvas": sequel.canvas,
        "title": known[sequel.canvas].title,
        "boxes": [zone for zone, _ in sequel.boxes],
        "carried": carried_on(visit.context, visit.identity, template.key),
        "url": f"/suite/{visit.dossier_id}/{template.key}",
    }


def _sketch(visit: Visit, template: Template) -> dict[str, str] | None:
    """Return the last sketch, to be projected with the canvas; None when there is none."""
    if not template.sketched:
        return None
    known = read_sketches(visit.context, visit.identity, template.key)
    if not known:
        return None
    address = f"/versions/{visit.dossier_id}/{template.key}/{known[0].version}"
    return {"image": address if known[0].drawn else "", "sentence": known[0].sentence}


def _sources(visit: Visit, template: Template) -> list[dict[str, str]]:
    """Return the canvases from which cards are carried on into this one."""
    return [
        {"canvas": key, "title": other.short_title}
        for key, other in visit.context.templates().templates.items()
        if other.sequel is not None and other.sequel.canvas == template.key
    ]
