"""What each canvas leaves as, file by file, and what people read of it: said here, once.

The menu « Importer, exporter », the page of a dossier and the LISEZMOI of its ZIP all take it
from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from capacities.domain.template import Template
from capacities.exports.registry import ADAPTERS, WORKBOOKS, Format, NamedTable, tables_of


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file made of each table: the end of its name and of its address, what people read of it."""

    ending: str
    query: str
    title: str
    detail: str
    said: str
    expert: bool = True


EXPERTS: Final = "Pour les informaticiens"
TABLES: Final = "Autres tableaux du canevas"
"""Under what the files are folded that fewer people need."""

TABLE_FILES: Final = (
    TableFile(
        *(".csv", "", "CSV pour Excel", "à ouvrir dans un tableur"),
        "Pour un tableur français (Excel, LibreOffice) : points-virgules, dates et nombres à la "
        "française.",
        expert=False,
    ),
    TableFile(
        *("-ouvert.csv", "?dialecte=ouvert", "CSV données ouvertes"),
        "pour les logiciels, pas un tableur",
        "Les mêmes données pour la publication et les logiciels (UTF-8, virgule, point décimal, "
        "dates ISO), textes écrits tels quels.",
    ),
    TableFile(
        *(".schema.json", "", "Schéma des colonnes", "Table Schema, pour publier"),
        "La description de chaque colonne du CSV de données ouvertes (Table Schema).",
    ),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of a canvas: the end of its address, after the canvas, and what people read of it.

    ``name``: the end of its name in the ZIP of a dossier; "" when it is not there.
    ``under``: EXPERTS, TABLES, or "" for what is shown at once.
    """

    address: str
    title: str
    detail: str
    said: str
    name: str
    under: str


def offered(template: Template) -> Iterator[Offered]:
    """Yield all the files of a canvas, those that most people need first."""
    first, *tables = tables_of(template)
    cards = list(_files_of(first, template))
    yield from map(_format, WORKBOOKS)
    yield cards[0]
    yield from map(_format, ADAPTERS[template.form].formats)
    yield from cards[1:]
    for table in tables:
        yield from _files_of(table, template)


def _format(known: Format) -> Offered:
    end = f".{known.extension}"
    name = end if known.zipped else ""
    under = EXPERTS if known.expert else ""
    return Offered(end, known.title, known.detail, known.said, name, under)


def _files_of(table: NamedTable, template: Template) -> Iterator[Offered]:
    at = f"/{table.name}" if table.name else ""
    for file in TABLE_FILES:
        address = at + file.ending.removeprefix("-ouvert") + file.query
        before = f"{table.title} : " if at else ""
        more = "" if file.expert or at else f"{table.title.lower()}, "
        row = table.row_of(template)
        said = file.said if file.expert else row if at else f"{row} {file.said}"
        yield Offered(
            *(address, before + file.title, more + file.detail, said),
            name=at + file.ending,
            under=EXPERTS if file.expert else TABLES if at else "",
        )
