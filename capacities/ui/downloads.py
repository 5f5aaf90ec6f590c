"""What a canvas is offered to be downloaded as, by its form: the menu « Exporter »."""

from __future__ import annotations

from typing import Final

from capacities.domain.template import Form, Template

EVERY_CANVAS: Final = (
    ("CSV pour Excel", "celui à ouvrir dans un tableur", ".csv"),
    ("CSV données ouvertes", "pour les logiciels, pas un tableur", ".csv?dialecte=ouvert"),
    ("Schéma des colonnes", "Table Schema, pour publier", ".schema.json"),
)
"""Title, detail, end of the address."""
OF_A_FORM: Final[dict[Form, tuple[tuple[str, str, str], ...]]] = {
    Form.ZONES: (),
    Form.TREE: (
        ("Plan Markdown", "texte à puces, pour un document", ".md"),
        ("Plan OPML", "pour les autres outils de plan", ".opml"),
        ("Freeplane (.mm)", "et tout outil qui lit FreeMind", ".mm"),
        ("Mermaid", "pour un wiki ou une page Git", ".mmd"),
    ),
}
"""What the canvases of one form are offered besides."""


def downloads(dossier_id: str, template: Template) -> list[dict[str, str]]:
    """Return the ``exports`` of ``CanvasData`` (``frontend/src/core/types.ts``)."""
    address = f"/export/{dossier_id}/{template.key}"
    kinds = (*EVERY_CANVAS, *OF_A_FORM[template.form])
    return [
        *({"title": title, "detail": detail, "url": address + end} for title, detail, end in kinds),
        {
            "title": "Tout le dossier (ZIP)",
            "detail": "tous ses canevas",
            "url": f"/export/{dossier_id}.zip",
        },
    ]
