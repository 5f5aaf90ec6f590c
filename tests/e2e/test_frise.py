"""A rétroplanning made on its frise: by the keyboard alone, by touch, by the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import DESKTOP, PHONE, Arrive
from tests.e2e.serving import Server

RETRO = {"canvas": "retroplanning"}
WIDTH = "document.documentElement.scrollWidth"
PROJECTOR = {"width": 1280, "height": 720}
TABLET = {"width": 820, "height": 1180}
SIZES = (DESKTOP, PROJECTOR, TABLET, PHONE)


def open_frise(server: Server, arrive: Arrive, size: dict[str, int], **options: bool) -> Page:
    """Open an empty rétroplanning on the wall."""
    link = server.empty_dossier()["facilitator"]
    page = arrive(server.base, link, "Camille", viewport=size, **RETRO, **options).page
    if page.locator(".frise-plane").count() == 0:  # on a phone, the lists come first
        page.goto(f"{page.url.partition('&vue=')[0]}&vue=canevas")
    expect(page.locator(".frise-plane")).to_be_visible()
    return page


def step(page: Page, words: str) -> Locator:
    return page.locator(".step", has=page.get_by_text(words, exact=True))


def test_ten_linked_steps_are_made_by_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """From the réussite back to ten steps before it, one key between two of them."""
    page = open_frise(server, arrive, DESKTOP)
    page.get_by_role("button", name="Ajouter une réussite", exact=True).press("Enter")
    page.keyboard.type("Données partagées")
    for at in range(10):
        page.keyboard.press("Alt+ArrowLeft")
        page.keyboard.type(f"Étape {at}")
    page.keyboard.press("Enter")
    expect(page.locator(".frise-link")).to_have_count(10)
    expect(step(page, "Étape 9")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(step(page, "Étape 8")).to_be_focused()
    page.keyboard.press("Control+i")
    expect(page.get_by_label("Combien de temps cela prend-il")).to_be_visible()
    assert violations(page) == []


def test_the_same_by_touch_on_a_tablet(server: Server, arrive: Arrive) -> None:
    """What one does to the step in hand is under the thumb."""
    page = open_frise(server, arrive, TABLET, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Ajouter une réussite", exact=True).tap()
    page.keyboard.type("Données partagées")
    for at in range(10):
        page.keyboard.press("Enter")
        page.locator(".frise-hand .primary").tap()
        page.keyboard.type(f"Étape {at}")
    page.keyboard.press("Enter")
    expect(page.locator(".frise-link")).to_have_count(10)
    assert page.evaluate(WIDTH) <= TABLET["width"]
    assert violations(page) == []


def test_a_step_is_dragged_in_time_and_links_are_pulled(server: Server, arrive: Arrive) -> None:
    """From the tray to a day of a lane; then up to what it makes possible."""
    page = open_frise(server, arrive, DESKTOP)
    page.get_by_role("button", name="Ajouter une réussite", exact=True).click()
    page.keyboard.type("Données partagées")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Post-it").click()
    page.keyboard.type("Convention")
    page.keyboard.press("Enter")
    card, frise = step(page, "Convention").bounding_box(), page.locator(".frise").bounding_box()
    assert card is not None
    assert frise is not None
    page.mouse.move(card["x"] + 50, card["y"] + 10)
    page.mouse.down()
    page.mouse.move(frise["x"] + 700, frise["y"] + 150, steps=8)
    ghost = page.locator(".step-ghost")
    date = ghost.get_attribute("data-date")
    assert date is not None
    assert "2027" in date
    page.mouse.up()
    expect(page.get_by_text("à finir le").last).to_be_visible()
    page.locator(".frise-time .step").get_by_role("button", name="Relier à…").hover()
    page.mouse.down()
    page.mouse.move(frise["x"] + 720, frise["y"] + 200, steps=4)
    target = step(page, "Données partagées").bounding_box()
    assert target is not None
    page.mouse.move(target["x"] + 60, target["y"] + 20, steps=6)
    page.mouse.up()
    expect(page.locator(".frise-link")).to_have_count(1)


@pytest.mark.parametrize("size", SIZES, ids=[str(size["width"]) for size in SIZES])
def test_nothing_serious_for_axe_nor_beyond_the_page(
    server: Server, arrive: Arrive, size: dict[str, int]
) -> None:
    """Empty, then with a réussite, a step, and a silence."""
    page = open_frise(server, arrive, size)
    assert violations(page) == []
    page.get_by_role("button", name="Ajouter une réussite", exact=True).click()
    page.keyboard.type("Données partagées, par toutes et tous, et longtemps")
    page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.type("Comité")
    page.keyboard.press("Enter")
    more = page.get_by_role("button", name="Plus", exact=True)
    if more.count() > 0:  # where there is little room, in a menu
        more.click()
        page.get_by_role("menuitem", name="Temps de silence").click()
    else:
        page.get_by_role("button", name="Temps de silence").click()
    expect(page.get_by_role("button", name="Dévoiler")).to_be_visible()
    assert page.evaluate(WIDTH) <= size["width"]
    assert violations(page) == []
