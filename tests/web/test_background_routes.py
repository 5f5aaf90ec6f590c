"""The image behind a map, asked over HTTP: what is kept by browsers, and what is refused."""

from __future__ import annotations

import asyncio
from typing import Any

import anyio
import httpx
import pytest
from PIL import Image

from capacities.domain.background import image_id
from capacities.domain.limits import BACKGROUND_UPLOAD_BYTES
from capacities.services.put_background import PutImage
from capacities.storage import backgrounds
from capacities.web import background
from capacities.web.turns import IMPORTING
from tests.images import encoded, noise, plan, said_to_be
from tests.waiting import PATIENCE_S
from tests.web.conftest import BASE, CANVAS, KEPT, MAP, House
from tests.web.test_turns import Gate


def _headers(house: House, who: str = "editor") -> dict[str, str]:
    return {"Origin": BASE, "Cookie": f"capacities={house.cookies[who]}"}


async def _put(
    client: httpx.AsyncClient, house: House, data: bytes, key: str = MAP
) -> httpx.Response:
    return await client.post(f"/fond/{house.dossier}/{key}", headers=_headers(house), content=data)


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
async def test_an_image_comes_back_as_what_it_is(
    client: httpx.AsyncClient, house: House, kind: str, media_type: str
) -> None:
    """Its type and nothing else's; kept by the browser alone, under an address of its own."""
    put = (await _put(client, house, encoded(noise(700, 500), kind))).json()
    assert (put["width"], put["height"]) == (700, 500)
    address = f"/fond/{house.dossier}/{MAP}/{put['image']}"
    given = await client.get(address, headers=_headers(house, "reader"))
    assert given.headers["Content-Type"] == media_type
    assert given.headers["Content-Length"] == str(len(given.content))
    assert given.headers["Cache-Control"] == "private, no-cache"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in given.headers["Content-Security-Policy"]
    again = {"If-None-Match": given.headers["ETag"]}
    known = await client.get(address, headers=_headers(house, "reader") | again)
    assert (known.status_code, known.content) == (304, b"")
    assert (await client.get(address, headers=again)).status_code == 401


async def test_who_has_it_already_is_told_so_without_its_bytes(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser asks each time; what it keeps is not shown once the image or the right is gone."""

    def unread(*_: object) -> None:
        raise AssertionError("the bytes are read")

    monkeypatch.setattr(backgrounds, "background_data", unread)
    house.keep_image()
    address = f"/fond/{house.dossier}/{MAP}/"
    reader = _headers(house, "reader")
    known = image_id(KEPT)
    answer = await client.get(address + known, headers=reader | {"If-None-Match": f'"{known}"'})
    assert answer.status_code == 304
    gone = image_id(b"")
    answer = await client.get(address + gone, headers=reader | {"If-None-Match": f'"{gone}"'})
    assert answer.status_code == 404


async def test_a_png_named_otherwise_is_a_png(client: httpx.AsyncClient, house: House) -> None:
    """What is said of the file is not believed, nor needed."""
    headers = _headers(house) | {"Content-Type": "image/jpeg"}
    address = f"/fond/{house.dossier}/{MAP}"
    put = await client.post(address, headers=headers, content=encoded(plan(), "PNG"))
    image = put.json()["image"]
    given = await client.get(f"{address}/{image}", headers=_headers(house))
    assert given.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400, "PNG ou JPEG"),
        (encoded(Image.new("P", (9, 9)), "GIF"), 400, "PNG ou JPEG"),
        (said_to_be(10_000, 5_000), 400, "plus de 20 millions de pixels"),
        (bytes(BACKGROUND_UPLOAD_BYTES + 1), 413, "8 Mo au plus"),
        (b"", 400, "PNG ou JPEG"),
    ],
    ids=["svg", "gif", "pixels", "bytes", "empty"],
)
async def test_what_is_refused_is_told(
    client: httpx.AsyncClient, house: House, data: bytes, status: int, said: str
) -> None:
    """A sentence: what happened, and that nothing changed."""
    answer = await _put(client, house, data)
    assert answer.status_code == status
    assert said in answer.json()["erreur"]
    assert "Rien n’a été changé" in answer.json()["erreur"]


async def test_images_wait_their_turn_and_one_person_sends_one(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second one of the same person is refused; another's waits, while a CSV is made."""
    gate, read = Gate(), background.put_background

    def hold(*given: Any) -> PutImage:
        gate().content.close()
        return read(*given)

    monkeypatch.setattr(background, "put_background", hold)
    address, image = f"/fond/{house.dossier}/{MAP}", encoded(plan(64, 40), "PNG")
    mine, other = _headers(house), _headers(house, "facilitator")
    first = asyncio.create_task(client.post(address, headers=mine, content=image))
    await gate.is_entered()
    second = await client.post(address, headers=mine, content=image)
    waiting = asyncio.create_task(client.post(address, headers=other, content=image))
    with anyio.fail_after(PATIENCE_S):
        page = await client.get(f"/export/{house.dossier}/{CANVAS}.csv", headers=other)
    assert (second.status_code, second.json()["erreur"]) == (429, IMPORTING)
    assert second.headers["retry-after"] == "2"
    assert (page.status_code, waiting.done()) == (200, False)
    gate.opened.set()
    assert [(await each).status_code for each in (first, waiting)] == [200, 200]


async def test_a_canvas_that_is_no_map_has_none(client: httpx.AsyncClient, house: House) -> None:
    """Nor does one that does not exist."""
    image = encoded(plan(), "PNG")
    assert (await _put(client, house, image, CANVAS)).status_code == 400
    assert (await _put(client, house, image, "aucun")).status_code == 404
