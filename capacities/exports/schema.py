"""The Table Schema (Frictionless) that says what the open-data CSV of a canvas holds."""

from __future__ import annotations

import json
from typing import Any

from capacities.domain.template import Field, FieldKind, Template
from capacities.exports.registry import NamedTable, tables_of
from capacities.exports.table import Column

_TYPES = {
    FieldKind.TEXT: "string",
    FieldKind.NOTE: "string",
    FieldKind.LINK: "string",
    FieldKind.EURO: "number",
    FieldKind.NUMBER: "number",
    FieldKind.CHOICE: "string",
    FieldKind.DATE: "date",
    FieldKind.YES_NO: "boolean",
    FieldKind.ELEMENT: "string",
}


def write_schema(template: Template, of: NamedTable | None = None) -> bytes:
    """Return the schema as a file."""
    return json.dumps(table_schema(template, of), ensure_ascii=False, indent=2).encode()


def table_schema(template: Template, of: NamedTable | None = None) -> dict[str, Any]:
    """Return the schema of ``canvas_csv(…, Dialect.OPEN, of)`` for this template.

    Links have no foreign key: those of which an end is gone are exported too.
    """
    table = of or tables_of(template)[0]
    more = f"-{table.name}" if table.name else ""
    columns = table.columns(template)
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"{template.key}{more}",
        "title": f"{template.title} : {table.title}" if more else template.title,
        "description": f"{table.row_of(template)} {template.source}",
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        **({"primaryKey": "id"} if any(c.name == "id" for c in columns) else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    described = {"name": column.name, "description": column.description}
    if column.field is None:
        constraints = {"required": True, "unique": True} if column.name == "id" else {}
        return {**described, "type": column.type, **_present("constraints", constraints)}
    return {**described, "title": column.field.title, **_typed(column.field)}


def _typed(field: Field) -> dict[str, Any]:
    typed: dict[str, Any] = {"type": _TYPES[field.kind]}
    if field.kind is FieldKind.YES_NO:
        typed |= {"trueValues": ["oui"], "falseValues": ["non"]}
    if field.kind is FieldKind.CHOICE:
        typed["constraints"] = {"enum": [choice.title for choice in field.choices]}
    return typed


def _present(key: str, value: dict[str, Any]) -> dict[str, Any]:
    return {key: value} if value else {}
