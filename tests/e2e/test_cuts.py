"""Network cut, server killed, page reloaded: nothing typed is lost, screens converge."""

from __future__ import annotations

from playwright.sync_api import expect

from capacities.ui.legal import KEPT_HERE
from tests.e2e.canvas import Canvas, violations
from tests.e2e.conftest import Arrive
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.e2e.test_promises import STORED
from tests.waiting import until, until_equal

WHOLE_AND_SAVED = ".st-key-toile [data-saved=saved]"
"""Streamlit's page of a canvas, not the light one."""
STILL = """async () => [
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
]"""


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
    expect(elue.page.get_by_text("en attente, gardé").first).to_be_visible()
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
    """kill -9 while both type, one reloads, restart: both screens hold everything, alike."""
    dossier = own_server.empty_dossier()
    elue = arrive(own_server.base, dossier["editor"], "L’élue", offline=True)
    agent = arrive(own_server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("couts", "écrit par elle")
    his.field("couts", "écrit par elle")
    hers.wait_offline_ready()
    own_server.kill()
    elue.page.reload()
    hers.wait_state("offline")
    hers.add("couts", "elle, sans serveur")
    his.add("financements", "lui, sans serveur")
    own_server.start()
    # The caret is still in her words: the whole page is offered, not put under her hands.
    elue.page.get_by_role("button", name="Revenir à la page entière").click(timeout=60_000)
    elue.page.locator(WHOLE_AND_SAVED).first.wait_for(timeout=60_000)
    his.wait_saved(60)
    hers.wait_texts("financements", ["lui, sans serveur"])
    his.wait_texts("couts", ["écrit par elle", "elle, sans serveur"])
    assert hers.everything() == his.everything()


def test_a_page_reloaded_offline_opens_again(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """Without network a canvas reloaded is written in, any link is held, a CSV leaves; when it is
    back, so is the whole page, with everything; quitting leaves no word here, and no right."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["facilitator"], "L’élue", offline=True)
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    room, page = f"{dossier['id']}/canevas-usagers", elue.page
    hers.add("impacts", "avant")
    hers.wait_saved()
    hers.wait_offline_ready()
    told = tuple(begins for begins, _, _ in KEPT_HERE)
    assert [name for name in page.evaluate(STORED) if not name.startswith(told)] == []
    kept = hers.wait_kept(room, 1)
    wire.cut()
    hers.add("impacts", "gardé")
    hers.wait_state("offline")
    hers.wait_kept(room, kept + len("gardé"))
    page.reload()
    hers.wait_state("offline")
    hers.wait_texts("impacts", ["avant", "gardé"])
    hers.add("impacts", "rouvert")
    expect(page.get_by_text("2 modifications en attente, gardées")).to_be_visible()
    page.get_by_role("button", name="Exporter").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem").filter(has_text="CSV pour Excel").click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    assert [row.split(";")[1] for row in rows] == ["texte", "avant", "gardé", "rouvert"]
    page.get_by_role("link", name="Partager", exact=True).click()
    expect(page.get_by_role("heading", name="Hors ligne")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="2 modifications en attente").click()
    hers.wait_texts("impacts", ["avant", "gardé", "rouvert"])
    wire.mend()
    page.locator(WHOLE_AND_SAVED).first.wait_for()
    hers.wait_texts("impacts", ["avant", "gardé", "rouvert"])
    his.wait_texts("impacts", ["avant", "gardé", "rouvert"])
    hers.quit()
    page.wait_for_url(f"{wire.base}/")
    hers.wait_erased(dossier["id"])
    until(lambda: page.evaluate(STILL) == [0, 0], pause=hers.pause)
    page.goto(f"{wire.base}/canevas?dossier={dossier['id']}")
    expect(page.get_by_text("ouvrez le lien")).to_be_visible()


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
