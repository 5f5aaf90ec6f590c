"""The ways in besides the link itself: a damaged link, a code, the creation of a dossier."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC

import httpx
import pytest

from capacities.domain.access import Role
from capacities.domain.errors import InvalidInput
from capacities.services.context import Context
from capacities.services.entry_codes import make_code
from capacities.services.identify import identify
from capacities.web import threads
from tests.waiting import PATIENCE_S
from tests.web.conftest import BASE, CANVAS, COLOR, DREAM, VOTE, House

ORIGIN = {"Origin": BASE}
TOKEN = "aB3-_" * 8 + "xyz"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        (f"/rejoindre%23{TOKEN}", f"/rejoindre#{TOKEN}"),
        (f"/rejoindre%23{TOKEN}).", f"/rejoindre#{TOKEN}"),
        (f"/rejoindre%23%3C{TOKEN}%3E%20%C2%BB", f"/rejoindre#{TOKEN}"),
        (f"/rejoindre?canevas=gouvernance%23{TOKEN},", f"/rejoindre?canevas=gouvernance#{TOKEN}"),
        ("/rejoindre/", "/rejoindre"),
        ("/rejoindre/?canevas=gouvernance", "/rejoindre?canevas=gouvernance"),
        ("/rejoindre%23cut", "/rejoindre"),
        (
            "/rejoindre?canevas=//ailleurs.example/%23x",
            "/rejoindre?canevas=%2F%2Failleurs.example%2F",
        ),
        (f"/rejoindre?canevas=a%0d%0ab%23{TOKEN}", f"/rejoindre?canevas=a%0D%0Ab#{TOKEN}"),
    ],
)
async def test_a_damaged_link_is_put_back_to_rights(
    client: httpx.AsyncClient, asked: str, led: str
) -> None:
    """By another address of ours, always; nothing keeps the one that held the secret."""
    answer = await client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (303, led)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == ""


async def test_a_code_is_looked_at_then_lets_in(
    client: httpx.AsyncClient, house: House, ctx: Context
) -> None:
    """As a link does, where it says; neither answer holds the link's own token."""
    manager = identify(ctx, house.dossier, cookie=house.cookies["facilitator"])
    code = make_code(ctx, manager, Role.EDITOR, CANVAS, UTC)
    body = {"code": f" {str(code).lower()} ", "pseudonym": "Ada", "color": COLOR}
    looked = await client.post("/rejoindre/lien", json=body, headers=ORIGIN)
    assert looked.json()["canevas"] == ctx.templates().templates[CANVAS].title
    entered = await client.post("/rejoindre", json=body, headers=ORIGIN)
    assert entered.json()["url"] == f"/canevas?dossier={house.dossier}&canevas={CANVAS}"
    assert "capacities=" in entered.headers["set-cookie"]
    assert house.tokens["editor"] not in looked.text + entered.text


async def test_a_wrong_code_and_what_is_no_code_are_said(
    client: httpx.AsyncClient, house: House
) -> None:
    """A token shown by the same request does not stand in for the code."""
    for code, status in (("234567", 401), ("K7M", 400), ("", 400)):
        body = {"code": code, "token": house.tokens["facilitator"]}
        answer = await client.post("/rejoindre/lien", json=body, headers=ORIGIN)
        assert answer.status_code == status
        assert answer.json()["erreur"]


async def test_a_canvas_asked_for_never_leads_elsewhere(
    client: httpx.AsyncClient, house: House
) -> None:
    """What is no canvas of ours is as if nothing were asked."""
    body = {"token": house.tokens["editor"], "pseudonym": "Ada", "color": COLOR}
    usual = (await client.post("/rejoindre", json=body, headers=ORIGIN)).json()["url"]
    for strange in ("//ailleurs.example", "x&dossier=y", "javascript:alert(1)"):
        asked = await client.post("/rejoindre", json=body | {"canevas": strange}, headers=ORIGIN)
        assert asked.json()["url"] == usual


async def test_a_voting_link_opens_on_a_vote_alone(client: httpx.AsyncClient, house: House) -> None:
    """On that of the canvas that is named, if one may vote on it; else on the one that is open."""
    body = {"token": house.tokens["voter"], "pseudonym": "Ada", "color": COLOR}
    for canvas, where in ((VOTE, f"/{VOTE}"), (DREAM, ""), ("", "")):
        asked = await client.post("/rejoindre", json=body | {"canevas": canvas}, headers=ORIGIN)
        assert asked.json()["url"] == f"/vote/{house.dossier}{where}"


async def test_the_answer_to_a_creation_gives_the_right(
    client: httpx.AsyncClient, ctx: Context
) -> None:
    """One request, one cookie: a page reloaded right after has lost nothing."""
    body = {"title": "Toits", "territory": "Caux", "pseudonym": "Léa"}
    answer = await client.post("/dossiers", json=body, headers=ORIGIN)
    dossier = answer.json()["dossier"]
    assert answer.json()["url"].startswith(f"/partager?dossier={dossier}")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    shown = cookie.partition("=")[2].partition(";")[0]
    assert identify(ctx, dossier, cookie=shown).role is Role.FACILITATOR
    refused = await client.post("/dossiers", json={"territory": "Caux"}, headers=ORIGIN)
    assert (refused.status_code, "set-cookie" in refused.headers) == (400, False)
    assert "titre" in refused.json()["erreur"]
    example = await client.post("/dossiers/exemple", headers=ORIGIN)
    assert "/canevas?dossier=" in example.json()["url"]


async def test_creations_and_calls_that_last_hold_nobody_at_the_door(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time, on threads of their own: a room comes in meanwhile."""
    release = threading.Event()

    def lasting(*_args: object, **_names: object) -> None:
        release.wait(PATIENCE_S)
        raise InvalidInput("Trop tard.")

    for name in ("creating.create_dossier", "creating.create_example", "bringing.bring_everyone"):
        monkeypatch.setattr(f"capacities.web.{name}", lasting)
    ours = ORIGIN | {"Cookie": f"capacities={house.cookies['facilitator']}"}
    brought = f"/amener/{house.dossier}/{CANVAS}"
    waiting = [
        asyncio.create_task(client.post(address, json={}, headers=ours))
        for address in ("/dossiers", "/dossiers/exemple", brought)
        for _ in range(6)
    ]
    try:
        for _ in range(200):
            if threads.CREATING.borrowed_tokens and threads.CALLING.borrowed_tokens:
                break
            await asyncio.sleep(0.01)
        look = client.post(
            "/rejoindre/lien", json={"token": house.tokens["editor"]}, headers=ORIGIN
        )
        assert (await asyncio.wait_for(look, PATIENCE_S / 2)).status_code == 200
    finally:
        release.set()
        await asyncio.gather(*waiting)
