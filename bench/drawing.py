"""What a large map costs the browser: opening, moving about, writing, and what others do."""

from __future__ import annotations

import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from bench.pages import LONG_TASK_MS, tasks_of
from bench.serving import free_port, table
from bench.tree import spent
from bench.value import ELEMENTS, SERVICES
from capacities.documents.ink import write_strokes
from capacities.documents.ydoc import open_doc
from capacities.domain.settings import read_settings
from capacities.domain.snapshot import Card, Edge, Stroke
from capacities.services.context import Context, open_context
from capacities.services.ensure_canvas import load_canvas
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from capacities.storage.budget import append_within_budget
from tests.e2e.map_page import MapBoard
from tests.e2e.serving import CHROMIUM, FLAGS, Server

KEY = "creation-valeur"
LINKS, STAMPS, STROKES = 400, 200, 500
POINTS = 80
"""Of a stroke: about what a hand draws in a second."""
ACROSS, DOWN = 240, 170
COLUMNS = 20
TIMES = 15


def drawing() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="capacities-bench-") as folder:
        rows = _measure(Path(folder), free_port())
    elements = sum(ELEMENTS.values()) + SERVICES
    title = (
        f"Une carte de {elements} éléments, {LINKS} liens, {STAMPS} timbres, {STROKES} traits, "
        "Chromium"
    )
    table(title, ["mesure (temps de processeur)", "résultat", "barre"], rows)


