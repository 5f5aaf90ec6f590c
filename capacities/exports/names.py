"""Names as people write them: compared without case, accents, apostrophes; and their beginning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from capacities.domain.limits import CARD_TEXT_CHARS

_COMPARED: Final = 2 * CARD_TEXT_CHARS
"""Characters compared: a cell of a table may be a million times longer than any name."""
_FAR: Final = re.compile(r"[^\x00-\x7f]")
_SHORT: Final = 100
"""Characters kept of a text that names something: the whole text is in its own column."""


def normalize(text: str) -> str:
    """Return ``text`` without case, accents, nor differences of spaces and apostrophes."""
    text = text[:_COMPARED]
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join(_FAR.sub(_bare, plain).split())


def _bare(sign: re.Match[str]) -> str:
    return "" if unicodedata.combining(sign[0]) else sign[0]


def keys_by_name(titles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return keys, given with their titles, by each of both; the first of the same title."""
    pairs = [*titles]
    named = {normalize(title): key for key, title in reversed(pairs) if title.strip()}
    return named | {normalize(key): key for key, _ in reversed(pairs)}


def group_by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return keys, given with names, by each name that is not blank: each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for name, key in pairs:
        found.setdefault(normalize(name), {})[key] = None
    return {name: list(keys) for name, keys in found.items() if name}


def abridge(text: str) -> str:
    """Return the beginning of a text on one line, as it is named elsewhere than in its column."""
    line = " ".join(text.split())
    return f"{line[: _SHORT - 1]}…" if len(line) > _SHORT else line
