"""From a réussite of the projection to the rétroplanning, and back."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import Arrive
from tests.e2e.serving import Server

SUCCESS = "300 ménages modestes produisent leur électricité"
GESTURE = "Faire de cette réussite le point d’arrivée"


def _card(page: Page) -> Locator:
    """The réussite on the projection."""
    return page.locator('[data-card="reussite-menages"]')


def _carry(page: Page) -> None:
    """By the keyboard alone: the menu of the card, then the gesture."""
    _card(page).get_by_role("textbox").focus()
    _card(page).get_by_role("button", name="Actions sur ce post-it").press("Enter")
    page.get_by_role("menuitem", name=GESTURE).press("Enter")


def test_a_success_becomes_the_point_of_arrival_and_one_walks_both_ways(
    server: Server, arrive: Arrive
) -> None:
    """In hand at each end; the same gesture again only leads to it."""
    links = server.demo()["links"]
    page = arrive(server.base, links["editor"], "Ada", canvas="projection").page
    _carry(page)
    expect(page.locator("span", has_text="C’est ajouté dans « Rétroplanning ».")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Y aller").press("Enter")
    page.wait_for_url("**canevas=retroplanning**")
    arrived = page.locator(".step").filter(has_text=SUCCESS)
    expect(arrived).to_be_visible()
    assert "#" not in page.url
    arrived.press("Control+i")
    back = page.get_by_role("link", name="Projection", exact=True)
    expect(page.get_by_text("Vient de")).to_be_visible()
    back.press("Enter")
    page.wait_for_url("**canevas=projection**")
    expect(_card(page).get_by_role("textbox")).to_be_focused()
    _carry(page)
    expect(page.locator("span", has_text="C’est déjà là, dans « Rétroplanning ».")).to_be_visible()
