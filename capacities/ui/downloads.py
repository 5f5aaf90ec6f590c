"""What a canvas is offered to be downloaded as: the menu « Exporter », of the exports' registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from capacities.domain.template import Template
from capacities.exports.registry import ADAPTERS, tables_of

_SPREADSHEET: Final = ("CSV pour Excel", "à ouvrir dans un tableur", ".csv")
_OF_DATA: Final = (
    ("CSV données ouvertes", "pour les logiciels, pas un tableur", ".csv?dialecte=ouvert"),
    ("Schéma des colonnes", "Table Schema, pour publier", ".schema.json"),
)
"""Title, detail, end of the address."""


def downloads(dossier_id: str, template: Template) -> list[dict[str, Any]]:
    """Return the ``exports`` of ``CanvasData`` (``frontend/src/core/types.ts``).

    What is used most is first; tables and schemas for machines are ``folded``.
    """
    address = f"/export/{dossier_id}/{template.key}"
    dossier = ("Tout le dossier (ZIP)", "tous ses canevas", f"/export/{dossier_id}.zip")
    most = (*((title, said, address + end) for title, said, end in _most_used(template)), dossier)
    rest = ((title, said, address + end) for title, said, end in _others(template))
    return [
        {"title": title, "detail": said, "url": url, "folded": folded}
        for offered, folded in ((most, False), (rest, True))
        for title, said, url in offered
    ]


def _most_used(template: Template) -> Iterator[tuple[str, str, str]]:
    """Yield the files that people open: workbooks, the first table, then the others."""
    formats = ADAPTERS[template.form].formats
    first = tables_of(template)[0]
    title, said, end = _SPREADSHEET
    for known in formats:
        if known.workbook:
            yield known.title, known.detail, f".{known.extension}"
    yield title, f"{first.title.lower()}, {said}", end
    for known in formats:
        if not known.workbook:
            yield known.title, known.detail, f".{known.extension}"


def _others(template: Template) -> Iterator[tuple[str, str, str]]:
    """Yield the other tables, each followed by what it is for machines."""
    for table in tables_of(template):
        before, at = (f"{table.title} : ", f"/{table.name}") if table.name else ("", "")
        for title, detail, end in (*([_SPREADSHEET] if table.name else []), *_OF_DATA):
            yield before + title, detail, at + end
