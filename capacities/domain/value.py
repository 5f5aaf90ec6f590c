"""The balance of a map of value: who gains, who pays, what is covered. Money is whole cents.

The rules, each of them a sentence of docs/bilan.md:

1. a € adds its amount to the net of whoever gains it, and takes it from the net of whoever pays;
   what it is classified as changes no net;
2. a year and once are never added, nor are money and the equivalents of smileys;
3. ranges add end by end; at worst one gains the least and pays the most;
4. a smiley without equivalent is counted apart, never as zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from capacities.domain.plans import ValuePlan, map_plan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.value_links import Worth, stand, weigh
from capacities.domain.value_remarks import Remark, Remarks
from capacities.domain.value_stamps import NOTHING, Span, Stamp, Sums, add, read_stamps


@dataclass(frozen=True, slots=True)
class Party:
    """What one partie prenante gains and pays.

    Attributes:
        sums: gains are what it is named as gaining, costs what it is named as paying.
        classified: of what it gains, what is classified as a gain: what it could give back.
        contributes: key of the choice that says whether it contributes, "" when nobody did.
        contributing: that choice says yes.
        asked: whether it contributes is still to be said, or to be asked.
        pays: it is named as paying a €, be its amount still to be filled.
    """

    id: str
    name: str
    sums: Sums
    classified: Span
    contributes: str
    contributing: bool
    asked: bool
    pays: bool

    @property
    def gains_without_paying(self) -> bool:
        """Its net of a year is positive, it pays nothing and does not say that it contributes."""
        return self.sums.net_year.likely > 0 and not self.pays and not self.contributing


@dataclass(frozen=True, slots=True)
class Coverage:
    """What those who contribute gain in a year, against the costs of a year, and of once.

    The shares are None when there is no cost; the years when nothing is spent, or never.
    """

    gains: Span
    costs: Span
    spent_once: Span

    @property
    def likely(self) -> Fraction | None:
        return _share(self.gains.likely, self.costs.likely)

    @property
    def worst(self) -> Fraction | None:
        return _share(self.gains.low, self.costs.high)

    @property
    def best(self) -> Fraction | None:
        return _share(self.gains.high, self.costs.low)

    @property
    def left(self) -> Span:
        """What is left each year once the costs of the year are paid; negative when it lacks."""
        return self.gains.minus(self.costs)

    @property
    def payback(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Years after which what is left has paid what is spent once: likely, at best, at worst."""
        spent, left = self.spent_once, self.left
        return (
            _share(spent.likely, left.likely),
            _share(spent.low, left.high),
            _share(spent.high, left.low),
        )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Balance:
    """Everything that a map of value says in figures.

    Attributes:
        parties: in the order of the map.
        stamps: every stamp, in the order of the map.
        standing: the card or link that each stamp stands on, when it stands on one.
        totals: gains and costs as they are classified, whoever gains or pays.
        data, crossings: what each is worth; they overlap where they say so.
        missing, odd: what remains to be said, what had to be decided.
    """

    parties: tuple[Party, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    standing: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    totals: Sums = NOTHING
    coverage: Coverage = Coverage(Span(), Span(), Span())
    data: tuple[Worth, ...] = ()
    crossings: tuple[Worth, ...] = ()
    missing: tuple[Remark, ...] = ()
    odd: tuple[Remark, ...] = ()


def balance(snapshot: Snapshot, template: Template) -> Balance:
    """Make the balance of a map; an empty one for a template that has none."""
    plan = map_plan(template).value
    if plan is None:
        return Balance()
    remarks = Remarks()
    stamps = read_stamps(snapshot, template, plan, remarks)
    parties = _parties(snapshot.cards, plan, stamps, remarks)
    rows = {stamp.id: stamp.as_classified() for stamp in stamps}
    totals = add(rows.values())
    standing = stand(snapshot, stamps, remarks)
    data, crossings = weigh(snapshot, plan, rows, standing)
    _look_at(snapshot.cards, plan, crossings, remarks)
    return Balance(
        parties=parties,
        stamps=tuple(stamps),
        standing=MappingProxyType(standing),
        totals=totals,
        coverage=_coverage(parties, totals),
        data=data,
        crossings=crossings,
        missing=remarks.missing(),
        odd=remarks.odd(),
    )


def _parties(
    cards: Iterable[Card], plan: ValuePlan, stamps: Sequence[Stamp], remarks: Remarks
) -> tuple[Party, ...]:
    rows: defaultdict[str, list[Sums]] = defaultdict(list)
    classified: defaultdict[str, list[Sums]] = defaultdict(list)
    for stamp in stamps:
        if stamp.gainer is not None:
            gained = stamp.as_gain() if stamp.money else stamp.as_effect()
            rows[stamp.gainer].append(gained)
            if stamp.gain:
                classified[stamp.gainer].append(gained)
        if stamp.payer is not None:
            rows[stamp.payer].append(stamp.as_cost())
    payers = {stamp.payer for stamp in stamps}
    found = []
    for card in cards:
        if card.zone != plan.party:
            continue
        contributes = str(card.fields.get(plan.contributes) or "")
        asked = not contributes or contributes in plan.open
        if asked:
            remarks.note("contributes", card.id, card.text)
        party = Party(
            id=card.id,
            name=card.text,
            sums=add(rows[card.id]),
            classified=add(classified[card.id]).year[0],
            contributes=contributes,
            contributing=contributes == plan.contributing,
            asked=asked,
            pays=card.id in payers,
        )
        found.append(party)
    return tuple(found)


def _coverage(parties: Iterable[Party], totals: Sums) -> Coverage:
    gains = [party.classified for party in parties if party.contributing]
    gained = Span(*map(sum, zip(*gains, strict=True))) if gains else Span()
    return Coverage(gained, totals.year[1], totals.once[1])


def _look_at(
    cards: Iterable[Card], plan: ValuePlan, crossings: Iterable[Worth], remarks: Remarks
) -> None:
    for card in cards:
        if card.zone == plan.data and card.fields.get(plan.frame, "") in ("", *plan.open):
            remarks.note("frame", card.id, card.text)
    for crossing in crossings:
        if crossing.fed_by < 2:
            remarks.note("crossing", crossing.id, crossing.title)
