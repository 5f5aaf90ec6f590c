"""The names that people and tools give to columns (``data/tableaux.toml``), read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from capacities.exports.names import normalize

FILE: Final = Path(__file__).resolve().parents[3] / "data" / "tableaux.toml"
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]|[\s?:*]+$")
"""What the title of a column says besides: « Durée (semaines) »."""

_LONG: Final = 100
"""Characters in the title of a column: what is longer is none."""


def plain(title: str) -> str:
    """Return the title of a column without what it says besides, as names are compared."""
    return normalize(_ASIDE.sub("", title)) if len(title) <= _LONG else ""


@cache
def titles() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the names of each column, by section, the surest first (a test checks the file)."""
    return tomllib.loads(FILE.read_text("utf-8"))


def synonyms(section: str) -> Mapping[str, str]:
    """Return our own names of the columns of a section, by each name that they may have."""
    return {name: ours for ours, names in titles()[section].items() for name in names}
