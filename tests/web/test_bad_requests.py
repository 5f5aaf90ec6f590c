"""What strangers, slips and machines may send to our routes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event, select, update
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from capacities.domain.limits import IMPORT_BYTES, IMPORT_CHOICE_BYTES, REQUEST_BYTES
from capacities.exports.reading.choice import UNREADABLE
from capacities.services.context import Context
from capacities.services.health import Health, health
from capacities.services.identify import identify
from capacities.services.read_canvas import read_canvas
from capacities.services.throttle import Spacing
from capacities.storage.tables import sessions, updates
from capacities.web.health import FRESH_S
from tests.web.conftest import BASE, CANVAS, COLOR, VOTE, House

ORIGIN = {"Origin": BASE}


def _editor(house: House) -> dict[str, str]:
    return ORIGIN | {"Cookie": f"capacities={house.cookies['editor']}"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"token": 3}',
        b'{"token": null}',
        b'{"token": ["x"]}',
        b"\xff\xfe\x00",
        b"[" * 50_000,
        b'{"token": "\\ud800"}',
    ],
)
@pytest.mark.parametrize("path", ["/rejoindre", "/rejoindre/lien"])
async def test_an_unreadable_request_is_refused_in_french(
    client: httpx.AsyncClient, house: House, path: str, body: bytes
) -> None:
    """Whatever the body, a sentence and no server error."""
    answer = await client.post(path, headers=ORIGIN, content=body)
    assert answer.status_code in (400, 401)
    assert answer.json()["erreur"].endswith((".", ")."))


async def test_leaving_with_an_odd_request_changes_nothing(
    client: httpx.AsyncClient, house: House
) -> None:
    """An unknown dossier, or none, is simply not left."""
    answers = [
        (await client.post("/quitter", headers=_editor(house), json=body)).json()["quitte"]
        for body in ({}, {"dossier": "x" * 1000}, {"dossier": house.dossier})
    ]
    assert answers == [False, False, True]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_beyond_the_limit_is_not_read(
    client: httpx.AsyncClient, declared: bool
) -> None:
    """10 MB sent to a JSON route stop at the limit, announced or not."""
    sent = 0

    async def chunks() -> object:
        nonlocal sent
        for _ in range(160):
            sent += REQUEST_BYTES
            yield b" " * REQUEST_BYTES

    content = b" " * (10 * 1024 * 1024) if declared else chunks()
    answer = await client.post("/rejoindre/lien", headers=ORIGIN, content=content)  # type: ignore[arg-type]
    assert (answer.status_code, "trop gros" in answer.json()["erreur"]) == (413, True)
    assert sent <= 3 * REQUEST_BYTES


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"x" * (IMPORT_BYTES + 1), 413),
        (b"x" * (10 * 1024 * 1024), 413),
        (b"", 400),
        (b"\x00\x01\x02" * 100, 400),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", 400),
        (b"PK\x03\x04" + b"\x00" * 60, 400),
    ],
)
@pytest.mark.parametrize("verb", ["apercu", "appliquer"])
async def test_a_file_that_is_no_import_changes_nothing(
    client: httpx.AsyncClient, ctx: Context, house: House, verb: str, data: bytes, status: int
) -> None:
    """A clear refusal, and the canvas as it was."""
    answer = await client.post(
        f"/importer/{house.dossier}/{CANVAS}/{verb}", headers=_editor(house), content=data
    )
    assert (answer.status_code, bool(answer.json()["erreur"])) == (status, True)
    who = identify(ctx, house.dossier, cookie=house.cookies["editor"])
    assert read_canvas(ctx, who, CANVAS).cards == ()


async def test_what_is_chosen_of_a_file_goes_before_it(
    client: httpx.AsyncClient, house: House
) -> None:
    """The largest file comes in with it; people's words are not in the address."""
    chosen = {"colonnes": {"0": "texte", "1": "case"}, "valeurs": {"Demain": "usagers"}}
    words = json.dumps(chosen).encode()
    address = f"/importer/{house.dossier}/{CANVAS}/apercu?choix={len(words)}"

    async def preview(file: bytes) -> httpx.Response:
        return await client.post(address, headers=_editor(house), content=words + file)

    table = b"Carte,Liste\nRecruter,Demain\n"
    assert [card["text"] for card in (await preview(table)).json()["added"]] == ["Recruter"]
    full = table.ljust(IMPORT_BYTES)
    assert len((await preview(full)).json()["added"]) == 1
    assert (await preview(full + b" ")).status_code == 413


