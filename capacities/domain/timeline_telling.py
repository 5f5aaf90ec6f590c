"""The synthesis of a timeline in French sentences, by the questions that people ask of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_advice import advise
from capacities.domain.schedule_figures import Load, count_schedule
from capacities.domain.schedule_telling import (
    day_words,
    duration_words,
    is_critical,
    name_of,
    sentence,
    tell_advice,
    tell_chain,
    tell_chain_briefly,
    tell_conflict,
    tell_late,
    tell_missed,
    weeks_words,
)
from capacities.domain.snapshot import Snapshot
from capacities.domain.wording import counted, listed, quoted, shortened

_SEMESTER_WEEKS: Final = 26
_NEAR_DAYS: Final = 90
"""A horizon so near leaves time for little: it is said."""
_ADVISED: Final = 6
"""Late steps for which it is told what could move: the most pressing; others follow from them."""


def tell_horizon(plan: Schedule) -> str:
    """Say the horizon, and how far it is."""
    days = (plan.horizon - plan.today).days
    said = f"L’horizon est le {day_words(plan.horizon)}"
    if days <= 0:
        return (
            f"{said}\u00a0: il est atteint ou passé, il ne reste de temps pour rien de ce qui n’a "
            "pas d’autre échéance. Choisissez-en un autre."
        )
    near = "\u00a0: c’est bientôt, peu de choses peuvent encore se faire" * (days < _NEAR_DAYS)
    return sentence(f"{said}, dans {duration_words(days)}{near}")


def tell_lateness(plan: Schedule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is said of each late step, and what could move for the most pressing ones.

    What could move is often the same for all the late steps of a chain: it is told once, under
    the first of them.
    """
    ways: list[tuple[str, ...]] = []
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, card in enumerate(plan.late):
        advice = advise(plan, card.id) if place < _ADVISED else None
        ways.append(tell_advice(plan, advice) if advice else ())
        if advice:
            groups.setdefault((advice.lacking, *ways[place][1:]), []).append(place)
    for first, *others in groups.values():
        if others:
            names = [name_of(plan, plan.late[one].id) for one in others]
            ways[first] = (*ways[first], f"De même pour {listed(names)}.")
        for one in others:
            ways[one] = ()
    for card, said in zip(plan.late, ways, strict=True):
        yield tell_late(plan, card), said


def tell_chains_briefly(plan: Schedule) -> tuple[str, ...]:
    """Tell the same chains as ``tell_chains``, in a narrow column."""
    return tuple(tell_chain_briefly(plan, chain) for chain in plan.chains)


def tell_chains(plan: Schedule) -> tuple[str, ...]:
    """Tell the tightest chain of each réussite, the most pressing first."""
    return tuple(tell_chain(plan, chain) for chain in plan.chains)


def tell_disagreements(plan: Schedule) -> tuple[str, ...]:
    """Tell the dates that disagree, and the windows that are missed."""
    return (
        *(tell_conflict(plan, conflict) for conflict in plan.conflicts),
        *(tell_missed(plan, missed) for missed in plan.missed),
    )


def tell_odd(plan: Schedule, snapshot: Snapshot) -> tuple[str, ...]:
    """Tell what makes no sense in the plan, loops among it, and what was repaired on reading."""
    return (*(remark.words for remark in plan.warnings), *snapshot.warnings)


def tell_overloads(loads: Sequence[Load]) -> Iterator[str]:
    """Tell who leads more weeks in a semester than it has."""
    for load in loads:
        for semester, days in load.days:
            if days > 7 * _SEMESTER_WEEKS:
                yield (
                    f"{quoted(shortened(load.pilot, 40))} porterait {load_words(days)} au "
                    f"{semester.words}, qui n’en compte que {_SEMESTER_WEEKS}."
                )


def load_words(days: int) -> str:
    """Say days of work in weeks: « 2,5 sem. »."""
    return weeks_words(round(days / 7, 1))


def slack_words(card: Planned) -> str:
    """Say what is left before a step presses."""
    if card.task.done:
        return "fait"
    if card.slack < 0:
        late = "▲\u00a0trop tard, " if card.late else ""
        return f"{late}manque {duration_words(-card.slack)}"
    said = duration_words(card.slack) if card.slack else "aucune"
    return f"{said}, critique" if is_critical(card) else said


def tell_recommendations(snapshot: Snapshot, plan: Schedule) -> tuple[str, ...]:
    """Return what is recommended to whoever would go the same way, with the step it is said of."""
    return tuple(
        f"{name_of(plan, card.id)}\u00a0: {text}"
        for card in steps_of(snapshot.cards)
        if (text := str(card.fields.get("recommandation", "")).strip())
    )


def tell_names(plan: Schedule, ids: Sequence[str], most: int) -> tuple[str, ...]:
    """Return what some steps say, the first ones, then how many more there are."""
    names = [name_of(plan, one) for one in ids[:most]]
    more = len(ids) - most
    return (*names, f"et {counted(more, 'autre')}") if more > 0 else tuple(names)


def tell_all(
    plan: Schedule,
    snapshot: Snapshot,
    lateness: Sequence[tuple[str, tuple[str, ...]]] | None = None,
) -> Iterator[str]:
    """Yield everything as the lines of a text to be copied.

    ``lateness``: what ``tell_lateness`` told already, which takes the longest.
    """
    figures = count_schedule(plan)
    told = tell_lateness(plan) if lateness is None else lateness
    late = [one for said, ways in told for one in (said, *(f"   {w}" for w in ways))]
    lacking = [
        f"Sans {what}\u00a0: {name_of(plan, one)}"
        for ids, what in ((figures.without_pilot, "pilote"), (figures.without_duration, "durée"))
        for one in ids
    ]
    loads = [
        f"{load.pilot}, {semester.words}\u00a0: {load_words(days)}"
        for load in figures.loads
        for semester, days in load.days
    ]
    yield tell_horizon(plan)
    for title, lines in (
        ("Ce qui est en retard", late),
        ("La chaîne critique", tell_chains(plan)),
        ("Ce qui se contredit", tell_disagreements(plan)),
        ("Charge de chaque pilote", [*loads, *tell_overloads(figures.loads)]),
        ("À préciser", lacking),
        ("Recommandations", tell_recommendations(snapshot, plan)),
        ("À vérifier", tell_odd(plan, snapshot)),
    ):
        if lines:
            yield ""
            yield title
            yield from lines
