"""What a filled canvas says in figures: counts, sums, and what remains to be done."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from capacities.domain.boxes import Box, list_boxes
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import Field, FieldKind, Template
from capacities.domain.wording import agreed, format_number, listed


@dataclass(frozen=True, slots=True)
class BoxCount:
    """How many cards a box holds."""

    zone: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a sum: ``title`` is the choice that splits it ("par an"), or ""."""

    key: str
    title: str
    amount: float


@dataclass(frozen=True, slots=True)
class BoxTotal:
    """The sum of one field in one box.

    Attributes:
        shares: in the order of the choices; those without any amount are left out.
        without: cards of the box where the field is not filled.
    """

    zone: str
    title: str
    field: Field
    shares: tuple[Share, ...]
    without: int

    def words(self) -> str:
        """Say it: « 62 000 € par an, 45 000 € une fois »."""
        return ", ".join(
            f"{quantity(self.field, share.amount)} {share.title}".strip() for share in self.shares
        )


def quantity(field: Field, value: float) -> str:
    """Say a value of a field with its unit: « 62 000 € », « 12,5 jours/homme »."""
    number = format_number(value, money=field.kind is FieldKind.EURO)
    return f"{number}\u00a0{agreed(field.unit, value)}" if field.unit else number


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything counted in one canvas.

    Attributes:
        cards: live cards, titles of added lines and blocks left out.
        boxes: each box with its count, in reading order.
        totals: boxes of which a field is summed and holds at least one amount.
        colors: cards by colour title, in the order of the template.
        to_sort: cards whose box no longer exists.
        remaining: what is still to be done, in French sentences; empty when nothing is.
    """

    cards: int
    boxes: tuple[BoxCount, ...]
    totals: tuple[BoxTotal, ...]
    colors: tuple[tuple[str, int], ...]
    to_sort: int
    remaining: tuple[str, ...]

    @property
    def ideas(self) -> int:
        """Everything that people wrote, to be sorted or not."""
        return self.cards + self.to_sort

    @property
    def empty(self) -> tuple[BoxCount, ...]:
        return tuple(box for box in self.boxes if box.count == 0)


def count_figures(snapshot: Snapshot, template: Template) -> Figures:
    """Count everything at once; cheap enough for each display."""
    all_boxes = list_boxes(template, snapshot.cards)
    boxes = [box for box in all_boxes if not box.holds_titles]
    held: dict[str, list[Card]] = {box.zone: [] for box in all_boxes}
    to_sort = 0
    for card in snapshot.cards:
        if card.zone in held:
            held[card.zone].append(card)
        else:
            to_sort += 1
    counts = tuple(BoxCount(box.zone, box.title, len(held[box.zone])) for box in boxes)
    totals = tuple(
        total
        for box in boxes
        for field in template.fields_of(box.zone)
        if field.total
        for total in [_total(box, field, held[box.zone], template)]
        if total.shares
    )
    ideas = [card for box in boxes for card in held[box.zone]]
    colors = Counter(template.color(card.color).title for card in ideas)
    return Figures(
        cards=len(ideas),
        boxes=counts,
        totals=totals,
        colors=tuple((c.title, colors[c.title]) for c in template.colors if colors[c.title]),
        to_sort=to_sort,
        remaining=tuple(_remaining(counts, totals, to_sort)),
    )


def _total(box: Box, field: Field, cards: list[Card], template: Template) -> BoxTotal:
    """Sum a field; a card whose splitting choice is not filled counts as the default."""
    split = template.field(field.total_by) if field.total_by else None
    amounts: dict[str, list[float]] = {}
    without = 0
    for card in cards:
        value = card.fields.get(field.key)
        if not isinstance(value, float):
            without += 1
            continue
        key = str(card.fields.get(split.key) or split.default or "") if split else ""
        amounts.setdefault(key, []).append(value)
    titles = {choice.key: choice.title for choice in split.choices} if split else {}
    keys = [key for key in (*titles, "") if key in amounts]
    shares = tuple(Share(key, titles.get(key, ""), math.fsum(amounts[key])) for key in keys)
    return BoxTotal(box.zone, box.title, field, shares, without)


def _remaining(
    counts: tuple[BoxCount, ...], totals: tuple[BoxTotal, ...], to_sort: int
) -> Iterable[str]:
    empty = [box.title for box in counts if box.count == 0]
    if empty and len(empty) == len(counts):
        yield "Tout est à écrire : aucune case n’est commencée."
    elif len(empty) == 1:
        yield f"Une case est encore vide : {empty[0]}."
    elif empty:
        yield f"{len(empty)} cases sont encore vides : {listed(empty)}."
    for total in totals:
        if total.without:
            cards = "1 post-it est" if total.without == 1 else f"{total.without} post-its sont"
            yield f"{total.title} : {cards} sans {total.field.title.lower()}."
    if to_sort:
        cards = "1 post-it est" if to_sort == 1 else f"{to_sort} post-its sont"
        yield f"{cards} à reclasser : leur case n’existe plus."
