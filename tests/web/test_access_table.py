"""Who gets what answer from every route: a route without its line here fails the tests."""

from __future__ import annotations

import json
from dataclasses import dataclass

import httpx
import pytest
from starlette.routing import Route

from capacities.domain.background import image_id
from capacities.services.context import Context
from capacities.web.routes import http_routes
from tests.images import encoded, plan
from tests.web.conftest import BASE, CANVAS, COLOR, DREAM, IDEA, KEPT, MAP, VOTE, House

ROLES = ("facilitator", "editor", "voter", "reader")
IMAGE = encoded(plan(64, 40), "PNG")
OUTSIDE = ("personne", "inconnu", "ailleurs", "retiré", "expiré")


@dataclass(frozen=True)
class Line:
    """What each role is answered; those outside get ``outside``."""

    facilitator: int
    editor: int
    voter: int
    reader: int
    outside: int


EVERYONE = Line(200, 200, 200, 200, 200)
ASTRAY = Line(303, 303, 303, 303, 303)
EXPORTS = Line(200, 200, 403, 200, 401)
NO_TABLE = Line(404, 404, 403, 404, 401)  # the canvas asked for has one table only
WRITES = Line(200, 200, 403, 403, 401)
READS = Line(200, 200, 200, 200, 401)
VOTES = Line(200, 200, 200, 403, 401)
MANAGES = Line(200, 403, 403, 403, 401)

TABLE: dict[tuple[str, str], Line] = {
    ("GET", "/rejoindre"): EVERYONE,
    ("GET", "/rejoindre/"): ASTRAY,
    ("GET", "/rejoindre#{link}"): ASTRAY,
    ("GET", "/entrer"): EVERYONE,
    ("POST", "/dossiers"): EVERYONE,  # anybody may create one
    ("POST", "/dossiers/exemple"): EVERYONE,
    ("POST", "/rejoindre"): EVERYONE,  # the link is in the body: see test_the_link_is_asked
    ("POST", "/rejoindre/lien"): EVERYONE,
    ("POST", "/quitter"): EVERYONE,
    ("POST", "/supprimes"): EVERYONE,
    ("GET", "/export/{dossier}.zip"): EXPORTS,
    ("GET", "/export/{dossier}/{canvas}.csv"): EXPORTS,
    ("GET", "/export/{dossier}/{canvas}.schema.json"): EXPORTS,
    ("GET", "/export/{dossier}/{canvas}.{format}"): EXPORTS,
    ("GET", "/export/{dossier}/{canvas}/{table}.csv"): NO_TABLE,
    ("GET", "/export/{dossier}/{canvas}/{table}.schema.json"): NO_TABLE,
    ("POST", "/importer/{dossier}/{canvas}/apercu"): WRITES,
    ("POST", "/importer/{dossier}/{canvas}/appliquer"): WRITES,
    ("GET", "/debuts/{dossier}/{canvas}"): WRITES,
    ("GET", "/debuts/{dossier}/{canvas}/{debut}"): WRITES,
    ("POST", "/suite/{dossier}/{canvas}"): WRITES,
    ("POST", "/amener/{dossier}/{canvas}"): MANAGES,
    ("POST", "/fond/{dossier}/{canvas}"): WRITES,
    ("GET", "/fond/{dossier}/{canvas}/{image}"): READS,
    ("POST", "/versions/{dossier}/{canvas}"): WRITES,
    ("GET", "/versions/{dossier}/{canvas}/{version}"): READS,
    ("GET", "/vote/{dossier}.json"): READS,
    ("GET", "/vote/{dossier}"): Line(303, 303, 303, 303, 401),  # to the one that is open
    ("GET", "/vote/{dossier}/{canvas}"): READS,
    ("GET", "/vote/{dossier}/{canvas}/idees"): READS,
    ("GET", "/gommettes/{dossier}/{canvas}"): READS,
    ("POST", "/gommettes/{dossier}/{canvas}"): VOTES,
    ("POST", "/gommettes/{dossier}/{canvas}/retirer"): VOTES,
    ("POST", "/gommettes/{dossier}/{canvas}/table"): WRITES,
    ("POST", "/gommettes/{dossier}/{canvas}/reglages"): MANAGES,
    ("POST", "/gommettes/{dossier}/{canvas}/ensemble"): VOTES,
    ("POST", "/gommettes/{dossier}/{canvas}/venir"): VOTES,
    ("POST", "/gommettes/{dossier}/{canvas}/terminer"): VOTES,
    ("POST", "/gommettes/{dossier}/{canvas}/tour"): MANAGES,
    ("GET", "/gommettes/{dossier}/{canvas}/tours"): READS,
    ("POST", "/gommettes/{dossier}/{canvas}/tours/effacer"): MANAGES,
    ("GET", "/gommettes/{dossier}/{canvas}/votants"): MANAGES,
    ("POST", "/gommettes/{dossier}/{canvas}/confirmer"): MANAGES,
    ("POST", "/gommettes/{dossier}/{canvas}/ecarter"): MANAGES,
    ("GET", "/sante"): EVERYONE,
    ("GET", "/assets/{file}"): EVERYONE,
    ("GET", "/sw.js"): EVERYONE,
    ("GET", "/hors-ligne"): EVERYONE,
    ("GET", "/hors-ligne/vote"): EVERYONE,
}


