"""Leave with one canvas: its CSV, the schema of the open-data one, the formats of its form."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

from capacities.domain.access import Ability
from capacities.domain.errors import InvalidInput, NotFound
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import FORMATS, Format
from capacities.exports.schema import table_schema
from capacities.exports.writer import canvas_csv
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template
from capacities.services.identify import Identity, require
from capacities.services.read_canvas import read_canvas
from capacities.services.read_dossier import read_dossier


@dataclass(frozen=True, slots=True)
class File:
    """Something to download."""

    name: str
    media_type: str
    data: bytes


def export_canvas(
    ctx: Context, identity: Identity, canvas_key: str, dialect: str = Dialect.EXCEL_FR
) -> File:
    """Return the canvas as a CSV. Raises InvalidInput when the dialect is unknown."""
    require(identity, Ability.EXPORT)
    if dialect not in list(Dialect):
        expected = " ou ".join(f"« {known.value} »" for known in Dialect)
        raise InvalidInput(f"Ce dialecte de CSV n’existe pas : on attend {expected}.")
    template = find_template(ctx, canvas_key)
    snapshot = read_canvas(ctx, identity, canvas_key)
    name = f"{file_stem(read_dossier(ctx, identity).title)}-{canvas_key}"
    return csv_file(name, snapshot, template, Dialect(dialect))


def export_format(ctx: Context, identity: Identity, canvas_key: str, extension: str) -> File:
    """Return the canvas in another format. Raises NotFound when its form has none so named."""
    require(identity, Ability.EXPORT)
    template = find_template(ctx, canvas_key)
    for known in FORMATS[template.form]:
        if known.extension == extension:
            snapshot = read_canvas(ctx, identity, canvas_key)
            name = f"{file_stem(read_dossier(ctx, identity).title)}-{canvas_key}"
            return format_file(name, snapshot, template, known)
    others = "".join(f", .{known.extension}" for known in FORMATS[template.form])
    raise NotFound(
        f"« {template.short_title} » ne s’exporte pas dans ce format. Formats possibles : "
        f".csv{others}."
    )


def export_schema(ctx: Context, identity: Identity, canvas_key: str) -> File:
    """Return the Table Schema of the canvas' open-data CSV."""
    require(identity, Ability.EXPORT)
    return schema_file(canvas_key, find_template(ctx, canvas_key))


def csv_file(stem: str, snapshot: Snapshot, template: Template, dialect: Dialect) -> File:
    """Return one CSV; the open-data one is named after its schema."""
    suffix = "" if dialect is Dialect.EXCEL_FR else "-ouvert"
    data = canvas_csv(snapshot, template, dialect)
    return File(f"{stem}{suffix}.csv", "text/csv; charset=utf-8", data)


def format_file(stem: str, snapshot: Snapshot, template: Template, known: Format) -> File:
    """Return one canvas in one of the formats of its form."""
    data = known.write(snapshot, template)
    return File(f"{stem}.{known.extension}", known.media_type, data)


def schema_file(stem: str, template: Template) -> File:
    """Return the schema of the open-data CSV."""
    data = json.dumps(table_schema(template), ensure_ascii=False, indent=2).encode()
    return File(f"{stem}.schema.json", "application/json", data)


def file_stem(title: str) -> str:
    """Return a title as a file name that every system accepts: « Toits d’ici » → toits-d-ici."""
    spelt = title.casefold().replace("’", " ").replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(words)[:60].strip("-") or "dossier"
