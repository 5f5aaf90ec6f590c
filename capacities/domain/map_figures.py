"""What a map says in figures on the page of its dossier: how much it holds, what remains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from capacities.domain.inventory import take_inventory
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.value import balance
from capacities.domain.wording import counted


@dataclass(frozen=True, slots=True)
class MapFigures:
    """How many elements, stamps and texts; and what remains to be done, in French sentences."""

    ideas: int
    remaining: tuple[str, ...]


def count_map(snapshot: Snapshot, template: Template) -> MapFigures:
    """Count everything at once; cheap enough for each display."""
    return MapFigures(len(snapshot.cards), tuple(_remaining(snapshot, template)))


def _remaining(snapshot: Snapshot, template: Template) -> Iterator[str]:
    if not snapshot.cards:
        yield "Tout est à dessiner\u00a0: la carte est vide."
        return
    yield from (f"{remark.words}." for remark in balance(snapshot, template).missing)
    asking = sum(1 for holding in take_inventory(snapshot, template).holdings if holding.asks)
    if asking:
        verb = "attend" if asking == 1 else "attendent"
        yield f"{counted(asking, 'donnée')} de l’inventaire {verb} des réponses."
    known = {card.id for card in snapshot.cards}
    broken = sum(not {edge.source, edge.target} <= known for edge in snapshot.edges)
    if broken:
        yield f"{counted(broken, 'lien a perdu un bout', 'liens ont perdu un bout')}."
