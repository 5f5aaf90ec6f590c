"""The page of the vote: light, complete at once, and nothing in it that one may not see."""

from __future__ import annotations

import gzip
import html.parser
import json
import re
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
from starlette.applications import Starlette

from capacities.domain.access import Role
from capacities.domain.errors import CookieReplaced, StorageUnavailable, TooMany
from capacities.domain.limits import OFFLINE_PAGE_CHARS
from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.identify import identify
from capacities.services.set_ballot import set_ballot
from capacities.services.share_links import revoke_link
from capacities.services.write_canvas import write_canvas
from capacities.web import assets
from tests.web.conftest import BASE, CANVAS, COLOR, IDEA, VOTE, House

PAGE_BYTES = 80 * 1024
"""All told on the wire, from a first visit: what a phone waits for."""
HOSTILE = "Fin </script><script>alert(1)</script> — « é » & \"'\u2028"


class Scripts(html.parser.HTMLParser):
    """What a browser would run, and the data it would not."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []
        self.data = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script":
            self._inside = said.get("type") == "application/json"
            if not self._inside:
                self.sources.append(said.get("src") or "inline")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def headers(house: House, role: str) -> dict[str, str]:
    return {"Cookie": f"capacities={house.cookies[role]}", "Accept": "text/html"}


def given(page: str) -> Any:
    """What the page begins with."""
    scripts = Scripts()
    scripts.feed(page)
    assert len(scripts.sources) == 1
    return json.loads(scripts.data)


@pytest.fixture(autouse=True)
def _built() -> None:
    if not list(assets.DIST.glob("vote-*.js")):
        pytest.skip("the front end is not built")


async def test_a_phone_has_all_it_needs_in_80_kilobytes(
    client: httpx.AsyncClient, house: House
) -> None:
    """Page, style, every script that it imports: no React, no Yjs, nothing from Streamlit."""
    editor = identify(house.ctx, house.dossier, cookie=house.cookies["editor"])
    cards = [
        Card(f"i{n}", f"Une idée de la salle {n} " * 6, NODE, "a0", parent=CENTRE)
        for n in range(40)
    ]
    write_canvas(house.ctx, editor, VOTE, cards)
    house.open_vote()
    answer = await client.get(f"/vote/{house.dossier}/{VOTE}", headers=headers(house, "voter"))
    assert answer.status_code == 200
    asked = set(re.findall(r'"(/assets/[^"]+)"', answer.text))
    assert {name.rpartition(".")[2] for name in asked} == {"js", "css"}
    files = [(assets.DIST / name.rpartition("/")[2]).read_bytes() for name in asked]
    imported = {name for file in files for name in re.findall(rb'from"\./([^"]+)"', file)}
    assert imported <= {name.rpartition("/")[2].encode() for name in asked}
    for word in (b"react", b"Y.Doc", b"lib0"):
        assert not any(word in file for file in files)
    unpacked = len(answer.content) + sum(map(len, files))
    wire = sum(len(gzip.compress(part)) for part in (answer.content, *files))
    assert unpacked <= PAGE_BYTES
    assert wire <= PAGE_BYTES / 3


async def test_the_page_begins_with_the_ideas_and_the_state(
    client: httpx.AsyncClient, house: House
) -> None:
    """Whatever people wrote is data: nothing of it runs, and it comes back letter for letter."""
    editor = identify(house.ctx, house.dossier, cookie=house.cookies["editor"])
    card = Card(IDEA, HOSTILE, NODE, "a0", parent=CENTRE)
    under = Card("sous", "Dessous", NODE, "a0", parent=IDEA)
    write_canvas(house.ctx, editor, VOTE, [card, under])
    house.open_vote()
    address = f"/vote/{house.dossier}/{VOTE}"
    answer = await client.get(address, headers=headers(house, "voter"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-encoding"] == "identity"  # ADR 036
    vote = given(answer.text)["vote"]
    assert vote["ideas"]["groups"] == [
        {
            "title": "",
            "ideas": [
                {"id": IDEA, "text": HOSTILE.strip(), "depth": 0},
                {"id": "sous", "text": "Dessous", "depth": 1},
            ],
        }
    ]
    assert (vote["state"]["open"], vote["state"]["totals"]) == (True, None)
    ideas = await client.get(f"{address}/idees", headers=headers(house, "voter"))
    assert ideas.json() == vote["ideas"]
    tag = {"If-None-Match": vote["tag"]}
    again = await client.get(f"{address}/idees", headers=headers(house, "reader") | tag)
    assert (again.status_code, again.content) == (304, b"")


async def test_the_voting_link_leads_to_the_vote_or_waits(
    client: httpx.AsyncClient, house: House
) -> None:
    """Whoever comes by it never lands on a canvas without a vote; others go where they went."""
    where = {}
    for role in ("voter", "editor"):
        body = {"token": house.tokens[role], "pseudonym": "Bo", "color": COLOR}
        joined = await client.post("/rejoindre", headers={"Origin": BASE}, json=body)
        where[role] = joined.json()["url"]
    assert where["voter"] == f"/vote/{house.dossier}"
    assert where["editor"].startswith("/canevas?")
    waiting = await client.get(where["voter"], headers=headers(house, "voter"))
    assert (waiting.status_code, given(waiting.text)["vote"]) == (
        200,
        {"canvas": None, "votes": []},
    )
    state = await client.get(f"{where['voter']}.json", headers=headers(house, "voter"))
    assert state.json() == {"open": None, "votes": []}
    house.write_idea()
    house.open_vote()
    now = await client.get(where["voter"], headers=headers(house, "voter"))
    assert (now.status_code, now.headers["location"]) == (303, f"{where['voter']}/{VOTE}")
    manager = identify(house.ctx, house.dossier, cookie=house.cookies["facilitator"])
    set_ballot(house.ctx, manager, VOTE, revealed=True)
    state = await client.get(f"{where['voter']}.json", headers=headers(house, "voter"))
    (over,) = state.json()["votes"]
    assert (state.json()["open"], over["canvas"], over["shown"]) == (None, VOTE, True)


@pytest.mark.parametrize(("offline", "kept"), [(True, OFFLINE_PAGE_CHARS), (False, 0)])
async def test_the_page_is_told_how_much_of_it_a_device_may_keep(
    app: Starlette, client: httpx.AsyncClient, house: House, offline: bool, kept: int
) -> None:
    """Nothing where the administrator wants nothing kept."""
    settings = replace(house.ctx.settings, offline=offline)
    app.state.context = replace(house.ctx, settings=settings)
    answer = await client.get(f"/vote/{house.dossier}", headers=headers(house, "voter"))
    assert given(answer.text)["offline"] == kept


async def test_there_is_no_page_where_one_does_not_vote(
    client: httpx.AsyncClient, house: House
) -> None:
    """A canvas without gommettes, or none at all; somebody who is not inside is told why."""
    for canvas in (CANVAS, "inconnu"):
        for end in ("", "/idees"):
            answer = await client.get(
                f"/vote/{house.dossier}/{canvas}{end}", headers=headers(house, "voter")
            )
            assert answer.status_code == 404
    outside = await client.get(f"/vote/{house.dossier}", headers={"Accept": "text/html"})
    assert (outside.status_code, "ouvrez le lien" in outside.text) == (401, True)
    assert Role.VOTER in house.cookies


async def test_a_vote_refused_is_forgotten_by_the_device(
    client: httpx.AsyncClient, house: House
) -> None:
    """A link withdrawn while the page was closed: the refusal brings the script that forgets.

    Not where the same page would open, asked again: what was kept is still one's own.
    """
    address = f"/vote/{house.dossier}/{VOTE}"
    inside = headers(house, "voter")
    asked = await client.get(address, headers=inside)
    assert (asked.status_code, "/assets/refus-" in asked.text) == (200, False)
    manager = identify(house.ctx, house.dossier, cookie=house.cookies["facilitator"])
    revoke_link(house.ctx, manager, Role.VOTER)
    refused = await client.get(address, headers=inside)
    assert (refused.status_code, 'data-status="401"' in refused.text) == (401, True)
    scripts = Scripts()
    scripts.feed(refused.text)
    (script,) = scripts.sources
    assert (await client.get(script)).status_code == 200
    assert "script-src 'self'" in refused.headers["content-security-policy"]
    program = await client.get(address, headers=inside | {"Accept": "application/json"})
    assert set(program.json()) == {"erreur"}
    elsewhere = await client.get("/gommettes/inconnu/k", headers=inside)
    assert "<script" not in elsewhere.text


async def test_a_cookie_replaced_or_a_fault_makes_no_device_forget(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same page, asked again, opens."""
    for error in (CookieReplaced("Rechargez."), StorageUnavailable("Plus tard."), TooMany("Trop.")):
        monkeypatch.setattr("capacities.web.vote.identity_of", Mock(side_effect=error))
        answer = await client.get(f"/vote/{house.dossier}", headers=headers(house, "voter"))
        assert answer.status_code in (401, 429, 503)
        assert "<script" not in answer.text
