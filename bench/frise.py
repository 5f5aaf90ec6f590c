"""What a frise of 300 steps costs the browser: opening, moving about, writing, what others do."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright

from bench.pages import LONG_TASK_MS, tasks_of
from bench.serving import free_port, table
from bench.tree import spent
from capacities.domain.settings import read_settings
from capacities.services.context import open_context
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from tests.e2e.serving import CHROMIUM, FLAGS, Server
from tests.timelines import large

KEY = "retroplanning"
STEPS = 300
TIMES = 15


def frise() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        rows = _measure(Path(folder), free_port())
    title = f"Un rétroplanning de {STEPS} étapes, Chromium"
    table(title, ["mesure (temps de processeur)", "résultat", "barre"], rows)


def _measure(folder: Path, port: int) -> list[list[object]]:
    server = Server(folder, port)
    server.start()
    ctx = open_context(read_settings(server.environment))
    try:
        dossier = server.empty_dossier()
        who = identify(ctx, dossier["id"], bearer=dossier["editor"])
        held = large(STEPS)
        write_canvas(ctx, who, KEY, held.cards, held.edges)
        with sync_playwright() as playwright:
            browser, page = _enter(playwright, server, dossier)
            rows = [*_openings(browser, page, server, dossier), *_by_hand(browser, page)]
            other, there = _enter(playwright, server, dossier)
            rows += _from_elsewhere(browser, page, there)
            other.close()
            browser.close()
        return rows
    finally:
        ctx.close()
        server.stop()


def _enter(playwright: Playwright, server: Server, dossier: dict[str, str]) -> tuple[Browser, Page]:
    """A browser of its own, whose trace tells nothing of the other's."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    page.goto(f"{server.base}/rejoindre#{dossier['editor']}")
    page.get_by_label("pseudonyme", exact=False).fill("Mesure")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_timeout(1500)
    _open(page, server, dossier, "canevas")
    return browser, page


def _open(page: Page, server: Server, dossier: dict[str, str], view: str) -> None:
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={KEY}&vue={view}")
    page.locator(".frise-time .step").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2500)


def _openings(
    browser: Browser, page: Page, server: Server, dossier: dict[str, str]
) -> list[list[object]]:
    """From one view, already there, to each other one."""
    rows: list[list[object]] = []
    for name in ("Gantt", "Feuille de route", "Liste", "Frise"):
        # Found before: the tool that measures has all of a page laid out to look for a name.
        button = page.get_by_role("button", name=name, exact=True).element_handle()

        def opened(button: object = button) -> None:
            button.evaluate("button => button.click()")  # type: ignore[attr-defined]
            page.wait_for_timeout(1500)

        took = spent(browser, page, opened).tasks
        rows.append([f"ouvrir la vue {name}, tout compris", f"{took:.0f} ms", ""])
    _open(page, server, dossier, "canevas")
    return rows


def _by_hand(browser: Browser, page: Page) -> list[list[object]]:
    frame = page.locator(".frise")
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def pan() -> None:
        for step in range(60):
            page.mouse.wheel(-12 if step % 2 else 0, 12 if step < 30 else -12)
            page.wait_for_timeout(16)

    def zoom() -> None:
        page.keyboard.down("Control")
        for step in range(30):
            page.mouse.wheel(0, -20 if step < 15 else 20)
            page.wait_for_timeout(30)
        page.keyboard.up("Control")

    def drag() -> None:
        left, top = _middle(_seen(page, frame))
        page.mouse.move(left, top)
        page.mouse.down()
        for far in range(1, 21):
            page.mouse.move(left - 4 * far, top + 2 * far)
            page.wait_for_timeout(16)
        page.mouse.up()
        page.wait_for_timeout(800)

    def write() -> None:
        _seen(page, frame).element_handle().evaluate("step => step.focus()")
        page.keyboard.press("Enter")
        page.keyboard.type(" écrit à la vitesse d’une personne pressée", delay=40)
        page.keyboard.press("Escape")

    def before() -> None:
        _seen(page, frame).element_handle().evaluate("step => step.focus()")
        page.keyboard.press("Alt+ArrowLeft")
        page.keyboard.type("une étape de plus", delay=40)
        page.keyboard.press("Escape")
        page.wait_for_timeout(800)

    page.mouse.move(x, y)
    acts: list[tuple[str, Callable[[], None]]] = [
        ("se promener", pan),
        ("agrandir, réduire", zoom),
        ("déplacer une étape", drag),
        ("écrire dans une étape", write),
        ("ajouter ce qu’il a fallu juste avant", before),
    ]
    rows: list[list[object]] = []
    for name, act in acts:
        tasks = tasks_of(browser, page, act)
        over = sum(task > LONG_TASK_MS for task in tasks)
        told = f"{len(tasks)} tâches, la plus longue {tasks[-1]:.0f} ms, {over} au-delà"
        rows.append([name, told, f"aucune > {LONG_TASK_MS} ms"])
    return rows


def _seen(page: Page, frame: Locator) -> Locator:
    """A step that is no réussite, in sight, wherever the frise was scrolled."""
    found = frame.locator(".step:not([data-nature=reussite])")
    within = (
        "all => { const f = all[0].closest('.frise')"
        ".getBoundingClientRect(); return all.findIndex(one => { const r = one"
        ".getBoundingClientRect(); return r.left > f.left + 260 && r.right < f.right - 260 "
        "&& r.top > f.top + 80 && r.bottom < f.bottom - 60; }); }"
    )
    return found.nth(max(0, int(found.evaluate_all(within))))


def _middle(step: Locator) -> tuple[float, float]:
    box = step.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + 10


def _from_elsewhere(browser: Browser, page: Page, there: Page) -> list[list[object]]:
    """What somebody else moves in time: a week, again and again."""
    one = _seen(there, there.locator(".frise"))
    one.element_handle().evaluate("step => step.focus()")
    there.wait_for_timeout(500)

    def elsewhere() -> None:
        there.keyboard.press("Shift+ArrowLeft")
        page.wait_for_timeout(1200)

    scripts = [spent(browser, page, elsewhere).script for _ in range(TIMES)]
    told = f"médiane {statistics.median(scripts):.1f} ms, la pire {max(scripts):.1f} ms"
    return [["script quand un autre déplace une étape", told, "≤ 16 ms"]]
