"""Every screen: accessible in both views, with the keyboard alone, on a phone, on paper."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.canvas import Canvas, violations
from tests.e2e.conftest import PHONE, TABLET, Arrive
from tests.e2e.serving import Server


def test_the_canvas_has_no_serious_violation(server: Server, arrive: Arrive) -> None:
    """axe-core finds nothing serious in any view of the filled example."""
    someone = arrive(server.base, server.demo()["links"]["editor"], "Camille")
    canvas = Canvas(someone.page)
    for view in ("Canevas", "Liste", "Présentation"):
        canvas.view(view)
        if view != "Présentation":
            shown = someone.page.get_by_role("button", name=view, exact=True)
            expect(shown).to_have_attribute("aria-pressed", "true")
        someone.page.wait_for_timeout(400)
        assert (view, violations(someone.page)) == (view, [])


def test_small_screens_have_no_serious_violation(server: Server, arrive: Arrive) -> None:
    """On a phone and a tablet too, and nothing overflows sideways."""
    page = arrive(server.base, server.demo()["links"]["editor"], "Camille", viewport=PHONE).page
    for size in (PHONE, TABLET):
        if size is TABLET:
            page.set_viewport_size(TABLET)  # type: ignore[arg-type]
            page.reload()
        Canvas(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (width <= size["width"], violations(page)) == (True, []), size


def test_every_page_has_the_same_bar_and_no_serious_violation(
    server: Server, arrive: Arrive
) -> None:
    """Wherever one is in a dossier: its name, its entrances, where one is, who is there."""
    dossier = server.demo()
    page = arrive(server.base, dossier["links"]["facilitator"], "Camille").page
    bar, names = page.locator(".bar"), ""
    for path, here in (
        *(("canevas", "Modèle"), ("dossier", "Dossier"), ("synthese", "Synthèse")),
        *(("partager", "Partager"), ("a-propos", "À propos"), ("donnees-personnelles", "")),
        *(("mentions-legales", ""), ("", "")),
    ):
        page.goto(f"{server.base}/{path}?dossier={dossier['id']}&canevas=canevas-usagers")
        expect(bar).to_have_count(1)
        if path != "canevas":
            expect(page.locator("h1").first).to_be_visible()
            app = page.get_by_test_id("stApp")
            expect(app).to_have_attribute("data-test-script-state", "notRunning")
            page.wait_for_load_state("networkidle")
            assert (path, violations(page)) == (path, [])
        if path == "":
            expect(bar).not_to_contain_text(names)
            continue
        names = names or bar.locator(".where").inner_text()
        assert (path, bar.locator(".where").inner_text()) == (path, names)
        assert re.search(r"Toits solaires.* — CAPACities$", page.title())
        expect(bar.get_by_role("link", name="Valeur")).to_have_attribute(
            "href", re.compile(r"/canevas\?.*canevas=creation-valeur")
        )
        expect(bar.get_by_role("button", name="Quitter ce dossier")).to_be_visible()
        expect(bar.get_by_role("button", name="Camille")).to_be_visible()
        marked = bar.locator("[aria-current]").all_inner_texts()
        assert (path, marked) == (path, [here] if here else [])


def test_the_join_page_has_no_serious_violation(server: Server, page: Page) -> None:
    """The first screen anyone sees."""
    page.goto(f"{server.base}/rejoindre#{server.demo()['links']['editor']}")
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_canvas_is_filled_with_the_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """Reach a box, write, write another below, move one across boxes, delete: no mouse."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Clavier")
    canvas, keys = Canvas(someone.page), someone.page.keyboard
    for _ in range(60):
        keys.press("Tab")
        where = someone.page.evaluate(
            "[...document.querySelectorAll('*')].find(e => e.shadowRoot?.activeElement)"
            "?.shadowRoot.activeElement.dataset.body"
        )
        if where == "partenaires":
            break
    assert where == "partenaires"
    keys.type("CAF")
    keys.press("Enter")
    keys.type("Bailleurs")
    canvas.wait_texts("partenaires", ["CAF", "Bailleurs"])
    keys.press("Alt+ArrowUp")
    canvas.wait_texts("partenaires", ["Bailleurs", "CAF"])
    keys.press("Alt+ArrowRight")
    canvas.wait_texts("partenaires", ["CAF"])
    canvas.wait_texts("activites", ["Bailleurs"])
    keys.press("Control+a")
    keys.press("Delete")
    keys.press("Backspace")
    canvas.wait_texts("activites", [])
    keys.press("Control+z")
    keys.press("Control+z")
    canvas.wait_saved()


