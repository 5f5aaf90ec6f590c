"""The figures of a canvas, in sentences then in charts, and the way to those of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from capacities.domain.template import Template
from capacities.services.list_canvases import BegunCanvas
from capacities.services.read_overview import Overview
from capacities.ui import look, vote_synthesis
from capacities.ui.forms import PAGES
from capacities.ui.pages import CANVAS, SKETCH, SYNTHESIS
from capacities.ui.visitor import Visit


def about(visit: Visit, entries: Sequence[BegunCanvas]) -> Visit:
    """Return the visit of the canvas to show: the one asked for, else the first begun."""
    if visit.canvas_asked or not entries:
        return visit
    first = next((each for each in entries if each.begun), entries[0])
    return replace(visit, canvas_key=first.template.key)


def others(visit: Visit, entries: Sequence[BegunCanvas]) -> None:
    """Lead from the synthesis of a canvas to that of another: those that hold something, then,
    folded, those that do not yet."""
    with st.container(key="syntheses", horizontal=True, gap="small"):
        waiting = [each.template for each in entries if not each.begun]
        for entry in entries:
            if entry.begun or entry.template.key == visit.canvas_key:
                _way(visit, entry.template)
        if others := [each for each in waiting if each.key != visit.canvas_key]:
            with st.popover(f"Pas commencés ({len(others)})"):
                for template in others:
                    _way(visit, template)


def _way(visit: Visit, template: Template) -> None:
    here = template.key == visit.canvas_key
    with st.container(key=f"{'ici' if here else 'vers'}-{template.key}", width="content"):
        if here:
            st.markdown(f"**{look.plain(template.short_title)}**")
        else:
            look.link(SYNTHESIS, look.label(template.short_title), visit.dossier_id, template.key)


def _heading(visit: Visit, overview: Overview) -> None:
    """Say whose figures these are, and lead back to the canvas."""
    template, dossier = overview.template, overview.dossier
    st.title("Synthèse", anchor=False)
    st.markdown(f"**{look.plain(dossier.title)}** — {look.plain(dossier.territory)}")
    with st.container(key="titre-synthese", horizontal=True, vertical_alignment="center"):
        st.header(look.plain(template.title), anchor=False, width="content")
        look.link(CANVAS, "Revenir au canevas", visit.dossier_id, template.key)
        if template.sketched:
            look.link(SKETCH, "Voir les croquis", visit.dossier_id, template.key)


def show(visit: Visit, overview: Overview) -> None:
    """Draw the page for one canvas, as the database holds it now."""
    template = overview.template
    _heading(visit, overview)
    look.hidden(overview.snapshot, template)
    PAGES[template.form].synthesis(overview)
    vote_synthesis.show(overview)
    if st.button("Actualiser les figures"):
        st.rerun()
    st.caption(look.plain(template.source))
