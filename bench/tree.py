"""What a mind map of a thousand ideas costs the browser: opening it, and each edit."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.pages import TRACED
from bench.serving import free_port, table
from capacities.domain.settings import read_settings
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.context import open_context
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from tests.e2e.mind_map import MindMap
from tests.e2e.serving import CHROMIUM, FLAGS, Server

NODES = 1_000
OPENINGS = 5
EDITS = 25
WORDS = (
    "nommer une personne référente",
    "cataloguer les jeux de données du territoire",
    "délibération-cadre, puis convention avec chaque commune et chaque opérateur",
    "réunion mensuelle",
    "un poste à mi-temps",
    "code de la route de la donnée : venez comme vous êtes, avec ce que vous avez",
)

OPEN_MAP = """async () => {
    const roots = [...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean);
    const picture = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const start = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    for (;;) {
        await picture();
        const nodes = roots.flatMap(root => [...root.querySelectorAll('[data-node]')]);
        const placed = nodes.filter(node => node.style.transform !== '').length;
        if (placed > 0 && placed === nodes.length) return placed;
        if (performance.now() - start > 20000) throw new Error('the map is not drawn');
    }
}"""

SCRIPT = frozenset({"FunctionCall", "EvaluateScript", "RunMicrotasks", "FireAnimationFrame"}) | {
    "TimerFire",
    "EventDispatch",
}
DRAWING = frozenset({"UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize", "HitTest"})


def tree() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        rows = _measure(Path(folder), free_port())
    heads = ["mesure (temps de processeur)", "médiane", "la pire", "barre"]
    table(f"Carte de {NODES} idées, Chromium", heads, rows)


def ideas(count: int, seed: int = 1) -> list[Card]:
    """A tree of ``count`` ideas under the main branches, as deep as people make them."""
    chance = random.Random(seed)
    parents = ["portage", "catalogage", "cadre", "acteurs"]
    made: list[Card] = []
    for i in range(count):
        parent = chance.choice(parents[-120:])
        card = Card(
            f"idee{i:05}",
            f"{chance.choice(WORDS)} ({i})",
            NODE,
            rank=f"a{i:05}",
            color=chance.choice(("action", "moyen", "methode", "idee")),
            parent=parent,
        )
        made.append(card)
        if chance.random() < 0.45:
            parents.append(card.id)
    return made


def _measure(folder: Path, port: int) -> list[list[object]]:
    server = Server(folder, port)
    server.start()
    try:
        dossier = server.empty_dossier()
        _fill(server, dossier)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
            page.goto(f"{server.base}/rejoindre#{dossier['editor']}")
            page.get_by_label("pseudonyme", exact=False).fill("Mesure")
            page.get_by_role("button", name="Entrer").click()
            page.wait_for_timeout(1500)
            page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas=gouvernance")
            MindMap(page)
            page.wait_for_timeout(1500)
            rows = [_openings(browser, page), *_edits(browser, page)]
            browser.close()
        return rows
    finally:
        server.stop()


def _fill(server: Server, dossier: dict[str, str]) -> None:
    ctx = open_context(read_settings(server.environment))
    try:
        identity = identify(ctx, dossier["id"], bearer=dossier["editor"])
        write_canvas(ctx, identity, "gouvernance", ideas(NODES))
    finally:
        ctx.close()


def _openings(browser: Browser, page: Page) -> list[object]:
    """From the key that asks for the map (out of the presentation) to the picture of it."""
    times: list[float] = []
    for _ in range(OPENINGS):
        page.get_by_role("button", name="Présentation", exact=True).click()
        page.wait_for_timeout(1500)
        times.append(spent(browser, page, lambda: _open_map(page)).tasks)
        page.wait_for_timeout(800)
    return ["ouvrir la carte, tout compris", *_told(times), "≤ 300 ms"]


def _open_map(page: Page) -> None:
    assert page.evaluate(OPEN_MAP) > NODES


def _edits(browser: Browser, page: Page) -> list[list[object]]:
    page.locator(f"[data-node={CENTRE}]").click()
    for key in ("ArrowRight", "ArrowRight", "F2"):
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    letters = random.Random(2)
    keyboard = page.keyboard

    def sister() -> None:
        keyboard.press("Enter")
        keyboard.type("x")

    typed = _scripts(browser, page, lambda: keyboard.type(letters.choice("aeinrst ")))
    added = _scripts(browser, page, sister)
    keyboard.press("Escape")
    keyboard.press("ArrowLeft")
    folded = _scripts(browser, page, lambda: keyboard.press("Space"))
    return [
        ["script d’une lettre", *_told(typed), "≤ 16 ms"],
        ["script d’une idée sœur et de sa première lettre", *_told(added), ""],
        ["script pour replier ou déplier une branche", *_told(folded), ""],
    ]


def _scripts(browser: Browser, page: Page, act: Callable[[], None]) -> list[float]:
    """Milliseconds of script of each act, the pictures of its animation included."""

    def once() -> None:
        act()
        page.wait_for_timeout(400)

    return [spent(browser, page, once).script for _ in range(EDITS)]


@dataclass(frozen=True)
class Spent:
    """Milliseconds of processor of the page's main thread."""

    tasks: float
    script: float


def spent(browser: Browser, page: Page, act: Callable[[], None]) -> Spent:
    """What ``act`` cost, from Chromium's trace: processor time, so that neighbours count little."""
    browser.start_tracing(page=page, categories=[*TRACED, "v8"])
    act()
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    own = [e for e in events if (e.get("pid"), e.get("tid")) in main and "tdur" in e]
    tasks = sum(event["tdur"] for event in own if event["name"] == "RunTask")
    script, ends = 0.0, [(float("inf"), False)]
    for event in sorted(own, key=lambda e: (e["tts"], -e["tdur"])):
        if event["name"] not in SCRIPT | DRAWING:
            continue
        while ends[-1][0] <= event["tts"]:
            ends.pop()
        runs, inside = event["name"] in SCRIPT, ends[-1][1]
        # What the browser lays out when a script asks for a size is not script.
        script += event["tdur"] * (runs - inside)
        ends.append((event["tts"] + event["tdur"], runs))
    return Spent(tasks / 1000, script / 1000)


def _told(times: list[float]) -> tuple[str, str]:
    return f"{statistics.median(times):.1f} ms", f"{max(times):.1f} ms"
