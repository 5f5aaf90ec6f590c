"""What links lead to, whatever circles they make, in a time that grows as their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def all_below(leads: Mapping[str, Sequence[str]], own: Mapping[str, int]) -> dict[str, int]:
    """Return for each card the bits that it owns, with those of all that links lead to from it.

    ``leads`` says for every card what its links reach, among the cards. Cards that lead to one
    another hold the same bits: each such group is found once (Kosaraju), sources first.
    """
    order = _finished_last_first(leads)
    back: dict[str, list[str]] = {card: [] for card in leads}
    for card, targets in leads.items():
        for target in targets:
            back[target].append(card)
    groups: list[list[str]] = []
    placed: set[str] = set()
    for start in order:
        if start in placed:
            continue
        placed.add(start)
        group = [start]
        for card in group:
            for source in back[card]:
                if source not in placed:
                    placed.add(source)
                    group.append(source)
        groups.append(group)
    below: dict[str, int] = {}
    for group in reversed(groups):
        bits = 0
        for card in group:
            bits |= own[card]
            for target in leads[card]:
                bits |= below.get(target, 0)
        below.update(dict.fromkeys(group, bits))
    return below


def _finished_last_first(leads: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the cards, those first from which a walk along links ends last."""
    seen: set[str] = set()
    finished: list[str] = []
    for start in leads:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(leads[start]))]
        while path:
            card, targets = path[-1]
            following = next((target for target in targets if target not in seen), None)
            if following is None:
                finished.append(card)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(leads[following])))
    return finished[::-1]
