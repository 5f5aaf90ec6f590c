"""The last sheet of a workbook: where it comes from, what is to know, what each column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from capacities.domain.silence import tell_hidden
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.exports.sheets import HEAD, Cell, Look, Sheet, Track
from capacities.exports.table import Column
from capacities.exports.table_sheet import headings

_BOLD: Final = Look(bold=True)
_FOLDED: Final = (
    "Les colonnes dont seules les machines ont besoin (identifiants, rangs, clés) sont repliées à "
    "droite de chaque feuille : le signe + les montre. Ne les enlevez pas pour réimporter ce "
    "classeur."
)


def notice_sheet(
    snapshot: Snapshot, template: Template, tables: Sequence[tuple[str, str, tuple[Column, ...]]]
) -> Sheet:
    """Return the sheet; ``tables``: the title of each one, what a row of it is, its columns."""
    hidden = tell_hidden(snapshot, template.form)
    told = (template.source, *([hidden] if hidden else []), *snapshot.warnings, _FOLDED)
    rows: list[list[Cell | None]] = [[Cell(template.title, HEAD), Cell("", HEAD), Cell("", HEAD)]]
    rows += [[None, None, Cell(words)] for words in told]
    for title, row, columns in tables:
        rows += [[], [Cell(title, _BOLD), None, Cell(row)], *_columns(columns)]
    return Sheet("À lire", [Track(30), Track(30), Track(90)], rows)


def _columns(columns: tuple[Column, ...]) -> Iterator[list[Cell | None]]:
    for column, heading in zip(columns, headings(columns), strict=True):
        said = column.description if column.description.rstrip(".") != heading else ""
        yield [None, Cell(heading), Cell(said)]
