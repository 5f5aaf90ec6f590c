"""What people choose of a file, the preview being open: its encoding, its sheet, its columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from capacities.domain.errors import InvalidInput
from capacities.domain.limits import IMPORT_CHOICE_BYTES

UNREADABLE: Final = (
    "Ce qui a été choisi pour ce fichier ne peut pas être lu. Rien n’a été changé : choisissez le "
    "fichier à nouveau."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; what was not is found in the file.

    Attributes:
        encoding: key of an encoding (``decoding.ENCODINGS``), "" for the one found.
        sheet: place of a sheet in a workbook, None for the first that holds something.
        titled: whether the first row names the columns; None: as found.
        columns: the role of each column, by its place; "" leaves it out. None: as found.
        values: the place where rows go, by what they say of it.
    """

    encoding: str = ""
    sheet: int | None = None
    titled: bool | None = None
    columns: Mapping[int, str] | None = None
    values: Mapping[str, str] = field(default_factory=dict)


AS_FOUND: Final = Choice()


def read_choice(text: str) -> Choice:
    """Read ``{"encodage", "feuille", "titres", "colonnes": {"0": role}, "valeurs": {…}}``.

    Raises InvalidInput when it is not that.
    """
    if not text:
        return AS_FOUND
    try:
        said: Any = json.loads(text) if len(text) <= IMPORT_CHOICE_BYTES else None
        sheet, titled, columns = (said.get(key) for key in ("feuille", "titres", "colonnes"))
        if columns is not None:
            columns = {int(at): str(role) for at, role in columns.items()}
        return Choice(
            encoding=str(said.get("encodage") or ""),
            sheet=None if sheet is None else int(sheet),
            titled=None if titled is None else bool(titled),
            columns=columns,
            values={str(text): str(key) for text, key in (said.get("valeurs") or {}).items()},
        )
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInput(UNREADABLE) from error
