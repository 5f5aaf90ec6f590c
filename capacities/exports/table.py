"""A canvas as a table: what every adapter gives and every writer takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, what it holds, the template's field if it is one.

    ``type`` is the one of Table Schema, for a column that is no field.
    """

    name: str
    description: str
    field: Field | None = None
    type: str = "string"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in the order of the columns; None is an empty cell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[FieldValue | None, ...], ...]


def field_columns(fields: Iterable[Field]) -> tuple[Column, ...]:
    """Return one column per field, in their order."""
    return tuple(
        Column(field.key, f"{field.title}{f' ({field.unit})' if field.unit else ''}.", field)
        for field in fields
    )
