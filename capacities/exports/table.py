"""A canvas as a table: what every adapter gives and every writer takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from capacities.domain.snapshot import FieldValue
from capacities.domain.template import Field, FieldKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, what it holds, the template's field if it is one.

    Attributes:
        type: the one of Table Schema, for a column that is no field.
        unit: of a number that is no field.
        title: what people call it, where there is room for more than its name.
        technical: only machines need it; workbooks fold it.
    """

    name: str
    description: str
    field: Field | None = None
    type: str = "string"
    unit: str = ""
    title: str = ""
    technical: bool = False

    @property
    def heading(self) -> str:
        """What people read above it: its title, else its name with a capital."""
        said = self.title or (self.field.title if self.field else self.name.replace("_", " "))
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in the order of the columns; None is an empty cell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[FieldValue | None, ...], ...]


def field_columns(fields: Iterable[Field]) -> tuple[Column, ...]:
    """Return one column per field, in their order."""
    return tuple(
        Column(
            field.key,
            f"{field.title}{f' ({field.unit})' if field.unit else ''}.",
            field,
            technical=field.kind is FieldKind.ELEMENT,
        )
        for field in fields
    )
