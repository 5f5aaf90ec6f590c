"""The image behind a map, asked over HTTP: what is kept by browsers, and what is refused."""

from __future__ import annotations

import httpx
import pytest
from PIL import Image

from capacities.domain.limits import BACKGROUND_UPLOAD_BYTES
from tests.images import encoded, noise, plan, said_to_be
from tests.web.conftest import BASE, CANVAS, MAP, House


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
    assert given.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in given.headers["Content-Security-Policy"]
    again = {"If-None-Match": given.headers["ETag"]}
    known = await client.get(address, headers=_headers(house, "reader") | again)
    assert (known.status_code, known.content) == (304, b"")
    assert (await client.get(address, headers=again)).status_code == 401


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


async def test_a_canvas_that_is_no_map_has_none(client: httpx.AsyncClient, house: House) -> None:
    """Nor does one that does not exist."""
    image = encoded(plan(), "PNG")
    assert (await _put(client, house, image, CANVAS)).status_code == 400
    assert (await _put(client, house, image, "aucun")).status_code == 404
