"""A whole rétroplanning made in its lists: by the keyboard alone, by touch alone on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import Canvas, violations
from tests.e2e.conftest import DESKTOP, PHONE, Arrive
from tests.e2e.serving import Server
from tests.waiting import until_equal

RETRO = {"canvas": "retroplanning"}
WIDTH = "document.documentElement.scrollWidth"
LONG = "Une convention signée par les trois directions, " * 3
ORDER = """rows => rows.map(row => row.querySelector('textarea').value)"""


def open_list(server: Server, arrive: Arrive, size: dict[str, int], **options: bool) -> Page:
    """Open an empty rétroplanning as lists."""
    link = server.empty_dossier()["facilitator"]
    page = arrive(server.base, link, "Camille", viewport=size, **RETRO, **options).page
    canvas = Canvas(page)
    if page.locator(".timeline-list").count() == 0:
        canvas.view("Liste")
    expect(page.locator(".timeline-list")).to_be_visible()
    return page


def said(page: Page, lane: str) -> list[str]:
    found: list[str] = page.locator(f"[data-lane={lane}] .list-row").evaluate_all(ORDER)
    return found


def test_ten_linked_steps_are_made_by_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """From the réussite back to ten steps before it, one key between two of them."""
    page = open_list(server, arrive, DESKTOP)
    page.get_by_role("button", name="Écrire une première réussite").press("Enter")
    page.keyboard.type("Données partagées")
    steps = [f"Étape {at}" for at in range(10)]
    for words in steps:
        page.keyboard.press("Enter")
        page.keyboard.type(words)
    until_equal(lambda: said(page, "convergence"), ["Données partagées", *steps])
    facts = page.locator("[data-lane=convergence] .list-row-facts").last
    expect(facts).to_contain_text("rend possible\u00a0: Étape 8")
    assert violations(page) == []
    page.get_by_role("button", name="Remplir\u00a0: «\u00a0Étape 9\u00a0»").press("Enter")
    page.get_by_label("Combien de temps cela prend-il").fill("2,5")
    page.keyboard.press("Enter")
    expect(facts).to_contain_text("2,5\u00a0sem.")
    assert violations(page) == []


def test_the_same_by_touch_alone_on_a_phone(server: Server, arrive: Arrive) -> None:
    """Nothing overflows, what a finger presses is large, nothing serious for axe-core."""
    page = open_list(server, arrive, PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Écrire une première réussite").tap()
    page.keyboard.type("Données partagées")
    for at in range(10):
        page.get_by_role("button", name="Juste avant").nth(at).tap()
        page.keyboard.type(LONG if at == 9 else f"Étape {at}")
    until_equal(lambda: len(said(page, "convergence")), 11)
    assert page.evaluate(WIDTH) <= PHONE["width"]
    page.get_by_role("button", name="Remplir").nth(10).tap()
    expect(page.locator(".row-open")).to_be_visible()
    assert page.evaluate(WIDTH) <= PHONE["width"]
    assert violations(page) == []
    small = page.locator(".timeline-list button:visible").evaluate_all(
        "all => all.filter(each => each.offsetHeight < 40).map(each => each.textContent)"
    )
    assert small == []
    page.get_by_role("button", name="Régler le calendrier").tap()
    dialog = page.get_by_role("dialog", name="Calendrier public")
    dialog.get_by_role("button", name="Changer").first.tap()
    expect(dialog.get_by_label("Premier jour")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "téléphone"])
def test_who_reads_has_no_control(server: Server, arrive: Arrive, size: dict[str, int]) -> None:
    """The lists are read, with nothing to press that would change them."""
    link = server.empty_dossier()["reader"]
    page = arrive(server.base, link, "Élue", viewport=size, **RETRO).page
    canvas = Canvas(page)
    if page.locator(".timeline-list").count() == 0:
        canvas.view("Liste")
    expect(page.locator(".timeline-first")).to_be_visible()
    controls = page.locator(".timeline-list :is(textarea, input, .add-lane, .row-more)")
    expect(controls).to_have_count(0)
    assert violations(page) == []
