"""What a map says in figures: how many of each type, and what remains to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from capacities.domain.inventory import Inventory, take_inventory
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.value import balance
from capacities.domain.wording import counted


@dataclass(frozen=True, slots=True)
class MapFigures:
    """Everything counted on one map.

    Attributes:
        ideas: live elements and stamps.
        links: live links, those that lost an end too.
        types: title and count of each type in use, in the order of the template.
        remaining: what is still to be done, in French sentences; empty when nothing is.
    """

    ideas: int
    links: int
    types: tuple[tuple[str, int], ...]
    remaining: tuple[str, ...]


def count_map(snapshot: Snapshot, template: Template) -> MapFigures:
    """Count everything at once; cheap enough for each display."""
    counts = Counter(card.zone for card in snapshot.cards)
    types = ((zone.title, counts[zone.key]) for zone in template.zones)
    return MapFigures(
        ideas=len(snapshot.cards),
        links=len(snapshot.edges),
        types=tuple((title, count) for title, count in types if count),
        remaining=tuple(_remaining(snapshot, template)),
    )


def _remaining(snapshot: Snapshot, template: Template) -> Iterator[str]:
    if not snapshot.cards:
        yield "Tout est à dessiner : la carte est vide."
        return
    there = {card.id for card in snapshot.cards}
    broken = sum(not {edge.source, edge.target} <= there for edge in snapshot.edges)
    if broken:
        ends = "n’a plus l’une de ses extrémités" if broken == 1 else "ont perdu une extrémité"
        yield f"{counted(broken, 'lien')} {ends}."
    made = balance(snapshot, template)
    yield from (f"{remark.words}." for remark in made.missing)
    yield from (remark.words for remark in made.odd)
    yield from _to_ask(take_inventory(snapshot, template), template)


def _to_ask(inventory: Inventory, template: Template) -> Iterator[str]:
    """Say what is still to be asked of data, by question."""
    asked = Counter(key for holding in inventory.holdings for key in holding.asks)
    for field in template.fields:
        if asked[field.key]:
            yield f"{field.title} : à demander pour {counted(asked[field.key], 'donnée')}."
    unsaid = sum(not card.text.strip() for card in inventory.problems)
    if unsaid:
        yield f"{counted(unsaid, 'problème')} à dire en une phrase."
