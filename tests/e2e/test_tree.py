"""A tree built by people: keyboard alone, mouse, fingers, two at once, with the network cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.conftest import PHONE, TABLET, Arrive
from tests.e2e.mind_map import MindMap, OutlineView
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH
from tests.waiting import until

TREE = {"canvas": "gouvernance"}
WHY = {"canvas": "pourquoi"}


def test_a_map_is_built_with_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """Branches, children, sisters, order, depth, folding, type, text, deletion, undo: no mouse."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Clavier", **TREE)
    tree = MindMap(someone.page)
    seeded = tree.lines()
    tree.reach_by_tab()
    tree.write("Tab", "Sobriété")  # under the centre, where the keyboard arrives
    tree.wait_lines([*seeded, "Sobriété"])
    tree.write("Tab", "éteindre")
    tree.write("Enter", "archiver")
    tree.write("Enter", "mesurer")
    tree.wait_lines(["éteindre", "archiver", "mesurer"], under="Sobriété")
    tree.press("Control+ArrowUp")
    tree.wait_lines(["éteindre", "mesurer", "archiver"], under="Sobriété")
    away, back = tree.away("Sobriété"), tree.back("Sobriété")
    tree.press(f"Control+{away}")
    tree.wait_lines(["éteindre", "  mesurer", "archiver"], under="Sobriété")
    expect(tree.node("mesurer")).to_be_focused()
    tree.press(back, "Space")
    tree.wait_lines(["éteindre", "archiver"], under="Sobriété")
    tree.press("Space")
    tree.wait_lines(["éteindre", "  mesurer", "archiver"], under="Sobriété")
    tree.press(away, f"Control+{back}")
    tree.wait_lines(["éteindre", "mesurer", "archiver"], under="Sobriété")
    tree.press("F2", "End")
    someone.page.keyboard.type(" l’énergie")
    tree.press("Escape", "Shift+F10")
    expect(someone.page.get_by_role("menu")).to_be_visible()
    someone.page.keyboard.type("mm")  # Moyen, then Méthode
    tree.press("Enter")
    expect(tree.node("mesurer l’énergie")).to_have_accessible_name("mesurer l’énergie Méthode")
    tree.press("Delete")
    tree.wait_lines(["éteindre", "archiver"], under="Sobriété")
    tree.press("Control+z")
    tree.wait_lines(["éteindre", "mesurer l’énergie", "archiver"], under="Sobriété")
    tree.wait_saved()
    someone.page.reload()
    MindMap(someone.page).wait_lines(
        ["éteindre", "mesurer l’énergie", "archiver"], under="Sobriété"
    )


def test_two_branches_moved_into_each_other_at_once(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """One offline, one not, each moves a branch under the other's: one same tree, all there."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue", **WHY)
    agent = arrive(server.base, dossier["editor"], "L’agent", **WHY)
    hers, his = MindMap(elue.page), MindMap(agent.page)
    hers.take_centre()
    hers.write("Tab", "énergie")
    hers.write("Tab", "toits")
    hers.select("énergie")
    hers.write("Enter", "mobilité")
    hers.write("Tab", "vélos")
    start = ["énergie", "  toits", "mobilité", "  vélos"]
    his.wait_lines(start)
    hers.wait_saved()
    wire.cut()
    hers.wait_state("offline")
    hers.select("mobilité")
    hers.press("Control+ArrowRight")
    hers.wait_lines(["énergie", "  toits", "  mobilité", "    vélos"])
    his.select("énergie")
    his.press("Control+ArrowDown", "Control+ArrowRight")
    his.wait_lines(["mobilité", "  vélos", "  énergie", "    toits"])
    his.wait_saved()
    wire.mend()
    hers.wait_saved(60)
    his.wait_saved()
    until(lambda: hers.lines() == his.lines(), pause=hers.pause)
    assert sorted(line.strip() for line in his.lines()) == sorted(line.strip() for line in start)
    hers.press("Control+z")
    expect(elue.page.get_by_role("button", name="Rétablir")).to_be_enabled()
    hers.wait_saved()
    until(lambda: hers.lines() == his.lines(), pause=hers.pause)
    assert len(his.lines()) == len(start)


def test_a_branch_is_moved_while_somebody_writes_in_it(server: Server, arrive: Arrive) -> None:
    """The text typed meanwhile and the focus are kept; each undoes only what they did."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", **WHY)
    agent = arrive(server.base, dossier["editor"], "L’agent", **WHY)
    hers, his = MindMap(elue.page), MindMap(agent.page)
    hers.take_centre()
    hers.write("Tab", "énergie")
    hers.write("Enter", "mobilité")
    hers.write("Tab", "vélos")
    his.select("vélos")
    his.press("F2", "End")
    agent.page.keyboard.type(" en libre")
    hers.select("mobilité")
    hers.press("Control+ArrowRight")
    hers.wait_lines(["énergie", "  mobilité", "    vélos en libre"])
    agent.page.keyboard.type("-service")
    his.wait_lines(["énergie", "  mobilité", "    vélos en libre-service"])
    expect(agent.page.locator("[data-node] textarea:focus")).to_have_value("vélos en libre-service")
    hers.wait_lines(["énergie", "  mobilité", "    vélos en libre-service"])
    hers.press("Control+z")
    his.wait_lines(["énergie", "mobilité", "  vélos en libre-service"])
    his.press("Escape")
    his.undo_everything("Control+z")  # what he typed is several steps if he was slow
    hers.wait_lines(["énergie", "mobilité", "  vélos"])


