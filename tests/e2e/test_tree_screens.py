"""The screens of a tree: accessible in every view and size; files that leave and come in."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import violations
from tests.e2e.conftest import DESKTOP, PHONE, TABLET, Arrive
from tests.e2e.mind_map import MindMap, OutlineView
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH

TREE = {"canvas": "gouvernance"}

PROJECTOR = {"width": 1280, "height": 720}
WIDTH = "document.documentElement.scrollWidth"
CUT = """map => {
    const { left, right } = map.getBoundingClientRect();
    const all = [...map.querySelectorAll('.map-over button, .node.is-main, .node-fold')]
        .map(each => [each, each.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0);
    const small = ([each, box]) =>
        each.closest('.map-over') && Math.min(box.width, box.height) < 44;
    return all.filter(one => one[1].left < left || one[1].right > right || small(one))
        .map(([each]) => each.textContent || each.ariaLabel);
}"""
"""What a phone shows of a map that is cut at its sides, or too small for a finger."""

DOWNLOADS = {
    "Classeur Excel": b"PK",
    "Classeur LibreOffice": b"PK",
    "CSV pour Excel": b"\xef\xbb\xbf",
    "Plan Markdown": b"# ",
    "OPML": b"<?xml",
    "Freeplane": b"<",
    "Mermaid": b"mindmap",
    "SVG": b"<svg",
    "PNG": b"\x89PNG",
}

FREEPLANE = """<map version="freeplane 1.11.5">
<node TEXT="Notre gouvernance"><node TEXT="Cadre"><node TEXT="Charte d’ouverture &amp; RGPD"/>
<node TEXT="Registre"/></node></node></map>"""


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=["bureau", "tablette", "téléphone"])
def test_a_tree_has_no_serious_violation(
    server: Server, arrive: Arrive, size: dict[str, int]
) -> None:
    """axe-core finds nothing serious in the map, the outline, the details, the projection, the
    ballot of the filled example; nothing overflows sideways; the map opens readable, beside its
    figures and on a projector; on a phone its branches and its tools are whole."""
    link = server.demo()["links"]["facilitator"]
    how = {"figures": True, **TREE, **(TOUCH if size is PHONE else {})}
    page = arrive(server.base, link, "Camille", viewport=size, **how).page
    view = OutlineView(page) if size is PHONE else MindMap(page)
    if size is PHONE:
        view.view("Carte")
    tree = MindMap(page)
    assert violations(page) == []
    if size is PHONE:
        assert page.locator(".map").evaluate(CUT) == []
    if size is DESKTOP:
        tree.wait_well_seen()
        page.set_viewport_size(PROJECTOR)
        tree.wait_well_seen()
        page.set_viewport_size(size)
    branch = tree.node("Comité data interne, comité data externe")
    branch.locator(".node-words").first.click()
    tree.press("Control+i")
    expect(page.get_by_role("complementary", name="Détails")).to_be_visible()
    assert violations(page) == []
    tree.view("Plan")
    OutlineView(page)
    assert violations(page) == []
    assert page.evaluate(WIDTH) <= size["width"]
    tree.view("Présentation")
    assert violations(page) == []
    page.goto(page.url.replace("gouvernance", "pourquoi").replace("presentation", "canevas"))
    expect(page.get_by_role("region", name="Vote par gommettes")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(WIDTH) <= size["width"]


def test_a_tree_leaves_in_every_format(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """Workbooks, tables, outlines, mind maps, pictures: each downloads and holds what was just
    written; the page of the dossier says what each file is."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille", **TREE)
    tree, page = MindMap(someone.page), someone.page
    tree.select("Portage politique")
    tree.write("Tab", "élue référente")
    tree.wait_saved()
    for title, start in DOWNLOADS.items():
        page.get_by_role("button", name="Exporter").click()
        if title == "Mermaid":
            page.get_by_role("menuitem").filter(has_text="Pour les informaticiens").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem").filter(has_text=title).first.click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        data = file.read_bytes()
        assert data.startswith(start), title
        if title != "PNG" and start != b"PK":
            assert "élue référente" in unescape(data.decode("utf-8-sig")), title
    page.get_by_role("button", name="Exporter").click()
    page.get_by_role("menuitem").filter(has_text="Tout ce qui s’exporte").click()
    page.locator("summary", has_text="Carte heuristique de la gouvernance").click()
    said = page.get_by_role("listitem").filter(has_text="Le même classeur")
    with page.expect_download() as download:
        said.get_by_role("link", name="Classeur LibreOffice").click()
    assert download.value.suggested_filename.endswith("gouvernance.ods")
    assert violations(page) == []


def test_a_map_of_freeplane_comes_in(server: Server, arrive: Arrive, tmp_path: Path) -> None:
    """Previewed with where each idea would go; nothing changes before the agreement."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Camille", **TREE)
    tree, page = MindMap(someone.page), someone.page
    before = tree.lines()
    file = tmp_path / "carte.mm"
    file.write_text(FREEPLANE, "utf-8")
    page.get_by_role("button", name="Exporter").click()
    page.get_by_role("menuitem").filter(has_text="Importer").click()
    dialog = page.get_by_role("dialog")
    page.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_role("listitem").get_by_text("Charte d’ouverture & RGPD")).to_be_visible()
    assert violations(page) == []
    assert tree.lines() == before
    dialog.get_by_role("button", name="Importer").last.click()
    expect(dialog).to_be_hidden()
    tree.wait_lines(["Charte d’ouverture & RGPD", "Registre"], under="Cadre")
