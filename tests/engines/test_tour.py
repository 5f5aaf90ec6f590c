"""A tour of the product in an engine that is not Chromium: all that a pair does in a workshop."""

from __future__ import annotations

from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import Server
from tests.engines.engine import Engine
from tests.engines.person import CONTROL, Person

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
