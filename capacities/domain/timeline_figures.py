"""What a timeline says in figures on the page of its dossier: how much it holds, what remains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from capacities.domain.lanes import steps_of
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import TRAY, Template
from capacities.domain.wording import counted


@dataclass(frozen=True, slots=True)
class TimelineFigures:
    """How many steps; and what remains to be done, in French sentences."""

    ideas: int
    remaining: tuple[str, ...]


def count_timeline(snapshot: Snapshot, template: Template) -> TimelineFigures:
    """Count everything at once; cheap enough for each display."""
    return TimelineFigures(len(steps_of(snapshot.cards)), tuple(_remaining(snapshot)))


def _remaining(snapshot: Snapshot) -> Iterator[str]:
    steps = steps_of(snapshot.cards)
    if not steps:
        yield "Tout est à écrire\u00a0: commencez par une réussite."
        return
    waiting = sum(card.zone == TRAY for card in steps)
    if waiting:
        yield f"{counted(waiting, 'étape est', 'étapes sont')} à placer dans un fil."
