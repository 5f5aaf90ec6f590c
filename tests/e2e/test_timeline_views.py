"""The views of a rétroplanning: by keyboard and on a phone, in the address, on paper, projected."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from capacities.documents.ydoc import new_document
from capacities.domain.settings import read_settings
from capacities.domain.snapshot import Card, Edge
from capacities.services.context import open_context
from capacities.services.create_dossier import create_dossier
from capacities.services.ensure_canvas import document_id, find_template
from capacities.storage.updates import create_document
from tests.e2e.canvas import violations
from tests.e2e.conftest import DESKTOP, PHONE, TABLET, Arrive
from tests.e2e.serving import Server

RETRO = {"canvas": "retroplanning"}
WIDTH = "document.documentElement.scrollWidth"
PAST = (date.today() - timedelta(days=40)).isoformat()
SUCCESS = "Données partagées par tous"
CARDS = (
    Card(id="r", text=SUCCESS, zone="convergence", rank="a0", fields={"nature": "reussite"}),
    Card(
        id="a",
        text="Convention avec la CAF",
        zone="convergence",
        rank="a1",
        fields={"date": PAST, "duree": 8, "qui": "DGS"},
    ),
    Card(id="b", text="Croisement & <essai>", zone="espace", rank="a2", fields={"duree": 4}),
    Card(id="t", text="Former les agents", zone="a-placer", rank="a3"),
)
LINKS = (
    Edge(id="ab", source="a", target="b", kind="avant"),
    Edge(id="br", source="b", target="r", kind="avant"),
)


def planned(server: Server) -> str:
    """Create a dossier whose rétroplanning holds a chain of three; return an editor's token."""
    with closing(open_context(read_settings(server.environment))) as ctx:
        made = create_dossier(ctx, title="Essai", territory="Caux", use_case="Crue")
        seed = new_document(find_template(ctx, "retroplanning"), CARDS, LINKS)
        create_document(ctx.db, document_id(made.dossier_id, "retroplanning"), seed)
    return {role.value: token for role, token in made.tokens.items()}["editor"]


def to_view(page: Page, title: str) -> None:
    page.get_by_role("group", name="Vue").get_by_role("button", name=title).press("Enter")


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["bureau", "tablette", "téléphone"])
def test_every_view_is_one_press_away_and_accessible(
    server: Server, arrive: Arrive, size: dict[str, int]
) -> None:
    """Each view has its address, no serious violation, and nothing that overflows sideways."""
    page = arrive(server.base, planned(server), "Camille", viewport=size, **RETRO).page
    choice = page.get_by_label("Vue", exact=True)
    for title, key, seen in (
        ("Gantt", "gantt", ".gantt-row"),
        ("Feuille de route", "feuille", ".roadmap-entry"),
        ("Présentation", "presentation", ".present"),
    ):
        if size is PHONE:
            choice.select_option(title)
        else:
            to_view(page, title)
        expect(page.locator(seen).first).to_be_visible()
        assert f"vue={key}" in page.url
        assert violations(page) == []
        assert page.evaluate(WIDTH) <= size["width"]


def test_the_gantt_by_keyboard_alone(server: Server, arrive: Arrive) -> None:
    """Arrows go from a step to the next, with Shift they move it and stretch it, Enter opens it."""
    page = arrive(server.base, planned(server), "Camille", **RETRO).page
    to_view(page, "Gantt")
    convention, crossing = page.locator("[data-step=a]"), page.locator("[data-step=b]")
    expect(convention).to_contain_text("Il est déjà trop tard")
    convention.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(crossing).to_be_focused()
    page.keyboard.press("Shift+ArrowUp")
    expect(crossing).to_contain_text("dure 5\u00a0sem.")
    before = crossing.inner_text()
    page.keyboard.press("Shift+ArrowLeft")
    expect(crossing).not_to_have_text(before)
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary").filter(has_text="Action")
    expect(panel.get_by_label("Texte")).to_have_value("Croisement & <essai>")
    expect(panel.locator("input[type=date]")).not_to_have_value("")


def test_a_bar_is_moved_and_stretched_by_the_mouse(server: Server, arrive: Arrive) -> None:
    """Dragging a bar writes its date; pulling its start, its duration."""
    page = arrive(server.base, planned(server), "Camille", **RETRO).page
    to_view(page, "Gantt")
    row, bar = page.locator("[data-step=b]"), page.locator("[data-bar=b]")
    box = bar.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 60, middle, steps=4)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("à finir au plus tard le")
    edge = page.locator("[data-bar=b] [data-edge]").bounding_box()
    assert edge is not None
    page.mouse.move(edge["x"] + edge["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(edge["x"] - 40, middle, steps=4)
    page.mouse.up()
    expect(row).not_to_contain_text("dure 4\u00a0sem.")
    page.keyboard.press("Control+z")
    expect(row).to_contain_text("dure 4\u00a0sem.")


def test_the_feuille_de_route_by_pilote_and_on_paper(server: Server, arrive: Arrive) -> None:
    """By pilote, « sans pilote » comes last; an entry opens its step; the frise is one A3 sheet."""
    page = arrive(server.base, planned(server), "Camille", **RETRO).page
    to_view(page, "Feuille de route")
    page.get_by_role("button", name="Par pilote").click()
    titles = page.locator(".roadmap-part > h2")
    expect(titles.first).to_contain_text("DGS")
    expect(titles.last).to_contain_text("Sans pilote")
    expect(page.locator(".roadmap-entry.late")).to_contain_text("Il est déjà trop tard")
    page.locator(".roadmap-entry").get_by_role("button", name="Convention").click()
    expect(page.get_by_role("complementary").get_by_label("Texte")).to_be_visible()
    to_view(page, "Frise")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 1191" in paper  # A3, held across


def test_the_pictures_of_a_frise(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """SVG and PNG download; the SVG says what people wrote, as words and never as markup."""
    page = arrive(server.base, planned(server), "Camille", **RETRO).page
    for title, start in (("Image SVG", b"<svg"), ("Image PNG", b"\x89PNG")):
        page.get_by_role("button", name="Exporter").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem").filter(has_text=title).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        data = file.read_bytes()
        assert data.startswith(start)
        if title == "Image SVG":
            assert b"&lt;essai&gt;" in data
            assert b"<essai>" not in data


def test_each_reussite_is_projected_with_what_leads_to_it(server: Server, arrive: Arrive) -> None:
    """By the arrow keys: the frise, the réussite and its chain, what is late."""
    page = arrive(server.base, planned(server), "Camille", **RETRO).page
    to_view(page, "Présentation")
    expect(page.locator(".slide-map svg")).to_be_visible()
    page.keyboard.press("ArrowRight")
    steps = page.locator(".chain-step b")
    expect(steps).to_have_text([SUCCESS, "Croisement & <essai>", "Convention avec la CAF"])
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Il est déjà trop tard pour…")).to_be_visible()
    expect(steps).to_have_text(["Convention avec la CAF"])
