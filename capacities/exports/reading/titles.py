"""The names that people and tools give to columns (``data/tableaux.toml``), read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from capacities.exports.names import normalize

FILE: Final = Path(__file__).resolve().parents[3] / "data" / "tableaux.toml"
_SECTIONS: Final = ("colonnes", "lieux", "champs", "frise", "inventaire")
_ASIDE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]|[\s?:*]+$")
"""What the title of a column says besides: « Durée (semaines) »."""

_LONG: Final = 100
"""Characters in the title of a column: what is longer is none."""


def plain(title: str) -> str:
    """Return the title of a column without what it says besides, as names are compared."""
    return normalize(_ASIDE.sub("", title)) if len(title) <= _LONG else ""


@cache
def titles() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the names of each column, by section, the surest first.

    Raises ValueError: what is not expected in the file.
    """
    return check(tomllib.loads(FILE.read_text("utf-8")))


def check(said: Mapping[str, Any]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return what a file says of names. Raises ValueError: the first mistake, with its place."""
    if tuple(said) != _SECTIONS:
        raise ValueError(f"{FILE.name} : on attend les parties {', '.join(_SECTIONS)}")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for section, columns in said.items():
        for column, names in columns.items():
            where = f"{FILE.name}, [{section}] {column}"
            if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
                raise ValueError(f"{where} : on attend une liste de noms")
            if len(set(names)) < len(names):
                raise ValueError(f"{where} : un nom y est deux fois")
            if strange := [name for name in names if normalize(name) != name]:
                raise ValueError(f"{where} : « {strange[0]} » s’écrit « {normalize(strange[0])} »")
            found.setdefault(section, {})[column] = tuple(names)
    return found


def synonyms(section: str) -> Mapping[str, str]:
    """Return our own names of the columns of a section, by each name that they may have."""
    return {name: ours for ours, names in titles()[section].items() for name in names}
