"""The synthesis of a timeline."""

from __future__ import annotations

import streamlit as st

from capacities.domain.timeline_figures import count_timeline
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import look


def show(overview: Overview) -> None:
    """Draw what is particular to timelines on the page « Synthèse »."""
    figures = count_timeline(overview.snapshot, overview.template)
    st.markdown(f"{counted(figures.ideas, 'étape')} sur la frise.")
    look.remaining(figures.remaining)
