"""The figures of a tree, drawn by Plotly from what ``domain.tree_figures`` counted.

What people wrote is escaped: Plotly reads a few HTML tags in labels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import plotly.graph_objects as go

from capacities.domain.tree_figures import TreeFigures, type_label
from capacities.domain.wording import counted, one_line, shortened
from capacities.ui.charts import HUE_COLORS, INK, escaped, numbered, quiet

_HOVER: Final = "%{customdata}<extra></extra>"
_ROOT: Final = "tout"
"""Id of the box around all. Those inside are numbered: a card's own id may be anything, and
Plotly draws nothing when one is blank or twice there."""
_FRAME: Final = "#F1EFE9"
_WHITE: Final = "#FFFFFF"
_DARK_WORDS: Final = frozenset({"note"})
"""Tints on which words are written in ink rather than in white."""
_SOFT: Final = 0.5
"""Share of its tint that a large box keeps: ink is legible on all of them."""
_LINE_CHARS, _LINES = 16, 3


def _words(text: str) -> str:
    """Return a text of somebody as a label: escaped, on a few lines that fit in a box."""
    short = shortened(text, _LINE_CHARS * _LINES)
    lines = textwrap.wrap(short, _LINE_CHARS, max_lines=_LINES, placeholder="…") or [""]
    return "<br>".join(escaped(line) for line in lines)


@lru_cache(maxsize=64)
def by_branch(figures: TreeFigures) -> go.Figure:
    """A treemap: one box a main branch, in it one box a type; sizes are numbers of ideas."""
    boxes = _Boxes()
    total = counted(figures.ideas, "idée")
    boxes.add(_ROOT, "", total, figures.ideas, total, "rgba(0,0,0,0)")
    for place, branch in enumerate(figures.branches):
        if not branch.count:
            continue
        key = str(place)
        title = escaped(one_line(branch.title))
        hover = f"{title}\u00a0: {counted(branch.count, 'idée')}"
        boxes.add(key, _ROOT, _words(branch.title), branch.count, hover, _FRAME)
        for kind, count in zip(figures.kinds, branch.by_kind, strict=True):
            if count:
                label = escaped(type_label(kind))
                hover = f"{title}<br>{label}\u00a0: {counted(count, 'idée')}"
                inside = f"{place} {kind.key}"
                boxes.add(inside, key, f"{label}<br>{count}", count, hover, _soft(kind.hue))
    figure = go.Figure(
        go.Treemap(
            **boxes.columns(),
            branchvalues="total",
            textinfo="label",
            textfont={"color": INK},
            hovertemplate=_HOVER,
            tiling={"pad": 3},
            marker_pad={"t": 56, "l": 3, "r": 3, "b": 3},
            pathbar={"visible": False},
        )
    )
    return quiet(figure, 560).update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 8})


@lru_cache(maxsize=64)
def bars(figures: TreeFigures) -> go.Figure:
    """One bar a branch, for the trees whose ideas are all of one type."""
    (kind,) = figures.kinds
    titles = [escaped(shortened(branch.title, 48)) for branch in figures.branches]
    places = numbered(titles)
    counts = [branch.count for branch in figures.branches]
    figure = go.Figure(
        go.Bar(
            x=counts,
            y=places,
            customdata=[
                f"{escaped(one_line(branch.title))}\u00a0: {counted(branch.count, 'idée')}"
                for branch in figures.branches
            ],
            orientation="h",
            marker={"color": HUE_COLORS[kind.hue]},
            texttemplate="%{x}",
            hovertemplate=_HOVER,
        )
    )
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(
        autorange="reversed", automargin=True, type="category",
        tickvals=places, ticktext=titles,
    )  # fmt: skip
    return quiet(figure, 16 + 34 * len(titles))


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
    """The boxes of a treemap or the parts of a sunburst, column by column as Plotly asks."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, int, str, str, str]] = []

    def add(
        self, key: str, parent: str, label: str, value: int, hover: str, fill: str, ink: str = INK
    ) -> None:
        """Add a box under another one, or under none ("")."""
        self._rows.append((key, parent, label, value, hover, fill, ink))

    def columns(self) -> dict[str, object]:
        """Return the arguments common to both kinds of chart."""
        names = ("ids", "parents", "labels", "values", "customdata")
        columns: dict[str, object] = {
            name: [row[place] for row in self._rows] for place, name in enumerate(names)
        }
        fills = [row[5] for row in self._rows]
        return {**columns, "marker": {"colors": fills, "line": {"color": _WHITE, "width": 1}}}

    def inks(self) -> list[str]:
        """Return the colour of the words of each box."""
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
