"""What the pages of a dossier are told live: its name, a vote, a call, who is where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from capacities.collab.protocol import NEWS, Close
from capacities.documents.lib0 import read_integer
from capacities.domain import limits
from capacities.domain.access import Role
from capacities.domain.errors import LinkRefused
from capacities.domain.news import Call, call_event
from capacities.domain.people import browser_mark
from capacities.storage.database import Database
from capacities.storage.tables import dossiers
from tests.interop.serving import ORIGIN, Live, add_dossier, cookie, serving
from tests.interop.test_refusals import code_of
from tests.waiting import PATIENCE_S, until

D1 = "d1".ljust(32, "0")
CALL = Call(D1, "canevas", "Gouvernance", "b1", "Camille", "", "un")
News = dict[str, Any]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PEOPLE_EVERY_S", 0.02)


@contextmanager
def browser(live: Live, token: str, canvas: str = "") -> Iterator[ClientConnection]:
    """Open a page as a browser does: on a canvas, else another page of the dossier."""
    shown = {"Cookie": f"capacities={cookie(token)}"}
    place = (
        f"{live.url}/{D1}/{canvas}" if canvas else f"{live.url.replace('collab', 'nouvelles')}/{D1}"
    )
    with connect(
        place, additional_headers=shown, origin=Origin(ORIGIN), compression=None
    ) as socket:
        yield socket


def read(frame: str | bytes) -> News | None:
    """Return the news of a frame, on a canvas or elsewhere; None when it is something else."""
    if isinstance(frame, str):
        return json.loads(frame)
    if frame[0] != NEWS:
        return None
    size, at = read_integer(frame, 1)
    assert at + size == len(frame)
    return json.loads(frame[at:])


def hear(socket: ClientConnection, wanted: Callable[[News], object]) -> News:
    """Wait for a news."""
    while True:
        heard = read(socket.recv(timeout=PATIENCE_S))
        if heard is not None and wanted(heard):
            return heard


def rename(db: Database, title: str) -> None:
    """Do what the service of this name does."""
    with db.write() as connection:
        connection.execute(update(dossiers).where(dossiers.c.id == D1).values(title=title))
    db.bus.publish(f"@dossier/{D1}")


def places(heard: News) -> list[tuple[str, str]]:
    """Return who is where, as told."""
    return [(one["nom"], one["canevas"]) for one in heard.get("personnes", [])]


def test_everybody_hears_the_new_name_wherever_they_are(live: Live) -> None:
    """At the door one is told the present name, and then each change of it."""
    add_dossier(live.db, D1)
    with browser(live, "reader-a") as page, browser(live, "voter-b", "canevas") as canvas:
        for socket in (page, canvas):
            told = hear(socket, lambda news: news["genre"] == "dossier")
            assert told == {"genre": "dossier", "titre": "t", "territoire": "t", "cas": "u"}
        rename(live.db, "Les toits d’Argentan")
        for socket in (page, canvas):
            told = hear(socket, lambda news: news["genre"] == "dossier")
            assert told["titre"] == "Les toits d’Argentan"


def test_a_ballot_is_told_to_the_pages_beside(quick: Live) -> None:
    """Its settings everywhere; the gommettes placed only where no room tells them."""
    add_dossier(quick.db, D1)
    with browser(quick, "voter-a") as page, browser(quick, "voter-b", "autre") as elsewhere:
        for socket in (page, elsewhere):
            hear(socket, lambda news: news["genre"] == "dossier")
        quick.db.bus.publish(f"@gommettes/{D1}/canevas", 7)
        told = {"genre": "vote", "canevas": "canevas", "quoi": "gommettes", "version": 7}
        assert hear(page, lambda news: news["genre"] == "vote") == told
        quick.db.bus.publish(f"@vote/{D1}/canevas", 8)
        told = {"genre": "vote", "canevas": "canevas", "quoi": "reglages", "version": 8}
        assert hear(page, lambda news: news["genre"] == "vote") == told
        assert hear(elsewhere, lambda news: news["genre"] == "vote") == told


def test_a_call_reaches_everybody(live: Live) -> None:
    """The pages of the browser that calls know that it is its own: they stay where they are."""
    add_dossier(live.db, D1)
    caller = cookie("facilitator-a")
    with (
        browser(live, "facilitator-a") as own,
        browser(live, "editor-b", "canevas") as canvas,
        browser(live, "reader-c") as page,
    ):
        for socket in (own, canvas, page):
            hear(socket, lambda news: news["genre"] == "dossier")
        live.db.bus.publish(call_event(replace(CALL, mark=browser_mark(caller, D1))))
        for socket in (canvas, page):
            assert hear(socket, lambda news: news["genre"] == "appel") == {
                "genre": "appel",
                "canevas": "canevas",
                "titre": "Gouvernance",
                "branche": "b1",
                "qui": "Camille",
                "id": "un",
            }
        assert hear(own, lambda news: news["genre"] == "appel")["soi"] is True


def test_who_is_where_is_told_to_whoever_facilitates_alone(live: Live) -> None:
    """One entry a browser, on its canvas rather than on another page; a program is nobody."""
    add_dossier(live.db, D1)
    live.door.names |= {cookie("editor-b"): "Sacha", cookie("facilitator-a"): "Ada"}
    program = [Subprotocol("capacities"), Subprotocol("editor")]
    with (
        browser(live, "facilitator-a") as page,
        browser(live, "facilitator-d", "canevas") as canvas,
        browser(live, "editor-b") as outside,
        browser(live, "editor-b", "canevas") as editor,
        connect(f"{live.url}/{D1}/canevas", subprotocols=program, compression=None),
    ):
        expected = [("Ada", ""), ("Camille", "canevas"), ("Sacha", "canevas")]
        for socket in (page, canvas):
            told = hear(socket, lambda news: places(news) == expected)
            assert told["titres"] == {"canevas": "Gouvernance"}
            assert told["autres"] == 0
        assert told["personnes"][2]["marque"] == browser_mark(cookie("editor-b"), D1)
        editor.close()
        hear(page, lambda news: ("Sacha", "") in places(news))
        live.db.bus.publish(f"@vote/{D1}/canevas", 1)
        heard = [read(outside.recv(timeout=PATIENCE_S))]
        while heard[-1] is None or heard[-1]["genre"] != "vote":
            heard.append(read(outside.recv(timeout=PATIENCE_S)))
        assert "personnes" not in [one["genre"] for one in heard if one is not None]


def test_a_name_or_a_role_that_changes_is_told_or_withdrawn(quick: Live) -> None:
    """Who is where follows the rights: asked again at once, as the rooms do."""
    add_dossier(quick.db, D1)
    quick.door.roles[cookie("tour-a")] = Role.FACILITATOR
    with browser(quick, "tour-a") as page, browser(quick, "editor-b", "canevas"):
        hear(page, lambda news: len(places(news)) == 2)
        quick.door.names[cookie("editor-b")] = "Anonyme"
        quick.db.bus.publish(f"@links/{D1}")
        hear(
            page, lambda news: ("Anonyme", "canevas") in places(news) if "personnes" in news else 0
        )
        quick.door.refused[cookie("tour-a")] = LinkRefused("Ce lien a été retiré.")
        quick.db.bus.publish(f"@links/{D1}")
        hear(page, lambda news: news["genre"] == "fin")
        assert code_of(page) == Close.NO_RIGHT


def test_who_is_at_the_door_of_the_news(quick: Live) -> None:
    """The rights and the origins are those of the rooms; a client that speaks is closed."""
    address = f"{quick.url.replace('collab', 'nouvelles')}/{D1}"
    shown = {"Cookie": f"capacities={cookie('reader')}"}
    for origin in (None, "https://ailleurs.test"):
        with pytest.raises(InvalidStatus):
            connect(address, additional_headers=shown, origin=origin and Origin(origin))
    with connect(address, additional_headers={"Authorization": "Bearer inconnu"}) as socket:
        assert code_of(socket) == Close.NO_RIGHT
    for said in ("{}", b"\x00\x00\x00", "x" * 100_000):
        pair = [Subprotocol("capacities"), Subprotocol("reader")]
        with connect(address, subprotocols=pair, compression=None) as socket:
            with suppress(ConnectionClosed):  # closed before its end
                socket.send(said)
            assert code_of(socket) == Close.BAD_MESSAGE


def test_a_browser_opens_so_many_pages_and_as_many_canvases(quick: Live) -> None:
    """Pages that only hear news take none of the places of the canvases of their browser."""
    add_dossier(quick.db, D1)
    opened = []
    try:
        for _ in range(limits.CONNECTIONS_PER_BROWSER):
            page = browser(quick, "reader-a")
            hear(page.__enter__(), lambda news: news["genre"] == "dossier")
            opened.append(page)
        with browser(quick, "reader-a") as one_more:
            assert code_of(one_more) == Close.TOO_MANY
        with browser(quick, "reader-a", "canevas") as canvas:
            assert canvas.recv(timeout=PATIENCE_S)
    finally:
        for page in opened:
            page.__exit__(None, None, None)


def test_two_processes_know_of_each_other(postgresql_url: str) -> None:
    """Who is where, a call and a name cross them; what left with a process is forgotten."""
    with serving(postgresql_url) as here, serving(postgresql_url) as there:
        add_dossier(here.db, D1)
        here.door.names[cookie("facilitator-a")] = "Ada"
        with browser(here, "facilitator-a") as page:
            hear(page, lambda news: news["genre"] == "personnes")
            with browser(there, "editor-b", "canevas") as canvas:
                hear(canvas, lambda news: news["genre"] == "dossier")
                both = [("Ada", ""), ("Camille", "canevas")]
                hear(page, lambda news: places(news) == both)
                here.db.bus.publish(call_event(CALL))
                assert hear(canvas, lambda news: news["genre"] == "appel")["branche"] == "b1"
                rename(there.db, "Autre")
                hear(page, lambda news: news.get("titre") == "Autre")
            alone = [("Ada", "")]
            hear(page, lambda news: places(news) == alone)
        until(lambda: not here.server.connections)
