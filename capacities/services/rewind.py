"""Bring a canvas back to how it was on a past day, as one more change made to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from capacities.documents.background import put_background
from capacities.documents.ink import put_strokes
from capacities.documents.registry import read_snapshot
from capacities.documents.writing import emitted, put
from capacities.documents.ydoc import open_doc, put_settings
from capacities.domain.errors import NotFound
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.storage.updates import append, load, past_state

One = TypeVar("One", Card, Edge)


def rewind(ctx: Context, dossier_id: str, canvas_key: str, day: date) -> str:
    """Give a canvas what it held in the last state kept up to ``day`` included.

    The day is in UTC. Those that came later go to the trash. It is a change like any other:
    nothing of the log is undone, and browsers that hold newer text do not bring it back. Returns
    the moment of the state found (ISO 8601 UTC). Raises NotFound when none is kept so far back.
    """
    template = find_template(ctx, canvas_key)
    name = document_id(dossier_id, canvas_key)
    stored = load(ctx.db, name)
    if stored is None:
        raise NotFound("Ce canevas n’existe pas : vérifiez le dossier et le canevas.")
    past = past_state(ctx.db, name, (day + timedelta(days=1)).isoformat())
    if past is None:
        raise NotFound(
            f"Aucun état de ce canevas n’est gardé pour le {day:%d/%m/%Y}, ni pour avant. Rien "
            "n’a été changé."
        )
    moment, data = past
    doc = open_doc(stored.snapshot, stored.updates)
    then, today = read_snapshot(open_doc(data, ()), template), read_snapshot(doc, template)
    cards, filled = _back((*then.trash, *then.cards), (*today.trash, *today.cards))
    edges, told = _back((*then.edge_trash, *then.edges), (*today.edge_trash, *today.edges))
    kept = {one.id: one for one in (*then.stroke_trash, *then.strokes)}
    since = (replace(one, deleted=True) for one in today.strokes if one.id not in kept)
    strokes = (*kept.values(), *since)

    def bring_back() -> None:
        put(doc, cards, edges, filled, told)
        put_strokes(doc, strokes)
        put_background(doc, then.background)
        put_settings(doc, then.meta)

    if update := emitted(doc, bring_back):
        append(ctx.db, name, update)
    return moment


def _back(then: Sequence[One], today: Sequence[One]) -> tuple[list[One], set[str]]:
    """Return what is to be written, and the fields to be taken away that were filled since."""
    before: dict[str, One] = {one.id: one for one in then}
    since: list[One] = [replace(one, deleted=True) for one in today if one.id not in before]
    filled = {
        key
        for one in today
        if one.id in before
        for key in one.fields.keys() - before[one.id].fields.keys()
    }
    return list(before.values()) + since, filled
