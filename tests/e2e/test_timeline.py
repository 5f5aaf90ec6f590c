"""A rétroplanning lived through: by two people, in silence, by keyboard alone, by touch alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.canvas import violations, wait_still
from tests.e2e.conftest import DESKTOP, PHONE, TABLET, Arrive, Person
from tests.e2e.frise_page import RETRO, WIDTH, Frise, rows
from tests.e2e.map_page import centre
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


PROJECTOR = {"width": 1280, "height": 720}
UNNAMED = ("Une réussite…", "Une action…")
"""What she had written, and he linked to others: it stays, without her words."""
BOTH = "Un premier Comité de données"


def words_of(iso: str) -> str:
    """« 12 mars 2027 »."""
    day = date.fromisoformat(iso)
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def same_days(server: Server, people: Sequence[Person], dossier: str) -> None:
    """Check that the file of each says what both of their screens say, loops aside."""
    day = date.today().isoformat()
    files = [rows(person, server.base, dossier, day=day) for person in people]
    assert files[0] == files[1]
    links = rows(people[0], server.base, dossier, "liens")
    for person in people:
        frise = Frise(person.page)
        cut = person.page.locator(".frise-link.cut").get_attribute("data-link")
        ends = {link["de"]: link["id"] for link in links}
        assert cut == max(ends["Charte"], ends["Guichet"])
        frise.to_view("Gantt")
        for row in files[0]:
            said = person.page.locator(f"[data-step='{row['id']}']")
            expect(said).to_contain_text(words_of(row["au_plus_tard_fin"]))
        frise.to_view("Liste")
        aside = person.page.get_by_role("region", name="Liens mis de côté 1")
        expect(aside).to_contain_text(re.compile("Charte → Guichet|Guichet → Charte"))


def test_two_people_plan_backwards(server: Server, wire: CuttableWire, arrive: Arrive) -> None:
    """Write, date, move, link at two: the same frise; a loop is refused, or set aside when two
    made it at once; nobody undoes another's; the file says what both screens say."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue", **RETRO)
    agent = arrive(wire.base, dossier["editor"], "L’agent", **RETRO)
    hers, his = Frise(elue.page), Frise(agent.page)
    elue.page.get_by_role("button", name="Ajouter une réussite", exact=True).click()
    hers.type("Données partagées")
    hers.press("Enter")
    his.take("Données partagées")
    his.before("Convention", "Comité", "Inventaire")
    hers.wait_names("Données partagées", "Convention", "Comité", "Inventaire")
    expect(hers.links).to_have_count(3)

    hers.take("Comité")
    hers.press("Enter", "End")
    his.take("Comité")
    his.press("Enter", "Home")
    for mine, other in zip(" de données", "Un premier ", strict=True):
        hers.type(mine)
        his.type(other)
    hers.press("Escape")
    his.press("Escape")
    for frise in (hers, his):
        frise.wait_names("Données partagées", "Convention", BOTH, "Inventaire")

    wait_still(hers.step("Inventaire"))
    day = hers.move(hers.step("Inventaire"), -120, 0)
    expect(hers.toast).to_contain_text(f"«\u00a0Inventaire\u00a0»\u00a0: à finir le {day}")
    expect(his.step("Inventaire")).to_contain_text("fixé au")
    (_, down), (_, here) = centre(hers.lane("espace")), centre(hers.step("Inventaire"))
    hers.move(hers.step("Inventaire"), 0, down - here)
    expect(hers.toast).to_contain_text("dans Espace commun de données")
    hers.pull("Inventaire", "Convention")
    expect(his.links).to_have_count(4)
    hers.pull("Convention", "Inventaire")
    expect(hers.toast).to_contain_text("Cela ferait une boucle")
    expect(hers.links).to_have_count(4)

    hers.lane_act("Parcours des usagers", "Ajouter une étape")
    hers.type("Charte")
    hers.press("Enter")
    his.take("Charte")
    his.press("Control+i")
    agent.page.get_by_label("Combien de temps cela prend-il").fill("6,5")
    his.press("Enter", "Escape")
    his.lane_act("Parcours des usagers", "Ajouter une étape")
    his.type("Guichet")
    his.press("Enter")
    hers.step("Guichet")
    wire.cut()
    hers.wait_state("offline")
    his.wait_state("offline")
    for frise, source, target in ((hers, "Charte", "Guichet"), (his, "Guichet", "Charte")):
        frise.take(source)
        frise.press("Control+k")
        frise.choose(target)
        expect(frise.links).to_have_count(5)
    wire.mend()
    for frise in (hers, his):
        frise.wait_saved(60)
        expect(frise.links).to_have_count(6)
        expect(frise.page.locator(".frise-link.cut")).to_have_count(1)
    same_days(server, (elue, agent), dossier["id"])
    for frise in (hers, his):
        frise.to_view("Frise")

    hers.undo.click()
    expect(his.links).to_have_count(5)
    expect(his.page.locator(".frise-link.cut")).to_have_count(0)
    hers.undo_everything()
    for frise in (hers, his):
        frise.wait_names(*UNNAMED, "Convention", "Un premier Comité", "Inventaire", "Guichet")
        expect(frise.links).to_have_count(4)
    hers.wait_saved()
    kept = {row["texte"]: row for row in rows(agent, server.base, dossier["id"])}
    assert (kept["Inventaire"]["date"], kept["Inventaire"]["cle_fil"]) == ("", "convergence")
    assert "6.5" in {row["duree"] for row in kept.values()}


