"""Who may open a live canvas, and write in it: the rooms with the real rights behind."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from pycrdt import Doc, Map
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from capacities.collab.endpoint import CollabEndpoint
from capacities.collab.news_endpoint import NewsEndpoint
from capacities.domain.access import Role
from capacities.domain.session_cookie import name_and_value
from capacities.domain.settings import Settings
from capacities.server import collab_server
from capacities.services.bring_everyone import bring_everyone
from capacities.services.context import Context
from capacities.services.delete_dossier import delete_dossier
from capacities.services.identify import identify
from capacities.services.join import join
from capacities.services.rename_dossier import rename_dossier
from capacities.services.share_links import replace_link, revoke_link
from capacities.storage.tables import sessions
from tests.web.conftest import BASE, CANVAS, COLOR, House

READS, WRITES, REFUSED = "lit", "écrit", "refusé"

TABLE = {
    "facilitator": WRITES,
    "editor": WRITES,
    "voter": READS,
    "reader": READS,
    "personne": REFUSED,
    "inconnu": REFUSED,
    "ailleurs": REFUSED,
    "retiré": REFUSED,
    "expiré": REFUSED,
}


@asynccontextmanager
async def _rooms(ctx: Context) -> AsyncIterator[str]:
    """Serve the rooms and the news of ``ctx`` on a free port; give the address of the rooms."""
    rooms = collab_server(ctx)
    app = Starlette(
        routes=[
            WebSocketRoute("/collab/{dossier_id}/{canvas_key}", CollabEndpoint(lambda: rooms)),
            WebSocketRoute("/nouvelles/{dossier_id}", NewsEndpoint(lambda: rooms)),
        ]
    )
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, ws="websockets-sansio", log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    await rooms.start()
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    async with asyncio.timeout(30):
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way
            await asyncio.sleep(0.01)
    try:
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}/collab"
    finally:
        await rooms.stop()
        server.should_exit = True
        await serving
        listening.close()


@asynccontextmanager
async def _open(
    address: str, way: str, token: str, cookie: str, origin: str | None = BASE
) -> AsyncIterator[ClientConnection]:
    headers = {"Cookie": f"capacities={cookie}"} if way == "cookie" and cookie else {}
    if way == "bearer" and token:
        headers["Authorization"] = f"Bearer {token}"
    protocols = ["capacities", token] if way == "sous-protocole" and token else None
    async with connect(
        address,
        additional_headers=headers,
        subprotocols=protocols,  # type: ignore[arg-type]
        origin=origin,  # type: ignore[arg-type]
    ) as one:
        yield one


def _edit() -> bytes:
    """One update of a document, as y-websocket sends it."""
    doc: Doc[Map[object]] = Doc()
    doc.get("meta", type=Map)["essai"] = "x"
    update = doc.get_update()
    assert len(update) < 128
    return bytes((0, 2, len(update))) + update


async def _outcome(one: ClientConnection) -> str:
    """Tell what the server lets this socket do."""
    read = False
    try:
        await one.send(_edit())
        while True:
            message = await asyncio.wait_for(one.recv(), 30)
            read = True
            if message == bytes((100, 1)):
                return WRITES
    except ConnectionClosed:
        assert one.close_code == 4401
        return READS if read else REFUSED


def _credentials(house: House, who: str) -> tuple[str, str]:
    if who == "retiré":
        return house.revoked()
    if who == "expiré":
        return house.expired()
    return house.tokens.get(who, ""), house.cookies.get(who, "")


@pytest.mark.parametrize("way", ["cookie", "bearer", "sous-protocole"])
@pytest.mark.parametrize("who", TABLE)
async def test_each_person_at_the_socket(ctx: Context, house: House, who: str, way: str) -> None:
    """Same rights by the page's cookie, by a header, by the subprotocol."""
    token, cookie = _credentials(house, who)
    async with (
        _rooms(ctx) as base,
        _open(f"{base}/{house.dossier}/{CANVAS}", way, token, cookie) as one,
    ):
        assert await _outcome(one) == TABLE[who]


@pytest.mark.parametrize(("dossier", "canvas"), [("0" * 32, CANVAS), (None, "inconnu")])
async def test_a_canvas_that_does_not_exist(
    ctx: Context, house: House, dossier: str | None, canvas: str
) -> None:
    """The socket is closed with 4404."""
    token = house.tokens["editor"]
    async with (
        _rooms(ctx) as base,
        _open(f"{base}/{dossier or house.dossier}/{canvas}", "bearer", token, "") as one,
    ):
        await asyncio.wait_for(one.wait_closed(), 30)
        assert one.close_code == 4404


@pytest.mark.parametrize("origin", [None, "https://ailleurs.example", "null"])
async def test_a_foreign_page_opens_no_socket(
    ctx: Context, house: House, origin: str | None
) -> None:
    """The visitor's cookie is not enough: the page must be ours."""
    cookie = house.cookies["facilitator"]
    async with _rooms(ctx) as base:
        with pytest.raises(InvalidStatus):
            async with _open(f"{base}/{house.dossier}/{CANVAS}", "cookie", "", cookie, origin):
                pass


