"""Read the unit values that are proposed for the smileys of a map, once per change of the file."""

from __future__ import annotations

from typing import Final

from capacities.domain.unit_values import UnitValues
from capacities.services.content_file import ContentFile
from capacities.services.context import Context
from capacities.templates.unit_values import read_unit_values as read

FILE: Final = "valeurs.yaml"
_file: Final = ContentFile(read, UnitValues())


def read_unit_values(ctx: Context) -> UnitValues:
    """Return what ``data/valeurs.yaml`` holds; nothing, and a line in the log, when it cannot be
    read: people then write the values themselves."""
    return _file.get(ctx.data / FILE)