def test_in_a_silence_each_sees_their_own(server: Server, arrive: Arrive) -> None:
    """Of the others a count: in every view, the search, the corbeille, the synthesis, the file.
    Who leaves finds theirs again; revealed, all is there."""
    dossier = server.empty_dossier()
    camille = arrive(server.base, dossier["facilitator"], "Camille", **RETRO)
    karim = arrive(server.base, dossier["editor"], "Karim", **RETRO)
    hers, his = Frise(camille.page), Frise(karim.page)
    camille.page.get_by_role("button", name="Ajouter une réussite", exact=True).click()
    hers.type("Accueil unique")
    hers.press("Enter")
    camille.page.get_by_role("button", name="Temps de silence").click()
    banner = ".frise-silence"
    expect(karim.page.locator(banner)).to_contain_text("les autres n’ont encore rien écrit")
    expect(karim.page.get_by_role("button", name="Dévoiler")).to_have_count(0)
    camille.page.get_by_role("button", name="Post-it").click()
    hers.type("Zibeline")
    hers.press("Enter")
    hers.type("Zébulon")
    hers.press("Escape", "Delete")
    hers.wait_names("Accueil unique", "Zibeline")
    his.take("Accueil unique")
    his.before("Mon idée")
    hers.take("Accueil unique")
    hers.before("Zigzag")
    expect(karim.page.locator(banner)).to_contain_text("2 étapes des autres sont cachées")
    expect(camille.page.locator(banner)).to_contain_text("1 étape des autres est cachée")
    assert hers.names() == ["Accueil unique", "Zibeline", "Zigzag"]
    assert his.names() == ["Accueil unique", "Mon idée"]
    for frise in (hers, his):
        expect(frise.links).to_have_count(1)

    page = karim.page
    page.get_by_label("Chercher une étape").fill("zi")
    expect(page.get_by_text("Rien ne correspond").first).to_be_visible()
    page.get_by_label("Chercher une étape").fill("")
    page.get_by_role("button", name="Corbeille").click()
    expect(page.get_by_role("dialog", name="Corbeille")).to_contain_text("La corbeille est vide")
    his.press("Escape")
    for view, seen in (
        ("Frise", ".frise-plane"),
        ("Gantt", ".gantt-row"),
        ("Feuille de route", ".roadmap-entry"),
        ("Liste", ".list-row"),
    ):
        his.to_view(view)
        expect(page.locator(seen).first).to_be_visible()
        assert secrets(his) == [], view
    his.wait_saved()
    hers.wait_saved()
    for person, known in ((karim, ["Accueil unique", "Mon idée"]), (camille, hers.names())):
        found = [row["texte"] for row in rows(person, server.base, dossier["id"])]
        assert sorted(found) == known
    address = f"dossier={dossier['id']}&canevas=retroplanning"
    page.goto(f"{server.base}/synthese?{address}")
    expect(page.get_by_text("encore cachées").first).to_be_visible()
    assert secrets(his) == []

    page.goto(f"{server.base}/canevas?{address}")
    his = Frise(page)
    his.wait_names("Accueil unique", "Mon idée")
    camille.page.get_by_role("button", name="Dévoiler").click()
    for frise in (hers, his):
        frise.wait_names("Accueil unique", "Mon idée", "Zibeline", "Zigzag")
        expect(frise.links).to_have_count(2)
        expect(frise.page.locator(banner)).to_have_count(0)
    expect(page.get_by_role("button", name="Corbeille")).to_contain_text("1")
    hers.wait_saved()
    assert len(rows(karim, server.base, dossier["id"])) == 4


