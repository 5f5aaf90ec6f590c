"""Which files each form can be filled from: reading this file shows all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from capacities.domain.boxes import list_boxes
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Form, Template
from capacities.exports.reading import map_reader, timeline_reader, tree_reader, zones_reader
from capacities.exports.reading.choice import AS_FOUND, Choice
from capacities.exports.reading.decoding import read_apart
from capacities.exports.reading.edge_rows import read_links
from capacities.exports.reading.inventory_reader import read_inventory
from capacities.exports.reading.report import ImportReading


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file fills a canvas of one form.

    Attributes:
        read: the bytes of a file → what they say, given the canvas as it stands.
        place_of: where a card is: what its rank is compared in; None when it has no rank.
        places: what people call each place, given all the cards.
        colored: a card whose file says no colour takes the first; else "" is a colour: none.
    """

    read: Callable[[bytes, Template, Snapshot, Choice], ImportReading]
    place_of: Callable[[Card], str | None]
    places: Callable[[Iterable[Card], Template], Mapping[str, str]]
    colored: bool


def _read_post_its(
    data: bytes, template: Template, snapshot: Snapshot, choice: Choice
) -> ImportReading:
    return zones_reader.read_cards_csv(data, template, snapshot.cards, choice)


def _boxes(cards: Iterable[Card], template: Template) -> Mapping[str, str]:
    return {box.zone: box.title for box in list_boxes(template, cards)}


READERS: Final[dict[Form, Reader]] = {
    Form.ZONES: Reader(_read_post_its, lambda card: card.zone, _boxes, colored=True),
    Form.TREE: Reader(
        tree_reader.read_ideas, lambda card: card.parent, tree_reader.places, colored=False
    ),
    Form.TIMELINE: Reader(
        timeline_reader.read_steps, lambda card: card.zone, timeline_reader.places, colored=False
    ),
    Form.MAP: Reader(map_reader.read_elements, lambda card: card.zone, _boxes, colored=False),
}


def read_file(
    data: bytes, template: Template, snapshot: Snapshot, choice: Choice = AS_FOUND
) -> ImportReading:
    """Return what a file says, of cards, or of links or of an inventory when the canvas has some.

    Raises InvalidInput when the file as a whole cannot be read.
    """
    reading = _read(data, template, snapshot, choice)
    remarks = (*read_apart(data, reading.encoding), *reading.remarks)
    return replace(reading, remarks=remarks)


def _read(data: bytes, template: Template, snapshot: Snapshot, choice: Choice) -> ImportReading:
    for other in (read_inventory, read_links) if template.edge_kinds else ():
        if (found := other(data, template, snapshot, choice)) is not None:
            return found
    return READERS[template.form].read(data, template, snapshot, choice)
