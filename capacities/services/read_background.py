"""Give the image behind a map, as it was kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

from capacities.domain.access import Ability
from capacities.domain.background import MEDIA_TYPES, is_image_id
from capacities.domain.errors import NotFound
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id
from capacities.services.identify import Identity, require
from capacities.storage import backgrounds

GONE: Final = (
    "Cette image de fond n’est plus gardée : elle a été retirée du dessin il y a longtemps. "
    "Choisissez-la de nouveau pour la remettre."
)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class KeptImage:
    """Bytes, and what they are: always one of ``MEDIA_TYPES``."""

    media_type: str
    data: bytes


_lock = threading.Lock()
_in_use: WeakValueDictionary[tuple[str, str, str], KeptImage] = WeakValueDictionary()
"""Those being sent: a room that opens a map together holds its image once."""


def find_background(ctx: Context, identity: Identity, canvas_key: str, image: str) -> None:
    """Make sure that the person may have an image, its bytes unread. Raises as the next one."""
    require(identity, Ability.READ)
    document = document_id(identity.dossier_id, canvas_key)
    with ctx.db.read() as conn:
        if not is_image_id(image) or backgrounds.find_background(conn, document, image) is None:
            raise NotFound(GONE)


def read_background(ctx: Context, identity: Identity, canvas_key: str, image: str) -> KeptImage:
    """Return an image of a canvas of the person's dossier. Raises NotFound when it is not kept."""
    require(identity, Ability.READ)
    found = kept_background(ctx, document_id(identity.dossier_id, canvas_key), image)
    if found is None:
        raise NotFound(GONE)
    return found


def kept_background(ctx: Context, document: str, image: str | None) -> KeptImage | None:
    """Return an image of a document, None when there is none of this name."""
    if image is None or not is_image_id(image):
        return None
    key = (ctx.db.name, document, image)
    with _lock:
        known = _in_use.get(key)
    if known is not None:
        return known
    with ctx.db.read() as conn:
        row = backgrounds.find_background(conn, document, image)
        data = backgrounds.background_data(conn, document, image)
    if row is None or data is None or row.media_type not in MEDIA_TYPES.values():
        return None
    found = KeptImage(row.media_type, data)
    with _lock:
        return _in_use.setdefault(key, found)
