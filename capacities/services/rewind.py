"""Bring a canvas back to how it was on a past day, as one more change made to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from capacities.documents.registry import read_snapshot
from capacities.documents.ydoc import open_doc
from capacities.documents.zones import write_cards
from capacities.domain.errors import NotFound
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.storage.updates import append, load, past_state


def rewind(ctx: Context, dossier_id: str, canvas_key: str, day: date) -> str:
    """Give the cards what they held in the last state kept up to ``day`` (UTC) included.

    Cards that came later go to the trash. It is a change like any other: nothing of the log
    is undone, and browsers that hold newer text do not bring it back. Returns the moment of
    the state found (ISO 8601 UTC). Raises NotFound when none is kept so far back.
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
    back = {card.id: card for card in (*then.trash, *then.cards)}
    since = [replace(card, deleted=True) for card in today.cards if card.id not in back]
    filled_since = {
        key
        for card in today.cards
        if card.id in back
        for key in card.fields.keys() - back[card.id].fields.keys()
    }
    update = write_cards(doc, [*back.values(), *since], filled_since)
    if update:
        append(ctx.db, name, update)
    return moment
