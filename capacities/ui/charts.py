"""The figures of a canvas, drawn by Plotly from what ``domain.figures`` counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

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


def ideas_by_zone(
    zones: Sequence[str], series: Sequence[tuple[str, str, Sequence[int]]]
) -> go.Figure:
    """Horizontal bars: one line a box, one stacked part a colour of post-it.

    ``series`` holds (title, hue, count of cards for each of ``zones``).
    """
    figure = go.Figure()
    for title, hue, counts in series:
        figure.add_bar(
            y=list(zones),
            x=list(counts),
            name=title,
            orientation="h",
            marker_color=HUE_COLORS.get(hue, _ACCENT),
            hovertemplate="%{y} : %{x} · " + title + "<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title="idées", dtick=1 if _most(series) < 12 else None, gridcolor="#E3E0D8")
    figure.update_yaxes(autorange="reversed", automargin=True)
    return quiet(figure, 60 + 34 * len(zones))


def _most(series: Sequence[tuple[str, str, Sequence[int]]]) -> int:
    totals = [sum(column) for column in zip(*(counts for _, _, counts in series), strict=True)]
    return max(totals, default=0)


def amounts(groups: Mapping[str, Mapping[str, float]]) -> go.Figure:
    """Grouped bars in euros: one group a box (coûts, financements), one bar a period."""
    figure = go.Figure()
    periods = sorted({period for sums in groups.values() for period in sums})
    for period, color in zip(periods, (_ACCENT, "#7556B8", "#B9342A", "#3B78B8"), strict=False):
        figure.add_bar(
            x=list(groups),
            y=[sums.get(period, 0.0) for sums in groups.values()],
            name=period,
            marker_color=color,
            texttemplate="%{y:,.0f} €",
            hovertemplate="%{x}, " + period + " : %{y:,.0f} €<extra></extra>",
        )
    figure.update_yaxes(title="€", gridcolor="#E3E0D8", rangemode="tozero", automargin=True)
    return quiet(figure, 320)


def draw(figure: go.Figure, key: str) -> None:
    """Show a figure without Plotly's English toolbar."""
    st.plotly_chart(figure, key=key, width="stretch", theme=None, config={"displayModeBar": False})