async def test_an_open_socket_outlives_the_change_of_its_cookie(ctx: Context, house: House) -> None:
    """Then, a day later, it is told to come back: with the cookie that its browser has by now."""
    old = house.cookies["editor"]
    new = join(ctx, old, house.tokens["ailleurs"], "Ada", COLOR, "").cookie
    address = f"{house.dossier}/{CANVAS}"
    async with _rooms(ctx) as base, _open(f"{base}/{address}", "cookie", "", old) as one:
        await one.recv()
        ctx.db.bus.publish(f"@links/{house.dossier}")
        assert await _outcome(one) == WRITES
        identify(ctx, house.dossier, cookie=new, visit=True)
        with ctx.db.write() as conn:
            past = {"replaced_at": "2026-01-01T00:00:00+00:00"}
            conn.execute(update(sessions).where(sessions.c.successor.is_not(None)).values(**past))
        ctx.db.bus.publish(f"@links/{house.dossier}")
        await asyncio.wait_for(one.wait_closed(), 10)
        assert one.close_code == 1012
        async with _open(f"{base}/{address}", "cookie", "", old) as again:
            assert await _outcome(again) == REFUSED
        async with _open(f"{base}/{address}", "cookie", "", new) as back:
            assert await _outcome(back) == WRITES


async def test_over_https_a_socket_is_opened_by_the_cookie_of_https(
    ctx: Context, house: House
) -> None:
    """The plain name, which another host of the domain can plant, opens nothing."""
    https = replace(ctx, settings=Settings(base_url=BASE.replace("http:", "https:")))
    shown = join(https, None, house.tokens["editor"], "Ada", COLOR, "").cookie
    name, value = name_and_value(shown)
    async with _rooms(https) as base:
        for given, wanted in ((name, WRITES), ("capacities", REFUSED)):
            async with connect(
                f"{base}/{house.dossier}/{CANVAS}",
                additional_headers={"Cookie": f"{given}={value}"},
                origin=https.settings.base_origin,  # type: ignore[arg-type]
            ) as one:
                assert await _outcome(one) == wanted


@pytest.mark.parametrize("deed", ["retirer", "supprimer", "remplacer"])
async def test_what_happens_to_open_sockets(ctx: Context, house: House, deed: str) -> None:
    """Revoking or deleting closes them at once; replacing the link leaves them open."""
    manager = identify(ctx, house.dossier, cookie=house.cookies["facilitator"])
    deeds = {
        "retirer": lambda: revoke_link(ctx, manager, Role.EDITOR),
        "supprimer": lambda: delete_dossier(ctx, manager),
        "remplacer": lambda: replace_link(ctx, manager, Role.EDITOR),
    }
    async with (
        _rooms(ctx) as base,
        _open(f"{base}/{house.dossier}/{CANVAS}", "cookie", "", house.cookies["editor"]) as one,
    ):
        await one.recv()
        await asyncio.to_thread(deeds[deed])
        if deed == "remplacer":
            assert await _outcome(one) == WRITES
        else:
            await asyncio.wait_for(one.wait_closed(), 10)
            assert one.close_code in ({4401} if deed == "retirer" else {4401, 4404})


def _news(base: str, house: House) -> str:
    return f"{base.removesuffix('/collab')}/nouvelles/{house.dossier}"


async def _genre(one: ClientConnection, genre: str) -> dict[str, Any]:
    """Wait for a news of this kind."""
    while True:
        told = json.loads(await asyncio.wait_for(one.recv(), 30))
        if told["genre"] == genre:
            return told


@pytest.mark.parametrize("who", TABLE)
async def test_each_person_at_the_news(ctx: Context, house: House, who: str) -> None:
    """Whoever may read hears the news, of this dossier only."""
    token, cookie = _credentials(house, who)
    for way in ("cookie", "bearer"):
        async with (
            _rooms(ctx) as base,
            _open(_news(base, house), way, token, cookie) as one,
        ):
            if TABLE[who] == REFUSED:
                await asyncio.wait_for(one.wait_closed(), 30)
                assert one.close_code == 4401
            else:
                assert (await _genre(one, "dossier"))["titre"] == "Toits"


async def test_the_news_of_a_real_dossier(ctx: Context, house: House) -> None:
    """Renamed, called, put out: each is heard at once; places have the names that people read."""
    manager = identify(ctx, house.dossier, cookie=house.cookies["facilitator"])
    titles = {key: one.short_title for key, one in ctx.templates().templates.items()}
    async with (
        _rooms(ctx) as base,
        _open(f"{base}/{house.dossier}/{CANVAS}", "cookie", "", house.cookies["editor"]),
        _open(_news(base, house), "cookie", "", house.cookies["reader"]) as one,
        _open(_news(base, house), "cookie", "", house.cookies["facilitator"]) as own,
    ):
        await _genre(one, "dossier")
        while (told := await _genre(own, "personnes"))["titres"] != {CANVAS: titles[CANVAS]}:
            pass
        assert sorted(person["canevas"] for person in told["personnes"]) == ["", "", CANVAS]
        renamed = {"title": "Port", "territory": "Le Havre", "use_case": ""}
        await asyncio.to_thread(lambda: rename_dossier(ctx, manager, **renamed))
        told = await _genre(one, "dossier")
        assert (told["titre"], told["territoire"]) == ("Port", "Le Havre")
        call = await asyncio.to_thread(lambda: bring_everyone(ctx, manager, CANVAS))
        told = await _genre(one, "appel")
        assert (told["id"], told["titre"], told["qui"]) == (call.id, titles[CANVAS], "Ada")
        assert "branche" not in told
        await asyncio.to_thread(lambda: revoke_link(ctx, manager, Role.READER))
        await _genre(one, "fin")
        await asyncio.wait_for(one.wait_closed(), 10)
        assert one.close_code == 4401
