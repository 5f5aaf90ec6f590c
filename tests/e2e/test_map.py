"""A map made by people: by keyboard alone in the lists, by mouse at two, by touch."""

from __future__ import annotations

import csv
import io

from playwright.sync_api import Locator, expect

from tests.e2e.canvas import violations, wait_still
from tests.e2e.conftest import TABLET, Arrive, Person
from tests.e2e.map_page import MapBoard, MapLists, centre
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH
from tests.waiting import until

VALUE = {"canvas": "creation-valeur"}
PARTIES = ("Collectivité", "Ménages", "Bailleurs")
DATA = ("Cadastre", "CAF", "Soleil")
CROSSING = "Toits et revenus"
EURO, SMILEY = "Valeur en euros", "Effet qualitatif"
STAMPS = (
    (EURO, "Collectivité", {"Montant": "38 000", "Qui gagne": "Collectivité"}),
    (EURO, CROSSING, {"Montant": "42 000,50", "Qui paie": "Collectivité"}),
    (EURO, "Ménages", {"Montant": "1 200", "Qui gagne": "Ménages", "Qui paie": "Bailleurs"}),
    (SMILEY, "Ménages", {"Quantité": "10", "Valeur unitaire": "20", "Qui gagne": "Ménages"}),
    (SMILEY, "Cadastre", {"Effet": "confort", "Qui gagne": "Collectivité"}),
)
"""A type, what it stands on, its fields."""
KEPT = (
    "partie_prenante",
    "gains_par_an",
    "couts_par_an",
    "net_par_an",
    "equivalent_par_an",
    "smileys_sans_equivalent",
)
BALANCE = [
    ["Collectivité", "38000", "42000.5", "-4000.5", "0", "1"],
    ["Ménages", "1200", "0", "1200", "200", "0"],
    ["Bailleurs", "0", "1200", "-1200", "0", "0"],
]


def balance(server: Server, person: Person, dossier: str) -> list[list[str]]:
    """What the file of the balance says of each, as kept by the server."""
    address = f"{server.base}/export/{dossier}/creation-valeur/bilan.csv?dialecte=ouvert"
    rows = csv.DictReader(io.StringIO(person.context.request.get(address).text()))
    return [[row[key] for key in KEPT] for row in rows]


def beside(stamp: Locator, carrier: Locator) -> bool:
    """Whether a stamp stands on the border of what carries it, or across it."""
    (x, y), box = centre(stamp), carrier.bounding_box()
    assert box is not None
    across = abs(x - box["x"] - box["width"] / 2) - box["width"] / 2
    down = abs(y - box["y"] - box["height"] / 2) - box["height"] / 2
    return max(across, down) < 45


