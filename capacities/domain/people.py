"""How a person appears to the others: a pseudonym and a colour."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import PSEUDONYM_CHARS


@dataclass(frozen=True, slots=True)
class PersonColor:
    """A colour with its French name; white text on it has a contrast above 4.5:1."""

    value: str
    title: str


PALETTE: Final = (
    PersonColor("#0b5d66", "bleu canard"),
    PersonColor("#7a3b9e", "violet"),
    PersonColor("#a84b00", "orange brûlé"),
    PersonColor("#2f6b1f", "vert"),
    PersonColor("#1f5fa8", "bleu"),
    PersonColor("#a82a4f", "framboise"),
    PersonColor("#6a5300", "ocre"),
    PersonColor("#4a4f57", "ardoise"),
)

ANONYMOUS: Final = "Anonyme"
"""In the place of a pseudonym that was erased: a card's author, a browser's name."""


FACILITATING: Final = "Animation"
"""The pseudonym of whoever creates a dossier and says none."""


def clean_pseudonym(pseudonym: str) -> str:
    """Return the pseudonym as shown; raise InvalidInput when nothing is left or it is too long."""
    name = clean_name(pseudonym)
    if not name:
        raise InvalidInput("Choisissez un pseudonyme : c’est ainsi que les autres vous verront.")
    if len(name) > PSEUDONYM_CHARS:
        raise InvalidInput(f"Ce pseudonyme est trop long : {PSEUDONYM_CHARS} caractères au plus.")
    return name


def is_called(name: str, pseudonym: str) -> bool:
    """Tell whether a name, as stored, is this pseudonym, whatever its capitals and spaces."""
    return folded(name) == folded(pseudonym) != ""


def folded(name: str) -> str:
    """Return what two names that are the same for people have in common."""
    return unicodedata.normalize("NFC", clean_name(name).casefold())


def _joins_emoji(text: str, place: int) -> bool:
    """Tell whether a zero width joiner stands between two pictures, as in a woman scientist."""
    if text[place] != "\u200d" or not 0 < place < len(text) - 1:
        return False
    before, after = text[place - 1], text[place + 1]
    pictures = {"So", "Sk"}  # Sk: skin tones
    return (
        before == "\ufe0f" or unicodedata.category(before) in pictures
    ) and unicodedata.category(after) in pictures


def clean_name(name: str) -> str:
    """Return a name as shown: one line, spaces folded, invisible characters removed.

    What joins two emoji into one is kept: there it shows.
    """
    plain = unicodedata.normalize("NFC", name)
    visible = "".join(
        " " if char.isspace() else char
        for place, char in enumerate(plain)
        if char.isspace()
        or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
        or _joins_emoji(plain, place)
    )
    return " ".join(visible.split())


def browser_mark(session_id: str, dossier_id: str) -> str:
    """Return what tells the others of a dossier that two pages are of one browser.

    It differs from one dossier to the next, and says nothing of the session, which is random.
    """
    return hashlib.sha256(f"{session_id} {dossier_id}".encode()).hexdigest()[:16]


def freest_colors(worn: Mapping[str, int]) -> tuple[str, ...]:
    """Return the colours that the fewest have, of those that so many of a dossier have."""
    fewest = min(worn.get(color.value, 0) for color in PALETTE)
    return tuple(color.value for color in PALETTE if worn.get(color.value, 0) == fewest)


def check_color(color: str) -> str:
    """Return ``color`` when it is one of the palette's; raise InvalidInput otherwise."""
    if color.lower() not in {choice.value for choice in PALETTE}:
        raise InvalidInput("Choisissez une des couleurs proposées.")
    return color.lower()
