"""The form "zones": a document of post-its in boxes → a snapshot."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc

from capacities.documents.cards import Repairs, read_cards
from capacities.documents.ydoc import read_head
from capacities.domain.boxes import list_boxes
from capacities.domain.cards import break_cycles
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template


def read_snapshot(doc: Doc[Any], template: Template) -> Snapshot:
    """Freeze the document; whatever it holds, a valid snapshot and French warnings."""
    repairs = Repairs()
    name, version = read_head(doc, repairs)
    cards = break_cycles(read_cards(doc, template, repairs))
    live = [card for card in cards if not card.deleted]
    place = {box.zone: index for index, box in enumerate(list_boxes(template, live))}
    for card in live:
        if card.zone not in place:
            repairs.add(
                "Un post-it est dans une case qui n’existe pas ou plus : il est à reclasser.",
                "{n} post-its sont dans une case qui n’existe pas ou plus : ils sont à reclasser.",
            )
    last = len(place)
    live.sort(key=lambda card: (place.get(card.zone, last), card.rank, card.id))
    live.sort(key=lambda card: card.zone if card.zone not in place else "")
    trash = sorted((card for card in cards if card.deleted), key=lambda card: card.id)
    return Snapshot(
        template=name,
        cards=tuple(live),
        trash=tuple(trash),
        warnings=repairs.sentences(),
        schema=version,
    )
