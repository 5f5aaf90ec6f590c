"""The canvases whose exports are compared byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from capacities.domain.plans import MapPlan, TimelinePlan, ZonesPlan, map_plan
from capacities.domain.ranking import Group, KeptRound
from capacities.domain.snapshot import Card, Edge, FieldValue, Snapshot
from capacities.domain.template import (
    CALENDAR,
    CENTRE,
    LANES,
    NODE,
    TRAY,
    EdgeKind,
    Field,
    FieldKind,
    Template,
)
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
    made = _made_of(template)
    return made if template.dots is None else replace(made, votes=_votes_on(made))


def _votes_on(made: Snapshot) -> tuple[KeptRound, ...]:
    """A round kept, with a tie and an idea that has gone, then the one that goes on."""
    first, second, third, *_ = (card for card in made.cards if card.zone != CENTRE)
    over = ((first.id, first.text, 2), (second.id, second.text, 3), ("partie", "=1+1", 2))
    now = ((third.id, third.text, 1),)
    tables = (Group("Table 1 ; élus", 6, ((first.id, 2),)), Group("", 3, ((second.id, 3),)))
    asked = "Quels fils ; lesquels ?"
    return (
        KeptRound(1, "2026-11-29T10:00:00+00:00", asked, 9, 7, over, tables),
        KeptRound(2, "", "", 1, 1, now),
    )


def _made_of(template: Template) -> Snapshot:
    plan = template.plan
    if isinstance(plan, MapPlan):
        return _map_of(template)
    if isinstance(plan, TimelinePlan):
        return timeline_of(template)
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


def _map_of(template: Template) -> Snapshot:
    """Every type of element twice; a stamp stands on an element, on a link, on what is gone."""
    zones = [zone.key for zone in template.zones]
    count = max(2 * len(zones), len(TEXTS))
    cards = [
        replace(
            _card(number, zones[number % len(zones)], template),
            x=float(number * 160),
            y=number * -40.5,
        )
        for number in range(count)
    ]
    stamps = {element.key for element in map_plan(template).elements if element.stamp}
    carriers = ("carte-0000", "lien-00", "disparu", None)
    for number, card in enumerate(cards):
        if card.zone in stamps:
            on = carriers[number % len(carriers)]
            cards[number] = replace(card, on=on, x=None if on else card.x, y=None if on else card.y)
    cards.append(Card("vieille-carte", "type disparu", "disparue", "a0", x=0.0, y=0.0))
    edges = [_edge(number, kind, cards) for number, kind in enumerate(template.edge_kinds)]
    lost = Edge("lien-perdu", cards[0].id, "disparu", template.edge_kinds[0].key)
    return Snapshot(template.key, tuple(cards), edges=(*edges, lost))


def timeline_of(template: Template) -> Snapshot:
    """Every text in turn in each lane, an added one, the tray and a lane that is gone.

    A lane is renamed, another removed; a window is changed, one is added. Links make a chain
    and a loop, and one has lost an end.
    """
    first, second, *_ = (zone.key for zone in template.zones)
    seasons = template.plan.seasons if isinstance(template.plan, TimelinePlan) else ()
    signed = {"author": "Élue", "created": "2026-11-22T09:32:44.123Z"}
    lanes = (
        Card("fil-renomme", "Données ; « nôtres »", LANES, "a0", parent=first, **signed),
        Card("fil-ajoute", "=Fil ajouté", LANES, "a5", **signed),
    )
    days = {"date": "2027-06-07", "fin": "2027-06-18", "source": "https://exemple.fr/appel"}
    windows = (
        Card("appel", "Clôture de l’appel ; 2027", CALENDAR, "a1", fields=days, **signed),
        Card("sans-jour", "Conseil", CALENDAR, "a2", **signed),
        *(
            Card("autre-vote", "", CALENDAR, parent=one.key, fields={"date": "2027-03-09"})
            for one in seasons[:1]
        ),
    )
    zones = (first, second, "fil-ajoute", TRAY)
    steps = [_card(number, zones[number % 4], template) for number in range(2 * len(TEXTS))]
    steps = [replace(one, fields=_plausible(number, one)) for number, one in enumerate(steps)]
    lost = Card("vieille-etape", "fil disparu", "disparu", "a0")
    trash = (Card("fil-retire", "", LANES, parent=template.zones[-1].key, deleted=True),)
    ends = [(number, number + 4) for number in range(0, 20, 2)] + [(8, 0), (1, 2)]
    edges = [
        Edge(f"lien-{place:02}", steps[one].id, steps[other].id, "avant", **signed)
        for place, (one, other) in enumerate(ends)
    ]
    edges.append(Edge("lien-perdu", steps[0].id, "disparue", "avant"))
    steps.sort(key=lambda card: (zones.index(card.zone), card.rank, card.id))
    placed = [card for card in steps if card.zone != TRAY]
    tray = [card for card in steps if card.zone == TRAY]
    cards = (*placed, lost, *tray, *windows, *lanes)
    return Snapshot(
        *(template.key, cards, trash),
        edges=tuple(edges),
        day=date(2026, 11, 29),
        name="dossier/canevas",
        version=42,
    )


def _plausible(number: int, card: Card) -> dict[str, FieldValue]:
    """Return the fields with a duration, and a date one time in five."""
    fields = {**card.fields, "duree": (3.0, 1.5, 0.0, 12.0)[number % 4]}
    if number % 5:
        fields.pop("date", None)
    if number % 7:
        fields.pop("avant", None)
    return fields


def _edge(number: int, kind: EdgeKind, cards: Sequence[Card]) -> Edge:
    return Edge(
        id=f"lien-{number:02}",
        source=cards[number].id,
        target=cards[number + 1].id,
        kind=kind.key,
        text=TEXTS[number % len(TEXTS)],
        author="Élue",
        created="2026-11-22T09:32:44.123Z",
        fields={field.key: _sample(number, field) for field in kind.fields},
    )


def _card(number: int, zone: str, template: Template) -> Card:
    return Card(
        id=f"carte-{number:04}",
        text=TEXTS[number % len(TEXTS)],
        zone=zone,
        rank=f"a{number // len(TEXTS)}",
        author="Élue",
        created="2026-11-22T09:32:44.123Z",
        color=template.colors[number % len(template.colors)].key if template.colors else "",
        fields={field.key: _sample(number, field) for field in template.fields_of(zone)},
    )


def _sample(number: int, field: Field) -> FieldValue:
    if field.kind is FieldKind.CHOICE:
        return field.choices[number % len(field.choices)].key
    samples: dict[FieldKind, FieldValue] = {
        FieldKind.EURO: _NUMBERS[number % 4],
        FieldKind.NUMBER: _NUMBERS[(number + 1) % 4],
        FieldKind.DATE: "2027-01-31",
        FieldKind.YES_NO: number % 2 == 0,
        FieldKind.TEXT: TEXTS[number % 5],
        FieldKind.NOTE: f"{TEXTS[4]}\n{TEXTS[1]}",
        FieldKind.LINK: f"https://exemple.fr/charte?page={number}",
        FieldKind.ELEMENT: ("carte-0000", "carte-0001", "disparu")[number % 3],
    }
    return samples[field.kind]
