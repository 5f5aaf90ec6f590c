"""What a dossier is for people: the short lines that say it, title, territory, use case."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TypedDict

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import TITLE_CHARS
from capacities.domain.wording import format_number

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT_SPACES = "\u00a0\u202f"  # espaces insécables: people's typography is theirs


@dataclass(frozen=True, slots=True)
class Dossier:
    """One territory's project; ``created_at`` is ISO 8601 UTC, ``workshop_on`` an ISO date."""

    id: str
    title: str
    territory: str
    use_case: str
    example: bool
    created_at: str
    workshop_on: str | None = None

    @property
    def workshop_day(self) -> str:
        """The day of its workshop (ISO): as people said, else that on which it was created."""
        return self.workshop_on or self.created_at[:10]


class Names(TypedDict):
    """What a dossier is called, and what it is about."""

    title: str
    territory: str
    use_case: str


def clean_names(title: str, territory: str, use_case: str) -> Names:
    """Return them as shown. Raises InvalidInput when one is missing or too long."""
    return {
        "title": clean_title(title, "le titre"),
        "territory": clean_title(territory, "le territoire"),
        "use_case": clean_title(use_case, "le cas d’usage", required=False),
    }


def clean_title(text: str, what: str, *, required: bool = True) -> str:
    """Return ``text`` on one line, without invisible characters; ``what`` names it in refusals.

    Raises InvalidInput when it is required and missing, or too long.
    """
    visible = "".join(
        " " if char.isspace() and char not in _KEPT_SPACES else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _UNSEEN
    )
    line = " ".join(part for part in visible.split(" ") if part).strip()
    if required and not line:
        raise InvalidInput(f"Il manque {what} du dossier.")
    if len(line) > TITLE_CHARS:
        raise InvalidInput(
            f"Raccourcissez {what} du dossier : {TITLE_CHARS} caractères au plus "
            f"(il y en a {format_number(len(line))})."
        )
    return line
