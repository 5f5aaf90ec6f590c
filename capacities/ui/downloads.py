"""What a canvas is offered to be downloaded as, in its menu: of ``exports.offered``."""

from __future__ import annotations

from typing import Any

from capacities.domain.template import Template
from capacities.exports.offered import EXPERTS, TABLES, offered


def downloads(dossier_id: str, template: Template) -> list[dict[str, Any]]:
    """Return the ``exports`` of ``CanvasData`` (``frontend/src/core/canvas-data.ts``).

    What is used most is first, and the whole dossier after it; the rest is folded ``under`` titles.
    """
    address = f"/export/{dossier_id}/{template.key}"
    files = [
        {
            "title": one.title,
            "detail": one.detail,
            "url": address + one.address,
            "under": one.under,
        }
        for one in offered(template)
    ]
    dossier = {
        "title": "Tout le dossier (ZIP)",
        "detail": "tous ses canevas",
        "url": f"/export/{dossier_id}.zip",
        "under": "",
    }
    most = [one for one in files if not one["under"]]
    rest = [one for title in (TABLES, EXPERTS) for one in files if one["under"] == title]
    return [*most, dossier, *rest]