def test_two_people_write_one_note_and_one_reloads(server: Server, arrive: Arrive) -> None:
    """The words of both are there, the caret stays in its own; a reload amid typing loses none."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", **TREE)
    agent = arrive(server.base, dossier["editor"], "L’agent", **TREE)
    hers, his = MindMap(elue.page), MindMap(agent.page)
    hers.take_centre()
    hers.write("Tab", "comité")
    hers.press("Control+i")
    her_note = elue.page.get_by_label("Note", exact=True)
    her_note.fill("Réunion.")
    his.select("comité")
    his.press("Control+i")
    his_note = agent.page.get_by_label("Note", exact=True)
    expect(his_note).to_have_value("Réunion.")
    his_note.press("End")
    agent.page.keyboard.type(" Prévoir une salle")
    her_note.press("Home")
    elue.page.keyboard.type("Lundi : ")
    for note in (her_note, his_note):
        expect(note).to_have_value("Lundi : Réunion. Prévoir une salle")
    agent.page.keyboard.type(" calme")
    agent.page.reload()
    expect(her_note).to_have_value("Lundi : Réunion. Prévoir une salle calme")


def test_a_tree_edited_without_network_or_server_loses_nothing(
    own_server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """Offline, then the page closed while edits wait, then kill -9: everything comes back."""
    dossier = own_server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue", **WHY)
    hers = MindMap(elue.page)
    url, room = elue.page.url, f"{dossier['id']}/pourquoi"
    kept = hers.wait_kept(room, 1)
    wire.cut()
    hers.wait_state("offline")
    hers.take_centre()
    hers.write("Tab", "sans réseau")
    hers.write("Tab", "toujours là")
    hers.wait_kept(room, kept + len("sans réseau" + "toujours là"))
    with pytest.raises(Error):
        elue.page.reload(timeout=3000)
    elue.page.close()
    wire.mend()
    page = elue.context.new_page()
    page.goto(url)
    back = MindMap(page)
    back.wait_lines(["sans réseau", "  toujours là"])
    back.wait_saved()
    own_server.kill()
    back.select("toujours là")
    back.press("Control+ArrowLeft")
    back.write("Tab", "sans serveur")
    back.wait_state("offline")
    own_server.start()
    back.wait_saved(60)
    agent = arrive(own_server.base, dossier["editor"], "L’agent", **WHY)
    MindMap(agent.page).wait_lines(["sans réseau", "toujours là", "  sans serveur"])


def middle(node: Locator) -> tuple[float, float]:
    box = node.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_mouse(page: Page, dragged: Locator, target: Locator) -> None:
    """Pull a node onto another, and let go once the map says where it would fall."""
    page.mouse.move(*middle(dragged))
    page.mouse.down()
    page.mouse.move(*middle(target), steps=12)
    expect(target).to_have_attribute("data-target", "")
    page.mouse.up()


def drag_by_finger(page: Page, dragged: Locator, target: Locator) -> None:
    """Hold a node until it is lifted, and put it on another."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    start, end = middle(dragged), middle(target)
    send("touchStart", start)
    expect(page.locator(".node-ghost")).to_be_visible()
    for step in range(1, 9):
        part = step / 8
        send(
            "touchMove",
            (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part),
        )
    expect(target).to_have_attribute("data-target", "")
    send("touchEnd")


@pytest.mark.parametrize("hand", ["mouse", "finger"])
def test_a_branch_is_dragged_onto_another(server: Server, arrive: Arrive, hand: str) -> None:
    """It goes under it with all it holds, by the mouse and by a finger; one undo brings it back."""
    dossier = server.empty_dossier()
    options = {"viewport": TABLET, **TOUCH} if hand == "finger" else {}
    elue = arrive(server.base, dossier["editor"], "L’élue", **TREE, **options)
    tree = MindMap(elue.page)
    tree.select("Portage politique")
    tree.write("Tab", "un élu référent")
    before = tree.lines()
    drag = drag_by_mouse if hand == "mouse" else drag_by_finger
    drag(elue.page, tree.node("Portage politique"), tree.node("Communauté de partage"))
    tree.wait_lines(["Portage politique", "  un élu référent"], under="Communauté de partage")
    elue.page.get_by_role("button", name="Annuler ma dernière modification").click()
    tree.wait_lines(before)


def test_the_outline_of_a_phone_is_enough(server: Server, arrive: Arrive) -> None:
    """On a phone: the outline comes first; add, sisters, indent, type, write, delete, by taps."""
    dossier = server.empty_dossier()
    agent = arrive(server.base, dossier["editor"], "L’agent", viewport=PHONE, **TREE, **TOUCH)
    page = agent.page
    outline = OutlineView(page)
    branch = "Numérique responsable"
    page.get_by_role("button", name=f"Ajouter une idée sous « {branch} »").tap()
    page.keyboard.type("éteindre")
    page.keyboard.press("Enter")
    page.keyboard.type("la nuit")
    outline.wait_lines(["éteindre", "la nuit"], under=branch)
    row = outline.row("la nuit")
    row.get_by_role("button", name="Actions sur cette idée").tap()
    page.get_by_role("menuitem", name="Mettre sous la précédente").tap()
    outline.wait_lines(["éteindre", "  la nuit"], under=branch)
    row.get_by_role("button", name="Type").tap()
    page.get_by_role("menuitemradio", name="Méthode").tap()
    expect(row.get_by_role("button", name="Type : Méthode")).to_be_visible()
    row.locator("textarea").tap()
    page.keyboard.press("End")
    page.keyboard.type(" aussi")
    outline.wait_lines(["éteindre", "  la nuit aussi"], under=branch)
    row = outline.row("éteindre")
    row.get_by_role("button", name="Actions sur cette idée").tap()
    page.get_by_role("menuitem", name="Supprimer").tap()
    outline.wait_lines([], under=branch)
    outline.wait_saved()