def test_a_value_map_is_made_with_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """Parties, data, a crossing, links, five stamps and their fields, by Tab and letters only."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Clavier", **VALUE)
    page = someone.page
    MapBoard(page)
    page.get_by_role("button", name="Liste", exact=True).press("Enter")
    lists = MapLists(page)
    for title, names in (
        ("Partie prenante", PARTIES),
        ("Donnée", DATA),
        ("Croisement de données", (CROSSING,)),
    ):
        lists.tab_to(f"Ajouter\u00a0: {title}")
        for name in names:
            lists.press("Enter")
            page.keyboard.type(name)
        lists.wait_rows(title, *names)
    for name in DATA:
        lists.tab_to("Relier deux éléments…")
        lists.press("Enter")
        lists.choose(name)
        lists.choose(CROSSING)
        expect(page.locator(".link-ends", has_text=f"{name} → {CROSSING}")).to_be_visible()
    for stamp, carrier, fields in STAMPS:
        lists.tab_to(f"Poser\u00a0: {stamp}…")
        lists.press("Enter")
        lists.choose(carrier)
        for title, words in fields.items():
            lists.tab_to(title)
            page.keyboard.type(words)
    lists.press("Tab")
    expect(lists.section(EURO)).to_contain_text("42\u202f000,50\u00a0€")
    assert violations(page) == []
    lists.wait_saved()
    assert balance(server, someone, dossier["id"]) == BALANCE


def test_two_people_draw_one_map_with_the_mouse(server: Server, arrive: Arrive) -> None:
    """Put down, write, join, stamp, move, delete an end, undo, point: both see the same map."""
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
        return centre(his.element("Guichet"))[1] - centre(his.element("Cadastre"))[1]

    for board in (hers, his):  # a panel opened, what is in hand came in sight
        wait_still(board.element("Guichet"))
    before = under()
    start = centre(hers.element("Guichet"))
    mouse = elue.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] - 40, start[1] + 60, steps=3)
    over = elue.page.locator(".map").evaluate_handle("map => getComputedStyle(map, '::after')")
    assert over.evaluate("({ pointerEvents, cursor }) => [pointerEvents, cursor]") == [
        "auto",
        "grabbing",
    ]
    mouse.move(start[0] - 90, start[1] + 120, steps=3)
    mouse.up()
    until(lambda: under() > before + 60, pause=his.pause)
    until(lambda: beside(his.stamp("1\u202f200"), his.element("Guichet")), pause=his.pause)
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
    his.tool(SMILEY).click()
    his.element("une idée").click()
    expect(elue.page.locator(".stamp")).to_have_count(2)
    hers.undo_until(hers.names, ["", "Cadastre solaire", "Guichet"], hers.undo.click)
    hers.undo.click()
    expect(elue.page.locator(".toast")).to_contain_text("y a posé quelque chose")
    his.wait_names("", "Cadastre solaire", "Guichet")
    expect(agent.page.locator(".stamp")).to_have_count(2)
    elue.page.mouse.move(*hers.at(0.4, 0.4))
    expect(agent.page.locator(".cursor")).to_have_text("L’élue")
    agent.page.mouse.move(*his.at(0.5, 0.5))
    expect(elue.page.locator(".cursor")).to_have_text("L’agent")
    elue.page.mouse.move(5, 5)
    expect(agent.page.locator(".cursor")).to_have_count(0)
    assert violations(agent.page) == []


def test_a_value_map_is_made_by_touch_alone(server: Server, arrive: Arrive) -> None:
    """The same: tap a type, tap the place, write, join and stamp by taps, carry by a long press."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Doigt", TABLET, **VALUE, **TOUCH)
    page = someone.page
    board = MapBoard(page)
    page.get_by_role("button", name="Réduire").tap()
    for title, across, names in (
        ("Croisement de données", 0.55, (CROSSING,)),
        ("Donnée", 0.25, DATA),
        ("Partie prenante", 0.8, PARTIES),
    ):
        for rank, words in enumerate(names):
            board.put_by_finger(title, (across, 0.25 + 0.22 * rank), words)
    for name in DATA:
        board.join_by_finger(name, CROSSING)
    board.wait_links(*(f"{name} → {CROSSING}" for name in DATA))
    for stamp, carrier, fields in STAMPS:
        board.tool(stamp).tap()
        board.element(carrier).tap()
        for title, words in fields.items():
            board.fill_by_finger(title, words)
        page.get_by_label("Fermer les détails").tap()
    stamp = board.stamp("confort")
    before = centre(board.element("Cadastre"))
    board.carry_by_finger(board.element("Cadastre"), (-20, 110))
    until(lambda: centre(board.element("Cadastre"))[1] > before[1] + 90, pause=board.pause)
    until(lambda: beside(stamp, board.element("Cadastre")), pause=board.pause)
    board.wait_saved()
    assert balance(server, someone, dossier["id"]) == BALANCE


def test_in_forced_colours_what_is_drawn_is_seen(server: Server, arrive: Arrive) -> None:
    """On black, arrows, signs and icons have the colour of the words; the tool in hand is told."""
    link = server.demo()["links"]["editor"]
    colours = {"forced_colors": "active", "color_scheme": "dark"}
    page = arrive(server.base, link, "Ada", canvas="cas-usage", **colours).page
    board = MapBoard(page)
    words = "each => getComputedStyle(each.closest('.drawn-map')).color"
    ink = board.frame.evaluate(words)
    drawn = [
        *((each, "fill") for each in (".link-line > .head", ".type-icon text")),
        *(
            (each, "stroke")
            for each in (".link-line > .head", ".stamp-figure > path", ".type-icon")
        ),
    ]
    for selector, part in drawn:
        seen = page.locator(selector).evaluate_all(
            "(all, part) => [...new Set(all.map(each => getComputedStyle(each)[part]))]", part
        )
        assert seen == [ink], (selector, part)
    filled = page.locator(".stamp-figure > path").first
    assert filled.evaluate("each => getComputedStyle(each).fill") != ink
    in_hand = page.locator(".palette-tool[aria-pressed=true]")
    assert in_hand.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
