"""The gommettes over HTTP, as pages and programs use them."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, event

from capacities.domain.snapshot import Card
from capacities.domain.template import CENTRE, NODE
from capacities.services.identify import identify
from capacities.services.write_canvas import write_canvas
from tests.web.conftest import BASE, CANVAS, IDEA, VOTE, House

OTHER = "autre-idee"
KEYS = {
    "open",
    "secret",
    "revealed",
    "stacking",
    "dots",
    "question",
    "opened",
    "round",
    "kept",
    "past",
    "done",
    "seated",
    "finished",
    "groups",
    "mine",
    "left",
    "counted",
    "voters",
    "turnout",
    "fixed",
    "placed",
    "totals",
    "tables",
    "can_manage",
    "can_vote",
}


class Voter:
    """Somebody with a page open on the canvas."""

    def __init__(self, client: httpx.AsyncClient, house: House, role: str) -> None:
        self._client = client
        self._address = f"/gommettes/{house.dossier}/{VOTE}"
        self.headers = {"Origin": BASE, "Cookie": f"capacities={house.cookies[role]}"}

    async def see(self, part: str = "") -> Any:
        return (await self._client.get(f"{self._address}{part}", headers=self.headers)).json()

    async def ask(self, verb: str, body: object) -> httpx.Response:
        return await self._client.post(
            f"{self._address}{verb}", headers=self.headers, content=json.dumps(body)
        )

    async def place(self, card: str, act: str) -> httpx.Response:
        return await self.ask("", {"carte": card, "acte": act})


@pytest.fixture(autouse=True)
def _two_ideas(house: House) -> None:
    house.write_idea()
    house.write_idea(OTHER)
    house.open_vote()


async def test_a_vote_from_the_first_gommette_to_the_reveal(
    client: httpx.AsyncClient, house: House
) -> None:
    """Each answer is the whole state, as the contract says it."""
    ada, manager = Voter(client, house, "voter"), Voter(client, house, "facilitator")
    assert await ada.see() == {
        "open": True,
        "secret": True,
        "revealed": False,
        "stacking": True,
        "dots": 4,
        "question": "",
        "opened": True,
        "round": 1,
        "kept": 0,
        "past": 0,
        "done": False,
        "seated": 0,
        "finished": 0,
        "groups": [],
        "mine": {},
        "left": 4,
        "counted": True,
        "voters": 0,
        "turnout": {"devices": 0, "tables": 0, "table_voters": 0, "aside": 0},
        "fixed": False,
        "placed": 0,
        "totals": None,
        "tables": [],
        "can_manage": False,
        "can_vote": True,
    }
    for act in ("1", "2", "2", "3", "4"):
        answer = await ada.place(IDEA, act)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-encoding"] == "identity"  # ADR 036
    assert (answer.json()["mine"], answer.json()["left"]) == ({IDEA: 4}, 0)
    refused = await ada.place(IDEA, "5")
    assert (refused.status_code, "retirez-en une" in refused.json()["erreur"]) == (409, True)
    back = await ada.ask("/retirer", {"carte": IDEA, "acte": "6"})
    assert (back.status_code, back.json()["left"]) == (200, 1)
    shown = (await manager.ask("/reglages", {"devoile": "oui", "ouvert": "non"})).json()
    assert (shown["totals"], shown["placed"], shown["voters"]) == ({IDEA: 3}, 3, 1)
    assert (shown["can_manage"], shown["open"]) == (True, False)
    closed = await ada.place(OTHER, "7")
    assert (closed.status_code, "fermé" in closed.json()["erreur"]) == (409, True)


async def test_what_a_whole_room_does_at_once_asks_little_of_the_database(
    client: httpx.AsyncClient, house: House
) -> None:
    """Reading is one transaction, changing the vote one more, however many taps are sent."""
    began: list[None] = []
    said: list[str] = []

    def begin(_conn: Connection) -> None:
        began.append(None)

    def execute(_conn: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    async def cost(asked: Awaitable[httpx.Response]) -> tuple[int, int]:
        began.clear()
        said.clear()
        assert (await asked).status_code == 200
        return len(began), sum(not statement.startswith("BEGIN") for statement in said)

    warm, ada = Voter(client, house, "editor"), Voter(client, house, "voter")
    await warm.ask("/venir", {})
    await client.get(f"/vote/{house.dossier}/{VOTE}", headers=ada.headers)
    event.listen(house.ctx.db.engine, "begin", begin)
    event.listen(house.ctx.db.engine, "before_cursor_execute", execute)
    page = client.get(f"/vote/{house.dossier}/{VOTE}", headers=ada.headers)
    assert await cost(page) == (1, 4)  # who asks, the canvas, its vote, the dossier's title
    assert await cost(ada.ask("/venir", {})) == (2, 6)
    taps = {f"t{n}": f"+{IDEA}" for n in range(4)}
    assert await cost(ada.ask("/ensemble", {"tour": "1", "fini": "oui", **taps})) == (2, 9)
    assert await cost(ada.ask("/ensemble", {"tour": "1", "fini": "oui", **taps})) == (2, 4)


async def test_nothing_is_remembered_from_one_act_to_the_next(
    client: httpx.AsyncClient, house: House
) -> None:
    """A vote just closed, an idea just gone, a link just revoked: the very next act is refused."""
    ada, manager = Voter(client, house, "editor"), Voter(client, house, "facilitator")
    page, ideas = f"/vote/{house.dossier}/{VOTE}", f"/vote/{house.dossier}/{VOTE}/idees"
    assert (await ada.place(IDEA, "1")).status_code == 200
    before = (await client.get(ideas, headers=ada.headers)).text
    await manager.ask("/reglages", {"ouvert": "non"})
    assert "fermé" in (await ada.place(IDEA, "2")).json()["erreur"]
    assert '"open": false' in (await client.get(page, headers=ada.headers)).text
    await manager.ask("/reglages", {"ouvert": "oui"})
    who = identify(house.ctx, house.dossier, cookie=house.cookies["facilitator"])
    write_canvas(house.ctx, who, VOTE, [Card(IDEA, "Parce que", NODE, "a0", deleted=True)])
    assert "sur le canevas" in (await ada.place(IDEA, "3")).json()["erreur"]
    for address in (page, ideas):
        answer = (await client.get(address, headers=ada.headers)).text
        assert (f'"{IDEA}"' in before, f'"id":"{IDEA}"' in answer) == (True, False)
    house.revoked()
    assert (await ada.place(OTHER, "4")).status_code == 401
    assert (await client.get(page, headers=ada.headers)).status_code == 401


async def test_a_table_over_http(client: httpx.AsyncClient, house: House) -> None:
    """Declared by name, its gommettes placed and taken back by its identifier."""
    editor = Voter(client, house, "editor")
    declared = (await editor.ask("/table", {"nom": "Table 3", "votants": "2"})).json()
    (table,) = declared["tables"]
    assert set(table) == {"id", "name", "voters", "confirmed", "aside", "mine", "left", "dots"}
    assert (table["confirmed"], table["aside"]) == (False, False)
    manager = Voter(client, house, "facilitator")
    confirmed = await manager.ask("/confirmer", {table["id"]: "2"})
    assert (confirmed.status_code, confirmed.json()["tables"][0]["confirmed"]) == (200, True)
    table["confirmed"] = True
    named = {"carte": IDEA, "table": table["id"]}
    placed = (await editor.ask("", named | {"acte": "1"})).json()
    assert placed["tables"] == [table | {"left": 7, "dots": {IDEA: 1}}]
    assert (placed["mine"], placed["voters"]) == ({}, 2)
    seen = (await Voter(client, house, "facilitator").see())["tables"]
    assert seen == [table | {"mine": False, "left": None, "dots": None}]
    taken = (await editor.ask("/retirer", named | {"acte": "2"})).json()
    assert taken["tables"] == [table]


async def test_who_voted_and_who_is_set_aside(client: httpx.AsyncClient, house: House) -> None:
    """The roll tells whoever facilitates who voted and how much; the voter learns the rest."""
    ada, manager = Voter(client, house, "voter"), Voter(client, house, "facilitator")
    await ada.place(IDEA, "1")
    answer = await manager.see("/votants")
    (one,) = answer["voters"]
    came, who = one.pop("came"), one.pop("id")
    assert (one, answer["tables"]) == (
        {"placed": 1, "aside": False, "name": "Ada", "role": "voter"},
        [],
    )
    assert came.startswith("20")
    assert IDEA not in str(answer)
    aside = await manager.ask("/ecarter", {who: "oui"})
    assert (aside.status_code, aside.json()["turnout"]["aside"]) == (200, 1)
    assert (await ada.see())["counted"] is False
    assert (await manager.see("/votants"))["voters"][0]["aside"] is True
    assert (await manager.ask("/ecarter", {who: "non"})).json()["voters"] == 1
    shown = (await manager.ask("/reglages", {"devoile": "oui"})).json()
    assert (shown["fixed"], shown["totals"]) == (True, {IDEA: 1})
    late = await manager.ask("/ecarter", {who: "oui"})
    assert (late.status_code, "ont été vus" in late.json()["erreur"]) == (409, True)
    assert await manager.see("/votants") == {"voters": None, "tables": []}


async def test_the_reveal_asks_about_tables_that_wait(
    client: httpx.AsyncClient, house: House
) -> None:
    """A refusal that names them; then « laisser » sets them aside."""
    editor, manager = Voter(client, house, "editor"), Voter(client, house, "facilitator")
    await editor.ask("/table", {"nom": "Table 3", "votants": "200"})
    roll = await manager.see("/votants")
    assert [(table["name"], table["placed"]) for table in roll["tables"]] == [("Ada", 0)]
    refused = await manager.ask("/reglages", {"devoile": "oui"})
    assert (refused.status_code, "« Table 3 »" in refused.json()["erreur"]) == (409, True)
    shown = (await manager.ask("/reglages", {"devoile": "oui", "laisser": "oui"})).json()
    assert (shown["revealed"], shown["tables"][0]["aside"]) == (True, True)


@pytest.mark.parametrize("role", ["facilitator", "editor", "voter", "reader"])
async def test_no_answer_tells_a_secret(client: httpx.AsyncClient, house: House, role: str) -> None:
    """Whatever is asked before the reveal, nobody reads on which idea others voted."""
    others = [name for name in ("facilitator", "editor", "voter") if name != role]
    for number, name in enumerate(others):
        for act in "abcd"[: number + 2]:
            assert (await Voter(client, house, name).place(IDEA, act)).status_code == 200
    curious = Voter(client, house, role)
    answers = [
        await curious.place(OTHER, "1"),
        await curious.ask("/retirer", {"carte": IDEA, "acte": "2"}),
        await curious.ask("/table", {"nom": "Table 1", "votants": "3"}),
        await curious.ask("/reglages", {"cumul": "non"}),
        await curious.ask("/reglages", {"jetons": "1"}),
    ]
    for answer in answers:
        said = answer.json()
        if answer.status_code == 200:
            assert set(said) == KEYS
            assert (said["totals"], IDEA in said["mine"]) == (None, False)
        else:
            assert set(said) == {"erreur"}
        assert IDEA not in answer.text.replace(OTHER, "")
    assert (await curious.see())["totals"] is None


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("", {}),
        ("", {"carte": IDEA}),
        ("", {"carte": IDEA, "acte": "deux mots"}),
        ("", {"carte": IDEA, "acte": 3}),
        ("/retirer", {"acte": ""}),
        ("/table", {}),
        ("/table", {"nom": "", "votants": "3"}),
        ("/table", {"nom": "Table", "votants": "trois"}),
        ("/table", {"nom": "Table", "votants": "-1"}),
        ("/table", {"nom": "Table", "votants": "9" * 5000}),
        ("/table", {"nom": "x" * 41, "votants": "3"}),
        ("/reglages", {"ouvert": "peut-être"}),
        ("/reglages", {"inconnu": "oui"}),
        ("/reglages", {"jetons": "0"}),
        ("/reglages", {"jetons": "²"}),
        ("/reglages", {"jetons": "21"}),
        ("/reglages", {"laisser": "peut-être"}),
        ("/confirmer", {"absente": "six"}),
        ("/ensemble", {"tour": "1", "acte": IDEA}),
        ("/ecarter", {"absent": "peut-être"}),
    ],
)
async def test_what_makes_no_sense_changes_nothing(
    client: httpx.AsyncClient, house: House, verb: str, body: object
) -> None:
    """A sentence, and the ballot as it was."""
    manager = Voter(client, house, "facilitator")
    before = await manager.see()
    answer = await manager.ask(verb, body)
    assert (answer.status_code, answer.json()["erreur"][-1]) == (400, ".")
    assert await manager.see() == before


@pytest.mark.parametrize("card", ["", "absente", CENTRE, "\0", "\ud800", "x" * 50_000])
async def test_a_card_that_takes_no_gommette(
    client: httpx.AsyncClient, house: House, card: str
) -> None:
    """Unknown, deleted, or the central idea: refused, and the gommette is kept."""
    voter = Voter(client, house, "voter")
    answer = await voter.place(card, "1")
    assert (answer.status_code, "elle vous reste" in answer.json()["erreur"]) == (409, True)
    assert (await voter.see())["left"] == 4


async def test_a_canvas_without_gommettes_has_no_ballot(
    client: httpx.AsyncClient, house: House
) -> None:
    """Not found, said in French; as for an unknown canvas or an unknown table."""
    headers = {"Origin": BASE, "Cookie": f"capacities={house.cookies['editor']}"}
    for canvas in (CANVAS, "inconnu"):
        answer = await client.get(f"/gommettes/{house.dossier}/{canvas}", headers=headers)
        assert (answer.status_code, bool(answer.json()["erreur"])) == (404, True)
    editor = Voter(client, house, "editor")
    for table in ("absente", "\0", "x" * 1000):
        answer = await editor.ask("", {"carte": IDEA, "acte": "1", "table": table})
        assert answer.status_code == 404
