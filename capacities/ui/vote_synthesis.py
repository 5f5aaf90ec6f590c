"""The synthesis of a vote, whatever the form of its canvas: the ranking of each round seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from capacities.domain.ranking import KeptRound, Ranked
from capacities.domain.wording import counted
from capacities.services.read_overview import Overview
from capacities.ui import look

_SHOWN: Final = 30
"""Ideas of a round that are listed; the CSV has them all."""


def show(overview: Overview) -> None:
    """Draw the last round seen, then those before it, folded; nothing when none may be seen."""
    if not overview.rounds:
        return
    *past, last = overview.rounds
    st.subheader("Les gommettes", anchor=False)
    _round(last)
    for one in reversed(past):
        with st.expander(f"Tour {one.number}"):
            _round(one)


def _round(one: KeptRound) -> None:
    asked = f"{look.plain(one.question)} " if one.question else ""
    voted = f"{counted(one.voters, 'personne')}, {counted(one.placed, 'gommette')}"
    st.markdown(f"{asked}Tour {one.number}\u00a0: {voted}.")
    heads = ["Idée", "Place", "Gommettes"]
    look.table(heads, _rows(one.ranking[:_SHOWN]), name=f"tour-{one.number}")
    if (more := len(one.ranking) - _SHOWN) > 0:
        st.caption(f"Et {counted(more, 'autre idée', 'autres idées')}, dans le CSV.")


def _rows(ranking: tuple[Ranked, ...]) -> Iterator[tuple[str, str, str]]:
    for idea in ranking:
        place = f"{idea.rank}, à égalité" if idea.tied else str(idea.rank)
        yield idea.text or "Idée qui n’est plus sur le canevas", place, str(idea.total)
