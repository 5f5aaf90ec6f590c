"""Take again the pictures of the README: four canvases of the example, with two people in it.

.venv/bin/python -m tests.e2e.readme_picture
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.canvas import Canvas
from tests.e2e.frise_page import Frise
from tests.e2e.map_page import MapBoard
from tests.e2e.mind_map import MindMap
from tests.e2e.serving import CHROMIUM, FLAGS, ROOT, Server
from tests.ports import free_port

IMAGES = ROOT / "docs/images"


def enter(browser: Browser, server: Server, token: str, name: str, color: str) -> Page:
    """Follow a share link and enter under ``name``."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    page.goto(f"{server.base}/rejoindre#{token}")
    page.get_by_label("pseudonyme", exact=False).fill(name)
    page.get_by_label(color, exact=True).check()
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/canevas?**")
    return page


def main() -> None:
    """Start the app, have two people write in it, keep what one of them sees."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), free_port())
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        dossier = server.demo()
        links = dossier["links"]
        seen = enter(browser, server, links["facilitator"], "Technicien", "bleu canard")
        other = enter(browser, server, links["editor"], "L’élue", "violet")
        Canvas(seen)
        canvas = Canvas(other)
        canvas.cards("service").nth(2).locator("textarea").focus()
        other.keyboard.press("End")
        other.keyboard.type(", en mairie")
        seen.wait_for_timeout(1200)
        seen.screenshot(path=IMAGES / "canevas.png")
        for key, drawn, name in (
            ("gouvernance", MindMap, "gouvernance.png"),
            ("creation-valeur", MapBoard, "valeur.png"),
            ("retroplanning", Frise, "retroplanning.png"),
        ):
            seen.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={key}")
            drawn(seen)
            seen.locator(".st-key-figures :is(.barres, .js-plotly-plot)").first.wait_for()
            seen.wait_for_timeout(4000)
            seen.screenshot(path=IMAGES / name)
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