def large_map(seed: int = 1) -> tuple[list[Card], list[Edge]]:
    """Elements in rows, each joined to near ones; stamps on elements and on links."""
    chance = random.Random(seed)
    zones = ["partie-prenante"] * ELEMENTS["party"] + ["donnee"] * ELEMENTS["data"]
    zones += ["croisement"] * ELEMENTS["crossing"] + ["service"] * SERVICES
    elements = [
        Card(
            f"e{n:04}",
            f"Élément {n} du territoire",
            zone,
            rank=f"a{n:05}",
            x=float(n % COLUMNS * ACROSS),
            y=float(n // COLUMNS * DOWN),
        )
        for n, zone in enumerate(zones)
    ]
    edges = []
    for n in range(LINKS):
        source = chance.randrange(len(elements) - 1)
        target = min(len(elements) - 1, source + chance.choice((1, 2, COLUMNS, COLUMNS + 1)))
        edges.append(Edge(f"l{n:04}", elements[source].id, elements[target].id, "alimente"))
    places = [each.id for each in (*elements, *edges)]
    stamps = [
        Card(
            f"t{n:04}",
            f"Timbre {n}",
            "smiley" if n % 3 == 0 else "euro",
            rank=f"b{n:05}",
            on=chance.choice(places),
        )
        for n in range(STAMPS)
    ]
    return [*elements, *stamps], edges


def large_ink(seed: int = 2) -> Iterator[Stroke]:
    """Lines that wander, all over the map."""
    chance = random.Random(seed)
    for n in range(STROKES):
        x, y = n % COLUMNS * ACROSS, n // COLUMNS * DOWN / 2
        points = []
        for _ in range(POINTS):
            x, y = x + chance.uniform(-2, 6), y + chance.uniform(-4, 4)
            points.append(f"{x:.1f},{y:.1f}")
        yield Stroke(f"s{n:04}", " ".join(points), "rouge" if n % 2 else "bleu", "Mesure")


def write_ink(ctx: Context, dossier_id: str) -> None:
    """Put them on the map."""
    name, stored = load_canvas(ctx, dossier_id, KEY)
    drawn = write_strokes(open_doc(stored.snapshot, stored.updates), large_ink())
    append_within_budget(ctx.db, name, drawn)


def _measure(folder: Path, port: int) -> list[list[object]]:
    server = Server(folder, port)
    server.start()
    ctx = open_context(read_settings(server.environment))
    try:
        dossier = server.empty_dossier()
        identity = identify(ctx, dossier["id"], bearer=dossier["editor"])
        cards, edges = large_map()
        write_canvas(ctx, identity, KEY, cards, edges)
        write_ink(ctx, dossier["id"])
        with sync_playwright() as playwright:
            browser, page = _enter(playwright, server, dossier)
            board = MapBoard(page)
            page.wait_for_timeout(3000)
            rows = [_opening(browser, page), *_by_hand(browser, page, board)]
            other, there = _enter(playwright, server, dossier)
            rows += _from_elsewhere(browser, page, MapBoard(there))
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
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={KEY}")
    return browser, page


def _opening(browser: Browser, page: Page) -> list[object]:
    """From the lists, already there, to the picture of the board."""

    # Found before: to look for a name, the tool that measures has all of the lists laid out.
    board = page.get_by_role("button", name="Carte", exact=True).element_handle()
    lists = page.get_by_role("button", name="Liste", exact=True).element_handle()

    def opened() -> None:
        board.evaluate("button => button.click()")
        page.locator(".el").first.wait_for()
        page.wait_for_timeout(1500)

    times = []
    for _ in range(5):
        lists.evaluate("button => button.click()")
        page.wait_for_timeout(1500)
        times.append(spent(browser, page, opened).tasks)
    return ["ouvrir la carte, tout compris", f"médiane {statistics.median(times):.0f} ms", "≤ 1 s"]


def _by_hand(browser: Browser, page: Page, board: MapBoard) -> list[list[object]]:
    first = board.element("Élément 1 du territoire").element_handle()

    def pan() -> None:
        for step in range(60):
            page.mouse.wheel(0 if step % 2 else 12, 12 if step < 30 else -12)
            page.wait_for_timeout(16)

    def zoom() -> None:
        page.keyboard.down("Control")
        for step in range(40):
            page.mouse.wheel(0, -20 if step < 20 else 20)
            page.wait_for_timeout(16)
        page.keyboard.up("Control")

    def drag() -> None:
        x, y = _within(board)
        board.drag((x, y), (x + 250, y + 120))
        page.wait_for_timeout(800)
        board.drag((x + 250, y + 120), (x, y))
        page.wait_for_timeout(800)

    def nudge() -> None:
        for _ in range(6):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(60)
        page.wait_for_timeout(800)

    def write() -> None:
        first.focus()
        page.keyboard.press("Enter")
        page.keyboard.type(" écrit à la vitesse d’une personne pressée", delay=40)
        page.keyboard.press("Escape")

    def around() -> None:
        """Surround what is in the upper left of all of the map."""
        page.mouse.click(*board.at(0.5, 0.01))
        page.get_by_role("button", name="Ajuster à l’écran").click()
        page.wait_for_timeout(800)
        page.keyboard.down("Shift")
        board.drag(board.at(0.01, 0.01), board.at(0.45, 0.5))
        page.keyboard.up("Shift")
        page.wait_for_timeout(500)

    def everything() -> None:
        page.mouse.click(*_within(board))
        page.keyboard.press("Control+a")
        page.wait_for_timeout(800)

    def nothing() -> None:
        """Neither here nor in hand."""

    page.mouse.move(*board.at(0.5, 0.5))
    acts: list[tuple[str, Callable[[], None], Callable[[], None]]] = [
        ("se promener", nothing, pan),
        ("agrandir, réduire", nothing, zoom),
        ("déplacer un élément", nothing, drag),
        ("écrire dans un élément", nothing, write),
        ("déplacer une centaine de choses", around, drag),
        ("déplacer tout", everything, drag),
        ("déplacer tout aux flèches", everything, nudge),
    ]
    rows: list[list[object]] = []
    for name, before, act in acts:
        before()
        tasks = tasks_of(browser, page, act)
        over = sum(task > LONG_TASK_MS for task in tasks)
        told = f"{len(tasks)} tâches, la plus longue {tasks[-1]:.0f} ms, {over} au-delà"
        rows.append([name, told, f"aucune > {LONG_TASK_MS} ms"])
    return rows


def _within(board: MapBoard) -> tuple[float, float]:
    """The upper part of the element nearest to the middle of the frame, on the screen."""
    x, y = board.at(0.35, 0.4)
    tops = "all => all.map(each => each.getBoundingClientRect()).map(r => [r.x + r.width / 2, r.y])"
    found: list[list[float]] = board.page.locator(".el").evaluate_all(tops)
    left, top = min(found, key=lambda at: abs(at[0] - x) + abs(at[1] - y))
    return left, top + 12


def _from_elsewhere(browser: Browser, page: Page, there: MapBoard) -> list[list[object]]:
    """What somebody else moves: an element, then everything."""

    def elsewhere() -> None:
        there.page.keyboard.press("ArrowRight")
        page.wait_for_timeout(1200)

    rows: list[list[object]] = []
    for name, select in (("un élément", "Shift"), ("tout", "Control+a")):
        there.element("Élément 2 du territoire").focus()
        there.page.keyboard.press(select)
        there.page.wait_for_timeout(800)
        scripts = [spent(browser, page, elsewhere).script for _ in range(TIMES)]
        told = f"médiane {statistics.median(scripts):.1f} ms, la pire {max(scripts):.1f} ms"
        rows.append([f"script quand un autre déplace {name}", told, "≤ 16 ms"])
    return rows
