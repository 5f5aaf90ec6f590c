"""Network cut, server killed, page reloaded: nothing typed is lost, screens converge."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from tests.e2e.canvas import Canvas
from tests.e2e.conftest import Arrive
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.waiting import until_equal


def test_work_goes_on_while_the_network_is_cut(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """Typing for half a minute offline keeps the keyboard, says so, and arrives afterwards."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("service", "avant")
    his.field("service", "avant")
    wire.cut()
    hers.add("service", "pendant")
    hers.wait_state("offline")
    expect(elue.page.get_by_text("gardées sur cet appareil").first).to_be_visible()
    for letter in "la coupure":
        elue.page.keyboard.type(letter)
        elue.page.wait_for_timeout(2500)  # long enough for Streamlit to give up its own socket
    hers.wait_texts("service", ["avant", "pendantla coupure"])
    his.add("service", "de l’autre côté")
    wire.mend()
    hers.wait_saved(60)
    both = sorted(["avant", "pendantla coupure", "de l’autre côté"])
    until_equal(lambda: sorted(his.texts("service")), both, pause=his.pause)
    hers.wait_texts("service", his.texts("service"))


def test_a_killed_server_loses_nothing(own_server: Server, arrive: Arrive) -> None:
    """kill -9 while both type, restart: both screens hold everything, in the same order."""
    dossier = own_server.empty_dossier()
    elue = arrive(own_server.base, dossier["editor"], "L’élue")
    agent = arrive(own_server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("couts", "écrit par elle")
    his.field("couts", "écrit par elle")
    own_server.kill()
    hers.add("couts", "elle, sans serveur")
    his.add("financements", "lui, sans serveur")
    hers.wait_state("offline")
    own_server.start()
    hers.wait_saved(60)
    his.wait_saved(60)
    hers.wait_texts("financements", ["lui, sans serveur"])
    his.wait_texts("couts", ["écrit par elle", "elle, sans serveur"])
    assert hers.everything() == his.everything()


def test_a_page_reloaded_offline_keeps_its_edits(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """Edits typed offline survive the page being closed before the network is back."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    room = f"{dossier['id']}/canevas-usagers"
    kept = hers.wait_kept(room, 1)
    wire.cut()
    hers.add("impacts", "gardé sur l’appareil")
    hers.wait_state("offline")
    hers.wait_kept(room, kept + len("gardé sur l’appareil"))
    with pytest.raises(Error):
        elue.page.reload(timeout=5000)
    elue.page.close()
    wire.mend()
    page = elue.context.new_page()
    page.goto(f"{wire.base}/canevas?dossier={dossier['id']}&canevas=canevas-usagers")
    back = Canvas(page)
    back.wait_texts("impacts", ["gardé sur l’appareil"])
    his.wait_texts("impacts", ["gardé sur l’appareil"])


def test_quitting_erases_the_copy_of_this_device(server: Server, arrive: Arrive) -> None:
    """After « Quitter ce dossier » the browser holds no word of it, and has no right left."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    canvas = Canvas(elue.page)
    canvas.add("usagers", "secret de la salle")
    canvas.wait_saved()
    canvas.quit()
    elue.page.wait_for_url(f"{server.base}/")
    canvas.wait_erased(dossier["id"])
    elue.page.goto(f"{server.base}/canevas?dossier={dossier['id']}")
    expect(elue.page.get_by_text("ouvrez le lien")).to_be_visible()


def test_a_withdrawn_link_closes_the_door_at_once(server: Server, arrive: Arrive) -> None:
    """Withdrawing the editing link stops its people within seconds; their text stays, their
    device's copy can be erased."""
    dossier = server.empty_dossier()
    animatrice = arrive(server.base, dossier["facilitator"], "L’animatrice")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    his = Canvas(agent.page)
    his.add("service", "déjà dit")
    his.wait_saved()
    animatrice.page.goto(f"{server.base}/partager?dossier={dossier['id']}")
    card = animatrice.page.get_by_role("region", name="Lien d’édition")
    card.get_by_text("Durée, remplacement, retrait").click()
    card.get_by_role("button", name="Retirer ce lien…").click()
    animatrice.page.get_by_role("button", name="Retirer ce lien", exact=True).click()
    his.wait_state("refused", 20)
    expect(agent.page.get_by_text("déjà dit").first).to_be_visible()
    agent.page.get_by_role("button", name="Effacer la copie de cet appareil").click()
    agent.page.get_by_role("button", name="Quitter", exact=True).click()
    agent.page.wait_for_url(f"{server.base}/")
    his.wait_erased(dossier["id"])
    animatrice.page.goto(f"{server.base}/canevas?dossier={dossier['id']}")
    Canvas(animatrice.page).wait_texts("service", ["déjà dit"])
