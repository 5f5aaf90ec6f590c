"""What people call one card of each form, to count and to agree with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import CALENDAR, LANES, Form
from capacities.domain.wording import format_number


@dataclass(frozen=True, slots=True)
class Noun:
    """A French noun.

    Attributes:
        a: it with its article.
        seeded: how many are there from the start.
        aside: where cards are not such things, but what holds them or dates them.
    """

    one: str
    many: str
    a: str
    feminine: bool = False
    seeded: int = 0
    aside: frozenset[str] = frozenset()

    def count(self, number: int, *, said: str = "", agrees: bool = True) -> str:
        """Return « 2 idées », or with an adjective « 2 idées ajoutées » (else « à ajouter »)."""
        words = f"{format_number(number)} {self.many if number > 1 else self.one}"
        if not said:
            return words
        feminine = "e" if agrees and self.feminine and not said.endswith("e") else ""
        plural = "s" if agrees and number > 1 else ""
        return f"{words} {said}{feminine}{plural}"


NOUNS: Final[dict[Form, Noun]] = {
    Form.ZONES: Noun("post-it", "post-its", "un post-it"),
    Form.TREE: Noun("idée", "idées", "une idée", feminine=True, seeded=1),
    Form.MAP: Noun("élément", "éléments", "un élément"),
    Form.TIMELINE: Noun(
        "étape", "étapes", "une étape", feminine=True, aside=frozenset([LANES, CALENDAR])
    ),
}


def count_cards(snapshot: Snapshot, form: Form) -> str:
    """Say how much a canvas holds, without what it always holds, nor what only gives it shape."""
    noun = NOUNS[form]
    counted = sum(card.zone not in noun.aside for card in snapshot.cards)
    return noun.count(max(0, counted - noun.seeded))
