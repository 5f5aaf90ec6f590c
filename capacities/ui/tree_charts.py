"""The figures of a tree, from what ``domain.tree_figures`` counted: bars, and a pie by Plotly.

What people wrote is escaped: Plotly reads a few HTML tags in labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import plotly.graph_objects as go

from capacities.domain.tree_figures import TreeFigures, type_label
from capacities.domain.wording import counted, one_line, shortened
from capacities.ui.bars import HUE_COLORS, INK, Bars
from capacities.ui.charts import escaped, ideas, quiet

_HOVER: Final = "%{customdata}<extra></extra>"
_WHITE: Final = "#FFFFFF"
_DARK_WORDS: Final = frozenset({"note"})
"""Tints on which words are written in ink rather than in white."""
_SOFT: Final = 0.5
"""Share of its tint that the ring keeps."""


def by_branch(figures: TreeFigures) -> Bars:
    """One line a main branch, in it one part a type."""
    kinds = list(enumerate(figures.kinds))
    return ideas(
        "Idées par branche",
        [one_line(branch.title) for branch in figures.branches],
        [(kind, [branch.by_kind[place] for branch in figures.branches]) for place, kind in kinds],
    )


@lru_cache(maxsize=64)
def by_type(figures: TreeFigures) -> go.Figure:
    """A sunburst for a narrow column: the types inside, their main branches around.

    Inside, a type is its sign alone: ``legend`` says the words.
    """
    boxes = _Boxes()
    for place, (kind, total) in enumerate(zip(figures.kinds, figures.by_kind, strict=True)):
        key, label = kind.key or "-", escaped(type_label(kind))
        hover = f"{label}\u00a0: {counted(total, 'idée')}"
        ink = INK if kind.hue in _DARK_WORDS else _WHITE
        inside = f"{escaped(kind.sign)} {total}".strip()
        boxes.add(key, "", inside, total, hover, HUE_COLORS[kind.hue], ink)
        for number, branch in enumerate(figures.branches):
            count = branch.by_kind[place]
            if count:
                title = escaped(shortened(branch.title, 40))
                hover = f"{title}<br>{label}\u00a0: {counted(count, 'idée')}"
                boxes.add(f"{number} {key}", key, "", count, hover, _soft(kind.hue))
    figure = go.Figure(
        go.Sunburst(
            **boxes.columns(),
            textfont={"color": boxes.inks(), "size": 15},
            branchvalues="total",
            textinfo="label",
            insidetextorientation="horizontal",
            hovertemplate=_HOVER,
            leaf={"opacity": 1},
            sort=False,
            rotation=90,
        )
    )
    return quiet(figure, 240).update_layout(margin={"l": 0, "r": 0, "t": 4, "b": 4})


def legend(figures: TreeFigures) -> str:
    """Return how many ideas of each type, each with its sign and its word."""
    counts = zip(figures.kinds, figures.by_kind, strict=True)
    return " · ".join(
        f"{type_label(kind)}\u00a0{count}".replace(" ", "\u00a0") for kind, count in counts
    )


class _Boxes:
    """The parts of a sunburst, column by column as Plotly asks.

    They are numbered: a card's own id may be anything, and Plotly draws nothing when one is blank
    or twice there.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, int, str, str, str]] = []

    def add(
        self, key: str, parent: str, label: str, value: int, hover: str, fill: str, ink: str = INK
    ) -> None:
        """Add a part around another one, or around none ("")."""
        self._rows.append((key, parent, label, value, hover, fill, ink))

    def columns(self) -> dict[str, object]:
        """Return the arguments that a chart takes."""
        names = ("ids", "parents", "labels", "values", "customdata")
        columns: dict[str, object] = {
            name: [row[place] for row in self._rows] for place, name in enumerate(names)
        }
        fills = [row[5] for row in self._rows]
        return {**columns, "marker": {"colors": fills, "line": {"color": _WHITE, "width": 1}}}

    def inks(self) -> list[str]:
        """Return the colour of the words of each part."""
        return [row[6] for row in self._rows]


def _soft(hue: str) -> str:
    """Return a tint mixed with white."""
    tint = HUE_COLORS[hue]
    mixed = (round(255 - (255 - int(tint[n : n + 2], 16)) * _SOFT) for n in (1, 3, 5))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def table_of(
    figures: TreeFigures, *, by_kind: bool = True
) -> tuple[list[str], Sequence[Sequence[str]]]:
    """Return the same figures as a table: its heads, then a row a branch and the total."""
    split = figures.kinds if by_kind and len(figures.kinds) > 1 else ()
    heads = ["Branche", *(type_label(kind) for kind in split), "Idées"]
    rows = [
        [branch.title, *(str(n) for n in branch.by_kind if split), str(branch.count)]
        for branch in figures.branches
    ]
    total = ["Total", *(str(n) for n in figures.by_kind if split), str(figures.ideas)]
    return heads, [*rows, total]
