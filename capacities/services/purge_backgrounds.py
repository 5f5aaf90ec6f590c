"""Forget the images that no map has shown for long."""

from __future__ import annotations

import logging

from capacities.documents.background import read_background
from capacities.documents.cards import Repairs
from capacities.documents.ydoc import open_doc
from capacities.domain.errors import Unreadable
from capacities.services.context import Context
from capacities.storage import backgrounds
from capacities.storage.updates import load

_log = logging.getLogger(__name__)


def purge_backgrounds(ctx: Context, now: str, before: str) -> int:
    """Note what maps show (``now``: ISO 8601 UTC), forget what none has since ``before``.

    Returns how many were forgotten. Those of a canvas that cannot be read stay.
    """
    with ctx.db.read() as conn:
        names = backgrounds.documents_with_backgrounds(conn)
    return sum(_purge_one(ctx, name, now, before) for name in names)


def _purge_one(ctx: Context, document: str, now: str, before: str) -> int:
    stored = load(ctx.db, document)
    if stored is None:
        return 0
    try:
        doc = open_doc(stored.snapshot, stored.updates)
    except Unreadable as error:
        _log.error("document %s cannot be read", document, exc_info=error)
        return 0
    shown = read_background(doc, Repairs())
    with ctx.db.write() as conn:
        backgrounds.note_named(conn, document, None if shown is None else shown.image, now)
        old = [
            row.id
            for row in backgrounds.backgrounds_of(conn, document)
            if row.unnamed_since is not None and row.unnamed_since < before
        ]
        backgrounds.remove_backgrounds(conn, document, old)
    return len(old)
