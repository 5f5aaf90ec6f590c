"""A canvas as a table: what every adapter gives and every writer takes."""

from __future__ import annotations

from dataclasses import dataclass

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, what it holds, the template's field if it is one."""

    name: str
    description: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in the order of the columns; None is an empty cell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[FieldValue | None, ...], ...]
