"""The figures of a canvas, drawn by Plotly from what ``domain.figures`` counted.

Streamlit imports pandas at the first canvas that is opened; a figure that Plotly draws meanwhile,
in another thread, finds it half there and fails. It is imported here, before any of them.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import cycle
from typing import Final

import pandas  # noqa: F401
import plotly.graph_objects as go
import streamlit as st

from capacities.domain.figures import quantity
from capacities.domain.template import Field
from capacities.domain.wording import shortened

INK: Final = "#1D2730"
_ACCENT: Final = "#0B5D66"
HUE_COLORS: Final = {
    "note": "#E3C75B",
    "existing": "#3B78B8",
    "violet": "#7556B8",
    "problem": "#B9342A",
    "wish": "#24803F",
    "black": "#1D2730",
}
_SERIES: Final = (_ACCENT, *(HUE_COLORS[hue] for hue in ("violet", "problem", "existing", "wish")))
_HOVER: Final = "%{customdata}<extra></extra>"
_LABEL_CHARS: Final = 60


def quiet(figure: go.Figure, height: int) -> go.Figure:
    """Give a figure the look of the pages: no frame, the ink, French separators."""
    return figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "system-ui, sans-serif", "size": 13, "color": INK},
        legend={"orientation": "h", "y": 1.08, "x": 0},
        separators=",\u202f",
    )


def escaped(text: str) -> str:
    """Return a text of somebody as a label: Plotly reads a few HTML tags in them."""
    return html.escape(text, quote=False)


def numbered(places: Sequence[object]) -> list[str]:
    """Return a name for each place of an axis: titles may be the same, ids may be anything."""
    return [str(number) for number in range(len(places))]


def _label(title: str) -> str:
    return escaped(shortened(title, _LABEL_CHARS))


def ideas_by_zone(
    zones: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]
) -> go.Figure:
    """Horizontal bars: one line a box, one stacked part a colour of post-it.

    ``zones`` holds titles; ``series`` holds (title, hue, count of cards for each of ``zones``).
    """
    figure = go.Figure()
    for title, hue, counts in series:
        figure.add_bar(
            y=numbered(zones),
            x=list(counts),
            name=escaped(title),
            orientation="h",
            marker_color=HUE_COLORS.get(hue, _ACCENT),
            customdata=[
                f"{_label(zone)}\u00a0: {count} · {escaped(title)}"
                for zone, count in zip(zones, counts, strict=True)
            ],
            hovertemplate=_HOVER,
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title="idées", dtick=1 if _most(series) < 12 else None, gridcolor="#E3E0D8")
    figure.update_yaxes(autorange="reversed", automargin=True, **_ticks(zones))
    return quiet(figure, 60 + 34 * len(zones))


def _ticks(zones: Sequence[str]) -> dict[str, object]:
    """Return what writes the titles of boxes along an axis, each box being its number."""
    return {
        "type": "category",
        "tickvals": numbered(zones),
        "ticktext": [_label(zone) for zone in zones],
    }


def _most(series: Sequence[tuple[str, str, Sequence[int]]]) -> int:
    totals = [sum(column) for column in zip(*(counts for _, _, counts in series), strict=True)]
    return max(totals, default=0)


def amounts(
    zones: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], field: Field
) -> go.Figure:
    """Grouped bars: one group a box (coûts, financements), one bar a choice that splits the sum.

    ``zones`` holds titles; ``series`` holds (title of the choice, sum in each of ``zones``), all
    of one field.
    """
    figure = go.Figure()
    for (title, sums), color in zip(series, cycle(_SERIES), strict=False):
        said = ["" if value is None else escaped(quantity(field, value)) for value in sums]
        figure.add_bar(
            x=numbered(zones),
            y=list(sums),
            name=escaped(title),
            marker_color=color,
            text=said,
            texttemplate="%{text}",
            customdata=[
                f"{_label(zone)}, {escaped(title)}\u00a0: {value}"
                for zone, value in zip(zones, said, strict=True)
            ],
            hovertemplate=_HOVER,
        )
    figure.update_xaxes(**_ticks(zones))
    figure.update_yaxes(
        title=escaped(field.unit), gridcolor="#E3E0D8", rangemode="tozero", automargin=True
    )
    return quiet(figure, 320)


def draw(figure: go.Figure, key: str) -> None:
    """Show a figure without Plotly's English toolbar."""
    st.plotly_chart(figure, key=key, width="stretch", theme=None, config={"displayModeBar": False})
