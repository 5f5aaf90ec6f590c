"""Whoever installs the product changes its canvases while people are at work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas
from tests.e2e.conftest import Arrive
from tests.e2e.serving import ROOT, Server
from tests.ports import free_port

KEY = "canevas-usagers"


pytestmark = pytest.mark.xdist_group("own content")


class AdaptedServer(Server):
    """A server of a content of one's own, that CAPACITIES_DATA names."""

    @property
    def content(self) -> Path:
        return self.folder / "contenus"

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"CAPACITIES_DATA": str(self.content)}


@pytest.fixture(scope="module")
def adapted_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AdaptedServer]:
    """That of the tests below: each takes back what it changes, or adds a file."""
    running = AdaptedServer(tmp_path_factory.mktemp("adapté"), free_port())
    shutil.copytree(ROOT / "data", running.content)
    running.start()
    yield running
    running.stop()


def change(file: Path, *changes: tuple[str, str]) -> None:
    """Edit a template as one does by hand."""
    text = file.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def test_a_canvas_follows_its_file(adapted_server: AdaptedServer, arrive: Arrive) -> None:
    """A box is added, then taken away: seen at the next loading, and no post-it is lost."""
    server, file = adapted_server, adapted_server.content / "canevas" / f"{KEY}.yaml"
    dossier = server.empty_dossier()
    person = arrive(server.base, dossier["editor"], "L’élue")
    canvas, page = Canvas(person.page), person.page
    canvas.add("vertueux", "partager les gains")
    change(
        file,
        ("cases:\n", "cases:\n  - cle: elus\n    titre: Place des élus\n\n"),
        ("      - couts financements\n", "      - couts elus financements\n"),
    )
    canvas.wait_saved()
    page.reload()
    canvas = Canvas(page)
    expect(page.get_by_role("heading", name="Place des élus")).to_be_visible()
    canvas.add("elus", "porter le projet")
    canvas.wait_saved()
    change(
        file,
        ("  - cle: elus\n    titre: Place des élus\n\n", ""),
        ("      - couts elus financements\n", "      - couts financements\n"),
    )
    page.reload()
    canvas = Canvas(page)
    stray = page.get_by_role("region", name="À reclasser")
    expect(stray.get_by_role("heading", name="Ancienne case « elus »")).to_be_visible()
    expect(stray.locator("textarea")).to_have_value("porter le projet")
    canvas.wait_texts("vertueux", ["partager les gains"])
    page.get_by_role("button", name="Présentation", exact=True).click()
    expect(page.get_by_text("porter le projet").first).to_be_visible()
    answer = httpx.get(
        f"{server.base}/export/{dossier['id']}/{KEY}.csv",
        headers={"Authorization": f"Bearer {dossier['reader']}"},
    )
    assert "porter le projet" in answer.text


def test_a_mistake_in_a_file_is_told_and_hurts_no_other(
    adapted_server: AdaptedServer, arrive: Arrive
) -> None:
    """File, line and what was expected, on the page of the dossier; the rest goes on."""
    server, folder = adapted_server, adapted_server.content / "canevas"
    shutil.copy(folder / f"{KEY}.yaml", folder / "second.yaml")
    change(
        folder / "second.yaml",
        (f"cle: {KEY}\n", "cle: second\n"),
        ("titre: Modèle d’affaires «\u00a0usagers\u00a0»", "titre: Le second"),
    )
    dossier = server.empty_dossier()
    animatrice = arrive(server.base, dossier["facilitator"], "L’animatrice")
    page = animatrice.page
    page.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas=second")
    expect(page.get_by_role("heading", name="Le second", level=1)).to_be_visible()
    second = Canvas(page)
    second.add("service", "avant la faute")
    second.wait_saved()
    text = (folder / "second.yaml").read_text("utf-8")
    wrong = text[: text.index("type: montant")].count("\n") + 1
    change(folder / "second.yaml", ("type: montant", "type: monnaie"))
    tab = animatrice.context.new_page()
    tab.goto(f"{server.base}/dossier?dossier={dossier['id']}")
    told = tab.get_by_text("son fichier contient une erreur").first
    expect(told).to_contain_text(f"second.yaml, ligne {wrong}")
    expect(told).to_contain_text("montant")
    expect(tab.get_by_role("link", name="Modèle d’affaires « usagers »")).to_be_visible()
    # Whoever was inside goes on; whoever comes is told.
    second.add("service", "pendant la faute")
    second.wait_saved()
    tab.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas=second")
    expect(tab.get_by_text("son fichier contient une erreur")).to_be_visible()
    tab.goto(f"{server.base}/canevas?dossier={dossier['id']}&canevas={KEY}")
    Canvas(tab).add("usagers", "ici tout va bien")
    (folder / "illisible.yaml").write_bytes(b"\xff\xfe[[[: &a *a\n\t- {")
    change(folder / "second.yaml", ("type: monnaie", "type: montant"))
    tab.goto(f"{server.base}/dossier?dossier={dossier['id']}")
    expect(tab.get_by_text("illisible.yaml, ligne 1")).to_be_visible()
    expect(tab.get_by_role("link", name="Le second")).to_be_visible()
    page.reload()
    Canvas(page).wait_texts("service", ["avant la faute", "pendant la faute"])
