"""Freehand strokes on a map: by mouse at two, by finger, by a pen, without seeing them."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tests.e2e.canvas import violations, wait_still
from tests.e2e.conftest import DESKTOP, PHONE, TABLET, Arrive
from tests.e2e.map_page import MapBoard, MapLists, centre
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.e2e.test_touch_and_tabs import TOUCH
from tests.waiting import until

DRAWING = {"canvas": "cas-usage"}
SHORT_PHONE = {"width": 390, "height": 664}
"""Where the bars of the browser leave the map less than its height."""
Point = tuple[float, float]


class InkBoard(MapBoard):
    """The map of one person who draws on it."""

    @property
    def strokes(self) -> Locator:
        return self.page.locator(".map-ink > [data-stroke]")

    @property
    def bar(self) -> Locator:
        return self.page.locator(".ink-bar")

    def take_pen(self) -> None:
        self.page.get_by_role("toolbar").get_by_role("button", name="Crayon").click()

    def draw(self, *shares: Point) -> None:
        """Draw from a point of the frame to the next ones, in shares of its width and height."""
        first, *rest = (self.at(*share) for share in shares)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for point in rest:
            self.page.mouse.move(*point, steps=5)
        self.page.mouse.up()

    def zoom(self) -> str:
        return self.page.locator(".map-tool.percent").inner_text()

    def place(self) -> str:
        """How the board was pulled and zoomed."""
        plane = "each => each.style.transform"
        return str(self.page.locator(".map-plane").evaluate(plane))


class Hand:
    """Fingers, or a pen, on the screen of one person."""

    def __init__(self, board: InkBoard) -> None:
        self._cdp: CDPSession = board.page.context.new_cdp_session(board.page)

    def fingers(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        self._cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def slide(self, *points: Point) -> None:
        """One finger, from a point of the screen to the next ones."""
        self.fingers("touchStart", points[0])
        for point in points[1:]:
            self.fingers("touchMove", point)
        self.fingers("touchEnd")

    def pen(self, *points: Point) -> None:
        """A pen that presses more and more."""

        def send(kind: str, at: Point, force: float, button: str = "left") -> None:
            known = {"x": at[0], "y": at[1], "pointerType": "pen", "force": force}
            pressed = {"button": button, "buttons": 1 if force else 0, "clickCount": 1}
            self._cdp.send("Input.dispatchMouseEvent", {"type": kind, **known, **pressed})

        send("mousePressed", points[0], 0.2)
        for number, point in enumerate(points[1:]):
            send("mouseMoved", point, min(1, 0.3 + number / 10))
        send("mouseReleased", points[-1], 0)


def test_two_people_draw_and_each_undoes_their_own(
    server: Server, wire: CuttableWire, arrive: Arrive
) -> None:
    """One sees what the other draws; a cut loses nothing; what is undone is one's own."""
    dossier = server.empty_dossier()
    elue = arrive(wire.base, dossier["editor"], "L’élue", **DRAWING)
    agent = arrive(server.base, dossier["editor"], "L’agent", **DRAWING)
    hers, his = InkBoard(elue.page), InkBoard(agent.page)
    hers.take_pen()
    hers.draw((0.3, 0.3), (0.5, 0.4), (0.3, 0.5))
    expect(his.strokes).to_have_count(1)
    his.frame.focus()
    agent.page.keyboard.press("p")
    his.bar.get_by_role("button", name="Rouge, problème").click()
    his.draw((0.6, 0.6), (0.8, 0.7))
    expect(hers.strokes).to_have_count(2)
    assert violations(agent.page) == []
    elue.page.keyboard.press("Control+z")
    expect(his.strokes).to_have_count(1)
    expect(his.strokes).to_have_attribute("data-hue", "problem")
    elue.page.keyboard.press("Control+y")
    expect(his.strokes).to_have_count(2)
    wire.cut()
    hers.wait_state("offline")
    hers.draw((0.2, 0.7), (0.4, 0.8))
    expect(hers.strokes).to_have_count(3)
    wire.mend()
    hers.wait_saved(60)
    expect(his.strokes).to_have_count(3)
    elue.page.reload()
    expect(InkBoard(elue.page).strokes).to_have_count(3)


