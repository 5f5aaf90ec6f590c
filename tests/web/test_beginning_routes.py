"""What a map may begin from, asked over HTTP, as the page reads it."""

from __future__ import annotations

import asyncio
import threading

import httpx
import pytest

from capacities.domain.limits import WAITING_PER_DOSSIER
from capacities.domain.snapshot import Card, Edge
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from capacities.web import beginnings
from tests.web.conftest import BASE, MAP, House
from tests.web.test_turns import Gate

BALANCE = "creation-valeur"
CARDS = (
    Card("caf", "CAF", "silo", "a0", "Ada", color="bleu", x=1.5, y=2.0,
         fields={"cadre": "convention", "donnee": "Revenus"}),
    Card("carte", "L’« été »", "application", "a0", "Ada", x=3.0, y=4.0),
    Card("delai", "Six mois", "probleme", "a0", "Ada", on="flux", fields={"nature": "delais"}),
)  # fmt: skip
LINK = Edge("flux", "caf", "carte", "donnee", "Revenus", "Ada", fields={"frequence": "par mois"})


async def _ask(client: httpx.AsyncClient, house: House, end: str = "") -> httpx.Response:
    headers = {"Origin": BASE, "Cookie": f"capacities={house.cookies['editor']}"}
    return await client.get(f"/debuts/{house.dossier}/{BALANCE}{end}", headers=headers)


def _draw(house: House) -> None:
    who = identify(house.ctx, house.dossier, cookie=house.cookies["editor"])
    write_canvas(house.ctx, who, MAP, CARDS, [LINK])


async def test_what_is_offered_is_counted(client: httpx.AsyncClient, house: House) -> None:
    """The drawing, empty then drawn, and the example; never kept by a browser."""
    bare = (await _ask(client, house)).json()["beginnings"][0]
    assert (bare["key"], bare["elements"], bare["empty"]) == ("dessin", 0, True)
    _draw(house)
    answer = await _ask(client, house)
    drawing, example = answer.json()["beginnings"]
    assert drawing == {
        "key": "dessin",
        "title": "Cas d’usage",
        "canvas": MAP,
        "elements": 3,
        "links": 1,
        "empty": False,
    }
    assert (example["key"], example["canvas"]) == ("exemple", BALANCE)
    assert example["elements"] > 0
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_whole_of_it_is_as_the_page_writes_it(
    client: httpx.AsyncClient, house: House
) -> None:
    """Elements and links of this map: a place or what carries it, where it comes from."""
    _draw(house)
    found = (await _ask(client, house, "/dessin")).json()
    cards = {card.pop("id"): card for card in found["cards"]}
    assert cards["caf"] == {
        "zone": "donnee",
        "rank": cards["caf"]["rank"],
        "color": "",
        "text": "CAF",
        "fields": {"cadre": "convention", "frequence": "par mois"},
        "x": 1.5,
        "y": 2.0,
        "origin": "caf",
    }
    assert cards["carte"]["text"] == "L’« été »"
    assert (cards["delai"]["on"], "x" in cards["delai"]) == ("flux", False)
    assert found["edges"] == [
        {"id": "flux", "from": "caf", "to": "carte", "kind": "alimente", "text": "Revenus",
         "fields": {}, "origin": "flux"},
    ]  # fmt: skip
    assert (found["key"], found["elements"], found["links"]) == ("dessin", 3, 1)


async def test_what_there_is_not_is_a_sentence(client: httpx.AsyncClient, house: House) -> None:
    """Of another key, or from a canvas that does not exist."""
    answer = await _ask(client, house, "/rien")
    assert answer.status_code == 404
    assert "Rien n’a été changé" in answer.json()["erreur"]


async def test_megabytes_are_spelt_in_a_thread(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event loop serves everyone: it never turns a whole canvas into text."""
    threads: list[int] = []
    spell = beginnings.json.dumps

    def spelt(*given: object, **named: object) -> str:
        threads.append(threading.get_ident())
        return spell(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(beginnings.json, "dumps", spelt)
    assert (await _ask(client, house, "/exemple")).status_code == 200
    monkeypatch.undo()
    assert threads
    assert threading.get_ident() not in threads


async def test_a_room_that_opens_a_map_together_is_told_what_to_begin_from(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people than may wait for files; none is refused, and other routes go on meanwhile."""
    gate = Gate()

    def hold(*_: object) -> tuple[()]:
        gate().content.close()
        return ()

    monkeypatch.setattr(beginnings, "read_beginnings", hold)
    people = [asyncio.create_task(_ask(client, house)) for _ in range(WAITING_PER_DOSSIER + 50)]
    await gate.is_entered()
    assert (await client.get("/sante")).status_code == 200
    gate.opened.set()
    answers = await asyncio.gather(*people)
    assert {(each.status_code, each.text) for each in answers} == {(200, '{"beginnings": []}')}
