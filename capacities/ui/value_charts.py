"""The figures of a map of value, from what ``domain.value`` worked out: bars, and what flows.

What people wrote is escaped: Plotly reads a few HTML tags in labels. Each chart has its table.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import plotly.graph_objects as go

from capacities.domain.value import Party
from capacities.domain.value_flows import End, Flow
from capacities.domain.value_links import Worth
from capacities.domain.value_stamps import Span, Sums
from capacities.domain.value_telling import ends, euros, name_of, title_of
from capacities.domain.wording import shortened
from capacities.ui.bars import HUE_COLORS, Bars, Part, Row, axis_of
from capacities.ui.charts import PAPER, escaped, quiet

_HOVER: Final = "%{customdata}<extra></extra>"
_GAIN, _LOSS, _THING = HUE_COLORS["wish"], HUE_COLORS["problem"], HUE_COLORS["violet"]
_LINE_CHARS: Final = 22
_PAD: Final = 36
"""Pixels between two ends of a diagram: two lines of words."""
_FLOWING: Final = 220
"""Pixels of a column of ends, what is between them apart."""
Rows = tuple[list[str], Sequence[Sequence[str]]]
"""The heads of a table, and its rows."""


def by_net(parties: Sequence[Party]) -> list[Party]:
    """Return the parties from the one that gains most in a year to the one that pays most."""
    return sorted(parties, key=lambda party: -party.sums.net_year.likely)


def nets(parties: Sequence[Party]) -> Bars:
    """One bar a party: its net of a year, right of zero when it gains, its range as a line."""
    spans = [party.sums.net_year for party in parties]
    names = [name_of(party) for party in parties]
    return _bars("Net par an de chaque partie prenante", names, spans, signed=True)


def worths(found: Sequence[Worth]) -> Bars:
    """One bar a donnée or croisement: the gains of a year that begin there."""
    names = [shortened(worth.title) or "Sans nom" for worth in found]
    spans = [worth.sums.year[0] for worth in found]
    return _bars("Gains par an", names, spans, signed=False)


def _bars(about: str, names: Sequence[str], spans: Sequence[Span], *, signed: bool) -> Bars:
    rows = tuple(_row(name, span, signed=signed) for name, span in zip(names, spans, strict=True))
    return Bars(about, rows, axis_of(rows))


def _row(name: str, span: Span, *, signed: bool) -> Row:
    """Return a bar that a loss hatches and signs, with the range that it may have."""
    said, more = euros(span.likely, signed=signed), ends(span, signed=signed)
    amount = span.likely / 100
    part = Part(
        min(amount, 0),
        max(amount, 0),
        _GAIN if span.likely >= 0 else _LOSS,
        f"{name}\u00a0: {said}{f' {more}' if more else ''}",
        looks=() if span.likely >= 0 else ("hachure",),
    )
    between = (span.low / 100, span.high / 100) if more else None
    return Row(name, said, (part,) if span.likely else (), span=between, details=more)


def sankey(flows: Sequence[Flow]) -> go.Figure:
    """What flows from whoever pays, through what, to whoever gains."""
    places = list(dict.fromkeys(end for flow in flows for end in (flow.source, flow.target)))
    number = {end: place for place, end in enumerate(places)}
    hues = {"paie": _LOSS, "quoi": _THING, "gagne": _GAIN}
    across = {"paie": 0.001, "quoi": 0.5, "gagne": 0.999}
    height, middles = _middles(flows)
    figure = go.Figure(
        go.Sankey(
            valueformat=",.0f",
            valuesuffix="\u00a0€",
            node={
                "label": [_label(end) for end in places],
                "color": [hues[end.side] for end in places],
                "x": [across[end.side] for end in places],
                "y": [middles[end] for end in places],
                "customdata": [escaped(end.name) for end in places],
                "hovertemplate": "%{customdata}\u00a0: %{value}<extra></extra>",
                "pad": _PAD,
                "thickness": 14,
                "line": {"width": 0},
            },
            link={
                "source": [number[flow.source] for flow in flows],
                "target": [number[flow.target] for flow in flows],
                "value": [flow.cents / 100 for flow in flows],
                "color": ["rgba(176,42,32,.22)" if f.source.side == "paie" else
                          "rgba(36,128,63,.22)" for f in flows],
                "customdata": [
                    f"{escaped(f.source.name)} → {escaped(f.target.name)}\u00a0: {euros(f.cents)}"
                    for f in flows
                ],
                "hovertemplate": _HOVER,
            },
        )
    )  # fmt: skip
    margin = {"l": 2, "r": 2, "t": 20, "b": 20}
    return quiet(figure, height + 40).update_layout(margin=margin, width=PAPER)


def _middles(flows: Sequence[Flow]) -> tuple[int, dict[End, float]]:
    """Return the height of a diagram, and where the middle of each end is, from its top, 0 to 1.

    In columns, the largest first; however thin, an end has the room of its words.
    """
    into: defaultdict[End, int] = defaultdict(int)
    out: defaultdict[End, int] = defaultdict(int)
    for flow in flows:
        out[flow.source] += flow.cents
        into[flow.target] += flow.cents
    sizes = {end: max(into[end], out[end]) for end in {**into, **out}}
    columns: defaultdict[str, list[End]] = defaultdict(list)
    for end in sorted(sizes, key=lambda end: (-sizes[end], end)):
        columns[end.side].append(end)
    height = _FLOWING + _PAD * max(len(column) for column in columns.values())
    scale = min(
        (height - _PAD * (len(column) - 1)) / sum(sizes[end] for end in column)
        for column in columns.values()
    )
    middles = {}
    for column in columns.values():
        top = 0.0
        for end in column:
            tall = sizes[end] * scale
            middles[end] = min(0.999, max(0.001, (top + tall / 2) / height))
            top += tall + _PAD
    return height, middles


def _label(end: End) -> str:
    lines = textwrap.wrap(end.name, _LINE_CHARS, max_lines=2, placeholder="…") or [""]
    return "<br>".join(escaped(line) for line in lines)


def flows_table(flows: Sequence[Flow]) -> Rows:
    """Return the flows as a table: what is paid, then what is gained."""
    rows = [
        [f"{flow.source.name} paie {flow.target.name}", euros(flow.cents)]
        if flow.source.side == "paie"
        else [f"{flow.target.name} gagne par {flow.source.name}", euros(flow.cents)]
        for flow in sorted(flows, key=lambda flow: (flow.source.side != "paie", -flow.cents))
    ]
    return ["Qui, et quoi", "Montant"], rows


def nets_tables(parties: Sequence[Party]) -> Iterator[tuple[str, Rows]]:
    """Yield what each party gains, pays and has left: tables narrow enough for a phone."""
    names = [name_of(party) for party in parties]
    sums = [party.sums for party in parties]
    money = ["Partie prenante", "Gains", "Coûts", "Net"]
    yield "Par an", _rows(money, names, [(*_likely(s.year), s.net_year.likely) for s in sums])
    free = [[name_of(p), "oui" if p.gains_without_paying else "non"] for p in parties]
    yield "Gagne sans payer", (["Partie prenante", "Gagne sans payer"], free)
    ranged = any(s.net_year.low != s.net_year.high for s in sums)
    if ranged:
        heads = ["Partie prenante", "Net au pire", "Net au mieux"]
        yield "Fourchettes", _rows(heads, names, [(s.net_year.low, s.net_year.high) for s in sums])
    if any(any(_likely(s.once)) for s in sums):
        yield "Une fois", _rows(money, names, [(*_likely(s.once), s.net_once.likely) for s in sums])
    if any(s.equivalent_year or s.equivalent_once or s.untold for s in sums):
        yield "Effets qualitatifs, à part", _effects("Partie prenante", names, sums)


def worths_tables(found: Sequence[Worth], *, crossings: bool) -> Iterator[tuple[str, Rows]]:
    """Yield what each is worth, how many stamps say so, and how many another one counts too."""
    what = "Croisement" if crossings else "Donnée"
    names = [title_of(worth) for worth in found]
    sums = [worth.sums for worth in found]
    yield "Par an", _rows([what, "Gains", "Coûts"], names, [_likely(s.year) for s in sums])
    spans = [s.year[0] for s in sums]
    if any(span.low != span.high for span in spans):
        lines = [(span.low, span.high) for span in spans]
        yield "Fourchettes", _rows([what, "Gains au pire", "Gains au mieux"], names, lines)
    if any(any(_likely(s.once)) for s in sums):
        yield "Une fois", _rows([what, "Gains", "Coûts"], names, [_likely(s.once) for s in sums])
    if any(s.equivalent_year or s.equivalent_once or s.untold for s in sums):
        yield "Effets qualitatifs, à part", _effects(what, names, sums)
    heads = [what, "€ et ☺", "comptés ailleurs aussi", *(["données"] if crossings else [])]
    counts = [
        [name, str(w.stamps), str(w.shared), *([str(w.fed_by)] if crossings else [])]
        for name, w in zip(names, found, strict=True)
    ]
    yield "D’où cela vient", (heads, counts)


def _likely(spans: tuple[Span, Span]) -> tuple[int, int]:
    return spans[0].likely, spans[1].likely


def _rows(heads: list[str], names: Sequence[str], cents: Sequence[Sequence[int]]) -> Rows:
    return heads, [[n, *map(euros, line)] for n, line in zip(names, cents, strict=True)]


def _effects(what: str, names: Sequence[str], sums: Sequence[Sums]) -> Rows:
    heads = [what, "Équivalents par an", "une fois", "☺ sans équivalent"]
    return heads, [
        [name, euros(s.equivalent_year), euros(s.equivalent_once), str(s.untold)]
        for name, s in zip(names, sums, strict=True)
    ]
