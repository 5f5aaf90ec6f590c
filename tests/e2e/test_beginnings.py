"""A map begins from the drawing of the use case, and an empty one shows the example."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.map_page import MapBoard
from tests.e2e.serving import Server


def test_a_map_begins_from_the_drawing_and_takes_it_back(server: Server, arrive: Arrive) -> None:
    """Seen by the other, gone at once by « Annuler »; the drawing does not change."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", canvas="cas-usage")
    drawing = MapBoard(elue.page)
    drawing.put("Base de données", 0.3, 0.4, "Cadastre")
    drawing.wait_saved()
    agent = arrive(server.base, dossier["editor"], "L’agent", canvas="creation-valeur")
    his = MapBoard(agent.page)
    third = arrive(server.base, dossier["editor"], "Un tiers", canvas="creation-valeur")
    theirs = MapBoard(third.page)
    expect(agent.page.get_by_role("button", name="Partir de l’exemple")).to_be_visible()
    agent.page.get_by_role("button", name="Partir du dessin « Cas d’usage » (1 élément)").click()
    for board in (his, theirs):
        board.wait_names("Cadastre")
    his.wait_saved()
    agent.page.get_by_role("button", name="Annuler", exact=True).last.click()
    for board in (his, theirs):
        board.wait_names()
    drawing.wait_names("Cadastre")
