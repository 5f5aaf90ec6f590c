"""What a person sees of a map, as a board or as lists, and does there."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import Canvas
from tests.waiting import until_equal

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
            .locator("li > .map-row-line textarea")
            .evaluate_all("all => all.map(each => each.value)")
        )
        return values

    def wait_rows(self, title: str, *rows: str) -> None:
        until_equal(lambda: self.rows(title), list(rows), pause=self.pause)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def use(self, control: Locator) -> None:
        """Reach a control and press it, with the keyboard."""
        control.focus()
        self.press("Enter")


def centre(thing: Locator) -> tuple[float, float]:
    box: Any = thing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
