"""Keep one more version of the sketch of a canvas: drawn, brought in as an image, or in words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from capacities.documents.ydoc import note_sketch, open_doc
from capacities.domain.access import Ability
from capacities.domain.errors import InvalidInput
from capacities.domain.limits import (
    BACKGROUND_S,
    BACKGROUND_UPLOAD_BYTES,
    DOSSIER_BYTES,
    SKETCHES_PER_CANVAS,
)
from capacities.domain.sketches import Sketch, clean_sentence
from capacities.domain.sketching import Stamp
from capacities.services.ask_apart import ask_apart
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template, load_canvas
from capacities.services.identify import Identity, require
from capacities.storage import sketches
from capacities.storage.budget import FULL, stored_bytes
from capacities.storage.database import now_iso
from capacities.storage.updates import append, load

_log = logging.getLogger(__name__)

NO_SKETCH: Final = "On ne dessine pas à côté de ce canevas. Rien n’a été changé."
STOPPED: Final = (
    "La lecture de ce dessin a été arrêtée\u00a0: elle prenait trop de temps ou de mémoire. Rien "
    "n’a été changé\u00a0: réessayez, ou envoyez une image plus petite."
)
PRUNED: Final = (
    "La version {number}, sur laquelle vous dessiniez, n’est plus gardée\u00a0: il y en a eu trop "
    "depuis. Rien n’a été changé, vos traits sont toujours là\u00a0: enregistrez-les encore, sur "
    "une feuille blanche."
)
_NOTES: Final = 4
"""Times that one looks whether the last version is said."""
HEAVY: Final = "Ce dessin est trop lourd. Rien n’a été changé."


@dataclass(frozen=True, slots=True)
class Kept:
    """The version just kept, and those that others kept since one last looked."""

    sketch: Sketch
    meanwhile: tuple[Sketch, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn: a PNG of the strokes, the pictograms under them, and the version under all.

    ``under`` is its number; None: on a white sheet.
    """

    png: bytes
    stamps: Sequence[Stamp] = ()
    under: int | None = None


def put_sketch(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    sentence: str,
    *,
    drawing: Drawing | None = None,
    seen: int = 0,
    clock: Callable[[], str] = now_iso,
) -> Kept:
    """Keep what was drawn and the sentence that says it; the sentence alone when nothing was.

    ``seen`` is the last version that the person knows of. Nothing is ever replaced: what others
    kept meanwhile is told. Raises InvalidInput or TooMany.
    """

    def ask(document: str) -> tuple[dict[str, Any], bytes]:
        assert drawing is not None
        under = None
        if drawing.under is not None:
            with ctx.db.read() as conn:
                under = sketches.sketch_data(conn, document, drawing.under)
            if under is None:
                raise InvalidInput(PRUNED.format(number=drawing.under))
        given = (drawing.png, under, drawing.stamps)
        return ask_apart(ctx, "sketch", *given, seconds=BACKGROUND_S, stopped=STOPPED)

    require(identity, Ability.EDIT)
    if drawing is not None and len(drawing.png) > BACKGROUND_UPLOAD_BYTES:
        raise InvalidInput(HEAVY)
    return _keep(ctx, identity, canvas_key, sentence, ask if drawing else None, seen, clock)


def bring_sketch(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    sentence: str,
    data: bytes,
    *,
    seen: int = 0,
    clock: Callable[[], str] = now_iso,
) -> Kept:
    """Keep an image drawn elsewhere (a photograph of the sheet), as ``put_sketch``."""

    def ask(document: str) -> tuple[dict[str, Any], bytes]:
        return ask_apart(ctx, "sketch-brought", data, seconds=BACKGROUND_S, stopped=STOPPED)

    require(identity, Ability.EDIT)
    return _keep(ctx, identity, canvas_key, sentence, ask, seen, clock)


def _keep(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    sentence: str,
    ask: Callable[[str], tuple[dict[str, Any], bytes]] | None,
    seen: int,
    clock: Callable[[], str],
) -> Kept:
    if not find_template(ctx, canvas_key).sketched:
        raise InvalidInput(NO_SKETCH)
    said = clean_sentence(sentence)
    if ask is not None:
        ctx.images.check(identity.dossier_id)
    name, _ = load_canvas(ctx, identity.dossier_id, canvas_key)
    facts: dict[str, Any] = {"media_type": "", "width": 0, "height": 0}
    image: bytes | None = None
    if ask is not None:
        facts, image = ask(name)
    if stored_bytes(ctx.db, identity.dossier_id) + len(image or b"") > DOSSIER_BYTES:
        raise InvalidInput(FULL)
    (ctx.sentences if image is None else ctx.images).record(identity.dossier_id)

    def made(version: int) -> Sketch:
        return Sketch(
            version=version,
            author=identity.pseudonym,
            sentence=said,
            media_type=facts["media_type"],
            width=facts["width"],
            height=facts["height"],
            created_at=clock(),
        )

    with ctx.db.write() as conn:
        sketch = sketches.keep_sketch(conn, name, made, image, SKETCHES_PER_CANVAS)
        known = sketches.sketches_of(conn, name)
    _note(ctx, name)
    return Kept(sketch, tuple(one for one in known if seen < one.version < sketch.version))


def _note(ctx: Context, name: str) -> None:
    """Say in the document which version is the last: open pages hear of it as of any change.

    The version is kept by then: when this alone fails, nobody is told that it was not. Of two who
    say it at once one wins, so that each looks again.
    """
    try:
        for _ in range(_NOTES):
            with ctx.db.read() as conn:
                known = sketches.sketches_of(conn, name)
            stored = load(ctx.db, name)
            if stored is None or not known:
                return
            doc = open_doc(stored.snapshot, stored.updates)
            if not (update := note_sketch(doc, known[0].version)):
                return
            append(ctx.db, name, update)
    except Exception:
        _log.exception("document %s does not say its last sketch", name)
