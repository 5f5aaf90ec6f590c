"""What a timeline says in figures on the page of its dossier: how much it holds, what remains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Schedule
from capacities.domain.schedule_figures import count_schedule
from capacities.domain.schedule_reading import SUCCESS
from capacities.domain.schedule_telling import name_of
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.timeline import shown_lanes
from capacities.domain.wording import counted, listed, quoted, shortened


@dataclass(frozen=True, slots=True)
class TimelineFigures:
    """How many steps; and what remains to be done, in French sentences."""

    ideas: int
    remaining: tuple[str, ...]


def count_timeline(snapshot: Snapshot, template: Template, plan: Schedule) -> TimelineFigures:
    """Count everything at once, from the plan of the canvas; cheap enough for each display."""
    steps = steps_of(snapshot.cards)
    return TimelineFigures(len(steps), tuple(_remaining(snapshot, template, plan)))


def _remaining(snapshot: Snapshot, template: Template, plan: Schedule) -> Iterator[str]:
    if not plan.cards:
        if not snapshot.hidden:
            yield "Tout est à écrire\u00a0: commencez par une réussite."
        return
    yield from _to_place(snapshot, template)
    yield from tell_unsaid(plan)
    if plan.late:
        names = [name_of(plan, card.id) for card in plan.late]
        yield f"Il est déjà trop tard pour {listed(names)}."
    yield from _disagreeing(plan)


def tell_count(snapshot: Snapshot, template: Template) -> str:
    """Say how many steps there are, and how many of them no lane holds yet: « 13 étapes, dont 6
    à placer ».
    """
    keys = {lane.key for lane in shown_lanes(snapshot, template)}
    steps = steps_of(snapshot.cards)
    waiting = sum(card.zone not in keys for card in steps)
    said = counted(len(steps), "étape")
    if not waiting:
        return f"{said} sur la frise"
    if waiting == len(steps):
        return f"{said}, à placer sur la frise"
    return f"{said}, dont {waiting} à placer sur la frise"


def _to_place(snapshot: Snapshot, template: Template) -> Iterator[str]:
    lanes = shown_lanes(snapshot, template)
    keys = {lane.key for lane in lanes}
    steps = steps_of(snapshot.cards)
    if waiting := sum(card.zone not in keys for card in steps):
        yield f"{counted(waiting, 'étape est', 'étapes sont')} à placer dans un fil."
    led = {card.zone for card in steps if card.fields.get("nature") == SUCCESS}
    lacking = [lane.title for lane in lanes if lane.key not in led]
    names = listed([quoted(shortened(title, 40)) if title.strip() else "" for title in lacking])
    if len(lacking) == 1:
        yield f"Il manque une réussite au fil {names}." if names else "Il manque une réussite."
    elif lacking:
        yield f"Il manque une réussite à {len(lacking)} fils\u00a0: {names}."


def tell_unsaid(plan: Schedule) -> Iterator[str]:
    """Say how many actions nobody leads, or of which nobody said how long they last."""
    figures = count_schedule(plan)
    for lacking, what in ((figures.without_pilot, "pilote"), (figures.without_duration, "durée")):
        if lacking:
            verb = "n’a" if len(lacking) == 1 else "n’ont"
            yield f"{counted(len(lacking), 'action')} {verb} pas de {what}."


def _disagreeing(plan: Schedule) -> Iterator[str]:
    for found, one, many in (
        (plan.conflicts, "date en contredit une autre", "dates en contredisent d’autres"),
        (
            plan.missed,
            "étape devait être finie avant une fenêtre déjà ouverte ou passée",
            "étapes devaient être finies avant une fenêtre déjà ouverte ou passée",
        ),
        (plan.loops, "boucle est à défaire", "boucles sont à défaire"),
    ):
        yield from _counted(found, one, many)


def _counted(found: Sequence[object], one: str, many: str) -> Iterator[str]:
    if found:
        yield f"{counted(len(found), one, many)}."
