"""Weighting ideas with gommettes: exact, secret as long as wanted, from a phone or for a table."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import PHONE, Arrive
from tests.e2e.mind_map import MindMap, OutlineView
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH
from tests.waiting import until

WHY = {"canvas": "pourquoi"}
VOTE_KEPT = "async () => (await caches.match('/hors-ligne/vote')) !== undefined"


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Vote par gommettes")


def adds(node: Locator) -> Locator:
    """The button that places a gommette on an idea."""
    return node.locator(".dot-button.place")


def takes(node: Locator) -> Locator:
    return node.locator(".dot-button.back")


def open_vote(page: Page, question: str = "") -> None:
    """As whoever facilitates does, once there are ideas."""
    bar(page).get_by_role("button", name="Ouvrir le vote").click()
    opening = page.get_by_role("dialog", name="Ouvrir le vote")
    opening.get_by_label("La question posée").fill(question)
    opening.get_by_role("button", name="Ouvrir le vote").click()
    expect(bar(page)).to_contain_text("Vote ouvert")


def place_of(button: Locator) -> tuple[float, float]:
    """Where a finger would find it again."""
    box = button.bounding_box()
    assert box is not None
    return round(box["x"]), round(box["y"])


def build(tree: MindMap) -> None:
    """Two ideas to weigh."""
    tree.take_centre()
    tree.write("Tab", "énergie")
    tree.write("Enter", "mobilité")
    tree.wait_saved()


def test_a_room_votes_in_secret_and_sees_it_revealed(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """A phone waits on its light page for the vote, loses the network, is reloaded; « + » never
    moves; one act reveals and closes, on every screen, with its ties; then another round begins."""
    dossier = server.empty_dossier()
    told = {"viewport": PHONE, "offline": True, **TOUCH}
    phone = arrive(wire.base, server.voting_link(dossier), "L’agent", **told).page
    expect(phone.get_by_role("heading", name="Aucun vote n’est ouvert")).to_be_visible()
    assert violations(phone) == []
    lea = arrive(server.base, dossier["facilitator"], "Léa", **WHY)
    tree = MindMap(lea.page)
    build(tree)
    elue = arrive(server.base, dossier["editor"], "L’élue", **WHY)
    hers = MindMap(elue.page)
    expect(bar(elue.page)).to_have_count(0)

    open_vote(lea.page, "Quels fils comptent le plus ?")
    expect(phone.get_by_role("heading", name="Quels fils comptent le plus")).to_be_visible()
    mobility = phone.get_by_role("button", name="Poser une gommette sur « mobilité »")
    where = place_of(mobility)
    for _ in range(3):
        mobility.tap()
        assert place_of(mobility) == where
    expect(phone.locator("#reste")).to_contain_text("3 gommettes posées sur 4")
    expect(bar(lea.page)).to_contain_text("1 personne a voté")
    until(lambda: phone.evaluate(VOTE_KEPT), pause=tree.pause)
    wire.cut()
    mobility.tap()
    expect(phone.locator("#reseau")).to_contain_text("1 geste pas encore reçu")
    phone.reload()
    expect(phone.locator("#reseau")).to_contain_text("Les idées sont celles d’avant la coupure")
    expect(phone.locator("#reste")).to_contain_text("4 gommettes posées sur 4")
    assert violations(phone) == []
    wire.mend()
    expect(phone.locator("#reseau")).to_be_hidden()
    assert violations(phone) == []

    expect(bar(elue.page)).to_contain_text("0 gommette posée sur 4")
    plus = adds(hers.node("énergie"))
    where = place_of(plus)
    for _ in range(4):
        plus.click()
        assert place_of(plus) == where
    expect(hers.node("énergie")).to_have_accessible_name(re.compile("4 de mes gommettes$"))
    takes(hers.node("énergie")).click()
    expect(bar(elue.page)).to_contain_text("3 gommettes posées sur 4")
    tree.select("énergie")
    tree.press("Alt+g", "Alt+g", "Alt+Shift+G")
    expect(bar(lea.page)).to_contain_text("1 gommette posée sur 4")
    expect(phone.locator("html")).to_have_attribute("data-why", "")  # the page of the site is back
    phone.get_by_role("button", name="J’ai terminé").tap()
    expect(phone.locator("main")).to_contain_text("C’est noté, merci")
    expect(bar(lea.page)).to_contain_text("1 a terminé, 3 personnes ont commencé")
    for page in (lea.page, elue.page):
        expect(bar(page)).to_contain_text("3 personnes ont voté")
        assert page.locator(".dots-total").count() == 0

    bar(lea.page).get_by_role("button", name="Dévoiler les résultats").click()
    asked = lea.page.get_by_role("dialog", name="Dévoiler les résultats")
    expect(asked).to_contain_text("1 a terminé, 3 personnes ont commencé. Le vote sera clos")
    asked.get_by_role("button", name="Dévoiler").click()
    for page in (lea.page, elue.page, phone):
        rows = page.locator(".ranking li")
        expect(rows).to_have_count(2)
        expect(rows.locator("b")).to_have_text(["à égalité", "à égalité"])
        expect(rows.locator(".ranking-place")).to_have_text(["Rang 1", "Rang 1"])
        assert violations(page) == []
    elue.page.keyboard.press("Escape")
    expect(elue.page.locator(".ranking")).to_have_count(0)
    expect(hers.node("énergie").locator(".dots-total")).to_contain_text("4 gommettes")
    expect(adds(hers.node("énergie"))).to_have_count(0)

    lea.page.get_by_role("dialog").get_by_role("button", name="Nouveau tour").click()
    lea.page.get_by_role("button", name="Garder ce tour et recommencer").click()
    expect(phone.locator("#reste")).to_contain_text("0 gommette posée sur 4")
    expect(bar(elue.page)).to_contain_text("0 gommette posée sur 4")


def test_a_table_votes_from_one_screen_and_the_network_may_fail(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """One screen places the gommettes of six people; offline, it says so and offers nothing; back,
    the count is exact; after a reload it still votes for its table."""
    dossier = server.empty_dossier()
    lea = arrive(wire.base, dossier["facilitator"], "Léa", **WHY)
    tree, page = MindMap(lea.page), lea.page
    build(tree)
    open_vote(page)
    bar(page).get_by_role("button", name="Je vote pour").click()
    page.get_by_role("menuitem", name="Déclarer une table").click()
    dialog = page.get_by_role("dialog", name="Vote de table")
    dialog.get_by_label("Nombre de personnes").fill("6")
    expect(dialog).to_contain_text("Soit 24 gommettes à poser ensemble")
    assert violations(page) == []
    dialog.get_by_role("button", name="Voter pour cette table").click()
    expect(bar(page)).to_contain_text("Table 1 : 0 gommette posée sur 24")
    for _ in range(5):
        adds(tree.node("énergie")).click()
    expect(bar(page)).to_contain_text("Table 1 : 5 gommettes posées sur 24")
    expect(bar(page)).to_contain_text("1 table (6 personnes) a voté")
    wire.cut()
    tree.wait_state("offline")
    expect(bar(page)).to_contain_text("Hors ligne")
    expect(adds(tree.node("énergie"))).to_have_attribute("aria-disabled", "true")
    wire.mend()
    tree.wait_saved(60)
    adds(tree.node("énergie")).click()
    expect(bar(page)).to_contain_text("Table 1 : 6 gommettes posées sur 24")
    bar(page).get_by_role("button", name="Régler le vote").click()
    page.get_by_label("visibles de tous").check()
    page.get_by_role("button", name="Enregistrer ces réglages").click()
    expect(tree.node("énergie").locator(".dots-total")).to_have_text("6 gommettes")
    page.reload()
    again = MindMap(page)
    expect(bar(page)).to_contain_text("Table 1 : 6 gommettes posées sur 24")
    again.view("Présentation")
    page.keyboard.press("End")
    expect(page.get_by_role("heading", name="Les gommettes")).to_be_visible()
    expect(page.locator(".ranking-words")).to_have_text(["énergie"])
    expect(page.locator(".ranking-count")).to_have_text(["6 gommettes"])
    assert violations(page) == []


def test_whoever_facilitates_says_who_counts(server: Server, arrive: Arrive) -> None:
    """A table waits until it is confirmed, and the reveal asks about it; a voter set aside reads
    it on their screen, and everybody reads it with the results."""
    dossier = server.empty_dossier()
    lea = arrive(server.base, dossier["facilitator"], "Léa", **WHY)
    tree = MindMap(lea.page)
    build(tree)
    open_vote(lea.page)
    elue = arrive(server.base, dossier["editor"], "L’élue", **WHY)
    agent = arrive(server.base, dossier["editor"], "L’agent", viewport=PHONE, **WHY, **TOUCH)
    hers, his = MindMap(elue.page), OutlineView(agent.page)

    bar(elue.page).get_by_role("button", name="Je vote pour").click()
    elue.page.get_by_role("menuitem", name="Déclarer une table").click()
    declaring = elue.page.get_by_role("dialog", name="Vote de table")
    expect(declaring).to_contain_text("dès que la personne qui anime aura confirmé")
    declaring.get_by_role("button", name="Voter pour cette table").click()
    expect(bar(elue.page)).to_contain_text("Table 1 : en attente de confirmation")
    adds(hers.node("énergie")).dblclick()
    expect(bar(elue.page)).to_contain_text("Table 1 : 2 gommettes posées sur 24")
    adds(his.row("mobilité")).tap()
    expect(bar(lea.page)).to_contain_text("1 personne a voté")

    waiting = bar(lea.page).get_by_role("button", name="1 table à confirmer")
    expect(waiting).to_be_visible()
    bar(lea.page).get_by_role("button", name="Dévoiler les résultats").click()
    asked = lea.page.get_by_role("dialog", name="Dévoiler les résultats")
    expect(asked).to_contain_text("Une table attend d’être confirmée : Table 1 (6 personnes)")
    assert violations(lea.page) == []
    asked.get_by_role("button", name="Annuler").click()
    waiting.click()
    roll = lea.page.get_by_role("dialog", name="Qui a voté")
    expect(roll).to_contain_text("depuis l’appareil de L’élue · 2 gommettes · en attente")
    expect(roll).to_contain_text("par le lien d’édition · 1 gommette")
    assert violations(lea.page) == []
    roll.get_by_role("button", name="Confirmer Table 1").click()
    expect(roll).to_contain_text("1 personne et 1 table (6 personnes) ont voté")
    expect(elue.page.locator(".ballot-standing")).to_have_count(0)
    roll.get_by_role("button", name="Mettre de côté (L’agent)").click()
    expect(bar(agent.page)).to_contain_text("Vos gommettes ne sont pas comptées")
    assert violations(agent.page) == []
    expect(roll.get_by_role("button", name="Reprendre (L’agent)")).to_be_focused()
    lea.page.keyboard.press("Escape")

    bar(lea.page).get_by_role("button", name="Dévoiler les résultats").click()
    asked.get_by_role("button", name="Dévoiler").click()
    results = elue.page.get_by_role("dialog")
    expect(results.locator(".ranking-words")).to_have_text(["énergie"])
    expect(results.locator(".ranking-count")).to_have_text(["2 gommettes"])
    expect(results).to_contain_text("1 vote mis de côté, qui ne compte pas")
    lea.page.keyboard.press("Escape")
    bar(lea.page).get_by_role("button", name="Qui a voté").click()
    expect(roll).to_contain_text("Les totaux ont été vus")
    expect(roll.get_by_role("button", name="Mettre de côté")).to_have_count(0)
