"""The canvases whose exports are compared byte for byte."""

from __future__ import annotations

from dataclasses import replace

from capacities.domain.plans import ZonesPlan
from capacities.domain.snapshot import Card, Snapshot
from capacities.domain.template import CENTRE, NODE, FieldKind, Template
from capacities.domain.tree import arrange

TEXTS = (
    "Ménages modestes, à l’écoute : « où ? » — œuvre",
    "deux; trois, quatre",
    'Elle a dit "oui"',
    "première ligne\nseconde ligne",
    "=1+1",
    "+33 2 31 00 00 00",
    "-5 %",
    "@mairie",
    "'apostrophe",
    "\ttabulation",
    "Été 😀 👩\u200d💻",
    "שלום",
    "",
)
_NUMBERS = (62000.5, -12.0, 0.0, 1234567.891)


def snapshot_of(template: Template) -> Snapshot:
    """Return a canvas with every text above, in turn in every box, every field filled.

    A tree has them in turn under the centre, under its seeded branches and under one another.
    """
    plan = template.plan
    if not isinstance(plan, ZonesPlan):
        return _tree_of(template)
    titles = [
        Card(id=f"titre-{zone.key}", text=f"Mairie ; {zone.title}", zone=zone.key, rank="a0")
        for key in (*sorted(block.key for block in plan.blocks), "lignes")
        if (zone := template.zone(key))
    ]
    zones = [zone.key for zone in template.zones if zone.group is None]
    zones += [f"{z.key}@titre-{z.group}" for z in template.zones if z.group]
    if plan.matrix and plan.matrix.open_lines:
        zones += [f"titre-lignes.{column.key}" for column in plan.matrix.columns]
    count = max(len(zones), len(TEXTS))
    cards = [_card(number, zones[number % len(zones)], template) for number in range(count)]
    unknown = Card(id="vieille-carte", text="case disparue", zone="disparue", rank="a0")
    return Snapshot(template.key, (*titles, *cards, unknown))


def _tree_of(template: Template) -> Snapshot:
    centre = Card(CENTRE, 'Idée centrale ; "données"', CENTRE)
    zones = [zone.key for zone in template.zones]
    branches = [
        Card(zone.key, zone.title, zone.key, f"a{rank}", parent=CENTRE)
        for rank, zone in zip("0123456789ABCDEFGH", template.zones, strict=False)
    ]
    above = [*zones, CENTRE, *(f"carte-{number:04}" for number in range(len(TEXTS)))]
    nodes = [
        replace(_card(number, NODE, template), parent=above[number])
        for number in range(len(zones) + len(TEXTS))
    ]
    nodes[1] = replace(nodes[1], color="", fields={})
    tree = arrange((centre, *branches, *nodes))
    return Snapshot(template.key, (tree.centre, *tree.order))


def _card(number: int, zone: str, template: Template) -> Card:
    samples = {
        FieldKind.EURO: _NUMBERS[number % 4],
        FieldKind.NUMBER: _NUMBERS[(number + 1) % 4],
        FieldKind.DATE: "2027-01-31",
        FieldKind.YES_NO: number % 2 == 0,
        FieldKind.TEXT: TEXTS[number % 5],
        FieldKind.NOTE: f"{TEXTS[4]}\n{TEXTS[1]}",
        FieldKind.LINK: f"https://exemple.fr/charte?page={number}",
    }
    return Card(
        id=f"carte-{number:04}",
        text=TEXTS[number % len(TEXTS)],
        zone=zone,
        rank=f"a{number // len(TEXTS)}",
        author="Élue",
        created="2026-11-22T09:32:44.123Z",
        color=template.colors[number % len(template.colors)].key,
        fields={
            field.key: field.choices[number % len(field.choices)].key
            if field.kind is FieldKind.CHOICE
            else samples[field.kind]
            for field in template.fields_of(zone)
        },
    )
