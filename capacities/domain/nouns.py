"""What people call one card of each form, to count and to agree with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form


@dataclass(frozen=True, slots=True)
class Noun:
    """A French noun; ``a`` is it with its article."""

    one: str
    many: str
    a: str
    feminine: bool = False

    def count(self, number: int, *, said: str = "", agrees: bool = True) -> str:
        """Return « 2 idées », or with an adjective « 2 idées ajoutées » (else « à ajouter »)."""
        words = f"{number} {self.many if number > 1 else self.one}"
        if not said:
            return words
        feminine = "e" if agrees and self.feminine and not said.endswith("e") else ""
        plural = "s" if agrees and number > 1 else ""
        return f"{words} {said}{feminine}{plural}"


_POST_IT: Final = Noun("post-it", "post-its", "un post-it")
NOUNS: Final[Mapping[Form, Noun]] = MappingProxyType(
    {Form.ZONES: _POST_IT, Form.TREE: Noun("idée", "idées", "une idée", True)}
)


def count_cards(snapshot: Snapshot, form: Form) -> str:
    """Say how much a canvas holds; the central idea of a tree, always there, is not counted."""
    centre = 1 if form == Form.TREE and snapshot.cards else 0
    return NOUNS[form].count(len(snapshot.cards) - centre)
