"""Leave with a whole dossier: one ZIP, readable without us (made by ``apart.archive``)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from capacities.apart.processes import Worker
from capacities.domain.access import Ability
from capacities.domain.errors import Unreadable
from capacities.domain.limits import EXPORT_S
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.export_canvas import File, being_made, file_stem
from capacities.services.identify import Identity, require
from capacities.services.read_dossier import read_dossier
from capacities.storage import dossiers
from capacities.storage.database import now_iso
from capacities.storage.updates import load

_log = logging.getLogger(__name__)


def export_dossier(ctx: Context, identity: Identity, *, clock: Callable[[], str] = now_iso) -> File:
    """Return the ZIP of every canvas begun; ``clock`` gives the time of export (ISO 8601)."""
    require(identity, Ability.EXPORT)
    title = read_dossier(ctx, identity).title
    with ctx.db.read() as conn:
        rows = dossiers.documents_of(conn, [identity.dossier_id])
    begun = {row.canvas_key: row.id for row in rows}
    stem = file_stem(title)
    with being_made() as content, ctx.workers.lend() as worker:
        worker.ask("zip-begin", stem, clock(), seconds=EXPORT_S)
        _fill(ctx, identity, worker, begun, content.write)
    return File(f"{stem}.zip", "application/zip", content)


def _fill(
    ctx: Context,
    identity: Identity,
    worker: Worker,
    begun: Mapping[str, str],
    keep: Callable[[bytes], object],
) -> None:
    """Put every canvas in the ZIP, in the order of the library, then the notice."""
    templates = ctx.templates().templates
    for key, template in templates.items():
        if key in begun:
            _add(ctx, worker, template, begun[key], keep)
    dossier = read_dossier(ctx, identity)
    unread = [key for key in begun if key not in templates]
    words = (dossier.title, dossier.territory, dossier.use_case, unread)
    worker.ask("zip-end", *words, seconds=EXPORT_S, keep=keep)


def _add(
    ctx: Context,
    worker: Worker,
    template: Template,
    name: str,
    keep: Callable[[bytes], object],
) -> None:
    """Put one canvas in; one that is damaged takes nothing from the others."""
    document = load(ctx.db, name)
    if document is None:  # deleted meanwhile, with its dossier
        return
    stored = (document.snapshot, document.updates)
    try:
        worker.ask("zip-add", template, stored, seconds=EXPORT_S, keep=keep)
    except Unreadable as error:
        _log.error("document %s cannot be read", name, exc_info=error)
