"""The synthesis of a map: its balance, its inventory, or both, as its template has them."""

from __future__ import annotations

import streamlit as st

from capacities.domain.map_figures import count_map
from capacities.domain.plans import map_plan
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import inventory_synthesis, look, value_synthesis


def show(overview: Overview) -> None:
    """Draw what is particular to maps on the page « Synthèse »."""
    plan = map_plan(overview.template)
    if plan.value:
        value_synthesis.show(overview)
    if plan.inventory:
        inventory_synthesis.show(overview)
    if not plan.value and not plan.inventory:
        figures = count_map(overview.snapshot, overview.template)
        st.markdown(f"{counted(figures.ideas, 'élément')} sur la carte.")
        look.remaining(figures.remaining)


def show_beside(overview: Overview) -> None:
    """Draw the figures shown beside the live map, in a narrow column."""
    plan = map_plan(overview.template)
    if plan.value:
        value_synthesis.show_beside(overview)
    if plan.inventory:
        inventory_synthesis.show_beside(overview)
    if not plan.value and not plan.inventory:
        st.markdown(f"**{counted(len(overview.snapshot.cards), 'élément')}** sur la carte.")
