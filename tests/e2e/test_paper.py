"""What is drawn is whole: on paper, and at every width of screen."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from capacities.domain.settings import read_settings
from capacities.domain.snapshot import Card
from capacities.services.context import open_context
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from tests.e2e.canvas import Canvas
from tests.e2e.conftest import DESKTOP, PHONE, TABLET, Arrive
from tests.e2e.mind_map import MindMap
from tests.e2e.serving import Server
from tests.waiting import until_equal

LONG = "écrite en toutes lettres par quelqu’un qui aime les détails, sur deux lignes au moins"
BOX = "faire-ensemble"
A4_WIDE, A4_HIGH = ({"width": width, "height": 900} for width in (1031, 703))
"""What is left of a sheet of A4 by margins of 12 mm, in CSS pixels."""

CUT = """() => {
    const box = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
    };
    const shown = (box) => box.width > 0 && box.height > 0;
    const within = (a, b) => (
        a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1
        && a.bottom <= b.bottom + 1
    );
    const apart = (a, b) => (
        a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1
        || b.bottom <= a.top + 1
    );
    const faults = [];
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > edge) faults.push('wider than the page');
    for (const figure of document.querySelectorAll('.barres, .stPlotlyChart svg')) {
        const around = figure.getBoundingClientRect();
        const words = [...figure.querySelectorAll(
            '.nom, .dit, .groupe, .cle span, .axe span, .jour span, text',
        )].filter((node) => node.textContent && shown(box(node)));
        if (!shown(around) || words.length === 0) continue;
        if (around.right > edge) faults.push('beyond the edge');
        for (const word of words) {
            if (!within(box(word), around)) faults.push(`out: ${word.textContent}`);
            for (const other of words) {
                if (word !== other && !apart(box(word), box(other))) {
                    faults.push(`over: ${word.textContent} / ${other.textContent}`);
                }
            }
        }
        for (const part of figure.querySelectorAll('.part, .de-a, .signe')) {
            const track = part.parentElement.getBoundingClientRect();
            if (!within(part.getBoundingClientRect(), track)) faults.push(`bar: ${part.title}`);
            const inside = part.querySelector('em');
            if (inside && shown(box(inside)) && !within(box(inside), part.getBoundingClientRect()))
                faults.push(`inside: ${inside.textContent}`);
        }
    }
    return faults;
}"""


def sheets(page: Page, **options: Any) -> list[str]:
    """Print, and return the words of each sheet."""
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, **options)))
    return [sheet.extract_text() for sheet in paper.pages]


def crowd(server: Server, dossier: dict[str, Any]) -> None:
    """Put twenty-three long post-its in one box."""
    with closing(open_context(read_settings(server.environment))) as ctx:
        who = identify(ctx, dossier["id"], bearer=dossier["links"]["editor"])
        ideas = [f"Idée {n}, {LONG}" for n in range(1, 24)]
        cards = [Card(f"c{n:02}", idea, BOX, f"z{n:02}") for n, idea in enumerate(ideas)]
        write_canvas(ctx, who, "projection", cards)


def test_canvases_are_printed_whole_from_any_screen(server: Server, arrive: Arrive) -> None:
    """One A3 sheet, held across, from a phone too, of the map nothing of what is beside it; of a
    box that holds much, every word."""
    dossier = server.demo()
    crowd(server, dossier)
    link = dossier["links"]["reader"]
    page = arrive(server.base, link, "Camille", canvas="gouvernance", figures=True).page
    MindMap(page)
    expect(page.locator(".st-key-figures-corps")).to_contain_text("31 idées")
    (words,) = sheets(page)
    assert "En chiffres" not in words
    page.set_viewport_size(PHONE)
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas=canevas-usagers")
    Canvas(page)
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    (sheet,) = paper.pages
    assert "de plus" not in sheet.extract_text()
    assert [round(float(side)) for side in sheet.mediabox[2:]] == [1191, 842]  # A3, in points
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas=projection")
    Canvas(page)
    expect(page.locator("[data-card=c22]")).to_be_attached()
    printed = sheets(page)
    assert all(printed)
    words = " ".join(" ".join(printed).split())
    assert words.count("deux lignes au moins") == 23
    assert f"Idée 23, {LONG}" in words


def wait_whole(page: Page) -> None:
    """Wait until nothing is cut: Plotly draws anew a moment after the width has changed."""
    until_equal(lambda: page.evaluate(CUT), [], 10, lambda: page.wait_for_timeout(100))


def test_every_figure_is_whole_at_every_width_and_on_paper(server: Server, arrive: Arrive) -> None:
    """No word is cut, nor over another, no bar leaves its figure; forced colours leave the words
    to be read, and no sheet is blank."""
    demo = server.demo()
    page = arrive(server.base, demo["links"]["reader"], "Camille").page
    counts = {"canevas-usagers": 2, "gouvernance": 1, "creation-valeur": 5, "retroplanning": 5}
    for key, count in counts.items():
        page.set_viewport_size(DESKTOP)
        page.goto(f"{server.base}/synthese?dossier={demo['id']}&canevas={key}")
        expect(page.locator(".barres, .stPlotlyChart svg:has(text)")).to_have_count(count)
        for size in (DESKTOP, TABLET, PHONE):
            page.set_viewport_size(size)
            wait_whole(page)
        page.emulate_media(media="print")
        for size in (A4_HIGH, A4_WIDE):
            page.set_viewport_size(size)
            wait_whole(page)
        page.emulate_media(media="null", forced_colors="active")
        inks = "nodes => [...new Set(nodes.map(node => getComputedStyle(node).color))]"
        assert page.locator(".barres .nom, body").evaluate_all(inks) == ["rgb(0, 0, 0)"]
        page.emulate_media(forced_colors="none")
    for landscape in (False, True):
        printed = sheets(page, format="A4", landscape=landscape)
        assert len(printed) > 1
        assert all(len(words) > 40 for words in printed)