def test_strokes_are_taken_moved_rubbed_out_and_found_again(server: Server, arrive: Arrive) -> None:
    """With what they were caught with; in the list and the corbeille by their author."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Ada", **DRAWING)
    page, board = someone.page, InkBoard(someone.page)
    board.put("Acteur", 0.3, 0.3, "Service")
    board.take_pen()
    board.draw((0.2, 0.5), (0.4, 0.5))
    board.draw((0.2, 0.8), (0.4, 0.8))
    page.keyboard.press("Escape")
    expect(board.bar).to_have_count(0)

    def tops() -> list[float]:
        things = (board.element("Service"), board.strokes.nth(0), board.strokes.nth(1))
        return [round(centre(each)[1]) for each in things]

    before = tops()
    page.keyboard.down("Shift")
    board.drag(board.at(0.1, 0.15), board.at(0.5, 0.6))
    page.keyboard.up("Shift")
    board.drag(board.at(0.25, 0.5), board.at(0.25, 0.6))
    until(lambda: tops()[1] > before[1] + 40, pause=board.pause)
    now = tops()
    assert [now[0] - before[0], now[2] - before[2]] == [now[1] - before[1], 0]
    page.keyboard.press("Control+z")
    until(lambda: tops() == before, pause=board.pause)
    page.mouse.click(*board.at(0.3, 0.803))
    expect(board.bar).to_contain_text("Un trait à main levée, bleu, aujourd’hui, de Ada")
    page.keyboard.press("Delete")
    expect(board.strokes).to_have_count(1)
    board.take_pen()
    board.bar.get_by_role("button", name="Gomme").click()
    board.draw((0.3, 0.4), (0.3, 0.6))
    expect(board.strokes).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Corbeille").click()
    assert violations(page) == []
    for _ in range(2):
        page.get_by_role("button", name="Restaurer « Trait à main levée, de Ada »").first.click()
    page.keyboard.press("Escape")
    expect(board.strokes).to_have_count(2)
    page.get_by_role("button", name="Liste", exact=True).click()
    lists = MapLists(page)
    expect(lists.section("Traits à main levée")).to_contain_text("2 traits à main levée, bleu")
    assert violations(page) == []
    page.get_by_role("button", name="Supprimer : 2 traits à main levée").press("Enter")
    expect(page.locator("[data-type=traits]")).to_have_count(0)
    board.wait_saved()


def test_a_finger_draws_two_zoom_and_once_a_pen_is_seen_it_draws(
    server: Server, arrive: Arrive
) -> None:
    """The pen draws without a tool, the finger pulls the map; one says otherwise when one wants."""
    dossier = server.empty_dossier()
    someone = arrive(server.base, dossier["editor"], "Ada", TABLET, **DRAWING, **TOUCH)
    board = InkBoard(someone.page)
    hand = Hand(board)
    way = [board.at(0.3 + n / 20, 0.5 + n / 40) for n in range(6)]
    board.take_pen()
    hand.slide(*way)
    expect(board.strokes).to_have_count(1)
    whole = board.zoom()
    hand.fingers("touchStart", way[0])
    hand.fingers("touchStart", way[0], way[3])
    hand.fingers("touchMove", way[0], way[5])
    hand.fingers("touchEnd")
    until(lambda: board.zoom() != whole, pause=board.pause)
    expect(board.strokes).to_have_count(1)
    board.bar.get_by_role("button", name="Terminer").click()
    hand.pen(*way)
    expect(board.strokes).to_have_count(2)
    expect(someone.page.get_by_text("Stylet reconnu").first).to_be_visible()
    stood = board.place()
    hand.slide(*way)
    until(lambda: board.place() != stood, pause=board.pause)
    someone.page.wait_for_timeout(100)  # a click so soon after a pull is the end of it
    expect(board.strokes).to_have_count(2)
    board.bar.get_by_label("Le doigt déplace la carte").uncheck()
    hand.slide(*reversed(way))
    expect(board.strokes).to_have_count(3)
    board.wait_saved()


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE, SHORT_PHONE], ids=str)
def test_the_pen_stands_beside_the_map_and_moves_nothing(
    size: dict[str, int], server: Server, arrive: Arrive
) -> None:
    """Its bar covers nothing of what is drawn, is whole on the screen, and a finger hits it."""
    by_finger, phone = size is not DESKTOP, size["width"] < TABLET["width"]
    link = server.demo()["links"]["editor"]
    options = TOUCH if by_finger else {}
    page = arrive(server.base, link, "Ada", size, **DRAWING, **options).page
    if phone:
        page.get_by_role("button", name="Carte", exact=True).tap()
    board = InkBoard(page)
    expect(page.locator(".el").first).to_be_visible()
    wait_still(board.frame)
    before = board.frame.bounding_box(), board.place()
    if phone:
        page.get_by_role("button", name="Ajouter", exact=True).tap()
    board.take_pen()
    expect(board.bar).to_be_in_viewport(ratio=1)
    assert (board.frame.bounding_box(), board.place()) == before
    frame, bar = before[0], board.bar.bounding_box()
    assert frame is not None
    assert bar is not None
    assert phone or bar["y"] >= frame["y"] + frame["height"]  # there the page scrolls, and it stays
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for button in board.bar.get_by_role("button").all() if by_finger else ():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    assert violations(page) == []


def test_who_only_reads_sees_the_strokes_and_has_no_pen(server: Server, arrive: Arrive) -> None:
    """No tool, no key, no list to take away from."""
    dossier = server.empty_dossier()
    ada = arrive(server.base, dossier["editor"], "Ada", **DRAWING)
    board = InkBoard(ada.page)
    board.take_pen()
    board.draw((0.3, 0.3), (0.6, 0.4))
    board.wait_saved()
    reader = arrive(server.base, dossier["reader"], "Lectrice", **DRAWING)
    hers = InkBoard(reader.page)
    expect(hers.strokes).to_have_count(1)
    hers.frame.focus()
    reader.page.keyboard.press("p")
    hers.draw((0.2, 0.6), (0.6, 0.7))
    expect(hers.bar).to_have_count(0)
    expect(hers.strokes).to_have_count(1)
    reader.page.get_by_role("button", name="Liste", exact=True).click()
    expect(reader.page.locator("[data-type=traits]")).to_contain_text("Un trait à main levée")
    expect(reader.page.locator("[data-type=traits] button")).to_have_count(0)
