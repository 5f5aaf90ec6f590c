"""What edits cost and how long they take, beside Hocuspocus in the same run."""

from __future__ import annotations

from statistics import median
from typing import Any

from bench.serving import hocuspocus, install_peer, load, ours, sqlite_database, table

HEADS = ["serveur", "µs/modif.", "p50 ms", "p95", "p99", "saved p50", "p95", "max", "convergé"]


def edits(rounds: int, rooms: int, seconds: float, streamlit: bool) -> None:
    """100 pairs at 2 edits/s each, rounds interleaved: the bar is a CPU ratio of 0.6."""
    install_peer()
    figures: dict[str, list[dict[str, Any]]] = {"CAPACities": [], "Hocuspocus 4": []}
    for _ in range(rounds):
        with hocuspocus(rooms) as server:
            figures["Hocuspocus 4"].append(load(server, peer=True, seconds=seconds))
        with sqlite_database() as url, ours(url, rooms, streamlit) as server:
            figures["CAPACities"].append(load(server, seconds=seconds))
    rows = [_row(name, figure) for name, runs in figures.items() for figure in runs]
    table(f"{rooms} salles × 2 personnes, 2 modifications/s chacune", HEADS, rows)
    cost = {name: median(f["microsecondsPerEdit"] for f in runs) for name, runs in figures.items()}
    ratio = cost["CAPACities"] / cost["Hocuspocus 4"]
    print(f"CPU par modification, rapport des médianes : {ratio:.2f} (barre : 0,60)")


def _row(name: str, figures: dict[str, Any]) -> list[object]:
    latency, saved = figures["latency"], figures["saved"]
    return [
        name,
        figures["microsecondsPerEdit"],
        latency["p50"],
        latency["p95"],
        latency["p99"],
        saved["p50"],
        saved["p95"],
        saved["max"],
        figures["converged"] and figures["settled"],
    ]


def throughput(rooms: int, seconds: float) -> None:
    """Sustained edits: each step doubles the rate; the bar is 5,000/s with p95 ≤ 250 ms."""
    rows = []
    for per_client in (10, 25, 50, 60):
        with sqlite_database() as url, ours(url, rooms) as server:
            figures = load(server, perClient=per_client, seconds=seconds)
        rows.append(_throughput_row(per_client * rooms * 2, figures))
    heads = ["demandé/s", "tenu/s", "CPU serveur", "p50 ms", "p95", "p99", "saved p95", "convergé"]
    table(f"{rooms} salles × 2 personnes, débit soutenu", heads, rows)


def _throughput_row(asked: int, figures: dict[str, Any]) -> list[object]:
    latency = figures["latency"]
    return [
        asked,
        figures["perSecond"],
        figures["cpuShare"],
        latency["p50"],
        latency["p95"],
        latency["p99"],
        figures["saved"]["p95"],
        figures["converged"] and figures["settled"],
    ]


def steady(rooms: int, minutes: float) -> None:
    """Pairs at 2 edits/s each for minutes: all of it saved, memory flat."""
    with sqlite_database() as url, ours(url, rooms, streamlit=True) as server:
        figures = load(server, seconds=60 * minutes, warmup=10)
    memory = figures["memory"]
    heads = [
        "minutes",
        "modif.",
        "p95 ms",
        "saved p95",
        "tout enregistré",
        "Mio au début",
        "à la fin",
    ]
    row: list[object] = [
        minutes,
        figures["edits"],
        figures["latency"]["p95"],
        figures["saved"]["p95"],
        figures["converged"] and figures["settled"],
        memory["before"],
        memory["after"],
    ]
    table(f"{rooms} salles × 2 personnes dans Streamlit, longtemps", heads, [row])
