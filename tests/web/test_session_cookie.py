"""The session cookie as browsers receive, keep and lose it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import streamlit
from sqlalchemy import select, update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from capacities.domain.limits import DOSSIERS_ASKED_ABOUT
from capacities.domain.settings import Settings
from capacities.domain.tokens import new_token
from capacities.services.delete_dossier import delete_dossier
from capacities.services.identify import identify
from capacities.storage.tables import deleted_dossiers, sessions
from capacities.web.french_shell import FrenchShell
from capacities.web.renewal import CookieRenewal
from capacities.web.routes import http_routes
from tests.waiting import PATIENCE_S
from tests.web.conftest import BASE, COLOR, House

HTTPS = "https://ateliers.test"
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
ORIGIN = {"Origin": BASE}


@pytest.fixture(params=[BASE, HTTPS], ids=["http", "https"])
async def site(request: pytest.FixtureRequest, house: House) -> AsyncIterator[httpx.AsyncClient]:
    """A browser, cookies kept, on a site served either way; a page and a file of Streamlit's."""

    async def page(_request: Request) -> Response:
        return FileResponse(INDEX)

    async def file(_request: Request) -> Response:
        return PlainTextResponse("x")

    app = Starlette(
        routes=[*http_routes(), Route("/", page), Route("/static/a.js", file)],
        middleware=[Middleware(FrenchShell), Middleware(CookieRenewal)],
    )
    app.state.context = replace(house.ctx, settings=Settings(base_url=request.param))
    transport = httpx.ASGITransport(app=app)
    headers = {"Origin": request.param}
    async with httpx.AsyncClient(
        transport=transport, base_url=request.param, headers=headers
    ) as one:
        yield one


def name_on(site: httpx.AsyncClient) -> str:
    """The name of the cookie on this site."""
    return "__Host-capacities" if site.base_url.scheme == "https" else "capacities"


async def enter(site: httpx.AsyncClient, token: str) -> httpx.Response:
    """Follow a link as the join page does."""
    words = {"token": token, "pseudonym": "Ada", "color": COLOR}
    return await site.post("/rejoindre", json=words)


async def test_the_cookie_is_out_of_reach_of_scripts(site: httpx.AsyncClient, house: House) -> None:
    """HttpOnly, SameSite=Lax; over HTTPS Secure, and of this very host only."""
    answer = await enter(site, house.tokens["editor"])
    cookie, secure = answer.headers["set-cookie"], site.base_url.scheme == "https"
    assert cookie.startswith(f"{name_on(site)}=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age="))
    assert ("Secure" in cookie, "Domain" in cookie) == (secure, False)


async def test_each_way_in_gives_another_cookie(site: httpx.AsyncClient, house: House) -> None:
    """The value that the browser had opens nothing of what is gained."""
    await enter(site, house.tokens["ailleurs"])
    before = site.cookies[name_on(site)]
    await enter(site, house.tokens["editor"])
    after = site.cookies[name_on(site)]
    planted = {"Cookie": f"{name_on(site)}={before}"}
    address = f"/export/{house.dossier}.zip"
    inside = await site.get(address)
    site.cookies.clear()
    outside = await site.get(address, headers=planted)
    assert (before != after, inside.status_code, outside.status_code) == (True, 200, 401)


async def test_a_page_makes_the_cookie_last(site: httpx.AsyncClient, house: House) -> None:
    """From the first page of a day on; not with a file, nor one that nobody gave."""
    await enter(site, house.tokens["editor"])
    value = site.cookies[name_on(site)]
    assert "set-cookie" not in (await site.get("/")).headers
    with house.ctx.db.write() as conn:
        conn.execute(update(sessions).values(seen_at="2026-01-01T00:00:00+00:00"))
    page, file = await site.get("/"), await site.get("/static/a.js")
    again = await site.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304
    for answer in (page, again):
        assert answer.headers["set-cookie"].startswith(f"{name_on(site)}={value};")
        assert answer.headers["cache-control"] == "private, no-cache"
    assert {"set-cookie", "cache-control"} & file.headers.keys() == set()
    site.cookies.clear()
    for unknown in (new_token(), "autre; Domain=x"):
        cookie = {"Cookie": f"{name_on(site)}={unknown}"}
        assert "set-cookie" not in (await site.get("/", headers=cookie)).headers