def test_several_lines_pasted_make_several_cards(server: Server, arrive: Arrive) -> None:
    """A list copied from a document becomes one post-it a line."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Copiste")
    canvas = Canvas(someone.page)
    canvas.box("usagers").locator("button.add").click()
    someone.page.evaluate(
        """() => {
            const host = [...document.querySelectorAll('*')].find(
                e => e.shadowRoot?.activeElement?.tagName === 'TEXTAREA');
            const data = new DataTransfer();
            data.setData('text/plain', '- habitants\\n- visiteurs\\n\\n• agents');
            host.shadowRoot.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, composed: true,
                                             cancelable: true}));
        }"""
    )
    canvas.wait_texts("usagers", ["habitants", "visiteurs", "agents"])


def test_a_reader_reads_and_cannot_write(server: Server, arrive: Arrive) -> None:
    """The reading link shows everything, live, without a single field or fake button."""
    dossier = server.empty_dossier()
    agent = arrive(server.base, dossier["editor"], "L’agent")
    lecteur = arrive(server.base, dossier["reader"], "Le lecteur")
    his = Canvas(agent.page)
    reading = Canvas(lecteur.page)
    his.add("service", "un guichet unique")
    reading.wait_texts("service", ["un guichet unique"])
    assert lecteur.page.locator("textarea, button.add, .grip").count() == 0
    assert violations(lecteur.page) == []


def test_leaving_with_a_csv_for_excel(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """The export menu gives the CSV: BOM, semicolons, what was just written; and the ZIP."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille")
    canvas = Canvas(someone.page)
    canvas.add("couts", "Étude ; =1+1")
    canvas.wait_saved()
    for item, suffix in (("CSV pour Excel", ".csv"), ("ZIP", ".zip")):
        someone.page.get_by_role("button", name="Exporter").click()
        with someone.page.expect_download() as download:
            someone.page.get_by_role("menuitem").filter(has_text=item).first.click()
        assert download.value.suggested_filename.endswith(suffix)
        download.value.save_as(tmp_path / f"export{suffix}")
    data = (tmp_path / "export.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert [row["texte"] for row in rows] == ["Étude ; =1+1"]
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) >= 4


def test_bringing_a_spreadsheet_in(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """Two columns from a spreadsheet: previewed, nothing changed before the confirmation."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille")
    canvas = Canvas(someone.page)
    table = tmp_path / "idees.csv"
    table.write_bytes(
        "case;texte\r\nUsagers;Familles modestes\r\nNulle part;Perdue\r\n".encode("cp1252")
    )
    someone.page.get_by_role("button", name="Exporter").click()
    someone.page.get_by_role("menuitem").filter(has_text="Importer").click()
    someone.page.locator("input[type=file]").set_input_files(table)
    expect(someone.page.get_by_text("Nulle part").first).to_be_visible()
    assert canvas.texts("usagers") == []
    someone.page.get_by_role("button", name="Importer", exact=False).last.click()
    canvas.wait_texts("usagers", ["Familles modestes"])


def test_a_dossier_is_created_without_account(server: Server, page: Page) -> None:
    """Home, two fields; reloaded at once, its creator facilitates it, and the form is empty. The
    example opens where it is asked for."""
    page.goto(server.base)
    page.get_by_label("Territoire").fill("Chamonix")
    page.get_by_label("Titre du dossier").fill("Navettes à la demande")
    page.get_by_role("button", name="Créer le dossier").click()
    page.wait_for_url("**/partager?**", wait_until="commit")
    page.reload()
    expect(page.get_by_text("« Navettes à la demande » est prêt")).to_be_visible()
    expect(page.get_by_role("button", name="Copier le lien")).to_have_count(3)
    page.goto(server.base)
    expect(page.get_by_text("Navettes à la demande")).to_be_visible()
    expect(page.get_by_label("Territoire")).to_have_value("")
    page.get_by_role("button", name="Ouvrir l’exemple").click()
    page.wait_for_url("**/canevas?**", wait_until="commit")
    Canvas(page)


def test_a_room_enters_by_what_the_sharing_page_shows(
    server: Server, arrive: Arrive, page: Page
) -> None:
    """The same link at each visit, opened on a canvas; its code, large, typed elsewhere; posters
    alone on paper; replaced once confirmed, and then the code is dead."""
    dossier = server.demo()
    wall = arrive(server.base, dossier["links"]["facilitator"], "L’animatrice").page
    wall.goto(f"{server.base}/partager?dossier={dossier['id']}")
    card = wall.get_by_role("region", name="Lien d’édition")
    address = card.get_by_label("Adresse")
    expect(address).to_have_value(f"{server.base}/rejoindre#{dossier['links']['editor']}")
    card.get_by_label("ouvrent sur").select_option("gouvernance")
    expect(address).to_have_value(re.compile(r"/rejoindre\?canevas=gouvernance#"))
    card.get_by_role("button", name="Donner un code").click()
    code = card.locator(".signes").inner_text()
    assert violations(wall) == []
    card.get_by_role("button", name="Montrer en grand").click()
    big = wall.get_by_role("dialog", name="en grand")
    expect(big.get_by_text(code)).to_be_in_viewport(ratio=1)
    assert violations(wall) == []
    wall.keyboard.press("Escape")
    expect(big).to_have_count(0)
    paper = wall.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2  # édition, lecture
    page.goto(f"{server.base}/entrer")
    page.get_by_label("Le code affiché").fill(f" {code.lower()}")
    assert violations(page) == []
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Vous arriverez sur")).to_be_visible()
    page.get_by_label("pseudonyme", exact=False).fill("Léa")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/canevas?**canevas=gouvernance", wait_until="commit")
    card.get_by_text("Durée, remplacement, retrait").click()
    card.get_by_role("button", name="Remplacer l’adresse…").click()
    expect(wall.get_by_role("dialog")).to_contain_text(f"le code {code}")
    wall.get_by_role("button", name="Remplacer l’adresse", exact=True).click()
    expect(card.get_by_text("Adresse remplacée")).to_be_visible()
    page.goto(f"{server.base}/entrer")
    page.get_by_label("Le code affiché").fill(code)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("n’ouvre aucun dossier")
