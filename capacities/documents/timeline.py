"""The form "timeline": a document of steps in lanes, joined by links → a snapshot."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc

from capacities.documents.cards import Repairs, read_cards, read_meta
from capacities.documents.holidays import list_holidays
from capacities.documents.ydoc import read_head
from capacities.domain.lanes import is_no_lane, lanes_of
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import LANES, TRAY, Template
from capacities.domain.timeline import CLOSED_DAYS, WORKING


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze the document; whatever it holds, a valid snapshot and French warnings.

    Live cards are by lane, the tray last but for what is no step (lanes, calendar), then by
    (rank, id). A step keeps the zone that it has, of a lane that is gone too: it may come back.
    """
    repairs = Repairs()
    name, version = read_head(doc, repairs)
    cards = read_cards(doc, template, repairs)
    order = {lane.key: place for place, lane in enumerate(lanes_of(cards, template))}
    lost = len(order)
    kept = {TRAY: lost + 1, **{zone.key: lost + 2 for zone in template.plan.places[1:]}}
    for card in cards:
        if not card.deleted and is_no_lane(card, template):
            repairs.add(
                "Un fil a le nom interne d’un autre endroit : il n’est pas montré.",
                "{n} fils ont le nom interne d’un autre endroit : ils ne sont pas montrés.",
            )
        if not card.deleted and card.zone not in order and card.zone not in kept:
            repairs.add(
                "Une étape est dans un fil qui n’est plus là : elle est montrée à placer.",
                "{n} étapes sont dans un fil qui n’est plus là : elles sont montrées à placer.",
            )
    places = {**order, **kept, LANES: lost + 3}
    live = [card for card in cards if not card.deleted]
    live.sort(key=lambda card: (places.get(card.zone, lost), card.zone, card.rank, card.id))
    return Snapshot(
        template=name,
        cards=tuple(live),
        trash=tuple(sorted((card for card in cards if card.deleted), key=lambda card: card.id)),
        warnings=repairs.sentences(),
        schema=version,
        holidays=list_holidays() if read_meta(doc).get(CLOSED_DAYS) == WORKING else (),
    )
