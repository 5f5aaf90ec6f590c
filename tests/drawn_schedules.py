"""Random rétroplannings, loops and odd values included."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from schedules import card, link

from capacities.domain.snapshot import Card, Edge

ODD: list[Any] = ["abc", -1.0, float("nan"), float("inf"), 1e15, True, "", "1,5", "2"]
WEEKS: list[Any] = [0.0, 1.0, 4.0, 12.0, 26.0, 0.1, 1.25, 29 / 7]
DAYS: list[Any] = ["2026-06-01", "2027-03-01", "2027-06-30", "2028-02-29", "2026-11-30"]
ODD_DAYS: list[Any] = ["31/02/2027", "2027-02-31", "0001-01-01", "9999-12-31", "20270101", 5.0]
WINDOWS: list[Any] = [None, None, None, "budget", "conseil", "inconnue"]

Drawn = tuple[list[Card], list[Edge]]


def _one(draw: st.DrawFn, key: str, *, odd: bool, windows: bool) -> Card:
    fields: dict[str, Any] = {}
    if draw(st.integers(0, 3)):
        fields["duree"] = draw(st.sampled_from([*WEEKS, *ODD] if odd else WEEKS))
    if not draw(st.integers(0, 3)):
        fields["date"] = draw(st.sampled_from([*DAYS, *ODD_DAYS] if odd else DAYS))
    fields["etat"] = draw(st.sampled_from([None, None, "a-faire", "fait", "bloque"]))
    fields["qui"] = draw(st.sampled_from([None, "Anne", "anne, Bruno", "; ,"]))
    if windows:
        fields["avant"] = draw(st.sampled_from(WINDOWS))
    natures = ["action", "action", "reussite", "jalon", *(["autre", ""] if odd else [])]
    return card(key, draw(st.sampled_from(natures)), **fields)


@st.composite
def plans(
    draw: st.DrawFn,
    most: int = 8,
    *,
    loops: bool = True,
    odd: bool = True,
    windows: bool = False,
) -> Drawn:
    """Draw cards and links; without ``loops``, links lead from a card to a later one."""
    count = draw(st.integers(1, most))
    keys = [f"c{number}" for number in range(count)]
    cards = [_one(draw, key, odd=odd, windows=windows) for key in keys]
    place = st.integers(0, count - 1)
    pairs = draw(st.lists(st.tuples(place, place), max_size=2 * count))
    if not loops:
        pairs = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    names = draw(st.permutations(range(len(pairs))))
    edges = [
        link(keys[source], keys[target], f"l{name:02}")
        for name, (source, target) in zip(names, pairs, strict=True)
    ]
    if loops and draw(st.booleans()):
        edges.append(link(keys[0], "parti", "lien-perdu"))
    return cards, edges
