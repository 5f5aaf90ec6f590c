"""The one bar: what each page gives it, and what the tab of the browser is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from capacities.domain.access import Role
from capacities.domain.titles import Dossier
from capacities.services.context import Context
from capacities.services.create_example import create_example
from capacities.services.read_dossier import read_dossier
from capacities.ui import bar, visitor
from capacities.ui.pages import ABOUT, CANVAS, DOSSIER, HOME, PAGES, SHARE, SYNTHESIS, ScreenPage
from capacities.ui.visitor import Visit
from tests.ui.test_pages import Browser, ctx, facilitator, reader

__all__ = ["ctx", "facilitator", "reader"]
ROOT = Path(__file__).resolve().parents[2]
Drawn = list[tuple[dict[str, Any], str]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What the pages run since have given the bar, and the title of their tab."""
    told: Drawn = []
    titles: list[str] = [""]
    monkeypatch.setattr(
        st, "set_page_config", lambda **given: titles.append(given.get("page_title", titles[-1]))
    )

    def component(*, key: str, data: dict[str, Any], **_: object) -> None:
        told.append((data, titles[-1]))

    monkeypatch.setattr(bar, "_component", lambda: component)
    return told


def visit_of(browser: Browser, role: Role = Role.FACILITATOR, **more: Any) -> tuple[Visit, Dossier]:
    from capacities.services.identify import identify

    who = identify(browser.ctx, browser.dossier_id, cookie=browser.cookie)
    visit = Visit(browser.ctx, who, browser.dossier_id, "gouvernance", **more)
    return visit, read_dossier(browser.ctx, who)


def test_every_canvas_is_in_the_bar_by_theme(facilitator: Browser) -> None:
    """Under the themes of data/entrees.yaml, in their order; the one at hand is marked."""
    visit, dossier = visit_of(facilitator)
    shown = bar.bar_data(CANVAS, visit, dossier, "Gouvernance")["dossier"]
    themes = [theme["title"] for theme in shown["themes"]]
    assert themes == ["Cas d’usage", "Usagers", "Futur", "Valeur", "Modèle", "Gouvernance"]
    canvases = [canvas for theme in shown["themes"] for canvas in theme["canvases"]]
    assert {each["key"] for each in canvases} == set(visit.context.templates().templates)
    assert [each["key"] for each in canvases if each["current"]] == ["gouvernance"]
    where = f"/canevas?dossier={dossier.id}&canevas=gouvernance"
    assert [each["url"] for each in canvases if each["current"]] == [where]


@pytest.mark.parametrize(
    ("page", "current"),
    [(DOSSIER, "Dossier"), (SYNTHESIS, "Synthèse"), (SHARE, "Partager"), (ABOUT, "À propos")],
)
def test_the_page_at_hand_is_marked_and_no_other(
    facilitator: Browser, page: ScreenPage, current: str
) -> None:
    """One entrance says where one is, on pages that are no canvas."""
    visit, dossier = visit_of(facilitator)
    data = bar.bar_data(page, visit, dossier)
    shown = data["dossier"]
    places = [data["about"], shown["home"], *shown["after"], shown["share"]]
    places += [canvas for theme in shown["themes"] for canvas in theme["canvases"]]
    assert [place["title"] for place in places if place["current"]] == [current]


def test_only_whoever_facilitates_is_led_to_sharing(reader: Browser) -> None:
    """Who reads has nothing to share; the page would refuse them anyway."""
    visit, dossier = visit_of(reader)
    assert bar.bar_data(DOSSIER, visit, dossier)["dossier"]["share"] is None


def test_the_synthesis_is_of_the_canvas_asked_for_or_of_the_first_begun(
    facilitator: Browser,
) -> None:
    """Nobody is led to a canvas that they did not choose."""
    visit, dossier = visit_of(facilitator, canvas_asked=False)
    shown = bar.bar_data(DOSSIER, visit, dossier)["dossier"]
    assert [each["url"] for each in shown["after"]] == [f"/synthese?dossier={dossier.id}"]


@pytest.mark.parametrize("page", [page for page in PAGES if page is not CANVAS], ids=str)
def test_every_page_has_the_bar_once_and_names_its_tab(
    facilitator: Browser, monkeypatch: pytest.MonkeyPatch, drawn: Drawn, page: ScreenPage
) -> None:
    """The same data whatever the page, and a title that says page and dossier."""
    monkeypatch.setattr(visitor, "cookie", lambda: facilitator.cookie)
    test = facilitator.open(Path(page.script).stem, canevas="projection")
    assert not test.exception
    assert len(drawn) == 1
    data, title = drawn[0]
    if page is HOME:
        assert (data["dossier"], title) == (None, "CAPACities")
        return
    assert data["dossier"]["id"] == facilitator.dossier_id
    assert len(data["dossier"]["themes"]) == 6
    assert title == f"{data['page']} · Toits solaires solidaires (exemple fictif) — CAPACities"
    assert data["page"].startswith(page.title)


@pytest.mark.parametrize("page", [page for page in PAGES if page is not CANVAS], ids=str)
def test_out_of_any_dossier_the_bar_is_there_too(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, drawn: Drawn, page: ScreenPage
) -> None:
    """Whoever is in no dossier, or is refused in this one, has the product and « À propos »."""
    monkeypatch.setattr(visitor, "cookie", lambda: None)
    made = create_example(ctx)
    test = AppTest.from_file(str(ROOT / "pages" / page.script), default_timeout=20)
    test.query_params["dossier"] = made.dossier_id
    test.run()
    assert not test.exception
    assert [(data["dossier"], data["about"]["url"]) for data, _ in drawn] == [(None, "/a-propos")]


def test_the_title_of_a_tab_is_one_line() -> None:
    """What people wrote in a title breaks no line of the browser."""
    dossier = Dossier("d", "Toits\nsolaires", "Lisieux", "Croiser", False, "2026-01-01")
    assert bar.page_title("Gouvernance", dossier) == "Gouvernance · Toits solaires — CAPACities"
    assert bar.page_title("CAPACities") == "CAPACities"
