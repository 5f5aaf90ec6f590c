"""The inventory of data that a drawing holds: a table whose empty cells are questions to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import streamlit as st

from capacities.domain.inventory import Holding, Inventory, asked_fields, take_inventory
from capacities.domain.plans import map_plan
from capacities.domain.snapshot import Card
from capacities.domain.template import Field, Template
from capacities.domain.wording import counted, one_line
from capacities.services.read_overview import Overview
from capacities.ui import look

_ASK: Final = "?"
"""What stands in a cell that nobody filled: it is still to be asked."""
_DRAWN: Final = "l’ordre du dessin"


def show(overview: Overview) -> None:
    """Draw the inventory on the page « Synthèse »: every field, then problems and wishes."""
    template = overview.template
    found = take_inventory(overview.snapshot, template)
    st.subheader("Inventaire des données", anchor=False)
    _holdings(found, template, asked_fields(template))
    look.remaining(tuple(_questions(found, template)))
    _lists(found, template, lambda title: st.subheader(title, anchor=False))


def show_beside(overview: Overview) -> None:
    """Draw it beside the live drawing, in a narrow column: the first questions, then the lists."""
    template = overview.template
    found = take_inventory(overview.snapshot, template)
    st.markdown("**Inventaire des données** — le dessin le remplit")
    plan = map_plan(template).inventory
    shown = (plan.frame, plan.personal) if plan else ()
    _holdings(found, template, [f for f in asked_fields(template) if f.key in shown])
    questions = tuple(_questions(found, template))
    if questions:
        st.markdown("**À compléter**")
        st.markdown(look.plain(" · ".join(questions)))
    _lists(found, template, lambda title: st.markdown(f"**{look.plain(title)}**"))


def _holdings(found: Inventory, template: Template, fields: Sequence[Field]) -> None:
    if not found.holdings:
        st.markdown("Dessinez une base, ou une donnée qui circule\u00a0: elle se lira ici.")
        return
    opened = map_plan(template).inventory
    open_choices = opened.open if opened else ()
    heads = ["Donnée (de → vers)", *(field.title for field in fields)]
    rows = [
        [
            f"{one_line(holding.data) or _ASK} ({_ends(holding)})",
            *(_cell(holding, field, open_choices) for field in fields),
        ]
        for holding in found.holdings
    ]
    by = st.selectbox("Trier par", [_DRAWN, *heads], key="tri-inventaire")
    if by in heads:
        rows.sort(key=lambda row: row[heads.index(by)].casefold())
    look.table(heads, rows, name="inventaire", words=True)


def _ends(holding: Holding) -> str:
    ends = [one_line(text) or "…" for text in (holding.source, holding.target)]
    return " → ".join(ends) if holding.target else holding.kind


def _cell(holding: Holding, field: Field, open_choices: Sequence[str]) -> str:
    value = holding.values.get(field.key, "")
    titles: Mapping[str, str] = {choice.key: choice.title for choice in field.choices}
    said = titles.get(value, value)
    return f"{said}\u00a0{_ASK}".strip() if not value or value in open_choices else said


def _questions(found: Inventory, template: Template) -> Iterator[str]:
    """Tell what is still to be asked, field by field."""
    unnamed = sum(1 for holding in found.holdings if not holding.data)
    if unnamed:
        yield f"{counted(unnamed, 'donnée')} sans nom"
    for field in asked_fields(template):
        asking = sum(field.key in holding.asks for holding in found.holdings)
        if asking:
            yield f"{field.title}\u00a0: à demander pour {counted(asking, 'donnée')}"


def _lists(found: Inventory, template: Template, draw: Callable[[str], object]) -> None:
    plan = map_plan(template).inventory
    titles = {zone.key: zone.title for zone in template.zones}
    if plan is None:
        return
    for sign, zone, cards in (("▲", plan.problem, found.problems), ("✦", plan.wish, found.wishes)):
        if cards:
            draw(f"{sign} {titles.get(zone, zone)} ({len(cards)})")
            look.listing(_words(card) for card in cards)


def _words(card: Card) -> str:
    return one_line(card.text) or "Sans texte\u00a0: à expliquer d’une phrase."
