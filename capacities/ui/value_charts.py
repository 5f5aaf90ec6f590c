"""The figures of a map of value, drawn by Plotly from what ``domain.value`` worked out.

What people wrote is escaped: Plotly reads a few HTML tags in labels. Each chart has its table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from capacities.domain.value import Party
from capacities.domain.value_flows import End, Flow
from capacities.domain.value_links import Worth
from capacities.domain.value_stamps import Span
from capacities.domain.value_telling import ends, euros, name_of, spread, title_of
from capacities.domain.wording import shortened
from capacities.ui.charts import HUE_COLORS, INK, escaped, numbered, quiet

_HOVER: Final = "%{customdata}<extra></extra>"
_GAIN, _LOSS, _THING = HUE_COLORS["wish"], HUE_COLORS["problem"], HUE_COLORS["violet"]
_LINE_CHARS: Final = 22
_BAR: Final = 44
"""Pixels of a bar with its words above it."""

Rows = tuple[list[str], Sequence[Sequence[str]]]
"""The heads of a table, and its rows."""


def by_net(parties: Sequence[Party]) -> list[Party]:
    """Return the parties from the one that gains most in a year to the one that pays most."""
    return sorted(parties, key=lambda party: -party.sums.net_year.likely)


def nets(parties: Sequence[Party], *, ranges: bool = True) -> go.Figure:
    """One bar a party: its net of a year, right of zero when it gains, its range as a line.

    Names and signed amounts are above the bars: there is room for them on a phone too.
    """
    spans = [party.sums.net_year for party in parties]
    return _bars([name_of(party) for party in parties], spans, signed=True, ranges=ranges)


def worths(found: Sequence[Worth]) -> go.Figure:
    """One bar a donnée or croisement: the gains of a year that begin there."""
    names = [shortened(worth.title) or "Sans nom" for worth in found]
    return _bars(names, [worth.sums.year[0] for worth in found], signed=False, ranges=True)


def _bars(names: Sequence[str], spans: Sequence[Span], *, signed: bool, ranges: bool) -> go.Figure:
    places = numbered(names)
    said = [euros(span.likely, signed=signed) for span in spans]
    more = [ends(span, signed=signed) for span in spans]
    rising = [span.likely >= 0 for span in spans]
    figure = go.Figure(
        go.Bar(
            x=[span.likely / 100 for span in spans],
            y=places,
            orientation="h",
            width=0.34,
            marker={
                "color": [_GAIN if up else _LOSS for up in rising],
                "pattern": {"shape": ["" if up else "/" for up in rising], "fgcolor": "#FFFFFF"},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [(span.high - span.likely) / 100 for span in spans],
                "arrayminus": [(span.likely - span.low) / 100 for span in spans],
                "color": INK,
                "thickness": 1.5,
                "visible": ranges and any(more),
            },
            customdata=[
                f"{escaped(name)}\u00a0: {amount}{f'<br>{range_}' if range_ else ''}"
                for name, amount, range_ in zip(names, said, more, strict=True)
            ],
            hovertemplate=_HOVER,
        )
    )
    for place, name, amount in zip(places, names, said, strict=True):
        words = {"y": place, "yshift": 16, "showarrow": False, "xref": "paper"}
        figure.add_annotation(x=0, xanchor="left", text=escaped(_cut(name)), **words)
        figure.add_annotation(x=1, xanchor="right", text=f"<b>{amount}</b>", **words)
    figure.update_xaxes(visible=False, zeroline=True)
    figure.add_vline(x=0, line_width=1, line_color=INK)
    figure.update_yaxes(visible=False, autorange="reversed", type="category")
    return quiet(figure, 20 + _BAR * len(places)).update_layout(
        margin={"l": 2, "r": 2, "t": 12, "b": 0}
    )


def _cut(name: str) -> str:
    return shortened(name, 26)


def sankey(flows: Sequence[Flow]) -> go.Figure:
    """What flows from whoever pays, through what, to whoever gains."""
    places = list(dict.fromkeys(end for flow in flows for end in (flow.source, flow.target)))
    number = {end: place for place, end in enumerate(places)}
    hues = {"paie": _LOSS, "quoi": _THING, "gagne": _GAIN}
    figure = go.Figure(
        go.Sankey(
            valueformat=",.0f",
            valuesuffix="\u00a0€",
            node={
                "label": [_label(end) for end in places],
                "color": [hues[end.side] for end in places],
                "customdata": [escaped(end.name) for end in places],
                "hovertemplate": "%{customdata}\u00a0: %{value}<extra></extra>",
                "pad": 18,
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
    sides = [sum(end.side == side for end in places) for side in hues]
    return quiet(figure, max(240, 80 + 52 * max(sides)))


def _label(end: End) -> str:
    lines = textwrap.wrap(end.name, _LINE_CHARS, max_lines=2, placeholder="…") or [""]
    return "<br>".join(escaped(line) for line in lines)


def flows_table(flows: Sequence[Flow]) -> Rows:
    """Return the flows as a table: what is paid, then what is gained."""
    verbs = {"paie": "paie", "quoi": "fait gagner"}
    rows = [
        [f"{flow.source.name} {verbs[flow.source.side]} {flow.target.name}", euros(flow.cents)]
        if flow.source.side == "paie"
        else [f"{flow.target.name} gagne par {flow.source.name}", euros(flow.cents)]
        for flow in sorted(flows, key=lambda flow: (flow.source.side != "paie", -flow.cents))
    ]
    return ["Qui, et quoi", "Montant"], rows


def nets_table(parties: Sequence[Party]) -> Rows:
    """Return what each party gains, pays and has left, of a year then once."""
    heads = ["Partie prenante", "Gains par an", "Coûts par an", "Net par an", "Fourchette"]
    heads += ["Net une fois", "Équivalents par an", "☺ sans équivalent"]
    rows = []
    for party in parties:
        sums = party.sums
        (gains, costs), net = sums.year, sums.net_year
        rows.append(
            [
                f"{name_of(party)}{' (gagne sans payer)' if party.gains_without_paying else ''}",
                euros(gains.likely),
                euros(costs.likely),
                euros(net.likely, signed=True),
                ends(net, signed=True) or "—",
                euros(sums.net_once.likely, signed=True),
                euros(sums.equivalent_year),
                str(sums.untold),
            ]
        )
    return heads, rows


def worths_table(found: Sequence[Worth], *, crossings: bool) -> Rows:
    """Return what each is worth, how many stamps say so, and how many another one counts too."""
    heads = ["Croisement" if crossings else "Donnée", "Gains par an", "Coûts par an"]
    heads += ["Gains une fois", "Équivalents par an", "€ et ☺", "comptés ailleurs aussi"]
    heads += ["données"] if crossings else []
    rows = []
    for worth in found:
        sums = worth.sums
        rows.append(
            [
                title_of(worth),
                spread(sums.year[0]),
                euros(sums.costs_year),
                euros(sums.gains_once),
                euros(sums.equivalent_year),
                str(worth.stamps),
                str(worth.shared),
                *([str(worth.fed_by)] if crossings else []),
            ]
        )
    return heads, rows
