"""The synthesis of a timeline, on the page and beside the frise."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from drawn_schedules import Drawn, plans
from hypothesis import given, settings
from streamlit.testing.v1 import AppTest
from test_map_pages import words
from test_pages import Browser, ctx, drawn  # noqa: F401

from capacities.domain.access import Role
from capacities.domain.snapshot import Card, Edge, Snapshot
from capacities.domain.timeline import plan_of
from capacities.domain.timeline_figures import count_timeline
from capacities.domain.timeline_telling import tell_all, tell_lateness
from capacities.exports import timeline as timeline_tables
from capacities.services.context import Context
from capacities.services.create_dossier import create_dossier
from capacities.services.identify import identify
from capacities.services.read_overview import Overview
from capacities.services.write_canvas import write_canvas
from capacities.ui import timeline_charts, timeline_synthesis, visitor
from capacities.ui.bars import written
from tests.templates_of_tests import PRODUCT
from tests.timelines import ATELIER, CARDS, LINKS, large, set_silence, step

KEY, TEMPLATE = "retroplanning", PRODUCT["retroplanning"]
DAY = date(2026, 11, 30)


@pytest.fixture
def facilitator(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> Browser:  # noqa: F811
    """Somebody who animates a dossier where nothing is written yet."""
    new = create_dossier(ctx, title="Toits", territory="Lisieux", use_case="")
    browser = Browser(ctx, new, Role.FACILITATOR)
    monkeypatch.setattr(visitor, "cookie", lambda: browser.cookie)
    return browser


@pytest.fixture
def planned(facilitator: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A dossier whose rétroplanning is begun, on the day of the tests."""
    monkeypatch.setattr(timeline_tables, "today", lambda _: DAY)
    who = identify(facilitator.ctx, facilitator.dossier_id, cookie=facilitator.cookie)
    write_canvas(facilitator.ctx, who, KEY, CARDS, LINKS)
    return facilitator


def test_the_synthesis_tells_what_presses_then_draws_it(planned: Browser) -> None:
    """Late steps with what could move, chains, load, what nobody said, recommendations."""
    test = planned.open("synthese", canevas=KEY)
    assert not test.exception
    told = words(test)
    assert "10 étapes, dont 1 à placer sur la frise. L’horizon est le 31 décembre 2027" in told
    assert "2027, dans 56 sem. 4 j." in told
    assert "Il est déjà trop tard pour « Convention avec la CAF » : il fallait commencer" in told
    assert "il faudrait repousser la fenêtre de « Convention avec la CAF »" in told
    assert "Pour « Un espace commun sûr », la chaîne la plus serrée est :" in told
    assert "Une fenêtre" not in told
    assert "Charge de chaque pilote, par semestre" in told
    assert "DSI, 1er semestre 2027" in told
    assert "Actions sans pilote" in told
    assert "- « Parcours dessiné »" in told
    assert "« Convention avec la CAF » : Commencer par une convention simple." in told
    assert drawn(test) == 5
    copied = test.text_area[0].value.replace("\u00a0", " ")
    assert "Il est déjà trop tard pour « Convention avec la CAF »" in copied
    assert "Sans durée : « Dix ménages témoins »" in copied
    assert "| Cahier des charges recto/verso <b>de l’entrepôt</b> | " in told


def test_what_others_keep_quiet_is_counted_where_one_looks(planned: Browser) -> None:
    """On the synthesis and on the page of the dossier; no word of theirs, nor their load."""
    who = identify(planned.ctx, planned.dossier_id, cookie=planned.cookie)
    theirs = Card("z1", "Pensée tue", "espace", "z", "Zoé", fields={"qui": "Zénon", "duree": 2.0})
    mine = Card("z2", "Ma pensée", "espace", "z", "Camille", silence="s")
    write_canvas(planned.ctx, who, KEY, [replace(theirs, silence="s"), mine])
    set_silence(planned.ctx, who, "s")
    told = words(planned.open("synthese", canevas=KEY))
    assert "11 étapes, dont 1 à placer" in told
    assert "1 étape des autres est encore cachée" in told
    assert "Zénon" not in told
    assert "1 étape des autres est encore cachée" in words(planned.open("dossier"))
    set_silence(planned.ctx, who, None)
    assert "Zénon" in words(planned.open("synthese", canevas=KEY))


