"""What a person sees of a rétroplanning, on its frise first, and does there."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import Canvas
from tests.e2e.conftest import Person
from tests.e2e.map_page import FOCUSED, centre
from tests.waiting import until, until_equal

RETRO = {"canvas": "retroplanning"}
WIDTH = "document.documentElement.scrollWidth"

STEPS = """steps => steps.map(step => [
    (step.querySelector('textarea')?.value
        ?? step.querySelector('.step-words').textContent.replace(/^[▲◆] /, '')),
    step.dataset.id,
])"""
SAID = """() => {
    const said = [document.title];
    const walk = root => {
        for (const each of root.querySelectorAll('*')) {
            if (each.shadowRoot) walk(each.shadowRoot);
            const names = ['aria-label', 'title', 'placeholder', 'value'];
            said.push(...names.map(name => each.getAttribute(name) ?? ''), each.value ?? '');
            for (const node of each.childNodes) if (node.nodeType === 3) said.push(node.data);
        }
    };
    walk(document);
    return said.join('\\n');
}"""
"""All that the page says, to the eye or to a screen reader, shadow roots included."""


class Frise(Canvas):
    """The rétroplanning of one person."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        if page.locator(".frise-plane").count() == 0:
            self.to_view("Frise")
        expect(page.locator(".frise-plane")).to_be_visible()

    def to_view(self, title: str) -> None:
        """What the width asks for is waited for: a page is told of a new one a little later."""
        size = self.page.viewport_size
        if size is not None and size["width"] < 700:
            self.page.get_by_role("combobox", name="Vue", exact=True).select_option(title)
        else:
            views = self.page.get_by_role("group", name="Vue", exact=True)
            views.get_by_role("button", name=title, exact=True).click()

    def ids(self) -> dict[str, str]:
        """The ids of the steps that are drawn, by their words."""
        return dict(self.page.locator(".step:not(.step-ghost)").evaluate_all(STEPS))

    def names(self) -> list[str]:
        return sorted(self.ids())

    def wait_names(self, *names: str) -> None:
        until_equal(self.names, sorted(names), pause=self.pause)

    def step(self, words: str) -> Locator:
        """The step that says exactly this, written or being written."""
        until(lambda: words in self.ids(), pause=self.pause)
        return self.page.locator(f".step[data-id='{self.ids()[words]}']")

    def take(self, words: str) -> None:
        """Take a step in hand; a second click would write in it."""
        step = self.step(words)
        if "chosen" not in (step.get_attribute("class") or ""):
            step.click(position={"x": 60, "y": 12})
        expect(step).to_have_class(re.compile("chosen"))

    def before(self, *texts: str) -> None:
        """« Juste avant cela, qu’a-t-il fallu ? », from the step in hand back."""
        for words in texts:
            self.page.get_by_role("button", name="Juste avant cela").first.click()
            self.type(words)
            self.press("Enter")

    def wait_in_tray(self, *texts: str) -> None:
        tray = self.page.locator(".tray .step-words")
        until_equal(lambda: sorted(tray.all_inner_texts()), sorted(texts), pause=self.pause)

    def lanes(self) -> list[str]:
        return self.page.locator(".lane-title h2").all_inner_texts()

    def wait_lanes(self, *titles: str) -> None:
        until_equal(self.lanes, list(titles), pause=self.pause)

    def lane_act(self, title: str, act: str) -> None:
        """What the menu of a lane offers."""
        self.page.get_by_role("button", name=f"Actions sur le fil {title}").click()
        self.page.get_by_role("menuitem", name=act).click()

    def lane(self, key: str) -> Locator:
        return self.page.locator(f".frise-time .lane-band[data-lane='{key}']")

    @property
    def links(self) -> Locator:
        return self.page.locator(".frise-link")

    @property
    def toast(self) -> Locator:
        return self.page.locator(".toast")

    def said(self) -> str:
        words: str = self.page.evaluate(SAID)
        return words

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until what has a name that begins so has the focus."""
        passed: list[str] = []
        while not (focused := self.page.evaluate(FOCUSED)).startswith(name):
            passed.append(focused)
            assert len(passed) < 80, f"{name} is not among {passed}"
            self.press(key)

    def move(self, grabbed: Locator, across: float, down: float) -> str:
        """Carry a step by so many pixels; return the day that is told on the way."""
        x, y = centre(grabbed)
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + across / 2, y + down / 2, steps=4)
        mouse.move(x + across, y + down, steps=4)
        lifted = self.page.locator(".step[data-date]").last
        day = lifted.get_attribute("data-date") or ""
        mouse.up()
        return day

    def pull(self, source: str, target: str) -> None:
        """Pull a link from a step to what it makes possible."""
        self.take(source)
        handle = self.step(source).get_by_role("button", name="Relier à…")
        mouse = self.page.mouse
        mouse.move(*centre(handle))
        mouse.down()
        x, y = centre(self.step(target))
        mouse.move(x + 30, y + 30, steps=3)
        mouse.move(x, y, steps=3)
        mouse.up()

    def choose(self, words: str) -> None:
        """Write what one looks for in a window, take the first."""
        expect(self.page.locator("dialog input:focus")).to_be_visible()
        self.type(words)
        self.press("Enter")

    def carry_by_finger(self, grabbed: Locator, x: float, y: float) -> None:
        """Hold a step until it is lifted, carry it to a point, let go."""
        session = self.page.context.new_cdp_session(self.page)

        def send(kind: str, *points: tuple[float, float]) -> None:
            touches = [{"x": a, "y": b} for a, b in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        x0, y0 = centre(grabbed)
        send("touchStart", (x0, y0))
        expect(self.page.locator("[data-dragging]")).to_be_visible()
        for part in (0.25, 0.5, 0.75, 1):
            send("touchMove", (x0 + (x - x0) * part, y0 + (y - y0) * part))
        send("touchEnd")
        expect(self.page.locator("[data-dragging]")).to_have_count(0)


def rows(person: Person, base: str, dossier: str, table: str = "", day: str = "") -> list[Any]:
    """What a file says, as the server gives it to this person."""
    name = f"retroplanning/{table}" if table else "retroplanning"
    address = f"{base}/export/{dossier}/{name}.csv?dialecte=ouvert{day and f'&au={day}'}"
    answer = person.context.request.get(address)
    assert answer.ok, answer.text()
    return list(csv.DictReader(io.StringIO(answer.text().removeprefix("\ufeff"))))
