"""Read a canvas as it stands in the database, frozen."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Ability
from capacities.domain.errors import NotFound
from capacities.domain.silence import hush
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.services.context import Context
from capacities.services.ensure_canvas import GONE, document_id, ensure_canvas, find_template
from capacities.services.identify import Identity, require
from capacities.storage.updates import current_version, load

Key = tuple[str, str, tuple[int, str]]
"""A database, a document, its version (``storage.updates.current_version``)."""

_KEPT: Final = 64
"""Snapshots kept in memory: at worst about 1 MB each."""

_lock = threading.Lock()
_snapshots: OrderedDict[Key, tuple[Template, Snapshot]] = OrderedDict()


def read_canvas(ctx: Context, identity: Identity, canvas_key: str) -> Snapshot:
    """Return the canvas of the person's dossier, created empty when nobody opened it yet.

    What others keep quiet for the time being is not in it.
    """
    return hush(read_whole(ctx, identity, canvas_key), identity.pseudonym)


def read_whole(ctx: Context, identity: Identity, canvas_key: str) -> Snapshot:
    """Return what the canvas holds, whoever may see it: not to be shown, but not to be undone."""
    require(identity, Ability.READ)
    template = find_template(ctx, canvas_key)
    name = document_id(identity.dossier_id, canvas_key)
    version = current_version(ctx.db, name)
    if version is None:
        ensure_canvas(ctx, identity.dossier_id, canvas_key)
        version = current_version(ctx.db, name)
    if version is None:
        raise NotFound(GONE)
    kept = _recall((ctx.db.name, name, version), template)
    return kept if kept is not None else _read(ctx, name, version, template)


def _recall(key: Key, template: Template) -> Snapshot | None:
    with _lock:
        found = _snapshots.get(key)
        if found is None or found[0] is not template:
            return None
        _snapshots.move_to_end(key)
        return found[1]


def _read(ctx: Context, name: str, version: tuple[int, str], template: Template) -> Snapshot:
    stored = load(ctx.db, name)
    if stored is None:
        raise NotFound(GONE)
    snapshot = read_snapshot(open_doc(stored.snapshot, stored.updates), template)
    if stored.seq != version[0]:  # it moved meanwhile: kept by the next who asks
        return snapshot
    with _lock:
        _snapshots[(ctx.db.name, name, version)] = (template, snapshot)
        while len(_snapshots) > _KEPT:
            _snapshots.popitem(last=False)
    return snapshot
