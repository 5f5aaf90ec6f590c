"""The cards written during the time of silence that lasts, in a document of any form."""

from __future__ import annotations

from typing import Any

from pycrdt import Doc, Map

from capacities.documents.cards import entries
from capacities.domain.silence import SILENCE


def read_withheld(doc: Doc[Any], silence: object) -> frozenset[str]:
    """Return the ids of the cards that carry ``silence``, as ``meta`` has it; none without."""
    if not isinstance(silence, str) or not silence:
        return frozenset()
    with doc.transaction():
        return frozenset(
            one
            for one, raw in entries(doc.get("cards", type=Map))
            if isinstance(raw, Map) and SILENCE in raw and raw[SILENCE] == silence
        )