def test_every_route_has_its_line() -> None:
    """A route added without saying who may use it is a mistake."""
    served = {
        (method, route.path)
        for route in http_routes()
        if isinstance(route, Route)
        for method in (route.methods or ())
        if method != "HEAD"
    }
    assert served == set(TABLE)


def _body(path: str, house: House) -> bytes | dict[str, str]:
    if path.startswith("/importer"):
        return "case;texte\r\nCoûts;Chef de projet".encode()
    if path.startswith(("/fond", "/versions")):
        return IMAGE
    if path.startswith("/gommettes"):
        return _gommettes(path)
    if path.startswith("/suite"):
        return {"carte": IDEA}
    if path.startswith("/amener"):
        return {"branche": IDEA}
    if path == "/dossiers":
        return {"title": "Toits", "territory": "Caux", "use_case": ""}
    if path == "/quitter":
        return {"dossier": "aucun"}
    return {"token": house.tokens["reader"], "pseudonym": "Ada", "color": COLOR}


def _gommettes(path: str) -> dict[str, str]:
    if path.endswith("/table"):
        return {"nom": "Table 1", "votants": "6"}
    if path.endswith("/reglages"):
        return {"devoile": "oui"}
    if path.endswith("/ensemble"):
        return {"tour": "1", "geste": f"+{IDEA}", "fini": "oui"}
    if path.endswith("/terminer"):
        return {"fini": "oui"}
    if path.endswith("/tour"):
        return {"garder": "non", "tour": "1"}
    if path.endswith("/tours/effacer"):
        return {"numero": "1", "fini": ""}
    if path.endswith(("/confirmer", "/ecarter")):
        return {}  # nobody in particular
    return {"carte": IDEA, "acte": path.rpartition("/")[2].strip("{}")}


async def _ask(
    client: httpx.AsyncClient, house: House, line: tuple[str, str], headers: dict[str, str]
) -> int:
    method, path = line
    canvas = CANVAS
    if path.startswith(("/gommettes", "/vote")):
        canvas = VOTE
        house.write_idea()
        house.open_vote()
    if path.startswith("/suite"):
        canvas = DREAM
        house.write_success()
    if path.startswith("/versions"):
        canvas = DREAM
        house.keep_sketch()
        headers = headers | {"X-Phrase": "Le%20port"}
    if path.startswith("/fond"):
        canvas = MAP
        house.keep_image()
    if path.endswith(".{format}"):
        canvas = VOTE  # a tree: the other forms have a CSV only
    names = {"format": "mm", "file": "essai-1.js", "table": "liens", "debut": "exemple"}
    names |= {"link": house.tokens["inconnu"]}
    names |= {"image": image_id(KEPT), "version": "1"}
    address = path.format(dossier=house.dossier, canvas=canvas, **names).replace("#", "%23")
    if path.endswith("/retirer"):  # what is taken back was placed
        placed = {"carte": IDEA, "acte": "avant"}
        await client.post(address.removesuffix("/retirer"), headers=headers, json=placed)
    body = _body(path, house) if method == "POST" else None
    answer = await client.request(
        method,
        address,
        headers=headers,
        json=body if isinstance(body, dict) else None,
        content=body if isinstance(body, bytes) else None,
    )
    return answer.status_code


