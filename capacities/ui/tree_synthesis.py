"""The synthesis of a tree: the chain that weighs most, its ideas by branch and type, what remains.

The same figures, shorter, stand beside the live map (``show_beside``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import streamlit as st

from capacities.domain.plans import tree_plan
from capacities.domain.template import Template
from capacities.domain.tree import arrange
from capacities.domain.tree_figures import TreeFigures, count_tree
from capacities.domain.why import Why, tell_why
from capacities.domain.wording import counted, quoted
from capacities.services.read_overview import Overview
from capacities.ui import bars, charts, look, tree_charts


def show(overview: Overview) -> None:
    """Draw what is particular to trees on the page « Synthèse »."""
    template = overview.template
    figures = count_tree(overview.snapshot, template)
    if tree_plan(template).chain:
        st.subheader("La chaîne qui pèse le plus", anchor=False)
        _chain(_why(overview))
        st.subheader("En chiffres", anchor=False)
    look.listing(_said(figures, template))
    look.remaining(figures.remaining)
    if figures.ideas:
        _by_branch(figures)


def show_beside(overview: Overview) -> None:
    """Draw the figures shown beside the live map, in a narrow column."""
    template = overview.template
    figures = count_tree(overview.snapshot, template)
    st.markdown(f"**{counted(figures.ideas, 'idée')}** sur la carte.")
    if tree_plan(template).chain:
        _chain(_why(overview))
    elif figures.ideas:
        charts.draw(tree_charts.by_type(figures), key="a-cote")
        st.caption(look.plain(tree_charts.legend(figures)))
    if figures.remaining:
        st.markdown("**Ce qui reste à faire**")
        look.listing(figures.remaining)
    if figures.ideas:
        with st.expander("Idées par branche"):
            look.table(*tree_charts.table_of(figures, by_kind=False))


def _by_branch(figures: TreeFigures) -> None:
    """Draw the ideas of each branch, by type where there are several; the table says the same."""
    types = " et par type" if len(figures.kinds) > 1 else ""
    st.subheader(f"Idées par branche{types}", anchor=False)
    bars.draw(tree_charts.by_branch(figures))
    look.table(*tree_charts.table_of(figures))


def _why(overview: Overview) -> Why:
    return tell_why(arrange(overview.snapshot.cards), overview.template, overview.dots)


def _chain(why: Why) -> None:
    """Tell the chain, one answer a line, then the facets; or why there is none."""
    if why.steps:
        with st.container(key="chaine"):
            st.markdown("\n\n".join(look.plain(step.sentence) for step in why.steps))
    else:
        st.markdown(look.plain(why.reason))
    if why.sentences:
        look.listing(why.sentences)


def _said(figures: TreeFigures, template: Template) -> Iterator[str]:
    levels = tree_plan(template).levels
    begun = len(figures.branches) - len(figures.empty)
    where = f", dans {counted(begun, 'branche')} sur {len(figures.branches)}" if begun else ""
    yield f"{counted(figures.ideas, 'idée')} sur le canevas{'' if levels else where}."
    if len(figures.kinds) > 1:
        titles = (kind.title.lower() for kind in figures.kinds)
        yield f"Par type\u00a0: {_pairs(zip(titles, figures.by_kind, strict=True))}."
    if figures.states:
        yield f"Où en est-on\u00a0: {_pairs(figures.states)}."
    if figures.ideas and figures.ticked:
        ticked = ((title.lower(), count) for title, count in figures.ticked)
        yield f"Facettes\u00a0: {_pairs(ticked)}."
    for level, count in zip(levels, figures.depths, strict=False):
        yield f"{quoted(level.question)}\u00a0: {counted(count, 'réponse')}."


def _pairs(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{title} {count}" for title, count in counts)
