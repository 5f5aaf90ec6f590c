"""Leave with a whole dossier: one ZIP, readable without us (made by ``apart.archive``)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from capacities.apart.canvas_files import View
from capacities.domain.access import Ability
from capacities.domain.background import file_ending
from capacities.domain.errors import Unreadable
from capacities.domain.limits import EXPORT_S
from capacities.services.context import Context
from capacities.services.export_canvas import File, being_made, file_stem
from capacities.services.identify import Identity, require
from capacities.services.read_background import kept_background
from capacities.services.read_dossier import read_dossier
from capacities.services.voting_rounds import seen_rounds
from capacities.storage import dossiers, sketches
from capacities.storage.database import now_iso
from capacities.storage.updates import load

_log = logging.getLogger(__name__)


def export_dossier(ctx: Context, identity: Identity, *, clock: Callable[[], str] = now_iso) -> File:
    """Return the ZIP of every canvas begun, in the order of the library, then its notice.

    ``clock`` gives the time of export (ISO 8601). A canvas that is damaged takes nothing from the
    others.
    """
    require(identity, Ability.EXPORT)
    dossier = read_dossier(ctx, identity)
    with ctx.db.read() as conn:
        rows = dossiers.documents_of(conn, [identity.dossier_id])
    begun = {row.canvas_key: row.id for row in rows}
    templates = ctx.templates().templates
    stem = file_stem(dossier.title)
    with being_made() as content, ctx.workers.lend() as worker:
        ask = partial(worker.ask, seconds=EXPORT_S, keep=content.write)
        ask("zip-begin", stem, clock())
        for key in (key for key in templates if key in begun):
            stored = load(ctx.db, begun[key])
            if stored is None:  # deleted meanwhile, with its dossier
                continue
            try:
                seen = seen_rounds(ctx, identity, templates[key])
                view = View(begun[key], identity.pseudonym, votes=seen)
                facts = ask("zip-add", templates[key], (stored.snapshot, stored.updates), view)
                if image := kept_background(ctx, begun[key], facts.get("image")):
                    ask("zip-background", key, file_ending(image.media_type), image.data)
                _add_sketches(ctx, ask, key, begun[key])
            except Unreadable as error:
                _log.error("document %s cannot be read", begun[key], exc_info=error)
        dossier = read_dossier(ctx, identity)
        unread = [key for key in begun if key not in templates]
        ask("zip-end", dossier.title, dossier.territory, dossier.use_case, unread)
    return File(f"{stem}.zip", "application/zip", content)


def _add_sketches(ctx: Context, ask: Callable[..., Any], key: str, document: str) -> None:
    """Put in every version of the sketch of a canvas, then what they say; nothing without any."""
    with ctx.db.read() as conn:
        kept = sketches.sketches_of(conn, document)
    for one in (one for one in kept if one.drawn):
        with ctx.db.read() as conn:
            data = sketches.sketch_data(conn, document, one.version)
        if data is not None:
            ask("zip-sketch", key, one.version, file_ending(one.media_type), data)
    if kept:
        ask("zip-sketches", key, kept)
