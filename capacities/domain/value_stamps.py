"""The € and the smileys of a map as its balance counts them: in whole cents, oddities noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from capacities.domain.limits import AMOUNT_EUROS
from capacities.domain.plans import ValuePlan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Template
from capacities.domain.value_remarks import Remarks

_MOST: Final = AMOUNT_EUROS * 100
_NUMBERS: Final = (float, int)
_WHOLE: Final = 1e-3
"""Part of a cent that multiplying floats may add or take."""
_EXACT: Final = 10**10
"""Cents below which multiplying floats twice adds or takes less than ``_WHOLE``."""
_SURE: Final = 0.5 - _WHOLE
"""Nearer than this to whole cents, the exact product rounds to the same."""


class Span(NamedTuple):
    """An amount in cents: ``low`` ≤ ``likely`` ≤ ``high``."""

    likely: int = 0
    low: int = 0
    high: int = 0

    def minus(self, spent: Span) -> Span:
        """Return what is left: at worst the least gained for the most spent."""
        return Span(self.likely - spent.likely, self.low - spent.high, self.high - spent.low)


class Sums(NamedTuple):
    """What some stamps come to, in cents. A year and once are never added, nor are money and
    equivalents. ``untold`` counts the smileys that have no equivalent."""

    gains_year: int = 0
    gains_year_low: int = 0
    gains_year_high: int = 0
    costs_year: int = 0
    costs_year_low: int = 0
    costs_year_high: int = 0
    gains_once: int = 0
    gains_once_low: int = 0
    gains_once_high: int = 0
    costs_once: int = 0
    costs_once_low: int = 0
    costs_once_high: int = 0
    equivalent_year: int = 0
    equivalent_once: int = 0
    untold: int = 0

    @property
    def year(self) -> tuple[Span, Span]:
        """Gains and costs of a year."""
        return Span(*self[0:3]), Span(*self[3:6])

    @property
    def once(self) -> tuple[Span, Span]:
        """Gains and costs of what happens once."""
        return Span(*self[6:9]), Span(*self[9:12])

    @property
    def net_year(self) -> Span:
        gains, costs = self.year
        return gains.minus(costs)

    @property
    def net_once(self) -> Span:
        gains, costs = self.once
        return gains.minus(costs)


NOTHING: Final = Sums()


def add(rows: Iterable[Sums]) -> Sums:
    """Add sums of each kind with those of the same kind."""
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return Sums(*columns) if columns else NOTHING


class Stamp(NamedTuple):
    """One € or one smiley that counts.

    Attributes:
        money: it is a €, whose ``span`` is an amount; else a smiley, of which it is the equivalent.
        span: None when nobody gave what it needs: it is then worth nothing known, never zero.
        sense: key of the choice that classifies a €, "" when nobody did.
        gain, cost: what that choice is; neither when there is none.
        gainer, payer: ids of parties of the map, None when nobody is named or it is no party.
    """

    id: str
    money: bool
    span: Span | None
    yearly: bool
    sense: str = ""
    gain: bool = False
    cost: bool = False
    gainer: str | None = None
    payer: str | None = None

    def as_gain(self) -> Sums:
        """What it adds to whoever gains it."""
        span = self.span or Span()
        return Sums(*span) if self.yearly else Sums(*_NO_SPANS, *span)

    def as_cost(self) -> Sums:
        """What it adds to the costs of whoever pays it."""
        span = self.span or Span()
        return Sums(*_NO_SPAN, *span) if self.yearly else Sums(*_NO_SPANS, *_NO_SPAN, *span)

    def as_effect(self) -> Sums:
        """What a smiley adds, apart from money."""
        if self.span is None:
            return Sums(untold=1)
        cents = self.span.likely
        return Sums(equivalent_year=cents) if self.yearly else Sums(equivalent_once=cents)

    def as_classified(self) -> Sums:
        """What it adds where nobody in particular gains or pays."""
        if not self.money:
            return self.as_effect()
        return self.as_cost() if self.cost else self.as_gain() if self.gain else NOTHING


_NO_SPAN: Final = (0, 0, 0)
_NO_SPANS: Final = (0,) * 6


def to_cents(value: object) -> int | None:
    """Return an amount in euros as cents, a half one rounded away from zero; None when it is no
    number or is beyond AMOUNT_EUROS."""
    if type(value) not in _NUMBERS or not -AMOUNT_EUROS <= value <= AMOUNT_EUROS:  # type: ignore[operator]
        return None
    hundred = float(value) * 100  # type: ignore[arg-type]
    nearest = round(hundred)
    if abs(hundred - nearest) < _WHOLE:  # whole cents, as nearly always
        return nearest
    return _rounded(Decimal(repr(value)) * 100)


def _product(quantity: float, unit_value: float) -> int | None:
    """Return a product in euros as cents, rounded as ``to_cents`` does."""
    nearly = quantity * unit_value * 100
    nearest = round(nearly)
    if abs(nearly) < _EXACT and abs(nearly - nearest) < _SURE:
        return nearest
    return _rounded(Decimal(repr(quantity)) * Decimal(repr(unit_value)) * 100)


def _rounded(cents: Decimal) -> int | None:
    if abs(cents) > _MOST:
        return None
    return int(cents.to_integral_value(ROUND_HALF_UP))


def read_stamps(
    snapshot: Snapshot, template: Template, plan: ValuePlan, remarks: Remarks
) -> list[Stamp]:
    """Read every stamp, in the order of the map; none is left out for being odd."""
    parties = {card.id for card in snapshot.cards if card.zone == plan.party}
    read = _Reader(plan, template, parties, remarks)
    return list(read.stamps(snapshot.cards))


class _Reader:
    def __init__(
        self, plan: ValuePlan, template: Template, parties: set[str], remarks: Remarks
    ) -> None:
        self.plan, self.parties, self.remarks = plan, parties, remarks
        self.defaults = {
            key: field.default
            for key in (plan.period, plan.sense)
            if (field := template.field(key)) and field.default
        }

    def stamps(self, cards: Iterable[Card]) -> Iterator[Stamp]:
        for card in cards:
            if card.zone == self.plan.money:
                yield self._money(card)
            elif card.zone == self.plan.quality:
                yield self._smiley(card)

    def _money(self, card: Card) -> Stamp:
        plan, remarks = self.plan, self.remarks
        span = self._span(card)
        sense = self._choice(card, plan.sense)
        cost = sense == plan.cost
        gainer, payer = self._party(card, plan.gainer), self._party(card, plan.payer)
        if span is None and _blank(card, plan.amount):
            remarks.note("amount", card.id)
        if not sense:
            remarks.note("sense", card.id)
        if cost and _blank(card, plan.payer):
            remarks.note("payer", card.id)
        elif not cost and _blank(card, plan.gainer):
            remarks.note("gainer", card.id)
        if _blank(card, plan.confidence):
            remarks.note("confidence", card.id)
        yearly, gain = self._yearly(card), bool(sense) and not cost
        return Stamp(card.id, True, span, yearly, sense, gain, cost, gainer, payer)

    def _smiley(self, card: Card) -> Stamp:
        plan, remarks = self.plan, self.remarks
        if _blank(card, plan.gainer):
            remarks.note("smiley-gainer", card.id)
        if _blank(card, plan.indicator):
            remarks.note("indicator", card.id)
        worth = self._equivalent(card)
        span = None if worth is None else Span(worth, worth, worth)
        gainer = self._party(card, plan.gainer)
        return Stamp(card.id, False, span, self._yearly(card), gainer=gainer)

    def _span(self, card: Card) -> Span | None:
        """Read an amount and its ends: one that is missing or unreadable is the amount itself,
        those that do not surround it are put in order."""
        plan = self.plan
        likely = self._cents(card, plan.amount)
        low, high = self._cents(card, plan.amount_min), self._cents(card, plan.amount_max)
        if likely is None:
            return None
        if likely < 0:
            self.remarks.note("negative", card.id)
        if low is not None and high is not None and low <= likely <= high:
            return Span(likely, low, high)
        ends = [end for end in (low, high) if end is not None]
        if low is not None and high is not None and low > high:
            self.remarks.note("range", card.id)
        elif (low is not None and low > likely) or (high is not None and high < likely):
            self.remarks.note("outside", card.id)
        return Span(likely, min((likely, *ends)), max((likely, *ends)))

    def _cents(self, card: Card, key: str) -> int | None:
        value = card.fields.get(key)
        cents = to_cents(value)
        if cents is None and value is not None:
            self.remarks.note("unreadable", card.id)
        return cents

    def _equivalent(self, card: Card) -> int | None:
        quantity = card.fields.get(self.plan.quantity)
        unit_value = card.fields.get(self.plan.unit_value)
        counted, valued = to_cents(quantity) is not None, to_cents(unit_value) is not None
        both = counted and valued
        worth = _product(quantity, unit_value) if both else None  # type: ignore[arg-type]
        odd = (quantity is not None and not counted) or (unit_value is not None and not valued)
        if odd or (both and worth is None):
            self.remarks.note("unreadable", card.id)
        return worth

    def _party(self, card: Card, key: str) -> str | None:
        named = card.fields.get(key)
        if named is None:
            return None
        if isinstance(named, str) and named in self.parties:
            return named
        if _blank(card, key):
            return None
        self.remarks.note("no-party", card.id)
        return None

    def _yearly(self, card: Card) -> bool:
        period = self._choice(card, self.plan.period)
        if not period:
            self.remarks.note("period", card.id)
        return not period or period == self.plan.yearly

    def _choice(self, card: Card, key: str) -> str:
        return str(card.fields.get(key) or self.defaults.get(key, ""))


def _blank(card: Card, key: str) -> bool:
    return bool(key) and not str(card.fields.get(key, "")).strip()
