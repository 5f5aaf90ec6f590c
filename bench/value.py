"""What the balance of a large map of value costs: it is made again each time its figures are."""

from __future__ import annotations

import gc
import random
import statistics
import time
from pathlib import Path
from typing import Any

from bench.serving import table
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.value import balance
from capacities.templates.loader import load_templates

STAMPS, LINKS = 1_000, 400
ELEMENTS = {"party": 30, "data": 100, "crossing": 50}
SERVICES = 120
ROUNDS = 60
TEMPLATE = load_templates(Path(__file__).parents[1] / "data" / "canevas").templates[
    "creation-valeur"
]


def value() -> None:
    """Print the table."""
    drawn = large_map()
    rows = [["sans ramasse-miettes", *_told(_times(drawn, collecting=False)), "≤ 20 ms"]]
    rows.append(["le ramasse-miettes passe quand il veut", *_told(_times(drawn)), ""])
    # As a server does once it has started: what it holds for good is not looked at any more.
    gc.collect()
    gc.freeze()
    rows.append(["le même, comme dans un serveur", *_told(_times(drawn)), "≤ 20 ms"])
    gc.unfreeze()
    heads = ["mesure (temps de processeur)", "médiane", "le pire", "barre"]
    table(f"Bilan d’une carte de {STAMPS} timbres", heads, rows)


def _times(drawn: Snapshot, *, collecting: bool = True) -> list[float]:
    """Milliseconds of processor of each balance."""
    times = []
    if not collecting:
        gc.disable()
    try:
        for _ in range(ROUNDS):
            start = time.process_time()
            balance(drawn, TEMPLATE)
            times.append((time.process_time() - start) * 1000)
    finally:
        gc.enable()
    return times


def _told(times: list[float]) -> tuple[str, str]:
    return f"{statistics.median(times):.1f} ms", f"{max(times):.1f} ms"


def large_map(seed: int = 1) -> Snapshot:
    """A map whose links lead from data to crossings, services and parties, circles included."""
    chance = random.Random(seed)
    plan = map_plan(TEMPLATE).value
    assert plan is not None
    zones = [getattr(plan, role) for role, count in ELEMENTS.items() for _ in range(count)]
    elements = [Card(f"e{n:04}", f"Élément {n}", z) for n, z in enumerate(zones)]
    elements += [Card(f"s{n:04}", f"Service {n}", "service") for n in range(SERVICES)]
    edges = tuple(
        Edge(f"l{n:04}", chance.choice(elements).id, chance.choice(elements).id)
        for n in range(LINKS)
    )
    parties = [card.id for card in elements if card.zone == plan.party]
    places = [card.id for card in elements] + [edge.id for edge in edges]
    stamps = []
    for number in range(STAMPS):
        money = number % 3 > 0
        said: dict[str, Any] = {plan.gainer: chance.choice(parties)}
        if money:
            amount = round(chance.uniform(100, 90_000), 2)
            said |= {plan.sense: chance.choice(("recette", "economie", "cout"))}
            said |= {plan.amount: amount, plan.amount_min: amount / 2, plan.amount_max: amount * 2}
            said |= {plan.payer: chance.choice(parties), plan.confidence: "forte"}
        else:
            said |= {plan.quantity: chance.uniform(1, 900), plan.unit_value: 12.5}
        zone = plan.money if money else plan.quality
        stamps.append(Card(f"t{number:04}", "", zone, fields=said, on=chance.choice(places)))
    return Snapshot(TEMPLATE.key, (*elements, *stamps), edges=edges)
