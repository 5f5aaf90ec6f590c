"""What a person sees of a canvas, and does there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sized
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.waiting import PATIENCE_S, until, until_equal

AXE = Path(__file__).resolve().parents[2] / "capacities/frontend/node_modules/axe-core/axe.min.js"

KEPT = """async name => {
    const kept = await indexedDB.databases();
    if (!kept.some(each => each.name === name)) return 0;  // opening it would create it
    return new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const database = opening.result;
            if (!database.objectStoreNames.contains('updates')) {
                database.close();
                return resolve(0);
            }
            const counting = database.transaction('updates').objectStore('updates').count();
            counting.onerror = () => reject(counting.error);
            counting.onsuccess = () => {
                database.close();
                resolve(counting.result);
            };
        };
    });
}"""

READY = """async () => {
    for (const name of await caches.keys()) {
        if (await (await caches.open(name)).match('/hors-ligne')) return true;
    }
    return false;
}"""


class Canvas:
    """The canvas page of one person."""

    def __init__(self, page: Page) -> None:
        self.page = page
        expect(page.locator("[data-saved]").first).to_be_visible(timeout=40_000)
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

    def wait_state(self, state: str, seconds: float = PATIENCE_S) -> None:
        expect(self.page.locator("[data-saved]").first).to_have_attribute(
            "data-saved", state, timeout=seconds * 1000
        )

    def wait_saved(self, seconds: float = PATIENCE_S) -> None:
        """Wait until « Enregistré » is said, and still said a moment later."""
        self.wait_state("saved", seconds)
        self.page.wait_for_timeout(150)
        self.wait_state("saved", seconds)

    def pause(self) -> None:
        """Let the page live between two looks at it."""
        self.page.wait_for_timeout(50)

    def wait_texts(self, box: str, texts: list[str], seconds: float = PATIENCE_S) -> None:
        """Wait until a box holds exactly these post-its, in this order."""
        until_equal(lambda: self.texts(box), texts, seconds, self.pause)

    def wait_kept(self, room: str, updates: int) -> int:
        """Wait until this device's copy of ``room`` holds so many updates; how many it does."""
        found = [0]

        def enough() -> bool:
            found[0] = self.page.evaluate(KEPT, f"capacities:{room}")
            return found[0] >= updates

        until(enough, pause=self.pause)
        return found[0]

    def wait_erased(self, dossier: str) -> None:
        """Wait until this device holds nothing more of a dossier."""
        names = "async () => (await indexedDB.databases()).map(each => each.name)"
        until_equal(
            lambda: [name for name in self.page.evaluate(names) if dossier in name],
            [],
            pause=self.pause,
        )

    def wait_offline_ready(self) -> None:
        """Wait until this device holds what opens pages without network."""
        until(lambda: self.page.evaluate(READY), pause=self.pause)

    @property
    def undo(self) -> Locator:
        return self.page.get_by_role("button", name="Annuler ma dernière modification")

    def undo_until(
        self, read: Callable[[], list[str]], wanted: list[str], once: Callable[[], object]
    ) -> None:
        """Undo until ``read`` gives ``wanted``, one step seen before the next is asked.

        What is typed is one step, or several if the machine took time between two keys.
        """
        end = time.monotonic() + PATIENCE_S
        while (shown := read()) != wanted:
            assert time.monotonic() < end, f"{shown} is not {wanted}"
            once()
            until(lambda shown=shown: read() != shown, pause=self.pause)

    def undo_everything(self, keys: str | None = None) -> None:
        """Undo, by the button or by ``keys``, as long as there is something of one's own to."""
        end = time.monotonic() + PATIENCE_S
        while self.undo.is_enabled():
            assert time.monotonic() < end, "there is always something to undo"
            if keys is None:
                self.undo.evaluate("button => button.click()")  # does nothing once it is disabled
            else:
                self.page.keyboard.press(keys)

    def view(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).click()

    def quit(self) -> None:
        """Quit the dossier, by the bar or, where it is folded, by its menu."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        if menu.count():
            menu.click()
            self.page.get_by_role("menuitem", name="Quitter ce dossier").click()
        else:
            self.page.get_by_role("button", name="Quitter ce dossier").click()
        self.page.get_by_role("button", name="Quitter", exact=True).click()

    def everything(self) -> dict[str, list[str]]:
        """All the texts by box, to compare two screens."""
        keys: list[str] = self.page.locator("[data-box]").evaluate_all(
            "boxes => boxes.map(box => box.dataset.box)"
        )
        return {key: self.texts(key) for key in keys}


def wait_quiet(page: Page, told: Sized, quiet_ms: int = 1_500) -> None:
    """Wait until nothing more is added to ``told`` for a while."""
    end = time.monotonic() + PATIENCE_S
    while True:
        before = len(told)
        page.wait_for_timeout(quiet_ms)
        if len(told) == before:
            return
        assert time.monotonic() < end, "never quiet"


def wait_still(shown: Locator, still_ms: int = 500) -> None:
    """Wait until something has stayed for a while where it is on the screen."""
    end = time.monotonic() + PATIENCE_S
    while True:
        before = shown.bounding_box()
        shown.page.wait_for_timeout(still_ms)
        if shown.bounding_box() == before:
            return
        assert time.monotonic() < end, "never still"


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