def _credentials(house: House, who: str) -> tuple[str, str]:
    if who == "retiré":
        return house.revoked()
    if who == "expiré":
        return house.expired()
    return house.tokens.get(who, ""), house.cookies.get(who, "")


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]} {line[1]}")
@pytest.mark.parametrize("way", ["cookie", "bearer"])
@pytest.mark.parametrize("who", [*ROLES, "outside"])
async def test_each_person_at_each_route(
    client: httpx.AsyncClient,
    house: House,
    who: str,
    way: str,
    line: tuple[str, str],
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer is the one of the table, by the page's cookie as by a program's token."""
    _build(tmp_path, monkeypatch)
    for person in OUTSIDE if who == "outside" else (who,):
        token, cookie = _credentials(house, person)
        headers = {"Authorization": f"Bearer {token}"} if way == "bearer" and token else {}
        if way == "cookie":
            headers = {"Origin": BASE} | ({"Cookie": f"capacities={cookie}"} if cookie else {})
        expected: int = getattr(TABLE[line], who)
        if not headers and line[0] == "POST":
            expected = 403  # neither a page of ours nor a program that shows a token
        assert await _ask(client, house, line, headers) == expected, person


def _build(folder: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the built front end."""
    from pathlib import Path

    dist = Path(str(folder)) / "dist"
    dist.mkdir()
    names = ("rejoindre-1.js", "rejoindre-1.css", "vote-1.js", "vote-1.css", "sw-1.js")
    for name in ("essai-1.js", *names):
        (dist / name).write_text("/**/")
    entry = {"file": "essai-1.js", "css": ["essai-1.css"]}
    manifest = dict.fromkeys(("src/hors-ligne.ts", "src/canevas.tsx", "src/vote.ts"), entry)
    (dist / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr("capacities.web.assets.DIST", dist)


@pytest.mark.parametrize("path", ["/rejoindre", "/rejoindre/lien"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("reader", 200), ("voter", 200), ("inconnu", 401), ("retiré", 401), ("expiré", 401)],
)
async def test_the_link_is_asked(
    client: httpx.AsyncClient, house: House, path: str, who: str, status: int
) -> None:
    """Only a link in force lets in, or tells what it opens."""
    token, _ = _credentials(house, who)
    answer = await client.post(
        path,
        headers={"Origin": BASE},
        json={"token": token, "pseudonym": "Ada", "color": COLOR},
    )
    assert answer.status_code == status
    assert ("erreur" in answer.json()) is (status != 200)


@pytest.mark.parametrize("line", [line for line in TABLE if line[0] == "POST"])
async def test_a_foreign_page_cannot_act(
    client: httpx.AsyncClient, house: House, line: tuple[str, str]
) -> None:
    """A page of another site, or none, gets nothing done with the visitor's cookie."""
    cookie = {"Cookie": f"capacities={house.cookies['facilitator']}"}
    foreign = ("null", "https://ailleurs.example", "http://ateliers.test.example", "x")
    for headers in (cookie, *(cookie | {"Origin": origin} for origin in foreign)):
        assert await _ask(client, house, line, headers) == 403, headers.get("Origin")


async def test_a_token_never_shows_in_an_answer(
    client: httpx.AsyncClient, house: House, ctx: Context
) -> None:
    """Refusals do not repeat what was sent."""
    token = house.tokens["inconnu"]
    answer = await client.get(
        f"/export/{house.dossier}/{CANVAS}.csv", headers={"Authorization": f"Bearer {token}"}
    )
    assert token not in answer.text
