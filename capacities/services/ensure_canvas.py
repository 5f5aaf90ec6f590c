"""Make sure a canvas exists before it is opened: the server writes its seed, once."""

from __future__ import annotations

from typing import Final

from capacities.documents.ydoc import new_document
from capacities.domain.errors import NotFound
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.identify import NO_DOSSIER
from capacities.storage import dossiers
from capacities.storage.updates import StoredDocument, create_document, document_exists, load

GONE: Final = "Ce canevas n’existe plus : il a été supprimé avec son dossier."


def document_id(dossier_id: str, canvas_key: str) -> str:
    """Return the identifier of a canvas, which is also its room's name."""
    return f"{dossier_id}/{canvas_key}"


def find_template(ctx: Context, canvas_key: str) -> Template:
    """Return the canvas' template, or raise NotFound (unknown, or its file has a mistake)."""
    template = ctx.templates().templates.get(canvas_key)
    if template is None:
        raise NotFound(
            "Ce canevas n’existe pas, ou son fichier contient une erreur : revenez au dossier "
            "pour en choisir un autre."
        )
    return template


def ensure_canvas(ctx: Context, dossier_id: str, canvas_key: str) -> str:
    """Create the canvas' document when it is missing; return its identifier.

    Two first visitors at once make one document. Raises NotFound when the dossier or the
    template does not exist.
    """
    template = find_template(ctx, canvas_key)
    name = document_id(dossier_id, canvas_key)
    if document_exists(ctx.db, name):
        return name
    with ctx.db.read() as conn:
        dossier = dossiers.find_dossier(conn, dossier_id)
    if dossier is None:
        raise NotFound(NO_DOSSIER)
    create_document(ctx.db, name, new_document(template, use_case=dossier.use_case))
    return name


def load_canvas(ctx: Context, dossier_id: str, canvas_key: str) -> tuple[str, StoredDocument]:
    """Return the identifier of a canvas, and what is stored of it. Raises as ``ensure_canvas``."""
    name = ensure_canvas(ctx, dossier_id, canvas_key)
    stored = load(ctx.db, name)
    if stored is None:
        raise NotFound(GONE)
    return name, stored
