"""What the menu « Exporter » offers: each form its formats, each address a file."""

from __future__ import annotations

import httpx
import pytest

from capacities.domain.session_cookie import PLAIN_NAME
from capacities.ui.downloads import downloads
from tests.web.conftest import House


def offered(house: House, canvas: str) -> list[dict[str, str]]:
    """Return the downloads that the page of a canvas is given."""
    return downloads(house.dossier, house.ctx.templates().templates[canvas])


@pytest.mark.parametrize("canvas", ["canevas-usagers", "gouvernance", "pourquoi"])
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