def secrets(frise: Frise) -> list[str]:
    """What the page says and should not yet."""
    return re.findall(r"Z[ié]\w+", frise.said())


def test_ten_linked_steps_by_the_keyboard_alone(
    server: Server, arrive: Arrive, tmp_path: Path
) -> None:
    """From Tab to the file: written, dated, moved to another lane, linked, found, downloaded."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Clavier", **RETRO)
    page, frise = someone.page, Frise(someone.page)
    frise.tab_to("Ajouter une réussite")
    frise.press("Enter")
    frise.type("Données partagées")
    for at in range(10):
        frise.press("Alt+ArrowLeft")
        frise.type(f"Étape {at}")
    frise.press("Enter")
    expect(frise.links).to_have_count(10)
    expect(frise.step("Étape 9")).to_be_focused()
    frise.press("ArrowRight")
    expect(frise.step("Étape 8")).to_be_focused()
    frise.press("Control+i")
    frise.tab_to("Combien de temps cela prend-il")
    frise.type("2,5")
    frise.tab_to("Qui pilote")
    frise.type("Direction générale")
    frise.press("Escape")
    expect(frise.step("Étape 8")).to_be_focused()
    frise.press("Shift+ArrowLeft")
    expect(frise.toast).to_contain_text("à finir le")
    frise.press("Shift+ArrowDown")
    expect(frise.toast).to_contain_text("dans Espace commun de données")
    frise.press("Control+k")
    frise.choose("Étape 2")
    expect(frise.links).to_have_count(11)
    expect(frise.step("Étape 8")).to_be_focused()
    frise.press("Escape")
    frise.tab_to("Importer, exporter", "Shift+Tab")
    frise.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    frise.press("c", "c", "c")  # after two « Classeur »
    expect(page.get_by_role("menuitem", name="CSV pour Excel").first).to_be_focused()
    with page.expect_download() as download:
        frise.press("Enter")
    download.value.save_as(tmp_path / "steps.csv")
    kept = {row["texte"]: row for row in rows(someone, server.base, dossier["id"])}
    step = kept["Étape 8"]
    assert len(kept) == 11
    assert (step["duree"], step["qui"], step["cle_fil"]) == ("2.5", "Direction générale", "espace")
    assert step["date"] == step["au_plus_tard_fin"]
    file = (tmp_path / "steps.csv").read_text("utf-8-sig")
    assert all(f"Étape {at}" in file for at in range(10))
    links = {
        (link["de"], link["vers"]) for link in rows(someone, server.base, dossier["id"], "liens")
    }
    assert {(f"Étape {at + 1}", f"Étape {at}") for at in range(9)} < links
    assert ("Étape 8", "Étape 2") in links


def test_ten_linked_steps_by_touch_alone(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """What one does is under the thumb; a post-it is carried from the tray; then the file."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Doigt", TABLET, **RETRO, **TOUCH)
    page, frise = someone.page, Frise(someone.page)
    page.get_by_role("button", name="Ajouter une réussite", exact=True).tap()
    frise.type("Données partagées")
    hand = page.get_by_role("group", name="L’étape choisie")
    for at in range(9):
        page.touchscreen.tap(*centre(page.locator("h1")))
        hand.get_by_role("button", name="Juste avant").tap()
        frise.type(f"Étape {at}")
    page.get_by_role("button", name="Post-it").tap()
    frise.type("Étape 9")
    page.touchscreen.tap(*centre(page.locator("h1")))
    _, y = centre(frise.lane("espace"))
    frise.carry_by_finger(frise.step("Étape 9"), 500, y)
    expect(frise.toast).to_contain_text("dans Espace commun de données")
    hand.get_by_role("button", name="Actions").tap()
    page.get_by_role("menuitem", name=re.compile("^Relier à…")).tap()
    page.locator("dialog").get_by_role("button", name="Étape 4").tap()
    expect(frise.links).to_have_count(10)
    hand.get_by_role("button", name="Actions").tap()
    page.get_by_role("menuitem", name="Détails").tap()
    page.get_by_label("Combien de temps cela prend-il").tap()
    frise.type("3")
    page.get_by_label("Fermer les détails").tap()
    assert page.evaluate(WIDTH) <= TABLET["width"]
    assert violations(page) == []
    page.get_by_role("button", name="Exporter").tap()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV pour Excel").first.tap()
    download.value.save_as(tmp_path / "steps.csv")
    file = (tmp_path / "steps.csv").read_text("utf-8-sig")
    assert all(f"Étape {at}" in file for at in range(10))
    kept = {row["texte"]: row for row in rows(someone, server.base, dossier["id"])}
    assert (kept["Étape 9"]["duree"], kept["Étape 9"]["cle_fil"]) == ("3", "espace")


