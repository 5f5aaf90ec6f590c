"""From a réussite of the projection to the rétroplanning, and back."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import Arrive
from tests.e2e.serving import Server

SUCCESS = "300 ménages modestes produisent leur électricité"
GESTURE = "Faire de cette réussite le point d’arrivée"


def _card(page: Page) -> Locator:
    """The réussite on the projection."""
    return page.locator('[data-card="reussite-menages"]')


def _menu(page: Page) -> None:
    """By the keyboard alone."""
    _card(page).get_by_role("textbox").focus()
    _card(page).get_by_role("button", name="Actions sur ce post-it").press("Enter")


def _carry(page: Page) -> None:
    """The menu of the card, then the gesture."""
    _menu(page)
    page.get_by_role("menuitem", name=GESTURE).press("Enter")


def test_a_success_becomes_the_point_of_arrival_and_one_walks_both_ways(
    server: Server, arrive: Arrive
) -> None:
    """In hand at each end; what was carried on says so from then on, to readers too."""
    links = server.demo()["links"]
    page = arrive(server.base, links["editor"], "Ada", canvas="projection").page
    _carry(page)
    expect(page.locator("span", has_text="C’est ajouté dans « Rétroplanning ».")).to_be_visible()
    mark = _card(page).get_by_role("link", name="Rétroplanning")
    expect(mark).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Y aller").press("Enter")
    page.wait_for_url("**canevas=retroplanning**")
    arrived = page.locator(".step").filter(has_text=SUCCESS)
    expect(arrived).to_be_visible()
    expect(page).not_to_have_url(re.compile("#"))
    arrived.press("Control+i")
    back = page.get_by_role("link", name="Projection", exact=True)
    expect(page.get_by_text("Vient de")).to_be_visible()
    back.press("Enter")
    page.wait_for_url("**canevas=projection**")
    expect(_card(page).get_by_role("textbox")).to_be_focused()
    _menu(page)
    expect(page.get_by_role("menuitem", name=GESTURE)).to_have_count(0)
    page.get_by_role("menuitem", name="Aller à son point d’arrivée").press("Enter")
    page.wait_for_url("**canevas=retroplanning**")
    expect(page.locator(".step.chosen").filter(has_text=SUCCESS)).to_be_focused()
    reader = arrive(server.base, links["reader"], "Élu", canvas="projection").page
    _card(reader).get_by_role("link", name="Rétroplanning").click()
    reader.wait_for_url("**canevas=retroplanning**")
    reader.locator(".step").filter(has_text=SUCCESS).press("Control+i")
    expect(reader.get_by_role("link", name="Projection", exact=True)).to_be_visible()
