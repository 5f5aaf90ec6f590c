"""Which files each form can be exported to: reading this file shows all kinds.

``exports.offered`` says of each file what people read, wherever it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from capacities.domain.nouns import NOUNS
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Form, Template
from capacities.exports import (
    edges,
    freeplane,
    frise,
    gantt,
    ics,
    inventory,
    json_canvas,
    map,
    markdown,
    mermaid,
    ods,
    opml,
    timeline,
    tree,
    value,
    votes,
    xlsx,
    zones,
)
from capacities.exports.names import normalize
from capacities.exports.notice_sheet import notice_sheet
from capacities.exports.sheets import Book, Sheet
from capacities.exports.table import Column, Table
from capacities.exports.table_sheet import headings, table_sheet


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table of a canvas, a CSV in each dialect.

    Attributes:
        name: end of its address and of its files; "" for the first of a form, that of the cards.
        title: what people call it.
        row: what one row is, in French; « {ones} » stands for what the cards are called.
        of: tells whether a canvas has it.
        told: the same for people, in a workbook, when keys have titles; None: as it is.
    """

    name: str
    title: str
    columns: Callable[[Template], tuple[Column, ...]]
    to_table: Callable[[Snapshot, Template], Table]
    row: str
    of: Callable[[Template], bool] = lambda _template: True
    told: Callable[[Snapshot, Template], Table] | None = None

    def row_of(self, template: Template) -> str:
        """Say what one row is, on the canvas of a template."""
        return self.row.replace("{ones}", NOUNS[template.form].many)


@dataclass(frozen=True, slots=True)
class Format:
    """Another file than a table.

    Attributes:
        extension: end of the file's name and of its address, without the dot.
        title, detail: what the menu « Importer, exporter » says of it.
        said: what it is, in one sentence.
        zipped: the ZIP of a dossier has it.
        expert: it is for those who know what it is for; shown to others once asked for.
    """

    extension: str
    media_type: str
    write: Callable[[Snapshot, Template], bytes]
    title: str
    detail: str
    said: str
    zipped: bool = False
    expert: bool = False


@dataclass(frozen=True, slots=True)
class Adapter:
    """What the canvases of one form become: its tables, in order, and its other formats.

    ``drawn``: the sheets of its workbooks besides those of its tables.
    """

    tables: tuple[NamedTable, ...]
    formats: tuple[Format, ...] = ()
    drawn: tuple[Callable[[Snapshot, Template], Sheet], ...] = ()


_DIAGRAM: Final = "pour un wiki ou une page Git, jusqu’à 50\u202f000 signes"
_DRAWN: Final = (
    "à coller dans un wiki ou une page Git qui lit Mermaid. Au-delà de 50\u202f000 signes, la "
    "plupart ne la dessinent pas : le fichier le dit alors dès sa première ligne."
)

ADAPTERS: Final[dict[Form, Adapter]] = {
    Form.ZONES: Adapter(
        (NamedTable("", "Post-its", zones.columns, zones.to_table, "Une ligne par post-it."),)
    ),
    Form.TREE: Adapter(
        (
            NamedTable(
                "", "Idées", tree.columns, tree.to_table, "Une ligne par idée, la centrale d’abord."
            ),
        ),
        (
            Format(
                "md",
                "text/markdown; charset=utf-8",
                markdown.write,
                "Plan Markdown",
                "texte à puces, pour un document",
                "Le plan à puces, à lire ou à coller dans un document.",
                zipped=True,
            ),
            Format(
                "opml",
                "text/x-opml; charset=utf-8",
                opml.write,
                "Plan OPML",
                "pour les autres outils de plan",
                "Le plan, à ouvrir dans un autre outil de plan (OmniOutliner, WorkFlowy, Logseq…).",
            ),
            Format(
                "mm",
                "application/x-freemind; charset=utf-8",
                freeplane.write,
                "Freeplane (.mm)",
                "et tout outil qui lit FreeMind",
                "La carte, à ouvrir dans Freeplane, FreeMind, XMind ou MindManager.",
                zipped=True,
            ),
            Format(
                "mmd",
                "text/vnd.mermaid; charset=utf-8",
                mermaid.write,
                "Mermaid",
                _DIAGRAM,
                f"La carte, {_DRAWN}",
                expert=True,
            ),
        ),
    ),
    Form.MAP: Adapter(
        (
            NamedTable(
                *("", "Éléments", map.columns, map.to_table),
                "Une ligne par élément ou par timbre.",
            ),
            NamedTable(
                *("bilan", "Bilan", value.columns, value.to_table),
                "Une ligne par partie prenante.",
                lambda template: map_plan(template).value is not None,
            ),
            NamedTable(
                *("inventaire", "Inventaire des données", inventory.columns, inventory.to_table),
                "Une ligne par base de données, puis par donnée qui circule.",
                lambda template: map_plan(template).inventory is not None,
            ),
        ),
        (
            Format(
                "canvas",
                "application/json",
                json_canvas.write,
                "JSON Canvas",
                "pour Obsidian et d’autres tableaux blancs",
                "Le dessin, à ouvrir dans Obsidian ou un autre tableau blanc.",
                zipped=True,
            ),
        ),
    ),
    Form.TIMELINE: Adapter(
        (
            NamedTable(
                *("", "Étapes", timeline.columns, timeline.to_table),
                "Une ligne par étape, avec ses dates au plus tard et au plus tôt.",
                told=timeline.to_told_table,
            ),
            NamedTable(
                *("fils", "Fils", timeline.lane_columns, timeline.to_lanes),
                "Une ligne par fil, dans l’ordre.",
            ),
            NamedTable(
                *("calendrier", "Calendrier", timeline.calendar_columns, timeline.to_calendar),
                "Une ligne par fenêtre du calendrier public.",
            ),
        ),
        (
            Format(
                "ics",
                "text/calendar; charset=utf-8",
                ics.write,
                "Agenda (.ics)",
                "pour Outlook, Thunderbird et les autres agendas",
                "Les dates, à importer dans un agenda ; l’importer deux fois ne change rien.",
                zipped=True,
            ),
            Format(
                "mmd",
                "text/vnd.mermaid; charset=utf-8",
                gantt.write,
                "Mermaid (gantt)",
                _DIAGRAM,
                f"La frise, {_DRAWN}",
                expert=True,
            ),
        ),
        (frise.to_sheet,),
    ),
}
LINKS: Final = NamedTable(
    *("liens", "Liens", edges.columns, edges.to_table),
    "Une ligne par lien tracé entre deux {ones}.",
    lambda template: bool(template.edge_kinds),
)
"""The second table of every canvas, whatever its form, whose template has kinds of links."""


