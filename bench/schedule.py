"""What planning a large rétroplanning backwards costs: it is done again each time it is shown."""

from __future__ import annotations

import gc
import random
import statistics
import time
from datetime import date

from bench.serving import table
from capacities.documents.holidays import list_holidays
from capacities.domain.schedule import schedule
from capacities.domain.schedule_advice import advise
from capacities.domain.schedule_figures import count_schedule
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.timeline_telling import tell_all
from capacities.domain.working_days import calendar_around

CARDS, LINKS, SUCCESSES = 2_000, 4_000, 40
ROUNDS = 40
TODAY, HORIZON = date(2026, 11, 30), date(2031, 12, 31)
Plan = tuple[list[Card], list[Edge]]


def plan() -> None:
    """Print the table."""
    straight, looped = large_plan(), large_plan(loops=True)
    calendar = calendar_around(TODAY, HORIZON, list_holidays())
    rows: list[list[object]] = [
        ["sans boucle, le ramasse-miettes passe quand il veut", *_told(straight), ""],
    ]
    # As a server does once it has started: what it holds for good is not looked at any more.
    gc.collect()
    gc.freeze()
    rows += [
        ["sans boucle, comme dans un serveur", *_told(straight), "≤ 100 ms"],
        ["avec un calendrier de travail", *_told(straight, calendar=calendar), ""],
        ["liens au hasard, boucles partout", *_told(looped), "≤ 100 ms"],
        ["chiffres et phrases, sans boucle", *_said(straight), ""],
        ["conseil pour un retard, le plus long", *_advised(straight), ""],
    ]
    gc.unfreeze()
    heads = ["mesure (temps de processeur)", "médiane", "le pire", "barre"]
    table(f"Planification à rebours de {CARDS} post-its et {LINKS} liens", heads, rows)


def _told(drawn: Plan, **more: object) -> tuple[str, str]:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        schedule(*drawn, horizon=HORIZON, today=TODAY, **more)  # type: ignore[arg-type]
        times.append(time.process_time() - start)
    return _words(times)


def _said(drawn: Plan) -> tuple[str, str]:
    found = schedule(*drawn, horizon=HORIZON, today=TODAY)
    snapshot = Snapshot("retroplanning", tuple(drawn[0]), edges=tuple(drawn[1]))
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        count_schedule(found)
        list(tell_all(found, snapshot))
        times.append(time.process_time() - start)
    return _words(times)


def _advised(drawn: Plan) -> tuple[str, str]:
    found = schedule(*drawn, horizon=date(2027, 3, 1), today=TODAY)
    times = []
    for card in found.late[:ROUNDS]:
        start = time.process_time()
        advise(found, card.id)
        times.append(time.process_time() - start)
    return _words(times)


def _words(times: list[float]) -> tuple[str, str]:
    return f"{statistics.median(times) * 1000:.1f} ms", f"{max(times) * 1000:.1f} ms"


def large_plan(seed: int = 1, *, loops: bool = False) -> Plan:
    """Cards that lead to later ones, the réussites last; with ``loops``, to any."""
    chance = random.Random(seed)
    cards = []
    for number in range(CARDS):
        last = number >= CARDS - SUCCESSES
        fields: dict[str, str | float] = {
            "nature": "reussite" if last else chance.choice(("action", "action", "jalon")),
            "duree": float(chance.randint(0, 8)),
            "qui": chance.choice(("Service SIG", "Élus", "Service SIG, Élus", "")),
            "etat": chance.choice(("a-faire", "en-cours", "fait", "bloque")),
        }
        if not number % 20:
            fields["date"] = f"{chance.randint(2027, 2031)}-06-30"
        cards.append(Card(f"c{number:04}", f"Post-it {number}", "convergence", fields=fields))
    names = chance.sample(range(10**9), LINKS)
    edges = []
    for name in names:
        ends = chance.sample(range(CARDS), 2)
        source, target = ends if loops else sorted(ends)
        edges.append(Edge(f"l{name}", cards[source].id, cards[target].id, "avant"))
    return cards, edges
