"""What a canvas is offered to be downloaded as: the menu « Exporter », of ``exports.offered``."""

from __future__ import annotations

from typing import Any

from capacities.domain.template import Template
from capacities.exports.offered import offered


def downloads(dossier_id: str, template: Template) -> list[dict[str, Any]]:
    """Return the ``exports`` of ``CanvasData`` (``frontend/src/core/types.ts``).

    What is used most is first, and the whole dossier after it; the rest is ``folded``.
    """
    address = f"/export/{dossier_id}/{template.key}"
    files = [
        {
            "title": one.title,
            "detail": one.detail,
            "url": address + one.address,
            "folded": one.folded,
        }
        for one in offered(template)
    ]
    dossier = {
        "title": "Tout le dossier (ZIP)",
        "detail": "tous ses canevas",
        "url": f"/export/{dossier_id}.zip",
        "folded": False,
    }
    most = [one for one in files if not one["folded"]]
    return [*most, dossier, *(one for one in files if one["folded"])]