@pytest.mark.parametrize(
    ("size", "data"),
    [
        *((size, b"{}a;b") for size in ("-1", "+2", "x", "²", "٢", "1e3", "9" * 5_000, "{}")),
        (f"{IMPORT_CHOICE_BYTES + 1}", b" " * (IMPORT_CHOICE_BYTES + 1)),
        ("6", b"{}a;b"),
        ("1", b"{}a;b"),
        ("4", b"\xff\xfe{}a;b"),
    ],
)
async def test_a_choice_that_is_none_changes_nothing(
    client: httpx.AsyncClient, house: House, size: str, data: bytes
) -> None:
    """Whatever is said to be its size."""
    address = f"/importer/{house.dossier}/{CANVAS}/appliquer"
    answer = await client.post(
        address, params={"choix": size}, headers=_editor(house), content=data
    )
    assert (answer.status_code, answer.json()["erreur"]) == (400, UNREADABLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
async def test_a_spreadsheet_comes_in_whatever_its_encoding(
    client: httpx.AsyncClient, ctx: Context, house: House, encoding: str
) -> None:
    """Preview changes nothing; applying writes the same post-its, with their accents."""
    data = "case;texte\r\nCoûts;Étude préalable : 45 000 €".encode(encoding)
    address = f"/importer/{house.dossier}/{CANVAS}"
    who = identify(ctx, house.dossier, cookie=house.cookies["editor"])
    preview = await client.post(f"{address}/apercu", headers=_editor(house), content=data)
    assert ([card["text"] for card in preview.json()["added"]], preview.json()["applied"]) == (
        ["Étude préalable : 45 000 €"],
        False,
    )
    assert read_canvas(ctx, who, CANVAS).cards == ()
    applied = await client.post(f"{address}/appliquer", headers=_editor(house), content=data)
    assert applied.json()["applied"] is True
    assert [card.text for card in read_canvas(ctx, who, CANVAS).cards] == [
        "Étude préalable : 45 000 €"
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/{dossier}/inconnu.csv", 404),
        ("/export/inconnu/canevas-usagers.csv", 404),
        ("/export/inconnu.zip", 404),
        ("/export/{dossier}/canevas-usagers.csv?dialecte=latin", 400),
        ("/export/{dossier}/canevas-usagers.csv?dialecte=ouvert", 200),
        ("/export/{dossier}/retroplanning.csv?au=2027-02-30", 400),
        ("/export/{dossier}/retroplanning.csv?au=20270131", 400),
        ("/export/{dossier}/retroplanning.csv?au=2027-01-31&dialecte=ouvert", 200),
        ("/export/{dossier}/retroplanning/fils.csv?au=demain", 400),
        ("/export/{dossier}/retroplanning.ics?au=demain", 400),
        ("/export/{dossier}/retroplanning.ics", 200),
        ("/export/{dossier}/retroplanning.xlsx?au=0001-01-01", 200),
        ("/export/{dossier}/retroplanning.mmd?au=9999-12-31", 200),
        ("/export/{dossier}/..%2Fcanevas-usagers.csv", 404),
    ],
)
async def test_addresses_that_lead_nowhere(
    client: httpx.AsyncClient, house: House, address: str, status: int
) -> None:
    """An unknown dossier, canvas or dialect has its decided answer."""
    answer = await client.get(address.format(dossier=house.dossier), headers=_editor(house))
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("PUT", "/sante", "GET, HEAD"),
        ("GET", "/quitter", "POST"),
        ("DELETE", "/rejoindre", "GET, HEAD, POST"),
        ("DELETE", "/export/x/y.csv", "GET, HEAD"),
    ],
)
async def test_an_address_asked_in_a_wrong_way_says_so(
    app: Starlette, client: httpx.AsyncClient, method: str, address: str, allowed: str
) -> None:
    """Like any other refusal: a sentence, as an object to programs, as a page to people; and
    Streamlit's pages, which come after and answer to every address, do not say it for us."""
    app.routes.append(Mount("/", PlainTextResponse("page", 405)))
    answer = await client.request(method, address)
    page = await client.request(method, address, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert (
        answer.json()["erreur"] == f"Cette adresse ne se demande pas ainsi : on attend {allowed}."
    )
    assert (page.status_code, 'lang="fr"' in page.text) == (405, True)


async def test_a_person_who_opens_an_export_reads_a_page(
    client: httpx.AsyncClient, house: House
) -> None:
    """Somebody refused in a browser gets a French page with a way out, not JSON."""
    answer = await client.get(f"/export/{house.dossier}.zip", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("text/html")
    assert 'lang="fr"' in answer.text
    assert "Revenir à l’accueil" in answer.text


@pytest.mark.parametrize(
    "name",
    ["..%2Fpackage.json", "%2e%2e/package.json", "secret.txt", ".js", "absent.js", "a%00.js"],
)
async def test_assets_are_the_files_of_the_build_only(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nothing above the folder, nothing of another kind."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (tmp_path / "package.json").write_text("{}")
    (dist / "secret.txt").write_text("x")
    (dist / "page-1.js").write_text("export {}")
    monkeypatch.setattr("capacities.web.assets.DIST", dist)
    good = await client.get("/assets/page-1.js")
    assert (good.status_code, good.headers["content-type"].split(";")[0]) == (
        200,
        "text/javascript",
    )
    assert "immutable" in good.headers["cache-control"]
    assert (await client.get(f"/assets/{name}")).status_code == 404


async def test_a_missing_build_is_said(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the built interface, the page says what to do instead of showing nothing."""
    monkeypatch.setattr("capacities.web.assets.DIST", tmp_path)
    answer = await client.get("/rejoindre")
    assert (answer.status_code, "pip install" in answer.json()["erreur"]) == (404, True)


async def test_twenty_wrong_links_then_one_must_wait(
    client: httpx.AsyncClient, house: House
) -> None:
    """The twenty-first wrong link is told to wait; the right one still opens."""
    wrong = {"token": "faux", "pseudonym": "Ada", "color": COLOR}
    statuses = [
        (await client.post("/rejoindre", headers=ORIGIN, json=wrong)).status_code for _ in range(21)
    ]
    right = wrong | {"token": house.tokens["editor"]}
    entered = await client.post("/rejoindre", headers=ORIGIN, json=right)
    assert (statuses, entered.status_code) == ([401] * 20 + [429], 200)


async def test_a_database_that_cannot_write_still_lets_read(
    client: httpx.AsyncClient, ctx: Context, house: House
) -> None:
    """Exports and « what does this link open » go on; entering says to try again; then heals."""
    await client.get(f"/export/{house.dossier}/{CANVAS}.csv", headers=_editor(house))

    def close_to_writing(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only = 1")

    async def statuses() -> list[int]:
        await asyncio.sleep(FRESH_S)
        words = {"token": house.tokens["editor"], "pseudonym": "Ada", "color": COLOR}
        answers = [
            await client.get(f"/export/{house.dossier}/{CANVAS}.csv", headers=_editor(house)),
            await client.post("/rejoindre/lien", headers=ORIGIN, json=words),
            await client.post("/rejoindre", headers=ORIGIN, json=words),
            await client.get("/sante"),
        ]
        # A proxy's 503 is not ours, and pages are told one from the other.
        ours = ["X-Capacites" in answer.headers for answer in answers]
        assert ours == [answer.status_code == 503 for answer in answers]
        return [answer.status_code for answer in answers]

    event.listen(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert await statuses() == [200, 200, 503, 503]
    event.remove(ctx.db.engine, "connect", close_to_writing)
    ctx.db.engine.dispose()
    assert await statuses() == [200, 200, 200, 200]


async def test_health_asked_by_anyone_does_not_busy_the_database(
    client: httpx.AsyncClient, ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred questions at once make one write."""
    asked: list[Context] = []

    def counted(asked_of: Context) -> Health:
        asked.append(asked_of)
        return health(asked_of)

    monkeypatch.setattr("capacities.web.health.health", counted)
    answers = await asyncio.gather(*(client.get("/sante") for _ in range(100)))
    assert ({answer.status_code for answer in answers}, len(asked) <= 4) == ({200}, True)


async def test_a_page_of_a_dossier_is_a_visit(
    client: httpx.AsyncClient, ctx: Context, house: House
) -> None:
    """Who exports, votes or reads there came today, without passing by the home page."""
    with ctx.db.write() as conn:
        conn.execute(update(sessions).values(seen_at="2020-01-01T00:00:00+00:00"))
    await client.get(f"/export/{house.dossier}/{CANVAS}.csv", headers=_editor(house))
    with ctx.db.read() as conn:
        seen = conn.execute(select(sessions.c.seen_at)).scalars().all()
    assert len([moment for moment in seen if not moment.startswith("2020")]) == 1


async def test_a_damaged_canvas_is_our_failure_and_that_of_no_other(
    client: httpx.AsyncClient, ctx: Context, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """500 and a line in the log where it is asked alone; the whole dossier still leaves."""
    house.write_idea()
    with ctx.db.write() as conn:
        conn.execute(update(updates).values(data=b"\xff\x00\xff"))
    address, headers = f"/export/{house.dossier}", _editor(house)
    alone = await client.get(f"{address}/{VOTE}.csv", headers=headers)
    assert (alone.status_code, "abîmé" in alone.json()["erreur"]) == (500, True)
    assert "Unreadable" in caplog.text
    assert (await client.get(f"{address}.zip", headers=headers)).status_code == 200


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
async def test_a_failure_of_ours_is_said_and_logged_without_secrets(
    client: httpx.AsyncClient,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    accept: str,
) -> None:
    """A sentence to the person, the trace to the log, the token to neither."""

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("détail technique")

    monkeypatch.setattr("capacities.web.join.look_at_link", fail)
    token = house.tokens["editor"]
    answer = await client.post(
        "/rejoindre/lien", headers=ORIGIN | {"Accept": accept}, json={"token": token}
    )
    assert (answer.status_code, "erreur inattendue" in answer.text) == (500, True)
    assert ("détail technique" in answer.text, "détail technique" in caplog.text) == (False, True)
    assert token not in caplog.text


async def test_a_browser_too_many_is_told_when_to_come_back(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In seconds, and not the ten minutes of wrong links; whoever is inside does not wait."""
    monkeypatch.setattr(house.ctx.arrivals, "_by_link", Spacing(1, 7.0))
    body = {"token": house.tokens["reader"], "pseudonym": "Ada", "color": COLOR}
    answers = [await client.post("/rejoindre", headers=ORIGIN, json=body) for _ in range(2)]
    client.cookies.clear()
    refused = await client.post("/rejoindre", headers=ORIGIN, json=body)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
    assert "un à un" in refused.json()["erreur"]
    assert [answer.status_code for answer in answers] == [200, 200]
