"""The live canvas: hands the front end what it needs; the content travels by its socket."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from capacities.domain.access import ABILITIES, Ability
from capacities.domain.people import PALETTE
from capacities.domain.template import Template
from capacities.services.identify import Identity
from capacities.services.my_dossiers import Dossier
from capacities.templates.json import template_to_json

_component = st.components.v2.component(
    "capacities.canevas", js="canevas-*.js", css="canevas-*.css"
)
SOCKET_PATH: Final = "/collab"


def draw(template: Template, dossier: Dossier, identity: Identity) -> None:
    """Mount the canvas. Nothing it contains passes through Streamlit: no rerun by typing."""
    _component(key="toile", data=canvas_data(template, dossier, identity))


def canvas_data(template: Template, dossier: Dossier, identity: Identity) -> dict[str, Any]:
    """Return the ``CanvasData`` of ``frontend/src/core/types.ts``."""
    query = f"?dossier={dossier.id}&canevas={template.key}"
    export = f"/export/{dossier.id}/{template.key}"
    importer = f"/importer/{dossier.id}/{template.key}"
    abilities = ABILITIES[identity.role]
    return {
        "room": f"{dossier.id}/{template.key}",
        "socketPath": SOCKET_PATH,
        "template": template_to_json(template),
        "me": {"name": identity.pseudonym, "color": identity.color},
        "abilities": sorted(abilities),
        "dossier": {
            "id": dossier.id,
            "title": dossier.title,
            "territory": dossier.territory,
            "useCase": dossier.use_case,
            "example": dossier.example,
        },
        "urls": {
            "home": "/",
            "dossier": f"/dossier{query}",
            "share": f"/partager?dossier={dossier.id}" if Ability.MANAGE in abilities else None,
            "csv": f"{export}.csv",
            "csvOpen": f"{export}.csv?dialecte=ouvert",
            "schema": f"{export}.schema.json",
            "zip": f"/export/{dossier.id}.zip",
            "importPreview": f"{importer}/apercu",
            "importApply": f"{importer}/appliquer",
            "leave": "/quitter",
        },
        "navigation": [
            {"title": "Accueil", "url": "/", "current": False},
            {"title": "Dossier", "url": f"/dossier{query}", "current": False},
            {"title": template.short_title, "url": f"/canevas{query}", "current": True},
            {"title": "Synthèse", "url": f"/synthese{query}", "current": False},
        ],
        "palette": [color.value for color in PALETTE],
    }
