"""The sketch: drawn by mouse and by touch under our security policy, and seen by the others."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import violations, wait_still
from tests.e2e.conftest import PHONE, Arrive, Person
from tests.e2e.serving import Server
from tests.images import encoded, plan

SENTENCE = "Le port vu d’avion, et ses capteurs [en vert] *partout*"
SAVE = "Enregistrer le croquis"
SENT_MS = 500
"""The browser tells of a stroke a moment after it (200 ms): nobody is that quick to save."""

LOADED_MS = 60_000
"""What draws is a large file, that a busy machine is long to read."""


def _open(person: Person, server: Server, dossier: str) -> Locator:
    """Go to the page of the sketch; return its sheet."""
    person.page.goto(f"{server.base}/croquis?dossier={dossier}&canevas=projection")
    sheet = person.page.locator("canvas.upper-canvas")
    expect(sheet).to_be_visible(timeout=LOADED_MS)
    app = person.page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    sheet.scroll_into_view_if_needed()
    wait_still(sheet, 300)
    return sheet


def _stroke(page: Page, sheet: Locator, at: float) -> None:
    """Draw a line across the sheet, at this part of its height."""
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    y = box["y"] + at * box["height"]
    page.mouse.move(box["x"] + 0.1 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], y, steps=6)
    page.mouse.up()


def _touch(page: Page, sheet: Locator, at: float, to: float = 0.6) -> None:
    """Draw a line with a finger; only touch it when ``to`` is where it begins."""
    box = sheet.bounding_box()
    assert box is not None
    touches = page.context.new_cdp_session(page)
    y = box["y"] + at * box["height"]
    path = [0.1 + (to - 0.1) * step / 6 for step in range(7)] if to != 0.1 else [0.1]
    for number, part in enumerate(path):
        kind = "touchMove" if number else "touchStart"
        point = {"x": box["x"] + part * box["width"], "y": y}
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _say(page: Page, sentence: str = SENTENCE) -> None:
    page.get_by_label("En une phrase, que montre ce croquis").fill(sentence)


def _kept(page: Page, version: int) -> Image.Image:
    """Return the image of a version, as the page shows it."""
    shown = page.locator(f".st-key-croquis-vu-projection-{version} img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 960
    answer = page.context.request.get(shown.evaluate("image => image.src"))
    return Image.open(io.BytesIO(answer.body())).convert("RGB")


def _inked(image: Image.Image, x: float, y: float) -> bool:
    return image.getpixel((round(x * image.width), round(y * image.height))) != (255, 255, 255)


@contextmanager
def _quiet(page: Page) -> Iterator[None]:
    """Nothing is refused by the policy, nor fails, meanwhile."""
    said: list[str] = []
    page.on(
        "console",
        lambda message: said.append(message.text) if "Content" in message.text else None,
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert said == []


def test_strokes_stay_while_one_types_and_are_all_kept(server: Server, arrive: Arrive) -> None:
    """Three of them, close together; then the sentence; the sheet is drawn on again afterwards."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    page = ada.page
    with _quiet(page):
        sheet = _open(ada, server, dossier["id"])
        for at in (0.2, 0.5, 0.8):
            _stroke(page, sheet, at)
        page.wait_for_timeout(SENT_MS)
        _say(page)
        page.get_by_role("button", name=SAVE).click()
        expect(page.get_by_text("Version 1 enregistrée")).to_be_visible()
        image = _kept(page, 1)
        assert [_inked(image, 0.3, at) for at in (0.2, 0.5, 0.8, 0.65)] == [True, True, True, False]
        alternative = page.locator(".st-key-croquis-vu-projection-1 img").get_attribute("alt")
        assert alternative == SENTENCE
        _stroke(page, sheet, 0.65)
        page.wait_for_timeout(SENT_MS)
        page.get_by_role("button", name=SAVE).click()
        expect(page.get_by_text("Version 2 enregistrée")).to_be_visible()
        image = _kept(page, 2)
        assert all(_inked(image, 0.3, at) for at in (0.2, 0.5, 0.65, 0.8))


