"""The synthesis of a canvas of boxes: its sums in sentences, then in charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from capacities.domain.figures import BoxTotal, Figures, count_figures
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Color, Field, Template
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import bars, charts, look


def show(overview: Overview) -> None:
    """Draw what is particular to boxes."""
    snapshot, template = overview.snapshot, overview.template
    figures = count_figures(snapshot, template)
    _sentences(figures)
    if figures.cards:
        st.subheader("Idées par case", anchor=False)
        titles = [box.title for box in figures.boxes]
        bars.draw(charts.ideas_by_zone(titles, _by_color(figures, snapshot, template)))
    for field in template.fields:
        totals = [total for total in figures.totals if total.field is field]
        if totals:
            st.subheader(look.plain(field.title), anchor=False)
            titles = [total.title for total in totals]
            series = list(_shares(totals, field, template))
            bars.draw(charts.amounts(titles, series, field))


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
) -> list[tuple[Color, list[int]]]:
    """One series a colour in use: its count in each box."""
    place = {box.zone: index for index, box in enumerate(figures.boxes)}
    counts = {color.key: [0] * len(place) for color in template.colors}
    for card in snapshot.cards:
        if card.zone in place:
            counts[template.color(card.color).key][place[card.zone]] += 1
    return [(c, counts[c.key]) for c in template.colors if any(counts[c.key])]


def _shares(
    totals: Sequence[BoxTotal], field: Field, template: Template
) -> Iterator[tuple[str, list[float | None]]]:
    """Yield one series a choice that splits the sums of a field, in their order, then the rest."""
    split = template.field(field.total_by) if field.total_by else None
    choices = [(choice.key, choice.title) for choice in split.choices] if split else []
    for key, title in (*choices, ("", field.title)):
        sums = [{share.key: share.amount for share in total.shares}.get(key) for total in totals]
        if any(value is not None for value in sums):
            yield title, sums
