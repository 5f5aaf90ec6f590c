"""A tour of the product in an engine that is not Chromium: all that a pair does in a workshop."""

from __future__ import annotations

import httpx

from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.engines.engine import Engine
from tests.engines.person import CONTROL, TAB, Person

IDEA = "Des données en commun"
SERVICE, COSTS = "[data-box=service]", "[data-box=couts]"
SAVED = "[data-saved=saved]"


def _enter(engine: Engine, base: str, token: str, name: str) -> Person:
    """Follow a share link, say one's name, arrive at a canvas where all is saved."""
    person = Person(engine.newcomer())
    person.tab.go(f"{base}/rejoindre#{token}")
    person.click("input[type=text], input:not([type])")
    person.type(name)
    person.click("button", "Entrer")
    person.wait(SAVED)
    return person


def _add(person: Person, box: str, words: str) -> None:
    person.click(f"{box} button.add")
    person.type(words)


def test_a_pair_fills_a_canvas(engine: Engine, server: Server, wire: CuttableWire) -> None:
    """Join, write by two in one post-it, drag, undo, offline and back, down to the CSV."""
    dossier = server.empty_dossier()
    ada = _enter(engine, server.base, dossier["editor"], "Ada")
    bob = _enter(engine, wire.base, dossier["editor"], "Bob")
    _add(ada, SERVICE, IDEA)
    bob.wait_texts(f"{SERVICE} textarea", [IDEA])
    bob.click(f"{SERVICE} textarea")
    bob.press("\ue010")  # to the end of the line
    bob.type(", ouvertes")
    whole = f"{IDEA}, ouvertes"
    ada.wait_texts(f"{SERVICE} textarea", [whole])
    ada.drag(f"{SERVICE} .grip, {SERVICE} .handle", "", f"{COSTS} .cards, {COSTS} [data-body]")
    bob.wait_texts(f"{COSTS} textarea", [whole])
    ada.press(CONTROL, "z")
    bob.wait_texts(f"{SERVICE} textarea", [whole])
    wire.cut()
    _add(bob, COSTS, "Écrit sans réseau")
    bob.wait("[data-saved]:not([data-saved=saved])")
    wire.mend()
    ada.wait_texts(f"{COSTS} textarea", ["Écrit sans réseau"])
    bob.wait(SAVED)
    csv = ada.run(
        "return (await fetch(args[0])).text();",
        f"/export/{dossier['id']}/canevas-usagers.csv",
    )
    assert whole in csv
    assert "Écrit sans réseau" in csv


def _ask(server: Server, token: str, path: str, **words: str) -> None:
    """Do what whoever facilitates does, without a page."""
    with_token = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(f"{server.base}{path}", json=words, headers=with_token)
    assert answer.status_code == 200, answer.text


def test_a_phone_votes(engine: Engine, server: Server) -> None:
    """The link leads to the light page: two dots at the same place, done, then the ranking."""
    dossier = server.empty_dossier()
    vote = f"/gommettes/{dossier['id']}/pourquoi"
    ada = _enter(engine, server.base, dossier["editor"], "Ada")
    ada.tab.go(f"{server.base}/canevas?dossier={dossier['id']}&canevas=pourquoi")
    ada.wait(SAVED)
    ada.click(".node.is-root .node-words")
    ada.press(TAB)
    ada.type("énergie")
    ada.wait(SAVED)
    _ask(server, dossier["facilitator"], f"{vote}/reglages", ouvert="oui", question="Et donc ?")
    bob = Person(engine.newcomer())
    bob.tab.go(f"{server.base}/rejoindre#{server.voting_link(dossier).rpartition('#')[2]}")
    bob.click("input[type=text], input:not([type])")
    bob.type("Bob")
    bob.click("button", "Entrer")
    bob.wait("h1", "Et donc")
    for _ in range(2):
        bob.click("[data-idee] .plus")
    bob.wait("#reste-mots", "2")
    bob.click("#terminer")
    _ask(server, dossier["facilitator"], f"{vote}/reglages", devoile="oui")
    bob.wait("#corps", "énergie")
    bob.wait("#corps", "2")
    csv = f"/export/{dossier['id']}/pourquoi/gommettes.csv"
    assert "énergie" in ada.run("return (await fetch(args[0])).text();", csv)
