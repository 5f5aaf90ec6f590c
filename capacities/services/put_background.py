"""Keep an image to put behind a map: read and written anew in a process apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from capacities.domain.access import Ability
from capacities.domain.background import SMALL_ENOUGH, image_id
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import BACKGROUND_S, BACKGROUNDS_PER_CANVAS, DOSSIER_BYTES, EXPORT_S
from capacities.domain.plans import map_plan
from capacities.domain.template import Template
from capacities.services.ask_apart import ask_apart
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template, load_canvas
from capacities.services.identify import Identity, require
from capacities.storage import backgrounds
from capacities.storage.backgrounds import BackgroundRow
from capacities.storage.budget import FULL, stored_bytes
from capacities.storage.database import now_iso
from capacities.storage.updates import StoredDocument

STOPPED: Final = (
    "La lecture de cette image a été arrêtée : elle prenait trop de temps ou de mémoire. Rien n’a "
    f"été changé : réduisez-la ({SMALL_ENOUGH}), ou enregistrez-la en JPEG, puis choisissez-la de "
    "nouveau."
)
NO_MAP: Final = "Ce canevas n’est pas un dessin : il n’a pas d’image de fond. Rien n’a été changé."


@dataclass(frozen=True, slots=True)
class PutImage:
    """The name of an image that is kept, and its size in pixels."""

    image: str
    width: int
    height: int


def put_background(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    data: bytes,
    *,
    clock: Callable[[], str] = now_iso,
) -> PutImage:
    """Keep the image of a file (its bytes), written anew; return its name.

    It is shown once the document names it, which is an edit like another. Nobody is remembered to
    have brought it. Raises InvalidInput (no PNG nor JPEG, too large, full dossier) or TooMany.
    """
    require(identity, Ability.EDIT)
    template = find_template(ctx, canvas_key)
    if not map_plan(template).elements:
        raise InvalidInput(NO_MAP)
    ctx.images.record(identity.dossier_id)
    facts, image = ask_apart(ctx, "background", data, seconds=BACKGROUND_S, stopped=STOPPED)
    name, stored = load_canvas(ctx, identity.dossier_id, canvas_key)
    shown = _shown(ctx, template, stored)
    if stored_bytes(ctx.db, identity.dossier_id) + len(image) > DOSSIER_BYTES:
        raise InvalidInput(FULL)
    row = BackgroundRow(
        document_id=name,
        id=image_id(image),
        media_type=facts["media_type"],
        width=facts["width"],
        height=facts["height"],
        created_at=clock(),
    )
    with ctx.db.write() as conn:
        backgrounds.keep_background(conn, row, image)
        kept = [each.id for each in backgrounds.backgrounds_of(conn, name)]
        old = sorted(kept, key=lambda each: each not in (row.id, shown))[BACKGROUNDS_PER_CANVAS:]
        backgrounds.remove_backgrounds(conn, name, old)
    return PutImage(row.id, row.width, row.height)


def _shown(ctx: Context, template: Template, stored: StoredDocument) -> str | None:
    """Return the image that the canvas shows now."""
    whole = (stored.snapshot, stored.updates)
    facts, _ = ask_apart(
        ctx, "background-named", template, whole, seconds=EXPORT_S, stopped=STOPPED
    )
    image: str | None = facts["image"]
    return image
