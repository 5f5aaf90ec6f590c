"""A facilitator erases somebody's pseudonym while that person's page is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.canvas import Canvas, violations
from tests.e2e.conftest import DESKTOP, PHONE, Arrive
from tests.e2e.serving import Server


def press(control: Locator, key: str) -> None:
    """Act with the keyboard alone."""
    expect(control).to_be_visible()
    control.focus()
    control.press(key)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "téléphone"])
def test_a_pseudonym_is_erased_under_the_eyes_of_its_owner(
    server: Server, arrive: Arrive, size: dict[str, int]
) -> None:
    """Chosen, weighed, confirmed by keys; the open page shows it and signs with it no more."""
    dossier = server.empty_dossier()
    zoe = arrive(server.base, dossier["editor"], "Zoé")
    hers = Canvas(zoe.page)
    hers.add("service", "un guichet unique")
    hers.add("usagers", "à voir avec Zoé")
    hers.wait_saved()
    page = arrive(server.base, dossier["facilitator"], "Camille", viewport=size).page
    page.goto(f"{server.base}/dossier?dossier={dossier['id']}")
    press(page.locator("summary").filter(has_text="Personnes"), "Enter")
    press(page.get_by_role("radio", name="Zoé"), "Space")
    expect(page.get_by_text("Sous le nom « Zoé » : 2 idées, 1 appareil.")).to_be_visible()
    expect(page.get_by_text("1 idée le cite dans leur texte")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    press(page.get_by_role("button", name="Effacer ce pseudonyme"), "Enter")
    press(page.get_by_role("button", name="Oui, effacer « Zoé »"), "Enter")
    expect(page.get_by_text("Le pseudonyme est effacé (2 idées, 1 appareil)")).to_be_visible()

    expect(hers.box("service").get_by_label("post-it de Anonyme")).to_have_count(1)
    expect(zoe.page.get_by_text("sous le nom « Anonyme »").first).to_be_visible()
    hers.add("service", "un numéro vert")
    hers.wait_saved()
    expect(hers.box("service").get_by_label("post-it de Anonyme")).to_have_count(2)
    expect(zoe.page.get_by_label("post-it de Zoé")).to_have_count(0)
