"""The figures beside a live map: they follow it, calmly, and never disturb who writes."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.e2e.canvas import Canvas, violations, wait_quiet, wait_still
from tests.e2e.conftest import PHONE, Arrive
from tests.e2e.map_page import MapBoard
from tests.e2e.mind_map import MindMap, OutlineView
from tests.e2e.serving import Server

MARK = "document.querySelector('.st-key-toile .stBidiComponent').dataset.mark = 'same'"
MARKED = "document.querySelector('.st-key-toile .stBidiComponent').dataset.mark"
QUIET_MS = 3_000
"""What the canvas waits for before it tells that it moved (moved.ts)."""


def asks(page: Page) -> list[int]:
    """Return the list, filled from now on, of the sizes of what the page asks of Streamlit."""
    sent: list[int] = []

    def watch(socket: WebSocket) -> None:
        if "_stcore/stream" in socket.url:
            socket.on("framesent", lambda frame: sent.append(len(frame)))

    page.on("websocket", watch)
    return sent


def column(page: Page) -> Locator:
    return page.locator(".st-key-figures-corps")


def test_figures_follow_the_map_and_leave_the_writer_alone(server: Server, arrive: Arrive) -> None:
    """An idea of one person is counted on the screen of both; the field in hand keeps the focus,
    its letters, and its component."""
    links = server.demo()["links"]
    one = arrive(server.base, links["facilitator"], "Camille", canvas="gouvernance", figures=True)
    two = arrive(server.base, links["editor"], "Élue", canvas="gouvernance", figures=True)
    for page in (one.page, two.page):
        MindMap(page)
        expect(column(page)).to_contain_text("31 idées")
        expect(page.locator(".st-key-figures .js-plotly-plot")).to_be_visible()
    tree = MindMap(one.page)
    one.page.evaluate(MARK)
    tree.select("Portage politique")
    tree.write("Tab", "Réunir les élus")
    tree.press("F2")
    for _ in range(3):
        one.page.keyboard.type(" chaque mois", delay=30)
        one.page.wait_for_timeout(QUIET_MS + 700)
    field = one.page.locator("[data-node] textarea:focus")
    expect(field).to_have_value("Réunir les élus" + " chaque mois" * 3)
    assert one.page.evaluate(MARKED) == "same"
    for page in (one.page, two.page):
        expect(column(page)).to_contain_text("32 idées")
        expect(column(page)).to_contain_text("5 actions sont sans responsable")


def test_typing_asks_nothing_of_the_pages_of_boxes(server: Server, arrive: Arrive) -> None:
    """Sums are made in the browser there: nothing goes through Streamlit."""
    someone = arrive(server.base, server.demo()["links"]["editor"], "Camille", figures=True)
    sent = asks(someone.page)
    someone.page.reload()
    canvas = Canvas(someone.page)
    expect(someone.page.locator(".st-key-figures")).to_have_count(0)
    wait_quiet(someone.page, sent)
    before = len(sent)
    canvas.cards("usagers").first.locator("textarea").click()
    someone.page.keyboard.type("des habitants ", delay=20)
    someone.page.wait_for_timeout(QUIET_MS + 1_500)
    assert before > 0
    assert len(sent) == before


def test_figures_are_folded_and_stay_so(server: Server, arrive: Arrive) -> None:
    """Folded, they leave their room to the map and ask nothing; the device remembers."""
    someone = arrive(
        server.base,
        server.demo()["links"]["facilitator"],
        "Camille",
        canvas="gouvernance",
        figures=True,
    )
    page = someone.page
    sent = asks(page)
    tree = MindMap(page)
    head = page.get_by_role("button", name="En chiffres")
    expect(head).to_have_attribute("aria-expanded", "true")
    width = page.locator(".map").bounding_box()
    head.click()
    expect(head).to_have_attribute("aria-expanded", "false")
    expect(column(page)).to_be_hidden()
    wider = page.locator(".map").bounding_box()
    assert width is not None
    assert wider is not None
    assert wider["width"] > width["width"] + 200
    page.reload()
    tree = MindMap(page)
    expect(head).to_have_attribute("aria-expanded", "false")
    wait_quiet(page, sent)
    before = len(sent)
    tree.select("Portage politique")
    tree.write("Tab", "Réunir les élus")
    page.wait_for_timeout(QUIET_MS + 1_500)
    assert len(sent) == before
    head.click()
    expect(column(page)).to_contain_text("32 idées")
    assert violations(page) == []


def test_the_inventory_stays_within_its_column(server: Server, arrive: Arrive) -> None:
    """Beside the drawing, no cell of the table leaves the column, no word its cell."""
    link = server.demo()["links"]["reader"]
    page = arrive(server.base, link, "Camille", canvas="cas-usage", figures=True).page
    MapBoard(page)
    table = column(page).locator("table")
    expect(table).to_contain_text("Potentiel photovoltaïque")
    beyond = """table => {
        const edge = table.closest('.st-key-figures').getBoundingClientRect().right;
        return [...table.querySelectorAll('th, td')].filter(cell => (
            cell.getBoundingClientRect().right > edge - 8 || cell.scrollWidth > cell.clientWidth
        )).map(cell => cell.textContent);
    }"""
    assert table.evaluate(beyond) == []


def test_figures_stand_under_the_plan_on_a_phone(server: Server, arrive: Arrive) -> None:
    """Folded at first; opened by a finger, nothing overflows sideways."""
    link = server.demo()["links"]["reader"]
    someone = arrive(
        server.base,
        link,
        "Camille",
        viewport=PHONE,
        canvas="gouvernance",
        has_touch=True,
        figures=True,
    )
    page = someone.page
    OutlineView(page)
    head = page.get_by_role("button", name="En chiffres")
    expect(head).to_have_attribute("aria-expanded", "false")
    head.scroll_into_view_if_needed()
    wait_still(head)  # the plan is measured as it is scrolled to
    head.tap()
    expect(column(page)).to_contain_text("31 idées")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
