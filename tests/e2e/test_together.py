"""Two people in one canvas: what one writes, the other sees; nobody undoes the other."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.e2e.canvas import Canvas, wait_quiet
from tests.e2e.conftest import Arrive
from tests.e2e.serving import Server


def test_two_people_type_in_the_same_card(server: Server, arrive: Arrive) -> None:
    """Both type in one post-it at once: every character of both is there, on both screens."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    first = hers.add("service", "toits")
    second = his.field("service", "toits")
    second.focus()
    second.press("End")
    first.focus()
    first.press("Home")
    for left, right in zip("des ", " sûr", strict=True):
        elue.page.keyboard.type(left)
        agent.page.keyboard.type(right)
    his.wait_texts("service", ["des toits sûr"])
    hers.wait_texts("service", ["des toits sûr"])
    hers.wait_saved()
    assert elue.outside + agent.outside == []


def test_one_sees_who_is_here_and_brings_everybody(server: Server, arrive: Arrive) -> None:
    """The others are in the bar, on the post-it they write in, on the other canvases.

    Whoever facilitates brings them to a post-it: one goes, one who was writing stays.
    """
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["facilitator"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    his.add("usagers", "familles")
    hers.field("usagers", "familles")
    expect(elue.page.locator(".card.shared .who")).to_contain_text("L’agent")
    expect(elue.page.get_by_role("button", name="2 personnes ici")).to_be_visible()
    assert agent.page.evaluate("localStorage.getItem('capacities-navigateur')") is None
    reader = arrive(server.base, dossier["reader"], "L’agent")
    elue.page.get_by_role("button", name="L’agent, L’agent (en lecture)").click()
    expect(elue.page.locator(".people-list")).to_contain_text("en lecture")
    elue.page.keyboard.press("Escape")
    here = reader.page.url
    reader.page.goto(here.replace("canevas-usagers", "gouvernance"), wait_until="domcontentloaded")
    hers.field("usagers", "familles").click()
    elue.page.locator("button.people").click()
    expect(elue.page.locator(".elsewhere")).to_contain_text("Gouvernance")
    assert not agent.page.locator(".bring").count()
    elue.page.get_by_role("button", name="Amener tout le monde ici").click()
    expect(agent.page.locator(".call")).to_contain_text("rien ne bouge")
    expect(reader.page.locator(".call")).to_contain_text(
        "L’élue vous amène à « Modèle d’affaires »"
    )
    reader.page.get_by_role("button", name="Y aller").click()
    agent.page.keyboard.press("Escape")
    expect(agent.page.locator(".call")).to_have_count(0)
    expect(reader.page.locator("[data-pointed]")).to_contain_text("familles")
    assert reader.page.url == here
    expect(elue.page.get_by_text("Les 2 autres personnes sont ici.")).to_be_visible()
    elue.page.keyboard.press("Escape")
    agent.context.close()
    expect(elue.page.locator(".card.shared")).to_have_count(0)


def test_undo_takes_back_only_ones_own(server: Server, arrive: Arrive) -> None:
    """Undoing everything one did leaves what the other wrote, in the same post-it too."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("couts", "licence")
    shared = his.field("couts", "licence")
    shared.focus()
    shared.press("End")
    agent.page.keyboard.type(" annuelle")
    his.add("couts", "chef de projet")
    hers.wait_texts("couts", ["licence annuelle", "chef de projet"])
    hers.undo_everything()
    his.wait_texts("couts", [" annuelle", "chef de projet"])
    hers.wait_texts("couts", [" annuelle", "chef de projet"])


def test_a_card_dragged_by_one_moves_for_both(server: Server, arrive: Arrive) -> None:
    """A drag with the mouse across boxes is seen by the other, and is one undo."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("partenaires", "CAF")
    elue.page.keyboard.press("Escape")
    grip = hers.cards("partenaires").first.locator(".grip")
    hers.cards("partenaires").first.hover()
    start, end = grip.bounding_box(), hers.box("usagers").bounding_box()
    assert start is not None
    assert end is not None
    mouse = elue.page.mouse
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    for step in range(1, 11):
        mouse.move(
            start["x"] + (end["x"] + 60 - start["x"]) * step / 10,
            start["y"] + (end["y"] + 80 - start["y"]) * step / 10,
        )
        elue.page.wait_for_timeout(20)
    mouse.up()
    his.wait_texts("usagers", ["CAF"])
    his.wait_texts("partenaires", [])
    elue.page.keyboard.press("Control+z")
    his.wait_texts("partenaires", ["CAF"])
    elue.page.keyboard.press("Control+Shift+z")
    his.wait_texts("usagers", ["CAF"])
    hers.undo.click()
    his.wait_texts("partenaires", ["CAF"])


def test_deleting_sends_to_the_corbeille_and_back(server: Server, arrive: Arrive) -> None:
    """What one deletes the other can restore, with its text."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    hers, his = Canvas(elue.page), Canvas(agent.page)
    hers.add("canaux", "guichet")
    hers.cards("canaux").first.hover()
    hers.cards("canaux").first.get_by_role("button", name="Actions sur ce post-it").click()
    elue.page.get_by_role("menuitem", name="Supprimer").click()
    his.wait_texts("canaux", [])
    agent.page.get_by_role("button", name="Corbeille").click()
    agent.page.get_by_role("button", name="Restaurer").first.click()
    hers.wait_texts("canaux", ["guichet"])


def test_typing_reruns_nothing(server: Server, arrive: Arrive) -> None:
    """Keystrokes travel by the room's socket only: Streamlit's is silent meanwhile."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    canvas = Canvas(elue.page)
    streams: list[str] = []
    rooms: list[str] = []
    session = elue.context.new_cdp_session(elue.page)
    session.send("Network.enable")
    sockets: dict[str, str] = {}
    session.on("Network.webSocketCreated", lambda e: sockets.update({e["requestId"]: e["url"]}))

    def note(sent: dict[str, Any]) -> None:
        url = sockets.get(sent["requestId"], "")
        for part, told in (("/_stcore/", streams), ("/collab/", rooms)):
            if part in url:
                told.append(url)

    session.on("Network.webSocketFrameSent", note)
    elue.page.reload()
    canvas = Canvas(elue.page)
    wait_quiet(elue.page, streams)
    assert streams != []
    streams.clear()
    rooms.clear()
    canvas.add("service", "une phrase assez longue pour voir")
    canvas.wait_saved()
    assert streams == []
    assert len(rooms) > 10
