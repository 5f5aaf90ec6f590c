"""Coming in by a link: what the canvas needs is there before it, and comes once."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.canvas import Canvas
from tests.e2e.serving import Server

FETCHED = "() => performance.getEntriesByType('resource').filter(e => e.responseEnd > 0).length"
FILES = ("/static/", "/_stcore/bidi-components/", "/assets/")


def sent(page: Page) -> list[str]:
    """The files that the network brings from now on, by address: what a cache had is not there."""
    names: dict[str, str] = {}
    brought: list[str] = []

    def finished(event: dict[str, Any]) -> None:
        name = names.get(event["requestId"], "")
        if event["encodedDataLength"] > 0 and any(part in name for part in FILES):
            brought.append(name)

    cdp = page.context.new_cdp_session(page)
    cdp.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    cdp.on("Network.loadingFinished", finished)
    cdp.send("Network.enable")
    return brought


def test_what_is_fetched_while_one_types_is_fetched_once(server: Server, page: Page) -> None:
    """The door brings it, the canvas and a reload find it; the words go when the canvas comes."""
    token = server.empty_dossier()["editor"]
    brought = sent(page)
    page.goto(f"{server.base}/rejoindre#{token}")
    page.get_by_label("pseudonyme", exact=False).fill("Ada")
    needed = page.evaluate("async () => (await (await fetch('/assets/suite.json')).json()).base")
    page.wait_for_function(f"n => ({FETCHED})() > n + 5", arg=len(needed))
    page.wait_for_load_state("networkidle")
    door = list(brought)
    assert [address for address in needed if f"{server.base}{address}" not in door] == []

    brought.clear()
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/canevas?**", wait_until="commit")
    canvas = Canvas(page)
    expect(page.locator("#ouverture")).to_have_count(0)
    canvas.add("partenaires", "Déjà là")
    canvas.wait_saved()
    page.reload(wait_until="commit")
    Canvas(page)
    assert [address for address in brought if address in door] == []
    assert [address for address in brought if "woff2" in address] == []
