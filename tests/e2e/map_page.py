"""What a person sees of a map, as a board or as lists, and does there."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import Canvas
from tests.waiting import until_equal

FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
    const label = focused?.getAttribute('aria-label') ?? focused?.labels?.[0]?.textContent;
    return (label ?? focused?.textContent ?? '').replace(/^\\+ /, '').trim();
}"""
"""What screen readers say of what has the focus, without its unit."""

THINGS = """nodes => nodes.map(node => (
    node.querySelector('textarea')?.value
        ?? node.querySelector('.el-words:not(.none), .stamp-text')?.textContent ?? ''
).replace(/^[^\\p{L}\\p{N}]+/u, '').trim())"""


class MapBoard(Canvas):
    """The map of one person."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        expect(page.locator(".map")).to_be_visible()

    @property
    def frame(self) -> Locator:
        return self.page.locator(".map")

    def names(self) -> list[str]:
        """The words of the elements, sorted."""
        return sorted(self.page.locator(".el").evaluate_all(THINGS))

    def wait_names(self, *names: str) -> None:
        until_equal(self.names, sorted(names), pause=self.pause)

    def links(self) -> list[str]:
        """What screen readers say of the links, sorted."""
        labels = "all => all.map(each => each.getAttribute('aria-label').split(',')[0])"
        found: list[str] = self.page.locator(".link-label").evaluate_all(labels)
        return sorted(found)

    def wait_links(self, *links: str) -> None:
        until_equal(self.links, sorted(f"Lien\u00a0: {each}" for each in links), pause=self.pause)

    def element(self, name: str) -> Locator:
        return self.page.locator(".el").filter(has_text=name)

    def stamp(self, words: str) -> Locator:
        return self.page.locator(".stamp").filter(has_text=words)

    def at(self, across: float, down: float) -> tuple[float, float]:
        """A point of the frame, in shares of its width and height, on the screen."""
        box = self.frame.bounding_box()
        assert box is not None
        return box["x"] + across * box["width"], box["y"] + down * box["height"]

    def put(self, title: str, across: float, down: float, words: str) -> None:
        """Choose a type, click the place, type the words."""
        self.page.get_by_role("toolbar").get_by_role("button", name=title, exact=True).click()
        self.page.mouse.click(*self.at(across, down))
        expect(self.page.locator(".el textarea:focus")).to_be_visible()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Escape")
        expect(self.element(words)).to_be_visible()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        mouse.up()

    def join(self, source: str, target: str) -> None:
        """Pull a link from the edge of an element to another."""
        self.element(source).click()
        handle = centre(self.element(source).locator("[data-pull=right]"))
        self.drag(handle, centre(self.element(target)))

    def tool(self, title: str) -> Locator:
        toolbar = self.page.get_by_role("toolbar")
        return toolbar.get_by_role("button", name=title, exact=True)

    def put_by_finger(self, title: str, share: tuple[float, float], words: str) -> None:
        """Tap a type, tap the place, write, tap the paper."""
        self.tool(title).tap()
        self.page.touchscreen.tap(*self.at(*share))
        expect(self.page.locator(".el textarea:focus")).to_be_visible()
        self.page.keyboard.type(words)
        self.page.touchscreen.tap(*self.at(0.5, 0.9))
        expect(self.element(words).locator("textarea")).to_have_count(0)

    def join_by_finger(self, source: str, target: str) -> None:
        """Tap an element, its menu, « Relier à… », the other one."""
        self.element(source).tap()
        self.element(source).locator(".el-menu").tap()
        self.page.get_by_role("menuitem", name="Relier à…").tap()
        self.page.locator("dialog").get_by_role("button", name=target).tap()

    def fill_by_finger(self, title: str, words: str) -> None:
        """Tap a field of the details, write; or choose in it."""
        field = self.page.locator(".details").get_by_label(re.compile(rf"^{title}( \(.*\))?$"))
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.tap()
            self.page.keyboard.type(words)

    def carry_by_finger(self, grabbed: Locator, by: tuple[float, float]) -> None:
        """Hold what is grabbed until it is lifted, move it, let go."""
        session = self.page.context.new_cdp_session(self.page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            touches = [{"x": x, "y": y} for x, y in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        x, y = centre(grabbed)
        send("touchStart", (x, y))
        expect(self.page.locator(".map[data-dragging]")).to_be_visible()
        for part in (0.25, 0.5, 0.75, 1):
            send("touchMove", (x + by[0] * part, y + by[1] * part))
        send("touchEnd")
        expect(self.page.locator(".map[data-dragging]")).to_have_count(0)


class MapLists(Canvas):
    """The same map as lists: the way in without seeing it."""

    def section(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=re.compile(rf"^{title} \d"))

    def rows(self, title: str) -> list[str]:
        values: list[str] = (
            self.section(title)
            .locator("li > .list-row-line textarea")
            .evaluate_all("all => all.map(each => each.value)")
        )
        return values

    def wait_rows(self, title: str, *rows: str) -> None:
        until_equal(lambda: self.rows(title), list(rows), pause=self.pause)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, name: str) -> None:
        """Press Tab until what has this name has the focus."""
        passed: list[str] = []
        while (focused := self.page.evaluate(FOCUSED)).split(" (")[0] != name:
            passed.append(focused)
            assert len(passed) < 120, f"{name} is not among {passed}"
            self.press("Tab")

    def choose(self, words: str) -> None:
        """Write what one looks for in a window, take the first."""
        expect(self.page.locator("dialog input:focus")).to_be_visible()
        self.page.keyboard.type(words)
        self.press("Enter")


def centre(thing: Locator) -> tuple[float, float]:
    box: Any = thing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
