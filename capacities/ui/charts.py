"""The figures of boxes, and what Plotly draws: the shapes that lines cannot tell.

Streamlit imports pandas at the first canvas that is opened; a figure that Plotly draws meanwhile,
in another thread, finds it half there and fails. It is imported here, before any of them.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import cycle
from typing import Final, Literal

import pandas  # noqa: F401
import plotly.graph_objects as go
import streamlit as st

from capacities.domain.figures import quantity
from capacities.domain.template import Color, Field
from capacities.domain.wording import counted, shortened
from capacities.ui.bars import ACCENT, HUE_COLORS, INK, Bars, Part, Row, axis_of, stacked

_SERIES: Final = (ACCENT, *(HUE_COLORS[hue] for hue in ("violet", "problem", "existing", "wish")))
_NAME_CHARS: Final = 120
PAPER: Final = 700
"""Pixels across a sheet of A4 held upright, its margins apart: what is drawn at most this wide
is printed as it is seen, either way (style.css)."""


def quiet(figure: go.Figure, height: int) -> go.Figure:
    """Give a figure of Plotly the look of the pages: no frame, the ink, French separators."""
    return figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "system-ui, sans-serif", "size": 13, "color": INK},
        separators=",\u202f",
    )


def escaped(text: str) -> str:
    """Return a text of somebody as a label: Plotly reads a few HTML tags in them."""
    return html.escape(text, quote=False)


def ideas_by_zone(zones: Sequence[str], series: Sequence[tuple[Color, Sequence[int]]]) -> Bars:
    """One line a box, one part a colour of post-it: ``series`` counts the cards of each box."""
    return ideas("Idées par case", zones, series)


def ideas(about: str, names: Sequence[str], series: Sequence[tuple[Color, Sequence[int]]]) -> Bars:
    """One line a place (a box, a branch), in it one part a colour: how many ideas, with signs."""
    rows = tuple(
        _ideas_row(name, [(color, counts[place]) for color, counts in series])
        for place, name in enumerate(names)
    )
    legend = [(_worded(color), HUE_COLORS.get(color.hue, ACCENT)) for color, _ in series]
    return Bars(about, rows, axis_of(rows), tuple(legend))


def _ideas_row(name: str, counts: Sequence[tuple[Color, int]]) -> Row:
    told = [(color, count) for color, count in counts if count]
    parts = stacked(
        (
            count,
            HUE_COLORS.get(color.hue, ACCENT),
            f"{name}\u00a0: {_worded(color)} {count}",
            f"{color.sign}\u00a0{count}".strip() if color.sign else str(count),
        )
        for color, count in told
    )
    details = ", ".join(f"{color.title.lower()} {count}" for color, count in told)
    total = sum(count for _, count in told)
    return Row(
        shortened(name, _NAME_CHARS),
        counted(total, "idée"),
        parts,
        details=details if len(counts) > 1 else "",
    )


def _worded(color: Color) -> str:
    return f"{color.sign} {color.title}".strip()


def amounts(
    zones: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], field: Field
) -> Bars:
    """One line a box (coûts, financements) and choice that splits the sum, box by box.

    ``zones`` holds titles; ``series`` holds (title of the choice, sum in each of ``zones``), all
    of one field.
    """
    rows: list[Row] = []
    for place, zone in enumerate(zones):
        above = zone if len(series) > 1 else ""
        for (title, sums), color in zip(series, cycle(_SERIES), strict=False):
            if (value := sums[place]) is None:
                continue
            said = quantity(field, value)
            part = Part(
                *(min(value, 0), max(value, 0)),
                color,
                f"{zone}, {title}\u00a0: {said}",
                looks=("hachure",) if value < 0 else (),
            )
            name = title if len(series) > 1 else zone
            short = shortened(name, _NAME_CHARS)
            rows.append(Row(short, said, (part,), group=shortened(above, _NAME_CHARS)))
            above = ""
    return Bars(field.title, tuple(rows), axis_of(rows))


def draw(figure: go.Figure, key: str) -> None:
    """Show a figure of Plotly without its English toolbar; as wide as it says, else as its place.

    One that is wide says how wide: it is printed from a phone too, where there is no place for it.
    """
    width: Literal["content", "stretch"] = "content" if figure.layout.width else "stretch"
    st.plotly_chart(figure, key=key, width=width, theme=None, config={"displayModeBar": False})