def test_a_pictogram_is_stamped_and_what_is_rubbed_out_is_white(
    server: Server, arrive: Arrive
) -> None:
    """It shows on the sheet a moment later, and in the image."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    page = ada.page
    sheet = _open(ada, server, dossier["id"])
    page.get_by_text("Poser un pictogramme", exact=True).click()
    page.get_by_text("Flèche", exact=True).click()
    page.get_by_text("Vert : un souhait").click()
    page.wait_for_timeout(1_000)
    box = sheet.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.wait_for_timeout(1_500)
    page.get_by_text("Dessiner", exact=True).click()
    page.wait_for_timeout(1_000)
    sheet.scroll_into_view_if_needed()
    _stroke(page, sheet, 0.2)
    page.get_by_text("Gommer", exact=True).click()
    page.wait_for_timeout(1_000)
    sheet.scroll_into_view_if_needed()
    _stroke(page, sheet, 0.2)
    page.wait_for_timeout(500)
    _say(page)
    page.get_by_role("button", name=SAVE).click()
    image = _kept(page, 1)
    assert image.getpixel((480, 300)) == (36, 128, 63)
    assert not _inked(image, 0.3, 0.2)


def test_a_finger_draws_and_stamps_on_a_phone(server: Server, arrive: Arrive) -> None:
    """The whole sheet is on the screen, and what is drawn is where the finger was."""
    dossier = server.empty_dossier()
    ada = arrive(
        server.base, dossier["editor"], "Ada", PHONE, canvas="projection", has_touch=True,
        is_mobile=True,
    )  # fmt: skip
    page = ada.page
    with _quiet(page):
        sheet = _open(ada, server, dossier["id"])
        box = sheet.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        for at in (0.3, 0.7):
            _touch(page, sheet, at)
        page.get_by_text("Poser un pictogramme", exact=True).click()
        page.wait_for_timeout(1_000)
        page.get_by_text("Coche", exact=True).click()
        page.wait_for_timeout(1_000)
        sheet.scroll_into_view_if_needed()
        _touch(page, sheet, 0.5, 0.1)
        page.wait_for_timeout(1_000)
        _say(page)
        page.get_by_role("button", name=SAVE).click()
        image = _kept(page, 1)
    assert [_inked(image, 0.3, at) for at in (0.3, 0.5, 0.7)] == [True, False, True]
    near = image.crop((60, 264, 132, 336))
    assert near.getextrema() != ((255, 255),) * 3


def test_two_who_draw_are_warned_and_both_are_kept(server: Server, arrive: Arrive) -> None:
    """The others see the last one beside the canvas, with its sentence, without doing anything."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    zoe = arrive(server.base, dossier["editor"], "Zoé", canvas="projection")
    reader = arrive(server.base, dossier["reader"], "Élu", canvas="projection", figures=True)
    beside = reader.page.locator(".st-key-figures-corps")
    expect(beside.get_by_text("Pas encore de croquis")).to_be_visible()
    for number, person in enumerate((ada, zoe), start=1):
        sheet = _open(person, server, dossier["id"])
        _stroke(person.page, sheet, 0.3 * number)
    _say(ada.page, "Celui d’Ada")
    ada.page.get_by_role("button", name=SAVE).click()
    expect(ada.page.get_by_text("Version 1 enregistrée")).to_be_visible()
    _say(zoe.page, "Celui de Zoé")
    zoe.page.get_by_role("button", name=SAVE).click()
    expect(zoe.page.get_by_text("Version 2 enregistrée")).to_be_visible()
    expect(zoe.page.get_by_text("Ada a enregistré la version 1")).to_be_visible()
    expect(beside.get_by_text("Celui de Zoé")).to_be_visible()
    expect(beside.get_by_role("img", name="Celui de Zoé")).to_be_visible()
    reader.page.goto(f"{server.base}/croquis?dossier={dossier['id']}&canevas=projection")
    expect(reader.page.get_by_role("img", name="Celui d’Ada")).to_be_visible()
    expect(reader.page.locator("canvas")).to_have_count(0)


def test_who_does_not_draw_says_it_or_brings_an_image(server: Server, arrive: Arrive) -> None:
    """By the keyboard alone; without a sentence nothing is kept, and nothing is lost."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    page = ada.page
    _open(ada, server, dossier["id"])
    page.get_by_role("button", name=SAVE).press("Enter")
    expect(page.get_by_text("Rien n’est encore dessiné")).to_be_visible()
    page.get_by_role("button", name="Enregistrer la phrase seule").press("Enter")
    expect(page.get_by_text("Dites en une phrase")).to_be_visible()
    _say(page, "Le port, en mots")
    page.get_by_role("button", name="Enregistrer la phrase seule").press("Enter")
    expect(page.get_by_text("Version 1 enregistrée")).to_be_visible()
    page.get_by_text("Plutôt envoyer une image").click()
    brought = page.get_by_label("que montre cette image")
    brought.fill("La feuille de la table 3")
    page.get_by_role("button", name="Enregistrer cette image").click()
    expect(page.get_by_text("Choisissez d’abord une image")).to_be_visible()
    photo = {"name": "feuille.png", "mimeType": "image/png", "buffer": encoded(plan(), "PNG")}
    page.get_by_label("Une image, en PNG").set_input_files([photo])  # type: ignore[list-item]
    page.get_by_role("button", name="Enregistrer cette image").click()
    expect(page.get_by_role("img", name="La feuille de la table 3")).to_be_visible()
    expect(page.get_by_text("Version 2 enregistrée")).to_be_visible()
    expect(page.get_by_text("pendant que vous dessin")).to_have_count(0)
    assert _inked(_kept(page, 2), 0.5, 0.5)


def test_a_stroke_is_undone_in_french_and_done_again(server: Server, arrive: Arrive) -> None:
    """The toolbar of the sheet itself, in English, is out of sight."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    page = ada.page
    sheet = _open(ada, server, dossier["id"])
    undo, redo = (page.get_by_role("button", name=name) for name in ("Annuler", "Rétablir"))
    expect(undo).to_be_disabled()
    for at in (0.2, 0.5):
        _stroke(page, sheet, at)
    undo.press("Enter")
    undo.press("Enter")
    expect(undo).to_be_disabled()
    redo.press("Enter")
    expect(page.locator(".dc-toolbar")).to_be_hidden()
    page.wait_for_timeout(SENT_MS)
    _say(page)
    page.get_by_role("button", name=SAVE).click()
    image = _kept(page, 1)
    assert [_inked(image, 0.3, at) for at in (0.2, 0.5)] == [True, False]
    assert violations(page) == []


def test_the_sheet_is_in_the_first_view(server: Server, arrive: Arrive) -> None:
    """With all its tools, pictograms included; the sentence beside it where there is room."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", canvas="projection")
    page, sheet = ada.page, _open(ada, server, dossier["id"])
    page.get_by_text("Poser un pictogramme", exact=True).click()
    expect(page.get_by_role("radio", name="Flèche")).to_be_attached()
    page.evaluate("scrollTo(0, 0)")
    for width, height in ((1440, 900), (1280, 720), (820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(900)
        box = sheet.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        if width >= 1200:
            sentence = page.get_by_label("En une phrase, que montre ce croquis").bounding_box()
            assert sentence is not None
            assert sentence["y"] + sentence["height"] <= height
