"""Files asked for: one at a time for each, dossiers in turn, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import inspect
import tempfile
import threading
from collections.abc import Awaitable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Message

from capacities.apart.processes import Worker
from capacities.domain.access import Role
from capacities.domain.errors import TooMany
from capacities.domain.limits import (
    FAILURE_WINDOW_S,
    FILE_CHUNK_BYTES,
    SLOW_DOSSIER_S,
    SLOW_TURN_S,
    VOTING_AT_ONCE,
    WAITING_PER_DOSSIER,
)
from capacities.services.context import Context
from capacities.services.export_canvas import File
from capacities.services.identify import identify
from capacities.services.import_cards import STOPPED
from capacities.services.join import join
from capacities.services.share_links import revoke_link
from capacities.web import exports, imports, threads, turns, uploads
from capacities.web.turns import EXPORTING, FULL, IMPORTING, SharedBytes, Turns
from tests.waiting import PATIENCE_S
from tests.web.conftest import BASE, CANVAS, COLOR, House

ORIGIN = {"Origin": BASE}


class Gate:
    """Takes the place of what is made: it lasts until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.opened = threading.Event()

    def __call__(self, *_arguments: object, **_named: object) -> Any:
        self.entered.release()
        assert self.opened.wait(PATIENCE_S)
        content = tempfile.SpooledTemporaryFile(1024)  # noqa: SIM115
        content.write(b"texte")
        return File("x.csv", "text/csv", content)  # type: ignore[arg-type]

    async def is_entered(self) -> None:
        assert await asyncio.to_thread(self.entered.acquire, timeout=PATIENCE_S)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The making of every CSV and ZIP, held until the test opens it."""
    one = Gate()
    monkeypatch.setattr(exports, "export_canvas", one)
    monkeypatch.setattr(exports, "export_dossier", one)
    yield one
    one.opened.set()


def _cookie(house: House, role: str = "reader") -> dict[str, str]:
    return ORIGIN | {"Cookie": f"capacities={house.cookies[role]}"}


def _newcomer(ctx: Context, house: House) -> dict[str, str]:
    cookie = join(ctx, None, house.tokens["reader"], "Eve", COLOR, "").cookie
    return ORIGIN | {"Cookie": f"capacities={cookie}"}


async def test_a_second_click_is_refused_and_the_first_arrives(
    client: httpx.AsyncClient, house: House, gate: Gate
) -> None:
    """A sentence, two seconds of patience; then the same person may ask again."""
    address = f"/export/{house.dossier}/{CANVAS}.csv"
    first = asyncio.create_task(client.get(address, headers=_cookie(house)))
    await gate.is_entered()
    second = await client.get(f"/export/{house.dossier}.zip", headers=_cookie(house))
    gate.opened.set()
    assert (second.status_code, second.headers["retry-after"]) == (429, "2")
    assert second.json()["erreur"] == EXPORTING
    assert (await first).content == b"texte"
    assert (await client.get(address, headers=_cookie(house))).status_code == 200


async def test_a_link_refused_is_a_page_for_a_person(
    client: httpx.AsyncClient, house: House, gate: Gate
) -> None:
    """Not a file with the name of a CSV: French, HTML, and no attachment."""
    address = f"/export/{house.dossier}/{CANVAS}.csv"
    first = asyncio.create_task(client.get(address, headers=_cookie(house)))
    await gate.is_entered()
    second = await client.get(address, headers=_cookie(house) | {"Accept": "text/html,*/*"})
    gate.opened.set()
    await first
    assert second.headers["content-type"].startswith("text/html")
    assert EXPORTING in second.text
    assert "content-disposition" not in second.headers


async def test_two_programs_of_one_link_are_one(
    client: httpx.AsyncClient, house: House, gate: Gate
) -> None:
    """Its token tells who they are; another link of the same dossier is another."""
    address = f"/export/{house.dossier}/{CANVAS}.csv"

    def ask(role: str) -> Awaitable[httpx.Response]:
        return client.get(address, headers={"Authorization": f"Bearer {house.tokens[role]}"})

    first = asyncio.create_task(ask("reader"))  # type: ignore[arg-type]
    await gate.is_entered()
    assert (await ask("reader")).status_code == 429
    other = asyncio.create_task(ask("editor"))  # type: ignore[arg-type]
    gate.opened.set()
    assert ((await first).status_code, (await other).status_code) == (200, 200)


async def test_a_whole_room_gets_its_csv(
    client: httpx.AsyncClient, ctx: Context, house: House
) -> None:
    """Sixty people behind one address, with one reading link, who click together: all served."""
    people = [_newcomer(ctx, house) for _ in range(60)]
    address = f"/export/{house.dossier}/{CANVAS}.csv"
    answers = await asyncio.gather(*(client.get(address, headers=who) for who in people))
    assert {(answer.status_code, answer.content[:8]) for answer in answers} == {
        (200, b"\xef\xbb\xbfcase;")
    }


async def test_a_flood_of_files_keeps_nobody_out(
    client: httpx.AsyncClient, ctx: Context, house: House, gate: Gate
) -> None:
    """While ZIPs and CSVs are asked for and none ends, one joins, reads /sante and imports."""
    people = [_newcomer(ctx, house) for _ in range(60)]
    flood = [
        asyncio.create_task(client.get(f"/export/{house.dossier}{end}", headers=who))
        for i, who in enumerate(people)
        for end in [f"/{CANVAS}.csv" if i % 2 else ".zip"]
    ]
    await gate.is_entered()
    await gate.is_entered()
    words = {"token": house.tokens["editor"], "pseudonym": "Ada", "color": COLOR}
    with anyio.fail_after(PATIENCE_S):
        joined = await client.post("/rejoindre", json=words, headers=ORIGIN)
        page = await client.get("/rejoindre")
        health = await client.get("/sante")
        brought = await client.post(
            f"/importer/{house.dossier}/{CANVAS}/apercu",
            headers=_cookie(house, "editor"),
            content="case;texte\nUsagers;Été\n".encode(),
        )
    gate.opened.set()
    await asyncio.gather(*flood)
    assert [answer.status_code for answer in (joined, page, health, brought)] == [200] * 4


async def test_who_lost_the_right_while_waiting_gets_nothing(
    client: httpx.AsyncClient, ctx: Context, house: House, gate: Gate
) -> None:
    """The right is asked for again when the turn comes."""
    address = f"/export/{house.dossier}/{CANVAS}.csv"
    first = asyncio.create_task(client.get(address, headers=_cookie(house, "editor")))
    await gate.is_entered()
    second = asyncio.create_task(client.get(address, headers=_cookie(house)))
    await asyncio.sleep(0.2)
    manager = identify(ctx, house.dossier, cookie=house.cookies["facilitator"])
    await asyncio.to_thread(revoke_link, ctx, manager, Role.READER)
    gate.opened.set()
    assert ((await first).status_code, (await second).status_code) == (200, 401)


async def test_a_second_import_at_once_is_refused_and_changes_nothing(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one ends as it must."""
    gate = Gate()

    def hold(*_arguments: object) -> bytes:
        gate().content.close()
        return b"{}"

    monkeypatch.setattr(imports, "preview_import", hold)
    address, headers = f"/importer/{house.dossier}/{CANVAS}", _cookie(house, "editor")
    first = asyncio.create_task(client.post(f"{address}/apercu", headers=headers, content=b"x"))
    await gate.is_entered()
    second = await client.post(f"{address}/appliquer", headers=headers, content=b"x")
    gate.opened.set()
    assert (second.status_code, second.json()["erreur"]) == (429, IMPORTING)
    assert (await first).status_code == 200


