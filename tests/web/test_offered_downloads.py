"""What the menu « Importer, exporter » offers: each form its formats, each address a file."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from capacities.domain.session_cookie import PLAIN_NAME
from capacities.ui.downloads import downloads
from tests.web.conftest import House


def offered(house: House, canvas: str) -> list[dict[str, Any]]:
    """Return the downloads that the page of a canvas is given."""
    return downloads(house.dossier, house.ctx.templates().templates[canvas])


@pytest.mark.parametrize("canvas", ["canevas-usagers", "gouvernance", "pourquoi", "retroplanning"])
async def test_every_download_offered_is_served(
    house: House, client: httpx.AsyncClient, canvas: str
) -> None:
    """No entry of the menu leads to an error."""
    for export in offered(house, canvas):
        answer = await client.get(
            export["url"], headers={"Cookie": f"{PLAIN_NAME}={house.cookies['editor']}"}
        )
        assert answer.status_code == 200, (export, answer.text)
        assert "attachment" in answer.headers["content-disposition"]


def test_a_tree_is_offered_as_an_outline_and_a_board_is_not(house: House) -> None:
    """Formats of mind maps are for trees only."""
    trees = {export["url"].rpartition(".")[2] for export in offered(house, "gouvernance")}
    boards = {export["url"].rpartition(".")[2] for export in offered(house, "canevas-usagers")}
    assert {"md", "opml", "mm", "mmd"} <= trees
    assert not {"md", "opml", "mm", "mmd"} & boards


def test_what_is_used_most_is_first_and_what_machines_read_is_folded(house: House) -> None:
    """The menu of a canvas stays short; nothing is lost of it."""
    for canvas in house.ctx.templates().templates:
        exports = offered(house, canvas)
        shown = [export["title"] for export in exports if not export["under"]]
        assert len(shown) <= 7
        assert shown[-1] == "Tout le dossier (ZIP)"
        machines = [one for one in exports if one["title"].endswith(("ouvertes", "des colonnes"))]
        assert {one["under"] for one in machines} == {"Pour les informaticiens"}
        assert len({export["url"] for export in exports}) == len(exports)
    shown = [one["title"] for one in offered(house, "retroplanning") if not one["under"]]
    assert shown[:4] == [
        *("Classeur Excel", "Classeur LibreOffice", "CSV pour Excel", "Agenda (.ics)")
    ]