@given(plans(12, windows=True))
@settings(max_examples=60)
def test_whatever_a_timeline_holds_its_synthesis_is_made(drawn: Drawn) -> None:
    """Loops, odd values, days at the ends of the calendar."""
    snapshot = Snapshot(KEY, tuple(drawn[0]), edges=tuple(drawn[1]))
    plan = plan_of(snapshot, TEMPLATE, DAY)
    cards = list(plan.cards.values())
    figure = timeline_charts.steps(cards, plan, timeline_charts.scale_of(plan))
    assert len(figure.rows) == len(cards)
    assert all(part.start < part.end for row in figure.rows for part in row.parts)
    assert len(timeline_charts.steps_table(cards)[1]) == len(cards)
    assert all("nan" not in line for line in tell_all(plan, snapshot))
    assert count_timeline(snapshot, TEMPLATE, plan).ideas == len(cards)


def test_a_canvas_is_planned_once_as_long_as_it_does_not_change() -> None:
    """Each gesture draws the page again."""
    template = PRODUCT["retroplanning"]
    day = replace(ATELIER, day=date(2026, 11, 29))
    first = timeline_synthesis.plan(day, template)
    assert timeline_synthesis.plan(day, template) is first
    other = replace(day, cards=day.cards[:3])
    assert timeline_synthesis.plan(other, template) is not first


def test_a_bar_is_at_the_latest_and_its_slack_before_it_as_in_the_gantt() -> None:
    """Two figures of the same steps do not say opposite things."""
    plan = plan_of(ATELIER, TEMPLATE, DAY)
    card = plan.cards["c2"]
    figure = timeline_charts.steps([card], plan, timeline_charts.scale_of(plan))
    slack, work = figure.rows[0].parts
    assert (work.start, work.end) == (card.latest_start.toordinal(), card.latest_finish.toordinal())
    assert card.slack > 0
    assert (slack.start, slack.end) == (card.earliest_start.toordinal(), work.start)
    assert slack.looks == ("mince",)


def test_what_could_move_is_told_once_for_a_whole_chain() -> None:
    """« De même pour… », under the first of its late steps."""
    chained = ("a", "b", "c", "but")
    cards = (
        *(step(key, key.upper() * 3, "espace", duree=20.0) for key in "abc"),
        step("but", "But", "espace", nature="reussite", date="2026-12-31"),
    )
    edges = tuple(Edge(f"{one}-{two}", one, two, "avant") for one, two in pairwise(chained))
    plan = plan_of(Snapshot(KEY, cards, edges=edges), TEMPLATE, DAY)
    assert len(plan.late) == 3
    told = [way for _, ways in tell_lateness(plan) for way in ways]
    assert len(told) == len(set(told))
    assert told[-1].replace("\u00a0", " ") == "De même pour « BBB » et « CCC »."


def test_an_empty_timeline_invites(facilitator: Browser) -> None:
    """No figure of nothing."""
    test = facilitator.open("synthese", canevas=KEY)
    assert not test.exception
    assert "posez une réussite" in words(test)
    assert not drawn(test)


def test_the_dossier_s_page_says_what_remains(planned: Browser) -> None:
    """Short sentences."""
    told = words(planned.open("dossier"))
    for sentence in (
        "1 étape est à placer dans un fil.",
        "Il manque une réussite au fil « Parcours des usagers ».",
        "1 action n’a pas de pilote.",
        "1 action n’a pas de durée.",
        "Il est déjà trop tard pour « Convention avec la CAF »",
    ):
        assert sentence in told


def _beside(snapshot: Snapshot) -> AppTest:
    def page() -> None:
        import streamlit as st

        from capacities.ui import timeline_synthesis

        timeline_synthesis.show_beside(st.session_state["overview"])

    test = AppTest.from_function(page, default_timeout=20)
    test.session_state["overview"] = Overview(TEMPLATE, None, snapshot)  # type: ignore[arg-type]
    return test.run()


