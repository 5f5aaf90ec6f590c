"""The figures of a canvas, in sentences first, then in charts."""

from __future__ import annotations

import streamlit as st

from capacities.services.read_overview import Overview
from capacities.ui import look, vote_synthesis
from capacities.ui.forms import PAGES


def show(overview: Overview) -> None:
    """Draw the page for one canvas, as the database holds it now."""
    template = overview.template
    st.title("Synthèse")
    st.markdown(f"**{look.plain(overview.dossier.title)}** — {look.plain(template.title)}")
    look.hidden(overview.snapshot, template)
    PAGES[template.form].synthesis(overview)
    vote_synthesis.show(overview)
    if st.button("Actualiser les figures"):
        st.rerun()
    st.caption(look.plain(template.source))
