"""Leave with one canvas: its CSV, the schema of the open-data one, the formats of its form.

Files are made in a process apart (``apart.canvas_files``), so that a full canvas slows nobody.
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

from capacities.apart.canvas_files import Stored, View
from capacities.apart.processes import Stopped
from capacities.domain.access import Ability
from capacities.domain.errors import CapacitiesError, InvalidInput, NotFound
from capacities.domain.limits import EXPORT_S, FILE_IN_MEMORY_BYTES
from capacities.domain.template import Template
from capacities.exports.dialects import Dialect
from capacities.exports.registry import NamedTable, formats_of, table_named, tables_of
from capacities.exports.schema import write_schema
from capacities.services.context import Context
from capacities.services.ensure_canvas import find_template, load_canvas
from capacities.services.identify import Identity, require
from capacities.services.read_dossier import read_dossier
from capacities.services.voting_rounds import seen_rounds

STOPPED: Final = (
    "Ce fichier n’a pas pu être préparé : c’était trop long, ou le serveur s’arrête. Rien n’est "
    "perdu. Réessayez dans un instant ; si cela recommence, exportez les canevas un par un, et "
    "prévenez la personne qui administre le site."
)


@dataclass(frozen=True, slots=True)
class File:
    """Something to download. Whoever is given one closes its ``content``, read from its start."""

    name: str
    media_type: str
    content: IO[bytes]


@contextmanager
def being_made() -> Iterator[IO[bytes]]:
    """Give where to write a file, on the disk as soon as it is large, with no name there.

    At the end it is at its start, to be read; closed when it could not be made.
    """
    content = tempfile.SpooledTemporaryFile(FILE_IN_MEMORY_BYTES)  # noqa: SIM115 — whoever sends it closes it
    try:
        yield content
    except BaseException as error:
        content.close()
        if isinstance(error, Stopped):
            raise CapacitiesError(STOPPED) from error
        raise
    content.seek(0)


def export_canvas(
    ctx: Context,
    identity: Identity,
    canvas_key: str,
    dialect: str = Dialect.EXCEL_FR,
    table: str = "",
    as_of: str = "",
) -> File:
    """Return a table of the canvas as a CSV; the open-data one is named after its schema.

    ``as_of`` is the day, AAAA-MM-JJ, from which what depends on today is counted; "": today.
    Raises InvalidInput when the dialect is unknown or the day is none, NotFound when the table is.
    """
    require(identity, Ability.EXPORT)
    if dialect not in list(Dialect):
        expected = " ou ".join(f"« {known.value} »" for known in Dialect)
        raise InvalidInput(f"Ce dialecte de CSV n’existe pas : on attend {expected}.")
    _table(find_template(ctx, canvas_key), table)
    suffix = ".csv" if dialect == Dialect.EXCEL_FR else "-ouvert.csv"
    content = _made(ctx, identity, canvas_key, "csv", as_of, str(dialect), table)
    name = _named(ctx, identity, canvas_key) + _more(table) + suffix
    return File(name, "text/csv; charset=utf-8", content)


def export_format(
    ctx: Context, identity: Identity, canvas_key: str, extension: str, as_of: str = ""
) -> File:
    """Return the canvas in another format. Raises NotFound when its form has none so named.

    ``as_of`` is that of ``export_canvas``.
    """
    require(identity, Ability.EXPORT)
    template = find_template(ctx, canvas_key)
    formats = formats_of(template.form)
    for known in formats:
        if known.extension == extension:
            name = f"{_named(ctx, identity, canvas_key)}.{extension}"
            content = _made(ctx, identity, canvas_key, "format", as_of, extension)
            return File(name, known.media_type, content)
    others = "".join(f", .{known.extension}" for known in formats)
    raise NotFound(
        f"« {template.short_title} » ne s’exporte pas dans ce format. Formats possibles : "
        f".csv{others}."
    )


def export_schema(ctx: Context, identity: Identity, canvas_key: str, table: str = "") -> File:
    """Return the Table Schema of the open-data CSV of a table. Raises NotFound if it is none."""
    require(identity, Ability.EXPORT)
    template = find_template(ctx, canvas_key)
    content = io.BytesIO(write_schema(template, _table(template, table)))
    return File(f"{canvas_key}{_more(table)}.schema.json", "application/json", content)


def _table(template: Template, name: str) -> NamedTable:
    if table := table_named(template, name):
        return table
    others = ", ".join(f"« {known.name} »" for known in tables_of(template) if known.name)
    more = f"les tableaux possibles sont {others}" if others else "il n’en a qu’un"
    raise NotFound(f"« {template.short_title} » n’a pas de tableau de ce nom : {more}.")


def _more(table: str) -> str:
    return f"-{table}" if table else ""


def _named(ctx: Context, identity: Identity, canvas_key: str) -> str:
    return f"{file_stem(read_dossier(ctx, identity).title)}-{canvas_key}"


def _made(
    ctx: Context, identity: Identity, canvas_key: str, job: str, as_of: str, *what: str
) -> IO[bytes]:
    """Have a worker make a file of a canvas, created empty when nobody opened it yet."""
    template, day = find_template(ctx, canvas_key), _day(as_of)
    name, document = load_canvas(ctx, identity.dossier_id, canvas_key)
    stored: Stored = (document.snapshot, document.updates)
    view = View(name, identity.pseudonym, day, seen_rounds(ctx, identity, template))
    with being_made() as content, ctx.workers.lend() as worker:
        worker.ask(job, template, stored, view, *what, seconds=EXPORT_S, keep=content.write)
    return content


def _day(as_of: str) -> date | None:
    if not as_of:
        return None
    try:
        if (day := date.fromisoformat(as_of)).isoformat() == as_of:
            return day
    except ValueError:
        pass
    raise InvalidInput(
        f"« {as_of[:20]} » n’est pas une date : on attend « au=AAAA-MM-JJ », comme au=2027-01-31."
    )


_STEM: Final = 60


def file_stem(title: str) -> str:
    """Return a title as a file name that every system accepts: « Toits d’ici » → toits-d-ici."""
    spelt = title.casefold().replace("’", " ").replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    whole = "-".join(words)
    if len(whole) > _STEM:  # between two words
        cut = whole.rfind("-", 1, _STEM + 1)
        whole = whole[: cut if cut > 0 else _STEM]
    return whole or "dossier"