async def test_a_file_too_long_to_read_is_refused_in_french(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads it is ended; nothing is changed; the next file is read."""
    address, headers = f"/importer/{house.dossier}/{CANVAS}/appliquer", _cookie(house, "editor")
    data = "case;texte\nUsagers;Été\n".encode()
    monkeypatch.setattr("capacities.services.import_cards.IMPORT_S", 0.0)
    refused = await client.post(address, headers=headers, content=data)
    monkeypatch.undo()
    taken = await client.post(address, headers=headers, content=data)
    assert (refused.status_code, refused.json()["erreur"]) == (400, STOPPED)
    assert [card["text"] for card in taken.json()["added"]] == ["Été"]


async def test_the_server_answers_while_a_hostile_file_is_read(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five megabytes made to be slow are read by another process than the one that serves."""
    asked: list[int] = []
    ask = Worker.ask

    def watched(worker: Worker, *arguments: Any, **named: Any) -> Any:
        asked.append(worker._process.pid)
        return ask(worker, *arguments, **named)

    monkeypatch.setattr(Worker, "ask", watched)
    reading = asyncio.create_task(
        client.post(
            f"/importer/{house.dossier}/pourquoi/apercu",
            headers=_cookie(house, "editor"),
            content=b"- " + b"**a " * 1_200_000,
        )
    )
    with anyio.fail_after(PATIENCE_S):
        served = 0
        while not reading.done():
            served += (await client.get("/sante")).status_code == 200
            await asyncio.sleep(0.05)  # the other process needs the machine too
    assert ((await reading).status_code in (200, 400), len(asked), served > 0) == (True, 1, True)


async def test_a_file_that_arrives_too_slowly_is_refused(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is given back."""
    monkeypatch.setattr(uploads, "UPLOAD_S", 0.05)

    async def slowly() -> Any:
        yield b"case;texte\n"
        await asyncio.sleep(PATIENCE_S)

    address, headers = f"/importer/{house.dossier}/{CANVAS}/apercu", _cookie(house, "editor")
    refused = await client.post(address, headers=headers, content=slowly())
    monkeypatch.undo()
    assert (refused.status_code, refused.json()["erreur"]) == (400, uploads.SLOW)
    again = await client.post(address, headers=headers, content=b"case;texte\nUsagers;x\n")
    assert again.status_code == 200


async def test_who_never_reads_is_hung_up_on(
    app: Starlette, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is closed, and the same person may ask again."""
    monkeypatch.setattr(exports, "SENDING_STALL_S", 0.05)
    scope = {
        "type": "http", "method": "GET", "path": f"/export/{house.dossier}.zip",
        "headers": [(b"cookie", f"capacities={house.cookies['reader']}".encode())],
        "query_string": b"",
        "client": ("1.2.3.4", 5), "server": ("ateliers.test", 80), "scheme": "http",
        "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    sent: list[Message] = []

    async def never(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            await asyncio.sleep(PATIENCE_S)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    with anyio.fail_after(PATIENCE_S):
        await app(dict(scope), receive, never)
        await app(dict(scope), receive, never)
    assert [message.get("status") for message in sent] == [200, None, 200, None]


async def test_dossiers_take_turns() -> None:
    """Whoever asks twenty times waits behind whoever asks once."""
    queue, served = Turns(), list[str]()

    async def ask(dossier: str) -> None:
        async with queue.turn(dossier):
            served.append(dossier)
            await asyncio.sleep(0)

    asked = ["a"] * 20 + ["b", "c", "b"]
    await asyncio.gather(*(ask(dossier) for dossier in asked))
    assert served[:7] == ["a", "a", "b", "c", "a", "b", "a"]
    assert sorted(served) == sorted(asked)


async def test_a_dossier_whose_turn_was_slow_waits_for_the_others() -> None:
    """Four dossiers that send files made to be slow do not come before a fifth one for ever."""
    clock, served = 0.0, list[str]()
    queue = Turns(now=lambda: clock)

    async def ask(dossier: str, seconds: float) -> None:
        nonlocal clock
        async with queue.turn(dossier):
            served.append(dossier)
            await asyncio.sleep(0)
            clock += seconds

    asked = {"a": SLOW_TURN_S + 1, "b": SLOW_TURN_S + 1, "c": 0, "d": 0}
    await asyncio.gather(*(ask(one, asked[one]) for one in "ababcdc"))
    assert "".join(served) == "abcdcab"
    clock += SLOW_DOSSIER_S
    await ask("e", 0)
    assert not queue._slow


async def test_a_turn_given_up_is_the_next_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the wait is too long or the request is no more, the queue goes on."""
    monkeypatch.setattr(turns, "WAITING_S", 0.05)
    queue = Turns()
    async with queue.turn("a"):
        with pytest.raises(TooMany):
            async with queue.turn("b"):
                pass
    monkeypatch.setattr(turns, "WAITING_S", PATIENCE_S)

    async def wait() -> None:
        async with queue.turn("c"):
            pass

    async with queue.turn("a"):
        called, waiting = asyncio.create_task(wait()), asyncio.create_task(wait())
        await asyncio.sleep(0.01)
    called.cancel()  # just when its turn has come
    with anyio.fail_after(PATIENCE_S):
        await waiting
    with pytest.raises(asyncio.CancelledError):
        await called


async def test_a_turn_that_ends_just_when_the_next_one_gives_up_goes_to_the_one_after() -> None:
    """Whoever had it sees no error, and nobody is forgotten in the queue."""
    queue, ended = Turns(), asyncio.Event()

    async def take() -> None:
        async with queue.turn("a"):
            await ended.wait()

    first, leaving, last = [asyncio.create_task(take()) for _ in range(3)]
    await asyncio.sleep(0.01)
    ended.set()
    leaving.cancel()
    with anyio.fail_after(PATIENCE_S):
        await asyncio.gather(first, last)
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_dossier_has_so_many_who_wait() -> None:
    """Beyond, a sentence; the other dossiers are not concerned."""
    queue = Turns()

    async def wait(dossier: str) -> None:
        async with queue.turn(dossier):
            pass

    async with queue.turn("a"):
        crowd = [asyncio.create_task(wait("a")) for _ in range(WAITING_PER_DOSSIER)]
        await asyncio.sleep(0)
        with pytest.raises(TooMany, match=FULL[:40]):
            await wait("a")
        other = asyncio.create_task(wait("b"))
    await asyncio.gather(*crowd, other)


def test_what_is_sent_is_not_compressed_on_the_event_loop() -> None:
    """Streamlit's middleware takes a thread for pieces of this size, and none for smaller ones."""
    compress = inspect.signature(GZipMiddleware).parameters["thread_minimum_size"].default
    assert compress <= FILE_CHUNK_BYTES


def test_room_is_left_for_one_more_dossier() -> None:
    """However many fill it; what is given back is free again."""
    shared = SharedBytes(100)
    release = shared.hold("a", 50)
    with pytest.raises(TooMany):
        shared.hold("a", 1)
    shared.hold("b", 25)
    shared.hold("c", 12)
    shared.hold("d", 6)
    release()
    shared.hold("e", 57)


async def test_the_votes_of_a_dossier_leave_a_thread_to_the_others() -> None:
    """However many people of one dossier ask at once, another is answered meanwhile."""
    opened, inside = threading.Event(), threading.Semaphore(0)

    def last() -> None:
        inside.release()
        opened.wait(PATIENCE_S)

    crowd = [asyncio.create_task(threads.vote("a", last)) for _ in range(12)]
    for _ in range(VOTING_AT_ONCE):
        await asyncio.to_thread(inside.acquire, timeout=PATIENCE_S)
    with anyio.fail_after(PATIENCE_S):
        assert await threads.vote("b", lambda: "voté") == "voté"
    assert threads.VOTING.borrowed_tokens == VOTING_AT_ONCE < threads.VOTING.total_tokens
    opened.set()
    await asyncio.gather(*crowd)


async def test_a_file_waits_outside_while_too_many_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is received when another has been read, or refused when none is in time."""
    shared = SharedBytes(100)
    release = shared.hold("a", 50)
    waiting = asyncio.create_task(shared.wait_to_hold("a", 50))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    release()
    with anyio.fail_after(PATIENCE_S):
        (await waiting)()
    shared.hold("a", 50)
    monkeypatch.setattr(turns, "WAITING_S", 0.0)
    monkeypatch.setattr(turns, "_LOOK_AGAIN_S", 0.01)
    with pytest.raises(TooMany):
        await shared.wait_to_hold("a", 50)


@pytest.mark.parametrize(("role", "wait"), [("inconnu", FAILURE_WINDOW_S)])
async def test_wrong_links_wait_for_their_window(
    client: httpx.AsyncClient, house: House, role: str, wait: int
) -> None:
    """Each refusal says its own time."""
    for _ in range(21):
        answer = await client.post(
            "/rejoindre/lien", json={"token": house.tokens[role]}, headers=ORIGIN
        )
    assert (answer.status_code, answer.headers["retry-after"]) == (429, str(wait))
