"""What a person sees of a tree, as a map or as an outline, and does there."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import Canvas
from tests.waiting import PATIENCE_S, until_equal

NODES = """nodes => nodes.map(node => ({
    id: node.dataset.node,
    level: Number(node.getAttribute('aria-level')) - 1,
    text: (node.querySelector('textarea')?.value
        ?? node.querySelector('.node-words:not(.none), .words')?.textContent ?? '').trim(),
}))"""

POORLY_SEEN = """frame => {
    const zoom = new DOMMatrix(getComputedStyle(frame.querySelector('.map-plane')).transform).a;
    const edge = frame.getBoundingClientRect();
    const rect = each => each.getBoundingClientRect();
    const bars = [...frame.querySelectorAll('.map-over > *')].map(rect);
    const meets = (a, b) =>
        a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    const found = [];
    for (const words of frame.querySelectorAll('[data-node] :is(p, .node-fold, .node-sign)')) {
        const at = words.getBoundingClientRect();
        if (at.width < 2) continue;
        const said = words.textContent.slice(0, 30);
        const size = parseFloat(getComputedStyle(words).fontSize) * zoom;
        if (size < 11.95) found.push('small: ' + said);
        if (bars.some(bar => meets(bar, at))) found.push('under a bar: ' + said);
        if (at.left < edge.left || at.right > edge.right) found.push('cut: ' + said);
        if (at.top < edge.top || at.bottom > edge.bottom) found.push('cut: ' + said);
    }
    return found;
}"""


class MindMap(Canvas):
    """The page of a tree of one person."""

    root = "[data-node=centre]"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        expect(page.locator(self.root)).to_be_visible()

    def reach_by_tab(self) -> None:
        """Bring the keyboard into the map as somebody without a mouse does."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if self.page.locator("[data-node]:focus").count() > 0:
                return
        raise AssertionError("the map is not reached by Tab")

    def take_centre(self) -> None:
        """Take the central idea in hand, by a click."""
        self._of("centre").locator(".node-words").first.click()
        expect(self._of("centre")).to_be_focused()

    def wait_well_seen(self) -> None:
        """Wait until no words are too small, cut, or under what floats above the map."""
        frame = self.page.locator(".map")
        until_equal(lambda: frame.evaluate(POORLY_SEEN), [], pause=self.pause)

    def node(self, text: str) -> Locator:
        """The idea whose text is exactly ``text``, as soon as there is one."""
        end = time.monotonic() + PATIENCE_S
        while not (found := [each["id"] for each in self._nodes() if each["text"] == text]):
            assert time.monotonic() < end, f"« {text} » is not on the map: {self.lines()}"
            self.pause()
        return self._of(found[0])

    def lines(self, under: str | None = None) -> list[str]:
        """The ideas from top to bottom, each indented under the one above it.

        ``under``: only what is under that idea.
        """
        nodes = self._nodes()
        if under is not None:
            start = next(i for i, each in enumerate(nodes) if each["text"] == under)
            level = nodes[start]["level"]
            rest = nodes[start + 1 :]
            end = next((i for i, each in enumerate(rest) if each["level"] <= level), len(rest))
            nodes = [{**each, "level": each["level"] - level} for each in rest[:end]]
        return ["  " * (each["level"] - 1) + each["text"] for each in nodes if each["level"] > 0]

    def wait_lines(self, lines: list[str], under: str | None = None) -> None:
        """Wait until these ideas are there (all of them, or those under one), in this order."""

        def found() -> list[str] | None:
            try:
                return self.lines(under)
            except StopIteration:
                return None

        until_equal(found, lines, pause=self.pause)

    def select(self, text: str) -> Locator:
        """Take an idea in hand, by a click."""
        node = self.node(text)
        node.locator(".node-words").first.click()
        expect(node).to_be_focused()
        return node

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def away(self, text: str) -> str:
        """The arrow that goes from the centre through an idea: deeper, on its side of the map."""
        return "ArrowLeft" if self.node(text).get_attribute("data-side") == "left" else "ArrowRight"

    def back(self, text: str) -> str:
        """The arrow that goes from an idea to the centre."""
        return "ArrowRight" if self.away(text) == "ArrowLeft" else "ArrowLeft"

    def write(self, *keys_then_text: str) -> None:
        """Press keys, type the last argument in the idea they open, and leave it selected."""
        *keys, text = keys_then_text
        self.press(*keys)
        expect(self.page.locator("[data-node] textarea:focus")).to_be_visible()
        self.page.keyboard.type(text)
        self.press("Escape")
        expect(self.node(text)).to_be_focused()

    def _nodes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.locator("[data-node]").evaluate_all(NODES)
        return found

    def _of(self, node: str) -> Locator:
        return self.page.locator(f"[data-node='{node}']")


ROWS = """rows => rows.map(row => {
    let level = 1;
    for (let up = row.parentElement; up; up = up.parentElement) {
        if (up.matches('ul.nodes')) level++;
    }
    const field = row.querySelector('textarea');
    return {
        id: row.dataset.card,
        level: row.dataset.card === 'centre' ? 0 : level,
        text: (field ? field.value : row.querySelector('.words')?.textContent ?? '').trim(),
    };
})"""


class OutlineView(MindMap):
    """The same tree as nested lists: the way in on a phone."""

    root = "[data-card=centre]"

    def row(self, text: str) -> Locator:
        return self.node(text)

    def _nodes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.locator("[data-card]").evaluate_all(ROWS)
        return found

    def _of(self, node: str) -> Locator:
        return self.page.locator(f"[data-card='{node}']")
