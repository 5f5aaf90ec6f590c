"""Give the sketches of a canvas, to whoever may read it."""

from __future__ import annotations

from typing import Final

from capacities.domain.access import Ability
from capacities.domain.background import MEDIA_TYPES
from capacities.domain.errors import NotFound
from capacities.domain.sketches import Sketch
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_background import KeptImage
from capacities.storage import sketches

GONE: Final = "Cette version du croquis n’est pas gardée, ou elle n’a pas d’image."
NO_SKETCH: Final = "On ne dessine pas à côté de ce canevas : revenez au dossier."


def read_sketches(ctx: Context, identity: Identity, canvas_key: str) -> tuple[Sketch, ...]:
    """Return the versions that are kept, the newest first. Raises NotFound: none are drawn here."""
    require(identity, Ability.READ)
    if not find_template(ctx, canvas_key).sketched:
        raise NotFound(NO_SKETCH)
    with ctx.db.read() as conn:
        return sketches.sketches_of(conn, document_id(identity.dossier_id, canvas_key))


def find_sketch(ctx: Context, identity: Identity, canvas_key: str, version: int) -> Sketch:
    """Make sure that the person may have the image of a version, its bytes unread."""
    require(identity, Ability.READ)
    with ctx.db.read() as conn:
        document = document_id(identity.dossier_id, canvas_key)
        found = sketches.find_sketch(conn, document, version)
    if found is None or not found.drawn:
        raise NotFound(GONE)
    return found


def read_sketch(ctx: Context, identity: Identity, canvas_key: str, version: int) -> KeptImage:
    """Return the image of a version. Raises NotFound when it has none."""
    require(identity, Ability.READ)
    document = document_id(identity.dossier_id, canvas_key)
    with ctx.db.read() as conn:
        found = sketches.find_sketch(conn, document, version)
        data = sketches.sketch_data(conn, document, version)
    if found is None or data is None or found.media_type not in MEDIA_TYPES.values():
        raise NotFound(GONE)
    return KeptImage(found.media_type, data)
