"""What a person's browser and the pages' scripts cost: weight, reruns, long tasks."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import free_port, table
from bench.sessions import Reader
from capacities.domain.template import FORMS
from tests.e2e.canvas import Canvas
from tests.e2e.serving import CHROMIUM, FLAGS, ROOT, Server

DIST = ROOT / "capacities/frontend/dist"
CANVAS_FILES = ("canevas-*.js", "canevas-*.css", "chunk-*.js", "zones-*.css")
LONG_TASK_MS = 50
TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]


HEADS = ["mesure", "résultat", "barre"]


def pages() -> None:
    """Print the three tables."""
    table("Poids d’une page de canevas", HEADS, weight())
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        table("Scripts des pages", HEADS, reruns(Path(folder), free_port()))
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        heads = ["mesure (tâches : temps de processeur)", *HEADS[1:]]
        table("Navigateur", heads, long_tasks(Path(folder), free_port()))


def weight() -> list[list[object]]:
    """Our own JavaScript and CSS of a page of each form, gzipped, against 200 kB."""
    files = sorted({file for pattern in CANVAS_FILES for file in DIST.glob(pattern)})
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) / 1000 for file in files}
    rows: list[list[object]] = [[name, f"{size:.1f} kB gzip", ""] for name, size in sizes.items()]
    of_forms = {form: _of_form(form, sizes) for form in FORMS}
    shared = sum(sizes.values()) - sum(of_forms.values())
    for form, own in of_forms.items():
        rows.append([f"total, {form}", f"{shared + own:.1f} kB gzip", "≤ 200 kB"])
    return rows


def _of_form(form: str, sizes: Mapping[str, float]) -> float:
    """What only the pages of one form load: its module is named after it."""
    return sum(size for name, size in sizes.items() if re.match(rf"(chunk-)?{form}-", name))


def enter(base: str, token: str) -> str:
    """Follow a share link as the join page does; return the cookie."""
    answer = httpx.post(
        f"{base}/rejoindre",
        json={"token": token, "pseudonym": "Mesure", "color": "#0b5d66"},
        headers={"Origin": base},
    )
    answer.raise_for_status()
    return answer.cookies["capacities"]


def cpu_seconds(pid: int) -> float:
    """CPU time of a process, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def reruns(folder: Path, port: int) -> list[list[object]]:
    """CPU of one rerun of the canvas page's script, and of the page with charts."""
    server = Server(folder, port)
    server.start()
    try:
        dossier = server.demo()
        cookie = enter(server.base, dossier["links"]["facilitator"])
        assert server.process is not None
        rows: list[list[object]] = []
        for page, bar in (("canevas", "≤ 25 ms"), ("synthese", "")):
            query = f"dossier={dossier['id']}&canevas=canevas-usagers"
            reader = Reader(server.base, cookie, page, query)
            asyncio.run(reader.live(0.02, time.monotonic() + 2))
            before, reader.durations = cpu_seconds(server.process.pid), []
            asyncio.run(reader.live(0.02, time.monotonic() + 8))
            spent = cpu_seconds(server.process.pid) - before
            each = 1000 * spent / len(reader.durations)
            rows.append([f"un rerun de « {page} »", f"{each:.1f} ms de CPU", bar])
        return rows
    finally:
        server.stop()


def long_tasks(folder: Path, port: int, cards: int = 500) -> list[list[object]]:
    """Type in and drag one of ``cards`` post-its; the longest tasks of Chromium's trace."""
    server = Server(folder, port)
    server.start()
    try:
        token = server.empty_dossier()["editor"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
            page.goto(f"{server.base}/rejoindre#{token}")
            page.get_by_label("pseudonyme", exact=False).fill("Mesure")
            page.get_by_role("button", name="Entrer").click()
            canvas = Canvas(page)
            _fill(page, canvas, cards)
            page.reload()
            canvas = Canvas(page)
            page.wait_for_timeout(2000)
            typing = tasks_of(browser, page, lambda: _type(page, canvas))
            dragging = tasks_of(browser, page, lambda: _drag(page, canvas))
            browser.close()
        return [
            [f"frappe, {cards} post-its", _told(typing), f"aucune > {LONG_TASK_MS} ms"],
            [f"glisser, {cards} post-its", _told(dragging), "fluide"],
        ]
    finally:
        server.stop()


def _fill(page: Page, canvas: Canvas, cards: int) -> None:
    """Paste the post-its, spread over the boxes."""
    keys: list[str] = page.locator("[data-box]").evaluate_all(
        "boxes => boxes.map(box => box.dataset.box)"
    )
    each = -(-cards // len(keys))
    for key in keys:
        canvas.box(key).locator("button.add").click()
        lines = "\n".join(
            f"Idée {n} de la case, assez longue pour deux lignes" for n in range(each)
        )
        page.evaluate(
            """text => {
                const host = [...document.querySelectorAll('*')].find(
                    e => e.shadowRoot?.activeElement?.tagName === 'TEXTAREA');
                const data = new DataTransfer();
                data.setData('text/plain', text);
                host.shadowRoot.activeElement.dispatchEvent(new ClipboardEvent('paste', {
                    clipboardData: data, bubbles: true, composed: true, cancelable: true}));
            }""",
            lines,
        )
        page.wait_for_timeout(150)
    canvas.wait_saved(60)


def _type(page: Page, canvas: Canvas) -> None:
    canvas.cards("service").nth(3).locator("textarea").click()
    page.keyboard.type("une phrase écrite à la vitesse d’une personne pressée", delay=40)


def _drag(page: Page, canvas: Canvas) -> None:
    card = canvas.cards("service").nth(1)
    card.hover()
    start, end = card.locator(".grip").bounding_box(), canvas.box("usagers").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    for step in range(1, 41):
        page.mouse.move(
            start["x"] + (end["x"] + 60 - start["x"]) * step / 40,
            start["y"] + (end["y"] + 120 - start["y"]) * step / 40,
        )
        page.wait_for_timeout(16)
    page.mouse.up()
    page.wait_for_timeout(300)


def tasks_of(browser: Browser, page: Page, act: Callable[[], None]) -> list[float]:
    """Durations (ms) of the page's main thread's tasks while ``act`` runs, from a trace."""
    browser.start_tracing(page=page, categories=TRACED)
    act()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    return sorted(
        event.get("tdur", event["dur"]) / 1000
        for event in events
        if event.get("name") == "RunTask"
        and (event["pid"], event["tid"]) in main
        and "dur" in event
    )


def _told(tasks: list[float]) -> str:
    if not tasks:
        raise RuntimeError("la trace ne contient aucune tâche : rien n’a été mesuré")
    over = [task for task in tasks if task > LONG_TASK_MS]
    longest = f"{len(tasks)} tâches, la plus longue {tasks[-1]:.0f} ms"
    return f"{longest}, {len(over)} au-delà de {LONG_TASK_MS} ms"
