"""What a person sees of a canvas, and does there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

AXE = Path(__file__).resolve().parents[2] / "capacities/frontend/node_modules/axe-core/axe.min.js"


class Canvas:
    """The canvas page of one person."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.locator("[data-saved]").first).to_be_visible(timeout=20_000)
        self.wait_saved()

    def box(self, key: str) -> Locator:
        return self.page.locator(f"[data-box={key}]")

    def cards(self, box: str) -> Locator:
        return self.box(box).locator("[data-card]")

    def texts(self, box: str) -> list[str]:
        """The texts of a box's post-its, in order, whether or not one may edit them."""
        return (
            self.box(box)
            .locator("[data-card]")
            .evaluate_all(
                "cards => cards.map(card => (card.querySelector('textarea')?.value "
                "?? card.querySelector('.words').textContent))"
            )
        )

    def add(self, box: str, text: str) -> Locator:
        """Add a post-it and type its text, one key at a time."""
        before = self.cards(box).count()
        self.box(box).locator("button.add").click()
        expect(self.cards(box)).to_have_count(before + 1)
        self.page.keyboard.type(text)
        return self.field(box, text)

    def field(self, box: str, text: str) -> Locator:
        """The text field that holds exactly ``text`` in a box."""
        self.page.wait_for_function(
            """([box, text]) => {
                const roots = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
                return roots.some(host => [...host.shadowRoot.querySelectorAll(
                    `[data-box=${box}] textarea`)].some(field => field.value === text));
            }""",
            arg=[box, text],
        )
        ids = (
            self.box(box)
            .locator("textarea")
            .evaluate_all(
                "(fields, text) => fields.filter(f => f.value === text).map(f => f.dataset.text)",
                text,
            )
        )
        return self.page.locator(f"textarea[data-text='{ids[0]}']")

    def state(self) -> str | None:
        return self.page.locator("[data-saved]").first.get_attribute("data-saved")

    def wait_state(self, state: str, seconds: float = 20) -> None:
        expect(self.page.locator("[data-saved]").first).to_have_attribute(
            "data-saved", state, timeout=seconds * 1000
        )

    def wait_saved(self, seconds: float = 20) -> None:
        """Wait until « Enregistré » is said, and still said a moment later."""
        self.wait_state("saved", seconds)
        self.page.wait_for_timeout(150)
        self.wait_state("saved", seconds)

    def wait_texts(self, box: str, texts: list[str], seconds: float = 20) -> None:
        """Wait until a box holds exactly these post-its, in this order."""
        for _ in range(int(seconds * 10)):
            if self.texts(box) == texts:
                return
            self.page.wait_for_timeout(100)
        assert self.texts(box) == texts

    def view(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).click()

    def everything(self) -> dict[str, list[str]]:
        """All the texts by box, to compare two screens."""
        keys: list[str] = self.page.locator("[data-box]").evaluate_all(
            "boxes => boxes.map(box => box.dataset.box)"
        )
        return {key: self.texts(key) for key in keys}


def violations(page: Page) -> list[dict[str, Any]]:
    """Serious and critical violations that axe-core finds on the page, shadow roots included."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        {"rule": each["id"], "where": [node["target"] for node in each["nodes"]][:4]}
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