async def test_a_base_that_does_not_answer_keeps_no_page_waiting(
    site: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is served without its cookie renewed: that will be for another day."""
    await enter(site, house.tokens["editor"])
    asked, answers = threading.Event(), threading.Event()

    def silent(*_: object) -> None:
        asked.set()
        answers.wait(PATIENCE_S)

    monkeypatch.setattr("capacities.web.renewal.renewed_cookie", silent)
    monkeypatch.setattr("capacities.web.renewal.RENEWAL_WITHIN_S", 0.05)
    page = await site.get("/")
    assert (page.status_code, "set-cookie" in page.headers) == (200, False)
    assert asked.is_set()
    assert not answers.is_set()
    answers.set()


async def test_a_page_that_comes_late_brings_no_old_cookie_back(
    site: httpx.AsyncClient, house: House
) -> None:
    """Asked before entering elsewhere and answered after, it leaves the cookie as it is."""
    await enter(site, house.tokens["editor"])
    before = site.cookies[name_on(site)]
    await enter(site, house.tokens["ailleurs"])
    site.cookies.clear()
    late = await site.get("/", headers={"Cookie": f"{name_on(site)}={before}"})
    assert "set-cookie" not in late.headers


async def test_leaving_the_last_dossier_takes_the_cookie_away(
    site: httpx.AsyncClient, house: House
) -> None:
    """« Quitter » leaves nothing on the device; while there is another dossier, it stays."""
    await enter(site, house.tokens["ailleurs"])
    await enter(site, house.tokens["editor"])
    first = await site.post("/quitter", json={"dossier": house.dossier})
    assert (first.json(), name_on(site) in site.cookies) == (
        {"quitte": True, "dernier": False},
        True,
    )
    last = await site.post("/quitter", json={"dossier": house.other})
    assert [each.headers["Clear-Site-Data"] for each in (first, last)] == ['"cache"'] * 2
    assert (last.json(), dict(site.cookies)) == ({"quitte": True, "dernier": True}, {})


async def test_a_plain_cookie_gives_way_to_the_one_of_https(
    house: House,
) -> None:
    """One page after the server is updated, the browser has the new name, and no other."""
    app = Starlette(
        routes=[Route("/", lambda _: FileResponse(INDEX))],
        middleware=[Middleware(FrenchShell), Middleware(CookieRenewal)],
    )
    app.state.context = replace(house.ctx, settings=Settings(base_url=HTTPS))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HTTPS) as browser:
        browser.cookies.set("capacities", house.cookies["editor"], "ateliers.test")
        await browser.get("/")
        assert list(browser.cookies) == ["__Host-capacities"]
        with house.ctx.db.read() as conn:
            assert conn.execute(
                select(sessions.c.id).where(sessions.c.successor.is_not(None))
            ).all()


async def test_devices_learn_of_deletions_and_of_nothing_else(
    client: httpx.AsyncClient, house: House
) -> None:
    """Not found is not deleted: a database that was emptied must not erase the last copy."""
    manager = identify(house.ctx, house.dossier, cookie=house.cookies["facilitator"])
    asked = {"dossiers": f"{house.dossier} {house.other} {'0' * 32} ' é x"}
    before = await client.post("/supprimes", headers=ORIGIN, json=asked)
    delete_dossier(house.ctx, manager)
    after = await client.post("/supprimes", headers=ORIGIN, json=asked)
    assert before.json() == {"supprimes": {}}
    assert ("Clear-Site-Data" in before.headers, after.headers["Clear-Site-Data"]) == (
        False,
        '"cache"',
    )
    assert list(after.json()["supprimes"]) == [house.dossier]
    with house.ctx.db.write() as conn:
        conn.execute(deleted_dossiers.delete())
    emptied = await client.post("/supprimes", headers=ORIGIN, json=asked)
    assert emptied.json() == {"supprimes": {}}


async def test_asking_about_deletions_is_bounded(client: httpx.AsyncClient) -> None:
    """A device can be in no more dossiers than that, nor can a body name more."""
    ids = " ".join(f"{number:032x}" for number in range(DOSSIERS_ASKED_ABOUT + 1))
    answer = await client.post("/supprimes", headers=ORIGIN, json={"dossiers": ids})
    assert (answer.status_code, "au plus" in answer.json()["erreur"]) == (400, True)
    foreign = await client.post("/supprimes", json={"dossiers": ""})
    assert foreign.status_code == 403