def test_the_tray_and_the_lanes(server: Server, arrive: Arrive) -> None:
    """A post-it is placed by hand; lanes are added, named, moved, removed, and come back whole."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille", **RETRO)
    page, frise = someone.page, Frise(someone.page)
    first, second, third = frise.lanes()
    page.get_by_role("button", name="Post-it").click()
    frise.type("Charte")
    frise.press("Enter")
    frise.type("Guichet")
    frise.press("Escape")
    frise.wait_in_tray("Charte", "Guichet")
    card = frise.step("Charte")
    (x, y), (x0, y0) = centre(frise.lane("espace")), centre(card)
    assert frise.move(card, x - x0, y - y0) == ""
    expect(frise.toast).to_contain_text(f"dans {second}.")
    expect(frise.toast.get_by_role("button", name="Fixer au")).to_be_visible()
    frise.wait_in_tray("Guichet")

    frise.lane_act(first, "Ajouter un fil")
    frise.type("Formation")
    frise.press("Enter")
    frise.wait_lanes(first, second, third, "Formation")
    frise.lane_act("Formation", "Monter le fil")
    frise.wait_lanes(first, second, "Formation", third)
    frise.lane_act(second, "Renommer")
    frise.press("Control+a")
    frise.type("Entrepôt")
    frise.press("Enter")
    frise.lane_act(first, "Descendre le fil")
    frise.wait_lanes("Entrepôt", first, "Formation", third)
    frise.lane_act("Entrepôt", "Supprimer le fil")
    frise.wait_lanes(first, "Formation", third)
    frise.wait_in_tray("Charte", "Guichet")
    page.get_by_role("button", name="Corbeille").click()
    assert violations(page) == []
    page.get_by_role("button", name="Restaurer « Entrepôt »").click()
    frise.press("Escape")
    frise.wait_lanes("Entrepôt", first, "Formation", third)
    frise.wait_in_tray("Guichet")
    frise.wait_saved()
    lanes = rows(someone, server.base, dossier["id"], "fils")
    assert [(lane["fil"], lane["etapes"]) for lane in lanes] == [
        *(("Entrepôt", "1"), (first, "0"), ("Formation", "0"), (third, "0")),
    ]


def test_nothing_serious_for_axe_nor_beyond_the_page(server: Server, arrive: Arrive) -> None:
    """Empty, filled, with its details, its windows, in a silence: on a desk and on a phone."""
    link = server.empty_dossier()["facilitator"]
    page = arrive(server.base, link, "Camille", **RETRO).page
    frise = Frise(page)

    def check(what: str, *sizes: dict[str, int]) -> None:
        for size in (PHONE, PROJECTOR, DESKTOP):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.wait_for_timeout(150)
            assert (what, page.evaluate(WIDTH) <= size["width"]) == (what, True), size
            if size in sizes:
                assert (what, violations(page)) == (what, []), size

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    frise.to_view("Frise")
    check("empty", PHONE, DESKTOP)
    page.get_by_role("button", name="Ajouter une réussite", exact=True).click()
    frise.type("Données partagées, par toutes et tous, et longtemps")
    frise.press("Alt+ArrowLeft")
    frise.type("Comité")
    frise.press("Enter")
    page.get_by_role("button", name="Temps de silence").click()
    expect(page.get_by_role("button", name="Dévoiler")).to_be_focused()
    check("filled", PHONE, DESKTOP)
    frise.step("Comité").press("Control+i")
    expect(page.locator(".details")).to_be_visible()
    check("details", PHONE, DESKTOP)
    dialog = page.get_by_role("dialog")
    for opener, size in (
        ("Horizon", PHONE),
        ("Calendrier…", DESKTOP),
        ("Les touches de la frise", PHONE),
    ):
        page.get_by_role("button", name=opener).click()
        expect(dialog).to_be_visible()
        check(opener, size)
        frise.press("Escape")
        expect(dialog).to_have_count(0)
    frise.step("Comité").press("Control+k")
    expect(dialog).to_be_visible()
    check("choice", DESKTOP)
    frise.press("Escape")
    page.get_by_role("button", name="Dévoiler").press("Enter")
    expect(page.get_by_role("button", name="Temps de silence")).to_be_focused()
