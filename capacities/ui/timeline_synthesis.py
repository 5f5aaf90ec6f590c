"""The synthesis of a timeline: what is late, what presses, who carries what; then all its steps.

The same, shorter, stands beside the live frise (``show_beside``).
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import streamlit as st

from capacities.domain.lanes import steps_of
from capacities.domain.schedule import Planned, Schedule
from capacities.domain.schedule_figures import Load, ScheduleFigures, count_schedule
from capacities.domain.schedule_telling import day_words, tell_late
from capacities.domain.snapshot import Snapshot
from capacities.domain.template import Template
from capacities.domain.timeline import plan_of, shown_lanes
from capacities.domain.timeline_figures import (
    TimelineFigures,
    count_timeline,
    tell_count,
    tell_unsaid,
)
from capacities.domain.timeline_telling import (
    tell_all,
    tell_chains,
    tell_chains_briefly,
    tell_disagreements,
    tell_horizon,
    tell_lateness,
    tell_names,
    tell_odd,
    tell_overloads,
    tell_recommendations,
)
from capacities.domain.wording import counted
from capacities.exports.timeline import as_of
from capacities.services.read_overview import Overview
from capacities.ui import bars, look, timeline_charts

_DRAWN = 40
"""Steps of a lane that are drawn, the most pressing; its table has them all."""
_LATE, _CHAINS = 20, 3
"""Late steps and chains that are told on the page; the text to copy has them all."""
_BARS = 24
_BESIDE = 3
"""Of each sort, what is told beside the frise."""
_BARS_BESIDE = 5
_PLANS = 16
"""Plans kept in memory."""
_lock = threading.Lock()
_plans: OrderedDict[tuple[int, date], tuple[Snapshot, Template, Schedule]] = OrderedDict()


def plan(snapshot: Snapshot, template: Template) -> Schedule:
    """Plan a canvas as of its day, today unless it says another.

    The last ones are kept: a page is drawn again at each gesture, from the snapshot that is kept.
    """
    day = as_of(snapshot)
    key = (id(snapshot), day)
    with _lock:
        kept = _plans.get(key)
    if kept is not None and kept[0] is snapshot and kept[1] is template:
        return kept[2]
    found = plan_of(snapshot, template, day)
    with _lock:
        _plans[key] = (snapshot, template, found)
        while len(_plans) > _PLANS:
            _plans.popitem(last=False)
    return found


def count(snapshot: Snapshot, template: Template) -> TimelineFigures:
    """Count what the page of the dossier says of a timeline."""
    return count_timeline(snapshot, template, plan(snapshot, template))


def show(overview: Overview) -> None:
    """Draw what is particular to timelines on the page « Synthèse »."""
    snapshot, found = overview.snapshot, plan(overview.snapshot, overview.template)
    if not found.cards:
        st.markdown(
            "Tout est à écrire\u00a0: posez une réussite sur la frise, puis remontez le temps."
        )
        return
    figures = count_schedule(found)
    st.markdown(f"{tell_count(snapshot, overview.template)}. {tell_horizon(found)}")
    late = tuple(tell_lateness(found))
    _late(late)
    _section("La chaîne critique", _first(tell_chains(found), _CHAINS))
    _section("Ce qui se contredit", tell_disagreements(found))
    _section("À vérifier", tell_odd(found, snapshot))
    with st.expander("Texte à copier"):
        title = f"{overview.dossier.title} — {overview.template.title}"
        text = "\n".join((title, *tell_all(found, snapshot, late)))
        st.text_area("Synthèse", text, height=260, label_visibility="collapsed")
    _lanes(overview, found)
    _loads(figures.loads)
    _unsaid(found, figures)
    _section("Recommandations", tell_recommendations(snapshot, found))


def show_beside(overview: Overview) -> None:
    """Draw what presses beside the live frise, in a narrow column."""
    snapshot, found = overview.snapshot, plan(overview.snapshot, overview.template)
    if not found.cards:
        st.markdown("Posez une réussite\u00a0: ce qui presse se lira ici.")
        return
    steps = tell_count(snapshot, overview.template)
    st.markdown(f"**{steps}**, horizon\u00a0: {day_words(found.horizon)}")
    late = [tell_late(found, card) for card in found.late[:_BESIDE]]
    _beside("▲ En retard", late, len(found.late))
    chains = tell_chains_briefly(found)
    _beside("Chaîne critique", chains[:1], len(chains))
    wrong = (*tell_disagreements(found), *tell_odd(found, snapshot))
    _beside("À vérifier", wrong[:_BESIDE], len(wrong))
    spread = timeline_charts.spread_loads(count_schedule(found).loads)
    if spread:
        st.markdown("**Charge de chaque pilote**")
        bars.draw(timeline_charts.loads(spread[:_BARS_BESIDE]))
        with st.expander("Les mêmes chiffres en tableau"):
            look.table(*timeline_charts.loads_table(spread), name="a-cote")
    _beside("À préciser", tuple(tell_unsaid(found)))


def _beside(title: str, sentences: Sequence[str], number: int = 0) -> None:
    """Draw the first sentences of a sort; say how many more there are."""
    if sentences:
        st.markdown(f"**{title}**")
        look.listing(sentences)
    if (more := number - len(sentences)) > 0:
        st.caption(f"Et {counted(more, 'autre')}\u00a0: voir la synthèse.")


def _section(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.subheader(title, anchor=False)
        look.listing(sentences)


def _first(sentences: Sequence[str], most: int) -> Sequence[str]:
    more = len(sentences) - most
    if more <= 0:
        return sentences
    return (*sentences[:most], f"Et {counted(more, 'autre')}\u00a0: voir le texte à copier.")


def _late(told: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Tell what is late, each with what could move, one level below."""
    if not told:
        st.markdown("Rien n’est en retard.")
        return
    st.subheader("Ce qui est en retard", anchor=False)
    lines = []
    for sentence, ways in told[:_LATE]:
        lines.append(f"- {look.plain(sentence)}")
        lines += [f"    - {look.plain(way)}" for way in ways]
    if (more := len(told) - _LATE) > 0:
        lines.append(f"- Et {counted(more, 'autre')}\u00a0: voir le texte à copier.")
    st.markdown("\n".join(lines))


