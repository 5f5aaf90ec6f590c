"""Rows of a table of other tools that are not to come in: what is archived, totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from capacities.exports.names import normalize
from capacities.exports.reading.cells import YES
from capacities.exports.reading.guessing import plain, titles
from capacities.exports.reading.opening import Line
from capacities.exports.reading.report import Tally

_ARCHIVED: Final = "carte archivée"


def kept_rows(
    head: Sequence[str], body: Sequence[Line], columns: Sequence[str], tally: Tally
) -> list[Line]:
    """Return the rows that come in; the others are counted.

    What people say of a column counts more than its title.
    """
    said = titles()["dehors"]
    archived = [at for at, title in enumerate(head) if plain(title) in said["archivee"]]
    archived = [at for at in archived if not columns[at]]
    kept = []
    for line in body:
        cells = [cell.strip() for cell in line.cells if cell.strip()]
        if any(at < len(line.cells) and normalize(line.cells[at]) in YES for at in archived):
            words = (cell for cell, role in zip(line.cells, columns, strict=False) if role)
            tally.drop(_ARCHIVED, next(filter(str.strip, words), ""))
        elif _is_total(cells, said["total"]):
            tally.drop("ligne de total", " ".join(cells))
        else:
            kept.append(line)
    return kept


def _is_total(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a row is a title and figures, without other words."""
    if len(cells) < 2 or plain(cells[0]) not in names:
        return False
    return all(any(map(str.isdigit, cell)) and len(cell) <= 40 for cell in cells[1:])
