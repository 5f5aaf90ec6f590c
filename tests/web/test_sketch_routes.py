"""The sketches of a canvas, asked over HTTP."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

from capacities.services.identify import identify
from capacities.services.read_sketches import read_sketches
from tests.images import encoded, plan
from tests.web.conftest import BASE, DREAM, House

SENTENCE = "L’été, « au port » : 50 % de œufs\n& plus"


def _headers(house: House, who: str = "editor") -> dict[str, str]:
    return {"Origin": BASE, "Cookie": f"capacities={house.cookies[who]}"}


async def _bring(
    client: httpx.AsyncClient, house: House, data: bytes, sentence: str = SENTENCE
) -> httpx.Response:
    headers = _headers(house) | {"X-Phrase": quote(sentence)}
    address = f"/versions/{house.dossier}/{DREAM}?vu=0"
    return await client.post(address, headers=headers, content=data)


async def test_an_image_is_brought_in_and_shown(client: httpx.AsyncClient, house: House) -> None:
    """Its sentence arrives as it was written; the browser alone keeps the image."""
    answer = await _bring(client, house, encoded(plan(), "JPEG"))
    assert answer.json() == {"version": 1, "meanwhile": []}
    reader = identify(house.ctx, house.dossier, cookie=house.cookies["reader"])
    (kept,) = read_sketches(house.ctx, reader, DREAM)
    assert kept.sentence == "L’été, « au port » : 50 % de œufs & plus"
    given = await client.get(
        f"/versions/{house.dossier}/{DREAM}/1", headers=_headers(house, "reader")
    )
    assert given.headers["Content-Type"] == kept.media_type
    assert given.headers["Cache-Control"] == "private, no-cache"
    known = _headers(house, "reader") | {"If-None-Match": given.headers["ETag"]}
    same = await client.get(f"/versions/{house.dossier}/{DREAM}/1", headers=known)
    assert (same.status_code, same.content) == (304, b"")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    again = await _bring(client, house, encoded(plan(), "PNG"))
    assert again.json() == {"version": 2, "meanwhile": [1]}


@pytest.mark.parametrize(
    ("data", "sentence", "said"),
    [
        (encoded(plan(), "PNG"), "", "en une phrase"),
        (b"<svg/>", SENTENCE, "PNG ou JPEG"),
        (b"", SENTENCE, "PNG ou JPEG"),
    ],
)
async def test_what_is_refused_is_told(
    client: httpx.AsyncClient, house: House, data: bytes, sentence: str, said: str
) -> None:
    """In a sentence."""
    answer = await _bring(client, house, data, sentence)
    assert answer.status_code == 400
    assert said in answer.json()["erreur"]


@pytest.mark.parametrize("version", ["2", "0", "-1", "x", "1e3", "9" * 30])
async def test_no_other_version_is_given(
    client: httpx.AsyncClient, house: House, version: str
) -> None:
    """Nor that of another canvas."""
    house.keep_sketch()
    address = f"/versions/{house.dossier}/{DREAM}/{version}"
    assert (await client.get(address, headers=_headers(house))).status_code == 404
    other = f"/versions/{house.dossier}/pourquoi/1"
    assert (await client.get(other, headers=_headers(house))).status_code == 404
