"""The synthesis of a canvas of boxes: its sums in sentences, then in charts."""

from __future__ import annotations

import streamlit as st

from capacities.domain.figures import BoxTotal, Figures, count_figures
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import charts, look


def show(overview: Overview) -> None:
    """Draw what is particular to boxes."""
    snapshot, template = overview.snapshot, overview.template
    figures = count_figures(snapshot, template)
    _sentences(figures)
    if figures.cards:
        st.subheader("Idées par case", anchor=False)
        charts.draw(
            charts.ideas_by_zone(
                [box.title for box in figures.boxes], _by_color(figures, snapshot, template)
            ),
            key="idees",
        )
    for name, totals in _by_field(figures).items():
        st.subheader(look.plain(name), anchor=False)
        charts.draw(charts.amounts(_shares(totals)), key=f"sommes-{name}")


def _sentences(figures: Figures) -> None:
    said = [f"{counted(figures.cards, 'idée')} sur le canevas."]
    if figures.colors:
        kinds = ", ".join(f"{title.lower()} {count}" for title, count in figures.colors)
        said.append(f"Par nature : {kinds}.")
    said += [f"{total.title} : {total.words()}." for total in figures.totals]
    look.listing(said)
    look.remaining(figures.remaining)


def _by_color(
    figures: Figures, snapshot: Snapshot, template: Template
) -> list[tuple[str, str, list[int]]]:
    """One series a colour in use: its title, its hue, its count in each box."""
    place = {box.zone: index for index, box in enumerate(figures.boxes)}
    counts = {color.key: [0] * len(place) for color in template.colors}
    for card in snapshot.cards:
        if card.zone in place:
            counts[template.color(card.color).key][place[card.zone]] += 1
    return [(c.title, c.hue, counts[c.key]) for c in template.colors if any(counts[c.key])]


def _by_field(figures: Figures) -> dict[str, list[BoxTotal]]:
    """Group the sums of a same field: costs stand beside funding."""
    grouped: dict[str, list[BoxTotal]] = {}
    for total in figures.totals:
        grouped.setdefault(total.field.title, []).append(total)
    return grouped


def _shares(totals: list[BoxTotal]) -> dict[str, dict[str, float]]:
    return {
        total.title: {share.title or total.field.title: share.amount for share in total.shares}
        for total in totals
    }
