"""Add or change cards and links of a canvas from Python: one update appended to its log."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from capacities.documents.writing import write
from capacities.documents.ydoc import open_doc
from capacities.domain.access import Ability
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import Context
from capacities.services.ensure_canvas import load_canvas
from capacities.services.identify import Identity, require
from capacities.storage.budget import append_within_budget


def write_canvas(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    cards: Iterable[Card],
    edges: Iterable[Edge] = (),
    owned_fields: Collection[str] = (),
) -> int:
    """Write ``cards`` and ``edges`` (by id: new ones added, known ones changed); return the seq.

    A field of ``owned_fields`` that one of them does not carry is taken away from it. It is
    durable on return, and open rooms show it at once. Raises InvalidInput when the dossier is full.
    """
    require(identity, Ability.EDIT)
    name, stored = load_canvas(ctx, identity.dossier_id, canvas_key)
    update = write(open_doc(stored.snapshot, stored.updates), cards, edges, owned_fields)
    return append_within_budget(ctx.db, name, update) if update else stored.seq
