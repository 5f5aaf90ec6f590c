"""Measure the bars of the product: ``python bench/run.py`` (all) or one by its name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import (
    ballot,
    beside,
    crowd,
    door,
    drawing,
    files,
    frise,
    hostile,
    opening,
    pages,
    schedule,
    traffic,
    tree,
    trouble,
    value,
)

BARS: dict[str, tuple[str, Callable[[argparse.Namespace], None]]] = {
    "edits": (
        "CPU par modification et délais, à côté de Hocuspocus",
        lambda o: traffic.edits(o.rounds, o.rooms, o.seconds, o.streamlit),
    ),
    "beside": (
        "les salles pendant que dix pages de figures se rejouent",
        lambda o: beside.beside(o.rooms, o.seconds, o.rounds),
    ),
    "door": ("entrer par un lien, sur de mauvais réseaux", lambda o: door.door(o.rounds)),
    "crowd": ("200 personnes qui arrivent en 20 s", lambda _: crowd.crowd()),
    "pages": ("poids, reruns, tâches longues du navigateur", lambda _: pages.pages()),
    "tree": ("une carte de 1 000 idées dans le navigateur", lambda _: tree.tree()),
    "value": ("le bilan d’une carte de 1 000 timbres", lambda _: value.value()),
    "schedule": (
        "un rétroplanning de 2 000 post-its et 4 000 liens, à rebours",
        lambda _: schedule.plan(),
    ),
    "throughput": (
        "débit soutenu, 50 salles × 2",
        lambda o: traffic.throughput(50, o.seconds),
    ),
    "steady": ("100 personnes pendant 5 minutes", lambda o: traffic.steady(50, o.minutes)),
    "opening": ("ouvrir 2 000 cartes, 20 000 mises à jour", lambda _: opening.opening()),
    "kill": ("kill -9 pendant les écritures, les deux bases", lambda o: trouble.kills(o.kills)),
    "messages": ("messages malformés ou mutés", lambda o: trouble.hostile(o.messages)),
    "hostile": (
        "une autre paire pendant chaque attaque",
        lambda o: hostile.hostile(o.seconds, o.attack),
    ),
    "files": (
        "exports et imports en nombre, à côté de deux binômes",
        lambda o: files.files(o.seconds),
    ),
    "ballot": ("200 votants à la fois, les deux bases", lambda _: ballot.ballot()),
    "convergence": ("cinq clients au hasard", lambda o: trouble.convergence(o.runs)),
    "moves": ("branches déplacées par cinq clients", lambda o: trouble.moves(o.runs)),
    "drawing": ("une grande carte dans le navigateur", lambda _: drawing.drawing()),
    "frise": ("un rétroplanning de 300 étapes dans le navigateur", lambda _: frise.frise()),
    "maps": (
        "une carte faite par cinq personnes, avec les gestes du produit",
        lambda o: trouble.maps(o.runs),
    ),
    "timelines": (
        "une frise faite par cinq personnes, avec les gestes du produit",
        lambda o: trouble.timelines(o.runs),
    ),
}


def main() -> None:
    """Run the bars asked for, in the order of BARS."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = " ; ".join(f"{name} : {what}" for name, (what, _) in BARS.items())
    parser.add_argument("bars", nargs="*", metavar="MESURE", help=names)
    parser.add_argument("--rounds", type=int, default=3, help="tours alternés de « edits »")
    parser.add_argument("--rooms", type=int, default=100, help="salles de « edits »")
    parser.add_argument("--seconds", type=float, default=10, help="durée mesurée de chaque tour")
    parser.add_argument("--minutes", type=float, default=5, help="durée de « steady »")
    parser.add_argument("--streamlit", action="store_true", help="« edits » dans Streamlit")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--attack", nargs="*", default=(), help="attaques de « hostile »")
    parser.add_argument("--runs", type=int, default=300)
    options = parser.parse_args()
    if unknown := set(options.bars) - set(BARS):
        parser.error(f"mesure inconnue : {', '.join(sorted(unknown))}")
    for name, (_what, measure) in BARS.items():
        if not options.bars or name in options.bars:
            measure(options)


if __name__ == "__main__":
    main()
