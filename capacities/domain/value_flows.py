"""« Qui paie → quoi → qui gagne » : what the € of a map make flow, for a diagram and its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.value import Balance
from capacities.domain.value_stamps import Stamp
from capacities.domain.value_telling import UNNAMED
from capacities.domain.wording import one_line, shortened

_LARGEST: Final = 12
"""Things in the middle that are drawn; the others are one."""


class End(NamedTuple):
    """A place of the diagram: ``side`` is "paie", "quoi" or "gagne".

    ``id`` is that of a party, of what a € stands on or of the € itself: two may have one name.
    """

    side: str
    name: str
    id: str


_OTHERS: Final = End("quoi", "Autres", "")


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount in cents, above zero, from a party to a thing or from a thing to a party."""

    source: End
    target: End
    cents: int


@dataclass(frozen=True, slots=True)
class Flows:
    """All flows of a year, or of once, the largest first.

    ``left_out`` counts the € that are not drawn: without amount above zero, or of nobody.
    """

    flows: tuple[Flow, ...]
    left_out: int


def find_flows(snapshot: Snapshot, template: Template, balance: Balance, *, yearly: bool) -> Flows:
    """Return what flows: a thing is what the € stands on, else what it is, in its own words."""
    names = {party.id: one_line(party.name) or UNNAMED for party in balance.parties}
    drawn, left_out = [], 0
    for stamp in balance.stamps:
        if not stamp.money or stamp.yearly != yearly:
            continue
        known = stamp.span is not None and stamp.span.likely > 0
        if known and (stamp.gainer or stamp.payer):
            drawn.append(stamp)
        else:
            left_out += 1
    things = _Things(snapshot, template, balance, names)
    return Flows(tuple(_added(drawn, things.of(drawn), names)), left_out)


def _added(
    stamps: Iterable[Stamp], things: Mapping[str, End], names: Mapping[str, str]
) -> Iterator[Flow]:
    sums: defaultdict[tuple[End, End], int] = defaultdict(int)
    for stamp in stamps:
        thing = things[stamp.id]
        cents = stamp.span.likely if stamp.span else 0
        if stamp.payer:
            sums[End("paie", names[stamp.payer], stamp.payer), thing] += cents
        if stamp.gainer:
            sums[thing, End("gagne", names[stamp.gainer], stamp.gainer)] += cents
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    for (source, target), cents in ordered:
        yield Flow(source, target, cents)


class _Things:
    def __init__(
        self, snapshot: Snapshot, template: Template, balance: Balance, parties: Mapping[str, str]
    ) -> None:
        texts = {card.id: one_line(card.text) for card in snapshot.cards}
        ends = {
            edge.id: one_line(edge.text)
            or f"{texts.get(edge.source, '…')} → {texts.get(edge.target, '…')}"
            for edge in snapshot.edges
        }
        self._texts = {**ends, **texts}
        self._standing, self._parties = balance.standing, parties
        plan = map_plan(template).value
        sense = template.field(plan.sense) if plan else None
        self._senses = {choice.key: choice.title for choice in sense.choices} if sense else {}

    def of(self, stamps: Iterable[Stamp]) -> dict[str, End]:
        """Return what each stamp is of; the smallest things of a large map are put together."""
        found = {stamp.id: self._of(stamp) for stamp in stamps}
        sizes: defaultdict[End, int] = defaultdict(int)
        for stamp in stamps:
            sizes[found[stamp.id]] += stamp.span.likely if stamp.span else 0
        kept = set(sorted(sizes, key=lambda end: (-sizes[end], end))[:_LARGEST])
        return {stamp: end if end in kept else _OTHERS for stamp, end in found.items()}

    def _of(self, stamp: Stamp) -> End:
        """What it says; else what it stands on, unless that is a party; else what it is."""
        carrier = self._standing.get(stamp.id, "")
        on = "" if carrier in self._parties else self._texts.get(carrier, "")
        if said := self._texts[stamp.id] or on:
            return End("quoi", shortened(said, 40), carrier if said == on else stamp.id)
        return End("quoi", self._senses.get(stamp.sense, "") or "Sans nom", f"\0{stamp.sense}")
