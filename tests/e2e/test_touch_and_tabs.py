"""Fingers, small screens, two tabs of one person, a clock that is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import Canvas
from tests.e2e.conftest import PHONE, TABLET, Arrive
from tests.e2e.serving import Server

SMALLEST = {"width": 320, "height": 640}
TOUCH = {"has_touch": True, "is_mobile": True}

OVERFLOWING = """() => {
    const width = screen.width;  // innerWidth grows with what overflows
    const found = [];
    const clipped = element => {
        for (let up = element.parentElement ?? element.getRootNode().host; up;
                up = up.parentElement ?? up.getRootNode().host) {
            if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)
                && up.getBoundingClientRect().right <= width + 1) return true;
        }
        return false;
    };
    const walk = root => {
        for (const each of root.querySelectorAll('*')) {
            if (each.shadowRoot) walk(each.shadowRoot);
            const box = each.getBoundingClientRect();
            // A page does not scroll to what is left of it, where Plotly measures its letters.
            const aside = box.right <= 0 || box.width <= 1 || box.height <= 1;
            if (!aside && (box.right > width + 1 || box.left < -1)
                && getComputedStyle(each).visibility !== 'hidden' && !clipped(each)) {
                found.push(each.tagName + '.' + each.className + ' ' + Math.round(box.left)
                    + '-' + Math.round(box.right));
            }
        }
    };
    walk(document);
    return found;
}"""


class Finger:
    """One finger on the screen of a page."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._page = page

    def drag(self, grabbed: Locator, x: float, y: float) -> None:
        """Hold still until the thing is lifted, then move to a point and let go."""
        box = grabbed.bounding_box()
        assert box is not None
        x0, y0 = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self._send("touchStart", x0, y0)
        expect(self._page.locator(".ghost")).to_be_visible()
        for step in range(1, 9):
            self._send("touchMove", x0 + (x - x0) * step / 8, y0 + (y - y0) * step / 8)
        expect(self._page.locator(".drop-mark")).to_be_visible()
        self._send("touchEnd")

    def _send(self, kind: str, x: float | None = None, y: float | None = None) -> None:
        points: list[dict[str, Any]] = [] if x is None or y is None else [{"x": x, "y": y}]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_card_is_moved_with_a_finger(server: Server, arrive: Arrive) -> None:
    """On a tablet: add, write, hold and drag to another box; then the menu, by taps alone."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue", viewport=TABLET, **TOUCH)
    canvas, page = Canvas(elue.page), elue.page
    canvas.box("activites").locator("button.add").tap()
    page.keyboard.type("Ateliers")
    canvas.box("activites").locator("button.add").tap()
    page.keyboard.type("Visites")
    canvas.wait_texts("activites", ["Ateliers", "Visites"])
    page.locator("h1").tap()
    target = canvas.box("service").locator("[data-body]").bounding_box()
    assert target is not None
    card = canvas.cards("activites").first
    finger = Finger(page)
    finger.drag(card.locator("textarea"), target["x"] + 40, target["y"] + 30)
    canvas.wait_texts("service", ["Ateliers"])
    canvas.wait_texts("activites", ["Visites"])
    card = canvas.cards("service").first
    card.get_by_role("button", name="Actions sur ce post-it").tap()
    page.get_by_role("menuitemradio", name="Problème").tap()
    expect(canvas.cards("service").first).to_have_attribute("data-hue", "problem")
    card.locator("textarea").tap()
    page.keyboard.press("End")
    page.keyboard.type(" du soir")
    canvas.wait_texts("service", ["Ateliers du soir"])
    canvas.undo_until(lambda: canvas.texts("service"), ["Ateliers"], canvas.undo.tap)
    expect(canvas.cards("service").first).to_have_attribute("data-hue", "problem")


def test_the_list_of_a_phone_is_enough(server: Server, arrive: Arrive) -> None:
    """On a phone: add, reorder by holding, move to another box from the menu, delete."""
    dossier = server.empty_dossier()
    agent = arrive(server.base, dossier["editor"], "L’agent", viewport=PHONE, **TOUCH)
    canvas, page = Canvas(agent.page), agent.page
    expect(page.get_by_role("button", name="Liste", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    for text in ("un", "deux"):
        canvas.box("partenaires").locator("button.add").tap()
        page.keyboard.type(text)
    canvas.wait_texts("partenaires", ["un", "deux"])
    page.get_by_role("heading", level=1).tap()
    first = canvas.cards("partenaires").first.bounding_box()
    assert first is not None
    second = canvas.cards("partenaires").nth(1)
    Finger(page).drag(second.locator("textarea"), first["x"] + 60, first["y"] + 2)
    canvas.wait_texts("partenaires", ["deux", "un"])
    more = canvas.cards("partenaires").first.get_by_role("button", name="Actions sur ce post-it")
    more.tap()
    page.get_by_role("menuitem", name="Déplacer vers").tap()
    page.get_by_role("dialog").get_by_role("button", name="Usagers", exact=False).last.tap()
    canvas.wait_texts("partenaires", ["un"])
    more.tap()
    page.get_by_role("menuitem", name="Supprimer").tap()
    canvas.wait_texts("partenaires", [])
    canvas.wait_saved()


@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["390", "320"])
def test_nothing_overflows_on_a_phone(server: Server, arrive: Arrive, size: dict[str, int]) -> None:
    """Every screen of a filled dossier holds in the width of the phone."""
    dossier = server.demo()
    someone = arrive(
        server.base, dossier["links"]["facilitator"], "Camille", viewport=size, **TOUCH
    )
    page = someone.page
    canvas = Canvas(page)
    page.evaluate("document.fonts.ready")
    assert page.evaluate(OVERFLOWING) == []
    canvas.cards("couts").first.get_by_role("button", name="Actions sur ce post-it").tap()
    expect(page.get_by_role("menu")).to_be_visible()
    assert page.evaluate(OVERFLOWING) == []
    page.keyboard.press("Escape")
    for path in ("dossier", "partager", "synthese"):
        page.goto(f"{server.base}/{path}?dossier={dossier['id']}&canevas=canevas-usagers")
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate(OVERFLOWING) == [], path
    page.goto(f"{server.base}/rejoindre#{dossier['links']['reader']}")
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()
    assert page.evaluate(OVERFLOWING) == []


def test_two_tabs_of_one_person(server: Server, arrive: Arrive) -> None:
    """Both live, one person for the others, each its own undo; leaving in one closes both."""
    dossier = server.empty_dossier()
    elue = arrive(server.base, dossier["editor"], "L’élue")
    agent = arrive(server.base, dossier["editor"], "L’agent")
    second = elue.context.new_page()
    second.goto(elue.page.url)
    left, right = Canvas(elue.page), Canvas(second)
    left.add("service", "premier onglet")
    right.wait_texts("service", ["premier onglet"])
    right.add("service", "second onglet")
    left.wait_texts("service", ["premier onglet", "second onglet"])
    here = agent.page.get_by_role("button", name="personnes ici", exact=False)
    expect(here).to_have_accessible_name("2 personnes ici : vous (L’agent), L’élue")
    left.undo_everything()
    right.wait_texts("service", ["second onglet"])
    left.wait_saved()
    right.wait_saved()
    left.quit()
    elue.page.wait_for_url(f"{server.base}/")
    expect(second.get_by_text("Vous avez quitté ce dossier").last).to_be_visible()
    expect(second.get_by_text("second onglet")).to_have_count(0)
    right.wait_erased(dossier["id"])
    alone = agent.page.get_by_role("button", name="1 personne ici : vous (L’agent)")
    expect(alone).to_be_visible()


WRONG_CLOCK = """(() => {
    const shift = SHIFT * 24 * 3600 * 1000;
    const Real = Date;
    const Wrong = class extends Real {
        constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
    globalThis.Date = Wrong;
})()"""


def test_a_clock_wrong_by_a_day_changes_nothing(server: Server, arrive: Arrive) -> None:
    """Tomorrow's tablet and yesterday's computer: same order, same text, « Enregistré »."""
    dossier = server.empty_dossier()
    late = arrive(server.base, dossier["editor"], "Hier")
    early = arrive(server.base, dossier["editor"], "Demain")
    for person, days in ((late, -1), (early, 1)):
        person.context.add_init_script(WRONG_CLOCK.replace("SHIFT", str(days)))
        person.page.reload()
    hers, his = Canvas(early.page), Canvas(late.page)
    drift = early.page.evaluate("Date.now()") - late.page.evaluate("Date.now()")
    assert drift > 47 * 3600 * 1000
    expected = []
    for turn in range(3):
        for canvas, name in ((hers, "demain"), (his, "hier")):
            expected.append(f"{name} {turn}")
            canvas.add("service", expected[-1])
            hers.wait_texts("service", expected)
            his.wait_texts("service", expected)
    first = his.field("service", "demain 0")
    first.press("End")
    late.page.keyboard.type(" corrigé")
    hers.wait_texts("service", ["demain 0 corrigé", *expected[1:]])
    hers.wait_saved()
    his.wait_saved()
    early.page.reload()
    Canvas(early.page).wait_texts("service", ["demain 0 corrigé", *expected[1:]])


def test_on_a_phone_the_search_of_a_map_is_one_tap_away(server: Server, arrive: Arrive) -> None:
    """What leads to it is in sight at once, under no other tool; then it is, ready, with the
    layers."""
    size = {"width": 390, "height": 664}
    link = server.demo()["links"]["editor"]
    page = arrive(server.base, link, "Ada", size, canvas="cas-usage", **TOUCH).page
    page.get_by_role("button", name="Carte", exact=True).tap()
    way = page.get_by_role("button", name="Chercher, choisir les couches")
    expect(way).to_be_in_viewport(ratio=1)
    arrive(server.base, link, "Zoé", canvas="cas-usage")
    expect(page.get_by_role("button", name="Cacher les curseurs des autres")).to_be_visible()
    way.tap()
    field = page.get_by_role("searchbox", name="Chercher sur la carte")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("group", name="Couches montrées")).to_be_in_viewport(ratio=1)
    under = """field => {
        const { left, bottom } = field.getBoundingClientRect();
        return field.getRootNode().elementFromPoint(left + 40, bottom - 2) === field;
    }"""
    assert field.evaluate(under)