VOTES: Final = NamedTable(
    *("gommettes", "Gommettes", votes.columns, votes.to_table),
    "Une ligne par idée et par tour de vote dévoilé, de la plus choisie à la moins choisie.",
    lambda template: template.dots is not None,
)
"""The last table of every canvas, whatever its form, on which one votes."""


def tables_of(template: Template) -> tuple[NamedTable, ...]:
    """Return the tables of a canvas, in order; the first one has no name."""
    first, *others = ADAPTERS[template.form].tables
    if template.dots is not None:
        first = _voted(first)
    return (first, *(table for table in (LINKS, *others, VOTES) if table.of(template)))


def _voted(cards: NamedTable) -> NamedTable:
    """Return the table of the cards of a canvas on which one votes."""
    told = cards.told or cards.to_table
    return replace(
        cards,
        told=lambda snapshot, template: votes.with_dots(
            told(snapshot, template), snapshot, template
        ),
        columns=lambda template: (*cards.columns(template), votes.DOTS),
        to_table=lambda snapshot, template: votes.with_dots(
            cards.to_table(snapshot, template), snapshot, template
        ),
    )


def table_named(template: Template, name: str) -> NamedTable | None:
    """Return the table of a canvas that has this name, or None."""
    return next((table for table in tables_of(template) if table.name == name), None)


def book_of(snapshot: Snapshot, template: Template) -> Book:
    """Return the workbook of a canvas: a sheet per table, what its form draws, a notice."""
    tables = tables_of(template)
    return Book(
        template.title,
        (
            *(
                table_sheet(one.title, (one.told or one.to_table)(snapshot, template))
                for one in tables
            ),
            *(draw(snapshot, template) for draw in ADAPTERS[template.form].drawn),
            notice_sheet(
                *(snapshot, template),
                [(one.title, one.row_of(template), one.columns(template)) for one in tables],
            ),
        ),
    )


def names_by_heading(template: Template) -> dict[str, str]:
    """Return the names of columns by what they are called in a workbook, normalized."""
    return {
        normalize(heading): column.name
        for table in tables_of(template)
        for columns in (table.columns(template),)
        for column, heading in zip(columns, headings(columns), strict=True)
    }


WORKBOOKS: Final = (
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda snapshot, template: xlsx.write(book_of(snapshot, template)),
        "Classeur Excel",
        "tous ses tableaux, une feuille chacun",
        "Le classeur : une feuille par tableau du canevas, de vraies dates et de vrais nombres.",
        zipped=True,
    ),
    Format(
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        lambda snapshot, template: ods.write(book_of(snapshot, template)),
        "Classeur LibreOffice",
        "le même, au format ouvert",
        "Le même classeur, au format ouvert de LibreOffice.",
    ),
)
"""Of every canvas, whatever its form."""


def formats_of(form: Form) -> tuple[Format, ...]:
    """Return the other files than tables that the canvases of a form give: workbooks first."""
    return (*WORKBOOKS, *ADAPTERS[form].formats)
