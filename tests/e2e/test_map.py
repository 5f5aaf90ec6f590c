"""A map made by people: by keyboard alone in the lists, by mouse at two, by touch."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import TABLET, Arrive
from tests.e2e.map_page import MapBoard, MapLists, centre
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH
from tests.waiting import until

VALUE = {"canvas": "creation-valeur"}


def test_a_value_map_is_made_with_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """Three parties, three data, a crossing, links and five stamps, in the lists; all is kept."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Clavier", **VALUE)
    page = someone.page
    MapBoard(page)
    page.get_by_role("button", name="Liste", exact=True).click()
    lists = MapLists(page)
    for title, names in (
        ("Partie prenante", ("Collectivité", "Ménages", "Bailleurs")),
        ("Donnée", ("Cadastre", "CAF", "Soleil")),
        ("Croisement de données", ("Toits et revenus",)),
    ):
        lists.use(lists.section(title).get_by_role("button", name="Ajouter"))
        for i, name in enumerate(names):
            page.keyboard.type(name)
            if i < len(names) - 1:
                lists.press("Enter")
        lists.wait_rows(title, *names)
    for name in ("Cadastre", "CAF", "Soleil"):
        lists.use(page.get_by_role("button", name=f"Actions sur {name}"))
        page.keyboard.type("r")
        lists.press("Enter")
        page.keyboard.type("toits et")
        lists.press("Enter")
        expect(page.locator(".link-ends", has_text=f"{name} → Toits et revenus")).to_be_visible()
    for stamp, carrier in (
        ("Valeur en euros", "Collectivité"),
        ("Valeur en euros", "Ménages"),
        ("Valeur en euros", "Toits et"),
        ("Effet qualitatif", "Ménages"),
        ("Effet qualitatif", "Cadastre"),
    ):
        lists.use(lists.section(stamp).get_by_role("button", name="Poser"))
        page.keyboard.type(carrier)
        lists.press("Enter")
        expect(page.locator("dialog")).to_have_count(0)
    euro = lists.section("Valeur en euros")
    lists.use(euro.get_by_role("button", name="Remplir").first)
    euro.get_by_label("Montant (€)", exact=True).focus()
    page.keyboard.type("38 000")
    euro.get_by_label("Qui gagne").focus()
    page.keyboard.type("Coll")
    lists.press("Tab")
    expect(euro.locator(".map-row-facts").first).to_contain_text("38\u202f000\u00a0€")
    assert violations(page) == []
    lists.wait_saved()
    page.reload()
    lists = MapLists(page)
    lists.wait_rows("Donnée", "Cadastre", "CAF", "Soleil")
    expect(lists.section("Liens").locator("li")).to_have_count(3)
    expect(lists.section("Effet qualitatif").locator("li")).to_have_count(2)
    expect(lists.section("Valeur en euros")).to_contain_text("38\u202f000\u00a0€")


def test_two_people_draw_one_map_with_the_mouse(server: Server, arrive: Arrive) -> None:
    """Put down, write, join, stamp, move, delete an end, undo: both see the same map."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", **VALUE)
    agent = arrive(server.base, dossier["editor"], "L’agent", **VALUE)
    hers, his = MapBoard(elue.page), MapBoard(agent.page)
    hers.put("Donnée", 0.25, 0.3, "Cadastre")
    his.wait_names("Cadastre")
    his.put("Service ou usage", 0.75, 0.5, "Guichet")
    hers.wait_names("Cadastre", "Guichet")
    hers.join("Cadastre", "Guichet")
    his.wait_links("Cadastre → Guichet")
    toolbar = elue.page.get_by_role("toolbar")
    toolbar.get_by_role("button", name="Valeur en euros").click()
    hers.element("Guichet").click()
    elue.page.get_by_label("Montant (€)", exact=True).fill("1200")
    elue.page.get_by_label("Montant (€)", exact=True).press("Enter")
    expect(his.stamp("1\u202f200\u00a0€")).to_be_visible()

    def under() -> float:
        return centre(his.stamp("1\u202f200"))[1] - centre(his.element("Cadastre"))[1]

    before = under()
    start = centre(hers.element("Guichet"))
    hers.drag(start, (start[0] - 90, start[1] + 120))
    until(lambda: under() > before + 60, pause=his.pause)
    his.element("Cadastre").click()
    agent.page.keyboard.press("Delete")
    hers.wait_names("Guichet")
    expect(elue.page.locator(".link-label")).to_contain_text("rompu")
    agent.page.keyboard.press("Control+z")
    hers.wait_names("Cadastre", "Guichet")
    hers.wait_links("Cadastre → Guichet")
    expect(elue.page.locator(".link-broken")).to_have_count(0)
    hers.element("Cadastre").dblclick()
    elue.page.keyboard.press("End")
    elue.page.keyboard.type(" solaire")
    his.wait_names("Cadastre solaire", "Guichet")
    elue.page.keyboard.press("Escape")
    elue.page.mouse.dblclick(*hers.at(0.5, 0.8))
    elue.page.keyboard.type("une idée")
    his.wait_names("Cadastre solaire", "Guichet", "une idée")
    assert violations(agent.page) == []


def test_a_map_is_made_by_touch(server: Server, arrive: Arrive) -> None:
    """Tap a type, tap the place, write, join by the menu, carry by a long press."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Doigt", TABLET, **VALUE, **TOUCH)
    page = someone.page
    board = MapBoard(page)
    for title, across, down, words in (
        ("Donnée", 0.35, 0.25, "Cadastre"),
        ("Service ou usage", 0.6, 0.6, "Guichet"),
    ):
        page.get_by_role("toolbar").get_by_role("button", name=title, exact=True).tap()
        page.touchscreen.tap(*board.at(across, down))
        expect(page.locator(".el textarea:focus")).to_be_visible()
        page.keyboard.type(words)
        page.touchscreen.tap(*board.at(0.5, 0.9))
        expect(board.element(words).locator("textarea")).to_have_count(0)
    board.element("Cadastre").tap()
    board.element("Cadastre").locator(".el-menu").tap()
    page.get_by_role("menuitem", name="Relier à…").tap()
    page.get_by_role("button", name="Guichet").tap()
    board.wait_links("Cadastre → Guichet")
    page.get_by_role("toolbar").get_by_role("button", name="Effet qualitatif").tap()
    board.element("Guichet").tap()
    page.get_by_label("Effet", exact=True).select_option("confort")
    page.get_by_label("Fermer les détails").tap()
    stamp = board.stamp("confort")
    before, stood = centre(board.element("Guichet")), centre(stamp)
    board.carry_by_finger(board.element("Guichet"), (-70, 110))
    until(lambda: centre(board.element("Guichet"))[1] > before[1] + 90, pause=board.pause)
    until(lambda: centre(stamp)[1] > stood[1] + 90, pause=board.pause)
    board.wait_saved()
    page.reload()
    board = MapBoard(page)
    board.wait_names("Cadastre", "Guichet")
    board.wait_links("Cadastre → Guichet")
