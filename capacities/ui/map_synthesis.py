"""The synthesis of a map: its balance, its inventory, or both, as its template has them."""

from __future__ import annotations

import streamlit as st

from capacities.domain.map_figures import count_map
from capacities.domain.plans import map_plan
from capacities.domain.wording import counted, listed
from capacities.services.copy_drawing import copy_drawing
from capacities.services.read_overview import Overview
from capacities.ui import inventory_synthesis, look, value_synthesis, visitor


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
    _offer_to_begin(overview)
    plan = map_plan(overview.template)
    if plan.value:
        value_synthesis.show_beside(overview)
    if plan.inventory:
        inventory_synthesis.show_beside(overview)
    if not plan.value and not plan.inventory:
        st.markdown(f"**{counted(len(overview.snapshot.cards), 'élément')}** sur la carte.")


def _offer_to_begin(overview: Overview) -> None:
    """Propose to begin an empty map from the drawing of the dossier."""
    if overview.reusable is None:
        return
    found = overview.reusable
    parts = [(found.elements, "élément"), (found.links, "lien")]
    said = listed([counted(number, word) for number, word in parts if number])
    st.markdown(look.plain(f"«\u00a0{found.title}\u00a0» a {said} à reprendre."))
    if st.button("Partir de ce dessin", help="Il est copié ici ; l’original ne change pas."):
        visit = visitor.visit()
        copy_drawing(visit.context, visit.identity, overview.template.key)
        st.rerun(scope="fragment")