def test_beside_the_frise_the_same_is_shorter() -> None:
    """What is late, the chain, the load; how much more there is is said."""
    told = words(_beside(replace(ATELIER, day=DAY)))
    told = told.replace("**", "")
    assert "10 étapes, dont 1 à placer sur la frise, horizon : 31 décembre 2027" in told
    assert "▲ En retard" in told
    assert "Chaîne critique" in told
    assert "Charge de chaque pilote" in told
    assert "Posez une réussite" in words(_beside(Snapshot(KEY)))
    crowd = words(_beside(replace(large(), day=date(2027, 6, 1))))
    assert "Et " in crowd
    assert "voir la synthèse" in crowd


def test_a_loop_and_odd_values_are_told_and_drawn_around(planned: Browser) -> None:
    """Whatever two people did at once."""
    who = identify(planned.ctx, planned.dossier_id, cookie=planned.cookie)
    odd = [
        Card("o1", "Très loin", "perdu", "b0", fields={"date": "9999-12-31", "nature": "jalon"}),
        Card("o2", "", "parcours", "b1", fields={"date": "0001-01-01", "duree": 5000.0}),
        Card("f1", "Fil <i>ajouté</i>", "fils", "b2"),
        Card("o3", "Chez lui", "f1", "b3"),
        Card("w1", "", "calendrier", "b4"),
    ]
    write_canvas(planned.ctx, who, KEY, odd, [Edge("x", "c3", "c1", "avant")])
    test = planned.open("synthese", canevas=KEY)
    assert not test.exception
    told = words(test)
    assert "ferme une boucle" in told
    assert "il manque des jours lisibles" in told
    assert "Fil <i>ajouté</i>" in told


def test_bars_hold_work_then_slack_and_say_it_in_words() -> None:
    """The same as its table; what people wrote is no code."""
    plan = plan_of(ATELIER, TEMPLATE, DAY)
    cards = [plan.cards[key] for key in ("c1", "e1", "p2", "t1")]
    scale = timeline_charts.scale_of(plan)
    figure = timeline_charts.steps(cards, plan, scale)
    lengths = [[part.end - part.start for part in row.parts] for row in figure.rows]
    assert lengths == [[210], [280], [plan.cards["p2"].slack, 42], []]
    assert figure.rows[3].marks[0].sign == "○"
    said = [(row.name, row.value) for row in figure.rows]
    assert said[:2] == [
        ("Convention avec la CAF", "▲ trop tard"),
        ("Cahier des charges recto/verso <b>de l’entrepôt</b>", "▲ trop tard"),
    ]
    assert figure.axis.now is not None
    assert figure.axis.now[1] == "aujourd’hui"
    assert "<b>de l" not in written(figure)
    heads, rows = timeline_charts.steps_table(cards)
    assert all(len(row) == len(heads) for row in rows)
    assert rows[3][3] == "fait"


def test_a_scale_has_a_few_ticks_whatever_its_length() -> None:
    """From weeks to centuries, and at the ends of the calendar."""
    for first, last in (
        (DAY, date(2027, 1, 20)),
        (DAY, date(2027, 12, 31)),
        (DAY, date(2037, 1, 1)),
        (date(2000, 1, 1), date(2300, 1, 1)),
        (date(9990, 1, 1), date.max),
    ):
        ticks = timeline_charts.Scale(first.toordinal(), last.toordinal()).ticks()
        assert 1 <= len(ticks) <= 8
    ticks = timeline_charts.Scale(DAY.toordinal(), date(2027, 12, 31).toordinal()).ticks()
    assert [words for _, words in ticks] == [
        (month, "2027") for month in ("janv.", "avril", "juil.", "oct.")
    ]


def test_what_is_beside_is_made_in_little_time() -> None:
    """It is drawn again as people write; measured without Streamlit, with room for a slow day."""
    snapshot = replace(large(), day=DAY)
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        plan = timeline_synthesis.plan(snapshot, TEMPLATE)
        count_timeline(snapshot, TEMPLATE, plan)
        best = min(best, time.process_time() - start)
    assert best < 0.05
