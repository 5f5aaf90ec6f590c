"""A real server, a real database, real browsers: what two people in a room live through."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from capacities.domain.people import PALETTE
from tests.e2e.proxy import CuttableWire
from tests.e2e.serving import CHROMIUM, FLAGS, Server, one_server
from tests.ports import free_port

DESKTOP = {"width": 1440, "height": 900}
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}

# Not what people should wait for: what a machine full of browsers may take.
expect.set_options(timeout=20_000)
ACT_MS = 40_000
FOLDED = "try { localStorage['capacities-figures'] ??= 'folded' } catch {}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all the tests that do not kill it, whichever worker runs them."""
    mine = tmp_path_factory.getbasetemp()
    with one_server(mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) as running:
        yield running


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that the test may kill, cut or restart."""
    running = Server(tmp_path, free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture
def wire(request: pytest.FixtureRequest) -> Iterator[CuttableWire]:
    """The network between people and the server (their own if any), that the test may cut."""
    name = "own_server" if "own_server" in request.fixturenames else "server"
    relay = CuttableWire(request.getfixturevalue(name).port)
    yield relay
    relay.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


def note_outside(context: BrowserContext) -> list[str]:
    """Return the list, filled from now on, of what the context asks of other hosts than ours."""
    ours = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    outside: list[str] = []

    def note(url: str) -> None:
        if not url.startswith(ours):
            outside.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: note(socket.url)))
    return outside


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser nobody has used before. It may ask nothing of another host."""
    context = browser.new_context(viewport=DESKTOP, locale="fr-FR", service_workers="block")
    context.set_default_timeout(ACT_MS)
    outside = note_outside(context)
    yield context.new_page()
    context.close()
    assert outside == []


@dataclass
class Person:
    """Somebody at a browser of their own."""

    name: str
    context: BrowserContext
    page: Page
    outside: list[str]
    """Requests to other hosts than the server: there must be none."""


Arrive = Callable[..., Person]


def follow(page: Page, base: str, token: str, name: str) -> None:
    """Follow a share link and enter, up to the canvas."""
    page.goto(f"{base}/rejoindre#{token}")
    page.get_by_label("pseudonyme", exact=False).fill(name)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/canevas?**", wait_until="commit")  # Canvas(page) waits for the rest


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Arrive]:
    """Make somebody enter by a share link: ``arrive(server.base, token, "Élue")``.

    They go on to ``canvas``, or to the one that the dossier opens with. What the page of the
    link asks of the server is asked for them, unless ``by_page``: then they fill it. On a device
    where the figures beside a canvas are folded, unless ``figures``: drawing them takes as much as
    all the rest of the page. Without service worker, unless ``offline``: what it keeps takes time.

    At the end, none of their browsers may have asked anything of another host.
    """
    people: list[Person] = []

    def enter(
        base: str,
        token: str,
        name: str,
        viewport: dict[str, int] | None = None,
        canvas: str | None = None,
        by_page: bool = False,
        figures: bool = False,
        offline: bool = False,
        **options: Any,
    ) -> Person:
        context = browser.new_context(
            viewport=viewport or DESKTOP,
            locale="fr-FR",
            accept_downloads=True,
            service_workers="allow" if offline else "block",
            **options,
        )
        context.set_default_timeout(ACT_MS)
        if not figures:
            context.add_init_script(FOLDED)
        outside = note_outside(context)
        person = Person(name, context, context.new_page(), outside)
        people.append(person)
        if by_page:
            follow(person.page, base, token, name)
        else:
            color = PALETTE[len(people) % len(PALETTE)].value
            words = {"token": token, "pseudonym": name, "color": color}
            answer = context.request.post(f"{base}/rejoindre", data=words, headers={"Origin": base})
            assert answer.ok, answer.text()
            first = f"{base}{answer.json()['url']}"
            opened = re.sub(r"canevas=[^&]*", f"canevas={canvas}", first) if canvas else first
            person.page.goto(opened, wait_until="domcontentloaded")
        return person

    yield enter
    for person in people:
        person.context.close()
    assert [person.outside for person in people] == [[] for _ in people]
