"""What a canvas is offered to be downloaded as: the menu « Exporter », of the exports' registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from capacities.domain.template import Template
from capacities.exports.registry import ADAPTERS, tables_of

_OF_A_TABLE: Final = (
    ("CSV pour Excel", "celui à ouvrir dans un tableur", ".csv"),
    ("CSV données ouvertes", "pour les logiciels, pas un tableur", ".csv?dialecte=ouvert"),
    ("Schéma des colonnes", "Table Schema, pour publier", ".schema.json"),
)
"""Title, detail, end of the address."""


def downloads(dossier_id: str, template: Template) -> list[dict[str, str]]:
    """Return the ``exports`` of ``CanvasData`` (``frontend/src/core/types.ts``)."""
    address = f"/export/{dossier_id}/{template.key}"
    dossier = ("Tout le dossier (ZIP)", "tous ses canevas", f"/export/{dossier_id}.zip")
    offered = (*((title, said, address + end) for title, said, end in _offers(template)), dossier)
    return [{"title": title, "detail": said, "url": url} for title, said, url in offered]


def _offers(template: Template) -> Iterator[tuple[str, str, str]]:
    for table in tables_of(template):
        before, at = (f"{table.title} : ", f"/{table.name}") if table.name else ("", "")
        yield from ((before + title, detail, at + end) for title, detail, end in _OF_A_TABLE)
    for known in ADAPTERS[template.form].formats:
        yield known.title, known.detail, f".{known.extension}"
