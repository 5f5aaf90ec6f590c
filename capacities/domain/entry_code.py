"""The short code that one types to enter: six signs, read aloud and copied from a screen."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import CODE_SIGNS

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs: none that is read for another one (0 and O; 1, I and L)."""
_BETWEEN: Final = frozenset(" \t\r\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014\u2212._")
"""What people and their keyboards put between signs, and means nothing."""
_LOOKALIKES: Final = frozenset("01OIL")


@dataclass(frozen=True, slots=True)
class EntryCode:
    """A code as it is kept: six signs of ``ALPHABET``. It shows itself nowhere but on purpose."""

    signs: str

    def __repr__(self) -> str:
        return "EntryCode(…)"

    def __str__(self) -> str:
        """As it is shown: « K7M 2QF »."""
        half = CODE_SIGNS // 2
        return f"{self.signs[:half]}\u00a0{self.signs[half:]}"


def new_code() -> EntryCode:
    """Draw a code."""
    return EntryCode("".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS)))


def read_code(typed: str) -> EntryCode:
    """Return the code that somebody typed: lower case, spaces and hyphens are no matter.

    Raises InvalidInput, for what cannot be a code: it is no try.
    """
    signs = "".join(char for char in typed[:100].upper() if char not in _BETWEEN)
    if not signs:
        raise InvalidInput(f"Tapez les {CODE_SIGNS} signes du code.")
    if set(signs) & _LOOKALIKES:
        raise InvalidInput(
            "Un code n’a jamais de 0, de O, de 1, de I ni de L\u00a0: regardez-le de plus près."
        )
    if strange := next((char for char in signs if char not in ALPHABET), ""):
        raise InvalidInput(
            "Un code n’a que des lettres et des chiffres\u00a0: "
            f"«\u00a0{strange}\u00a0» est de trop."
        )
    if len(signs) != CODE_SIGNS:
        raise InvalidInput(f"Un code a {CODE_SIGNS} signes\u00a0: celui-ci en a {len(signs)}.")
    return EntryCode(signs)