def _lanes(overview: Overview, found: Schedule) -> None:
    """Draw the steps of each lane in time, on one scale."""
    st.subheader("Les étapes dans le temps", anchor=False)
    st.caption(
        "Comme dans le Gantt. Barre pleine\u00a0: au plus tard. Barre claire hachurée, devant "
        "elle\u00a0: la marge. Entourée\u00a0: chaîne critique. ▲ trop tard. ★ réussite, ◆ jalon, "
        "○ étape sans durée ou faite."
    )
    scale = timeline_charts.scale_of(found)
    for place, (title, cards) in enumerate(_by_lane(overview, found)):
        st.markdown(f"**{look.plain(title) or 'Fil sans titre'}**")
        drawn = cards[:_DRAWN]
        bars.draw(timeline_charts.steps(drawn, found, scale))
        if len(drawn) < len(cards):
            st.caption(
                f"Les {_DRAWN} plus pressantes\u00a0; le tableau a les "
                f"{counted(len(cards), 'étape')}."
            )
        with st.expander("Les mêmes dates en tableau"):
            look.table(*timeline_charts.steps_table(cards), name=f"fil-{place}", words=True)


def _by_lane(overview: Overview, found: Schedule) -> Iterator[tuple[str, list[Planned]]]:
    """Yield the title of each lane that has steps, and these by what presses; the tray last."""
    lanes = shown_lanes(overview.snapshot, overview.template)
    keys = {lane.key for lane in lanes}
    held: defaultdict[str, list[Planned]] = defaultdict(list)
    for card in steps_of(overview.snapshot.cards):
        held[card.zone if card.zone in keys else ""].append(found.cards[card.id])
    for key, title in (*((lane.key, lane.title) for lane in lanes), ("", "À placer")):
        if held[key]:
            yield title, sorted(held[key], key=lambda card: (card.latest_start, card.latest_finish))


def _loads(loads: Sequence[Load]) -> None:
    spread = timeline_charts.spread_loads(loads)
    if not spread:
        return
    st.subheader("Charge de chaque pilote, par semestre", anchor=False)
    look.listing([*tell_overloads(loads)])
    bars.draw(timeline_charts.loads(spread[:_BARS]))
    if len(spread) > _BARS:
        st.caption("Les premières lignes\u00a0; le tableau les a toutes.")
    with st.expander("Les mêmes chiffres en tableau"):
        look.table(*timeline_charts.loads_table(spread), name="charge")


def _unsaid(found: Schedule, figures: ScheduleFigures) -> None:
    for title, ids in (
        ("Actions sans pilote", figures.without_pilot),
        ("Actions sans durée", figures.without_duration),
    ):
        _section(title, tell_names(found, ids, _LATE))
