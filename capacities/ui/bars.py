"""Bars in HTML: the one way in which a figure made of lines is drawn, on a screen and on paper.

Words are written by the page, never by a drawing: they wrap, are read aloud, follow the browser's
font and the colours that somebody forces, and a line of the figure is never cut in two by a page
(style.css). What people wrote is escaped here.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

INK: Final = "#1D2730"
ACCENT: Final = "#0B5D66"
HUE_COLORS: Final = {
    "note": "#E3C75B",
    "existing": "#3B78B8",
    "violet": "#7556B8",
    "problem": "#B9342A",
    "wish": "#24803F",
    "black": "#1D2730",
}
_PALE: Final = frozenset({HUE_COLORS["note"], "#C9D9EA"})
"""Tints on which words are written in ink rather than in white."""
_SHORT: Final = 14
"""Lines of a figure that is never cut by a page; a longer one may be, between two of its lines."""


@dataclass(frozen=True, slots=True)
class Part:
    """A bar, or a part of one, between two values of the axis.

    Attributes:
        says: what it is, for whoever points at it.
        inside: written on it where there is room: a sign, a number.
        looks: « hachure », « mince », « entoure »: told in words too.
    """

    start: float
    end: float
    color: str
    says: str = ""
    inside: str = ""
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at one value of the axis."""

    at: float
    sign: str
    color: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a name, its bar, its value in words.

    Attributes:
        details: said after the value to whoever listens: what the parts show.
        span: from the worst to the best, as a thin line.
        group: a title above this line, which is that of the next ones too.
    """

    name: str
    value: str
    parts: tuple[Part, ...] = ()
    marks: tuple[Mark, ...] = ()
    span: tuple[float, float] | None = None
    details: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """What all the bars are measured on; ``now`` is a line across them, with its words."""

    low: float
    high: float
    ticks: tuple[tuple[float, tuple[str, str]], ...] = ()
    now: tuple[float, str] | None = None

    def share(self, value: float) -> float:
        """Return where a value stands, in hundredths of the width, always within it."""
        length = self.high - self.low
        return round(min(max((value - self.low) / length if length else 0, 0), 1) * 100, 2)


@dataclass(frozen=True, slots=True)
class Bars:
    """A figure.

    Attributes:
        about: what it shows, for whoever listens.
        legend: the words of each colour, in the order of the parts.
    """

    about: str
    rows: tuple[Row, ...]
    axis: Axis
    legend: tuple[tuple[str, str], ...] = ()


def axis_of(rows: Iterable[Row]) -> Axis:
    """Return the axis that holds all of these lines, and zero."""
    ends = [0.0]
    for row in rows:
        ends += [value for part in row.parts for value in (part.start, part.end)]
        ends += row.span or ()
    return Axis(min(ends), max(ends))


def stacked(pieces: Iterable[tuple[float, str, str, str]]) -> tuple[Part, ...]:
    """Return parts one after the other from zero: (value, colour, what it says, inside)."""
    parts, start = [], 0.0
    for value, color, says, inside in pieces:
        if value:
            parts.append(Part(start, start + value, color, says, inside))
            start += value
    return tuple(parts)


def draw(figure: Bars) -> None:
    """Show a figure."""
    st.html(written(figure))


def written(figure: Bars) -> str:
    """Return a figure as HTML."""
    lines = "".join(_lines(figure))
    looks = " court" * (len(figure.rows) <= _SHORT) + " dates" * bool(figure.axis.ticks)
    return (
        f'<div class="barres{looks}" role="group" aria-label="{_said(figure.about)}"'
        f' style="{_grid(figure.axis)}">{_legend(figure.legend)}'
        f'<div class="lignes" role="list">{lines}</div></div>'
    )


def _said(text: str) -> str:
    return html.escape(text, quote=True)


def _legend(legend: Sequence[tuple[str, str]]) -> str:
    if len(legend) < 2:
        return ""
    words = "".join(
        f'<span><i style="background:{color}"></i>{_said(title)}</span>' for title, color in legend
    )
    return f'<p class="cle">{words}</p>'


def _grid(axis: Axis) -> str:
    """Return the lines that cross all bars: one background says them all."""
    lines = [(value, "var(--fig-grid)", 1) for value, _ in axis.ticks]
    if axis.now:
        lines.append((axis.now[0], "var(--fig-now)", 2))
    if axis.low < 0 < axis.high:
        lines.append((0, "var(--fig-ink)", 1))
    drawn = ",".join(
        f"linear-gradient({color},{color}) {axis.share(value)}% 0/{width}px 100% no-repeat"
        for value, color, width in reversed(lines)
    )
    return f"--traits:{drawn}" if drawn else ""


def _lines(figure: Bars) -> Iterator[str]:
    axis = figure.axis
    if axis.now:
        value, words = axis.now
        yield _scale("jour", [(axis.share(value), _said(words))])
    for row in figure.rows:
        if row.group:
            yield f'<div class="groupe">{_said(row.group)}</div>'
        yield _line(row, axis)
    if axis.ticks:
        yield _scale(
            "axe",
            [(axis.share(at), "<br>".join(map(_said, words))) for at, words in axis.ticks],
        )


def _scale(kind: str, words: Iterable[tuple[float, str]]) -> str:
    """Return words under the lines that they name; at the edges they stay within the width."""
    marks = "".join(
        f'<span style="left:{at}%;transform:translateX(-{at}%)">{text}</span>' for at, text in words
    )
    return f'<div class="ligne {kind}" aria-hidden="true"><div class="piste">{marks}</div></div>'


def _line(row: Row, axis: Axis) -> str:
    drawn = "".join((*(_part(part, axis) for part in row.parts), *_span(row, axis)))
    drawn += "".join(_mark(mark, axis) for mark in row.marks)
    unseen = f'<span class="entendu">\u00a0: {_said(row.details)}</span>' if row.details else ""
    return (
        f'<div class="ligne" role="listitem"><span class="nom">{_said(row.name)}</span>'
        f'<div class="piste" aria-hidden="true">{drawn}</div>'
        f'<b class="dit">{_said(row.value)}</b>{unseen}</div>'
    )


def _part(part: Part, axis: Axis) -> str:
    left, right = axis.share(part.start), axis.share(part.end)
    ink = INK if part.color in _PALE else "#FFF"
    looks = "".join(f" {name}" for name in part.looks)
    inside = f'<em class="c{min(len(part.inside), 6)}">{_said(part.inside)}</em>'
    return (
        f'<i class="part{looks}" title="{_said(part.says)}" style="left:{left}%;'
        f'width:{round(right - left, 2)}%;background-color:{part.color};color:{ink}">'
        f"{inside if part.inside else ''}</i>"
    )


def _span(row: Row, axis: Axis) -> Iterator[str]:
    if row.span and row.span[0] != row.span[1]:
        left, right = map(axis.share, row.span)
        yield f'<i class="de-a" style="left:{left}%;width:{round(right - left, 2)}%"></i>'


def _mark(mark: Mark, axis: Axis) -> str:
    at = axis.share(mark.at)
    return (
        f'<i class="signe" style="left:{at}%;transform:translateX(-{at}%);'
        f'color:{mark.color}">{_said(mark.sign)}</i>'
    )
