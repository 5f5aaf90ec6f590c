"""Carry a card on into another canvas of its dossier: a réussite becomes a point of arrival."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from capacities.documents.ranks import ranks_after
from capacities.domain.access import Ability
from capacities.domain.errors import CapacitiesError, InvalidInput, NotFound
from capacities.domain.limits import CARDS_PER_CANVAS
from capacities.domain.sequels import origin_of, source_of
from capacities.domain.silence import hush, lasting
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Sequel, Template
from capacities.services.context import Context
from capacities.services.ensure_canvas import document_id, find_template
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas, read_whole
from capacities.services.write_canvas import write_canvas
from capacities.storage.database import now_iso
from capacities.storage.updates import current_version

NOWHERE: Final = "Les cartes de ce canevas ne vont pas ailleurs. Rien n’a été changé."
GONE: Final = (
    "Cette carte n’est plus là, ou elle n’est pas encore enregistrée. Rien n’a été changé\u00a0: "
    "attendez un instant, puis recommencez."
)
ELSEWHERE: Final = "D’ici, une carte ne va pas dans un autre canevas. Rien n’a été changé."
BLANK: Final = "Cette carte est vide\u00a0: écrivez d’abord ce qui est réussi. Rien n’a été changé."
FULL: Final = "L’autre canevas est plein\u00a0: rien n’y a été ajouté."


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """Where the card now is: ``canvas`` and ``card`` are keys, ``title`` is that of the canvas.

    Attributes:
        there: "new", "already" (it was there) or "back" (it came back from the corbeille).
    """

    canvas: str
    card: str
    title: str
    there: str


def carry_on(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    card_id: str,
    *,
    clock: Callable[[], str] = now_iso,
) -> CarriedOn:
    """Add to the other canvas what a card says, with where it comes from; once, however often.

    Its words are copied, and each lives its life from then on. Raises InvalidInput or NotFound.
    """
    require(identity, Ability.EDIT)
    template = find_template(ctx, canvas_key)
    sequel = template.sequel
    if sequel is None:
        raise InvalidInput(NOWHERE)
    there = find_template(ctx, sequel.canvas)
    card = _card(read_canvas(ctx, identity, canvas_key), card_id)
    place, origin = sequel.place_of(template.model_key(card.zone)), origin_of(canvas_key, card.id)
    if place is None or origin is None:
        raise InvalidInput(ELSEWHERE)
    if not card.text.strip():
        raise InvalidInput(BLANK)
    whole = read_whole(ctx, identity, sequel.canvas)
    held = hush(whole, identity.pseudonym)
    if found := next((one for one in held.cards if one.origin == origin), None):
        return CarriedOn(there.key, found.id, there.title, "already")
    if len(whole.cards) >= CARDS_PER_CANVAS:
        raise InvalidInput(FULL)
    if thrown := next((one for one in held.trash if one.origin == origin), None):
        write_canvas(ctx, identity, there.key, [replace(thrown, deleted=False)])
        return CarriedOn(there.key, thrown.id, there.title, "back")
    new = replace(
        _new(sequel, there, held, place),
        id=_new_id(whole, origin, identity.pseudonym),
        origin=origin,
        text=card.text,
        author=identity.pseudonym,
        created=clock(),
        silence=lasting(whole),
    )
    write_canvas(ctx, identity, there.key, [new])
    return CarriedOn(there.key, new.id, there.title, "new")


def carried_on(ctx: Context, identity: Identity, canvas_key: str) -> dict[str, str]:
    """Return the cards of a canvas that were carried on: of each, the one that it is there.

    None when the other canvas was never opened, or cannot be read: this one is shown all the same.
    """
    require(identity, Ability.READ)
    sequel = find_template(ctx, canvas_key).sequel
    if sequel is None:
        return {}
    if current_version(ctx.db, document_id(identity.dossier_id, sequel.canvas)) is None:
        return {}
    try:
        held = read_canvas(ctx, identity, sequel.canvas).cards
    except CapacitiesError:
        return {}
    sources = ((source_of(card.origin), card.id) for card in held)
    return {source[1]: card for source, card in sources if source and source[0] == canvas_key}


def _card(source: Snapshot, card_id: str) -> Card:
    found = next((card for card in source.cards if card.id == card_id), None)
    if found is None:
        raise NotFound(GONE)
    return found


def _new_id(whole: Snapshot, origin: str, author: str) -> str:
    """Return the id of the card to add, which comes from its origin: two at once add one.

    In a time of silence each adds their own; what has the id already is never written over.
    """
    silence = lasting(whole)
    made = origin if silence is None else json.dumps([origin, silence, author])
    wanted = f"s-{sha256(made.encode()).hexdigest()[:20]}"
    taken = {card.id for card in (*whole.cards, *whole.trash)}
    taken |= {edge.id for edge in (*whole.edges, *whole.edge_trash)}
    return f"s-{secrets.token_urlsafe(12)}" if wanted in taken else wanted


def _new(sequel: Sequel, there: Template, held: Snapshot, place: str) -> Card:
    (rank,) = ranks_after((card.rank for card in held.cards if card.zone == place), 1)
    return Card(
        id="",
        text="",
        zone=place,
        rank=rank,
        color=there.colors[0].key,
        fields=dict(sequel.fields),
    )
