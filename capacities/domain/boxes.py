"""The boxes a canvas really shows: those of its template, plus added lines and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capacities.domain.cards import in_order
from capacities.domain.limits import BOX_TITLE_CHARS
from capacities.domain.plans import ZonesPlan
from capacities.domain.snapshot import Card
from capacities.domain.template import OPEN_LINES, Template, Zone


@dataclass(frozen=True, slots=True)
class Box:
    """One box of one canvas.

    Attributes:
        zone: what cards in it store in ``zone``.
        title: its title, complete (line and column, block instance and box).
        model: the template's box it comes from.
        holds_titles: its cards are titles of added lines or of block instances.
    """

    zone: str
    title: str
    model: Zone
    holds_titles: bool = False


def list_boxes(template: Template, cards: Iterable[Card]) -> tuple[Box, ...]:
    """List the boxes in reading order; ``cards`` (live ones) bring added lines and blocks."""
    titles: dict[str, list[Card]] = {}
    for card in cards:
        if card.zone in template.plan.titles:
            titles.setdefault(card.zone, []).append(card)
    return (*_fixed(template), *_added_lines(template, titles), *_instances(template, titles))


def _fixed(template: Template) -> list[Box]:
    return [Box(zone.key, zone.title, zone) for zone in template.zones if zone.group is None]


def _added_lines(template: Template, titles: Mapping[str, Sequence[Card]]) -> list[Box]:
    model, plan = template.zone(OPEN_LINES), template.plan
    if not isinstance(plan, ZonesPlan) or plan.matrix is None or model is None:
        return []
    boxes = [Box(OPEN_LINES, model.title, model, holds_titles=True)]
    for line in in_order(titles.get(OPEN_LINES, ())):
        for column in plan.matrix.columns:
            zone = f"{line.id}.{column.key}"
            if box := template.zone(zone):
                boxes.append(Box(zone, f"{_title(line)} — {column.title}", box))
    return boxes


def _instances(template: Template, titles: Mapping[str, Sequence[Card]]) -> list[Box]:
    boxes: list[Box] = []
    for block in template.plan.blocks if isinstance(template.plan, ZonesPlan) else ():
        if model := template.zone(block.key):
            boxes.append(Box(block.key, model.title, model, holds_titles=True))
        for instance in in_order(titles.get(block.key, ())):
            boxes.extend(
                Box(f"{zone.key}@{instance.id}", f"{_title(instance)} — {zone.title}", zone)
                for zone in template.zones
                if zone.group == block.key
            )
    return boxes


def _title(card: Card) -> str:
    title = " ".join(card.text.split()) or "sans titre"
    return title if len(title) <= BOX_TITLE_CHARS else f"{title[: BOX_TITLE_CHARS - 1]}…"
