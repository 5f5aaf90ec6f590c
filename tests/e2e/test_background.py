"""The image behind a map, at two: put by one, seen by the other, taken back, kept, taken along."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import Arrive
from tests.e2e.map_page import MapBoard, MapLists
from tests.e2e.serving import Server
from tests.images import encoded, plan

USE = {"canvas": "cas-usage"}
PLAN = {"name": "plan.png", "mimeType": "image/png", "buffer": encoded(plan(), "PNG")}
PHOTO = {
    "name": "photo.jpg",
    "mimeType": "image/jpeg",
    "buffer": encoded(Image.effect_noise((4_200, 3_000), 90).convert("RGB"), "JPEG"),
}


def behind(page: Page) -> Locator:
    return page.locator("img.map-background")


def loaded(page: Page) -> None:
    expect(behind(page)).to_be_visible()
    page.wait_for_function(
        "() => { for (const host of document.querySelectorAll('*')) {"
        "  const image = host.shadowRoot?.querySelector('img.map-background');"
        "  if (image?.complete && image.naturalWidth > 0) return true; } return false; }"
    )


def ask(page: Page) -> Locator:
    page.get_by_role("button", name="Image de fond…").click()
    return page.get_by_role("dialog", name="Image de fond")


def put(page: Page, file: dict[str, object]) -> Locator:
    """Choose a file and put it behind the map; the dialog, that tells the rest."""
    dialog = ask(page)
    dialog.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    dialog.locator(".button.primary").click()
    expect(dialog.get_by_label("Ce que montre l’image")).to_be_visible()
    return dialog


def test_an_image_is_put_seen_taken_back_and_kept(server: Server, arrive: Arrive) -> None:
    """The photograph of a telephone too; who reads sees it; one reload later it is still there."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", **USE)
    agent = arrive(server.base, dossier["editor"], "L’agent", **USE)
    reader = arrive(server.base, dossier["reader"], "Qui lit", **USE)
    hers, his, theirs = (MapBoard(each.page) for each in (elue, agent, reader))
    dialog = put(hers.page, PLAN)
    dialog.get_by_label("Ce que montre l’image").fill("Le plan du quartier")
    dialog.get_by_role("button", name="Fermer").last.click()
    for each in (hers, his, theirs):
        loaded(each.page)
        expect(behind(each.page)).to_have_attribute(
            "alt", "Image de fond\u00a0: Le plan du quartier"
        )
    expect(theirs.page.get_by_role("button", name="Image de fond…")).to_have_count(0)
    assert violations(hers.page) == []
    first = behind(his.page).get_attribute("src")
    put(hers.page, PHOTO).get_by_role("button", name="Fermer").last.click()
    expect(behind(his.page)).not_to_have_attribute("src", first or "")
    loaded(his.page)
    hers.page.get_by_role("button", name="Annuler", exact=False).first.click()
    expect(behind(his.page)).to_have_attribute("src", first or "")
    dialog = ask(his.page)
    dialog.get_by_label("Estompée").fill("80")
    dialog.get_by_label("Estompée").blur()
    dialog.get_by_role("button", name="Fermer").last.click()
    expect(behind(hers.page)).to_have_css("opacity", "0.2")
    his.wait_saved()
    hers.wait_saved()
    hers.page.reload()
    MapBoard(hers.page)
    loaded(hers.page)
    expect(behind(hers.page)).to_have_css("opacity", "0.2")
    hers.page.get_by_role("button", name="Liste", exact=True).click()
    MapLists(hers.page)
    section = hers.page.get_by_role("region", name="Image de fond")
    expect(section).to_contain_text("Le plan du quartier")
    ask_again = section.get_by_role("button", name="Régler l’image de fond…")
    ask_again.click()
    hers.page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    expect(behind(his.page)).to_have_count(0)


def test_an_image_leaves_with_the_map(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """In the pictures as in the ZIP, and on the projector."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Ada", **USE)
    board, page = MapBoard(someone.page), someone.page
    put(page, PLAN).get_by_role("button", name="Fermer").last.click()
    loaded(page)
    board.wait_saved()
    files = {}
    for title in ("Image SVG", "Image PNG", "Tout le dossier"):
        page.get_by_role("button", name="Exporter").click()
        with page.expect_download() as coming:
            page.get_by_text(title).first.click()
        files[title] = Path(coming.value.path()).read_bytes()
    assert b'href="data:image/png;base64,' in files["Image SVG"]
    drawn = Image.open(io.BytesIO(files["Image PNG"])).convert("RGB")
    middle = [drawn.getpixel((drawn.width // 2 + dx, drawn.height // 3)) for dx in range(-12, 13)]
    assert min(sum(colour) for colour in middle) < 3 * 200, "the wall in the middle of the plan"
    with zipfile.ZipFile(io.BytesIO(files["Tout le dossier"])) as archive:
        assert any(name.endswith("cas-usage-fond.png") for name in archive.namelist())
    page.get_by_role("button", name="Présentation").click()
    expect(page.locator(".drawing image")).to_have_count(1)


def test_one_that_does_not_come_breaks_nothing(server: Server, arrive: Arrive) -> None:
    """A quiet frame, and the map goes on."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", **USE)
    hers = MapBoard(elue.page)
    put(hers.page, PLAN).get_by_role("button", name="Fermer").last.click()
    loaded(hers.page)
    hers.wait_saved()
    agent = arrive(server.base, dossier["editor"], "L’agent", **USE)
    agent.page.route("**/fond/**", lambda route: route.abort())
    agent.page.reload()
    his = MapBoard(agent.page)
    expect(agent.page.locator(".map-background.missing")).to_contain_text("n’a pas pu être chargée")
    his.put("Base de données", 0.3, 0.3, "Cadastre")
    hers.wait_names("Cadastre")
